"""The web chat over HTTP: whose it is, what may be posted, and from where."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import inbound_message, outbox
from tests.factories import BASE_URL, a_contact, rows

MESSAGES = "/chat/messages"


@pytest.fixture
def contact_id(services: Services) -> int:
    return a_contact(services)


@pytest.fixture
def visitor(client: FlaskClient, services: Services, contact_id: int) -> FlaskClient:
    """Return a browser that followed a personal link."""
    enter(client, services, contact_id)
    return client


def enter(client: FlaskClient, services: Services, contact_id: int) -> None:
    path = services.chat.link(contact_id).removeprefix(BASE_URL)
    assert client.get(path).status_code == 303


def test_a_link_becomes_a_cookie_and_leaves_the_address_bar(
    client: FlaskClient, services: Services, contact_id: int
) -> None:
    answered = client.get(services.chat.link(contact_id).removeprefix(BASE_URL))

    assert (answered.status_code, answered.headers["Location"]) == (303, "/chat")
    cookie = answered.headers["Set-Cookie"]
    assert cookie.startswith("sayso-chat=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answered.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/chat").status_code == 200


@pytest.mark.parametrize("token", ["x" * 22, "short", "x" * 500])
def test_a_link_that_is_no_good_is_404(client: FlaskClient, token: str) -> None:
    assert client.get(f"/chat/{token}").status_code == 404


def test_without_a_visit_the_chat_asks_for_the_link(client: FlaskClient) -> None:
    assert client.get("/chat").status_code == 200
    assert client.get(MESSAGES).status_code == 403
    assert client.post(MESSAGES, json={"client_id": "a", "text": "1"}).status_code == 403


@pytest.mark.parametrize("as_json", [True, False])
def test_a_message_is_answered_in_the_same_list(
    visitor: FlaskClient, services: Services, contact_id: int, as_json: bool
) -> None:
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    said = {"client_id": "first", "text": "1"}

    answered = visitor.post(MESSAGES, **({"json": said} if as_json else {"data": said}))

    mine, reply = answered.get_json()["messages"]
    assert (mine["from"], mine["text"], mine["options"]) == ("you", "1", [])
    assert set(reply) >= {"id", "from", "text", "lang", "dir", "options"}
    assert (reply["from"], reply["lang"], reply["dir"]) == ("sayso", "en", "ltr")
    assert reply["options"][0] == {"value": "1", "label": "Cafe"}


def test_a_browser_without_script_posts_the_form_and_gets_the_page(visitor: FlaskClient) -> None:
    answered = visitor.post(
        MESSAGES, data={"client_id": "a", "text": "1"}, headers={"Accept": "text/html"}
    )

    assert (answered.status_code, answered.headers["Location"]) == (303, "/chat#newest")


def test_the_same_client_id_twice_is_one_message(visitor: FlaskClient, store: Store) -> None:
    for _ in range(2):
        assert visitor.post(MESSAGES, json={"client_id": "a", "text": "1"}).status_code == 200

    assert len(rows(store, inbound_message)) == len(rows(store, outbox)) == 1


def test_after_pages_through_the_talk(visitor: FlaskClient) -> None:
    visitor.post(MESSAGES, json={"client_id": "a", "text": "one"})
    whole = visitor.get(MESSAGES).get_json()["messages"]

    later = visitor.get(f"{MESSAGES}?after={whole[0]['id']}").get_json()["messages"]

    assert later == whole[1:]
    assert visitor.get(f"{MESSAGES}?after=99").get_json()["messages"] == []


@pytest.mark.parametrize("after", ["-1", "x", "²", "1" * 20])
def test_an_after_that_is_no_id_is_refused(visitor: FlaskClient, after: str) -> None:
    assert visitor.get(MESSAGES, query_string={"after": after}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "a"},
        {"client_id": "", "text": "1"},
        {"client_id": "a b", "text": "1"},
        {"client_id": "a" * 41, "text": "1"},
        {"client_id": 1, "text": "1"},
        {"client_id": "a", "text": ["1"]},
        {"client_id": "a", "text": "a" * 1601},
        ["a"],
        "a",
    ],
)
def test_what_is_no_message_is_refused(visitor: FlaskClient, store: Store, body: object) -> None:
    assert visitor.post(MESSAGES, json=body).status_code == 400
    assert rows(store, inbound_message) == []


@pytest.mark.parametrize("text", ["a" * 1600, "😀" * 800, "", "\x00", "\ud83d", "<b>hi</b>"])
def test_any_words_are_taken_and_shown_as_they_are(
    visitor: FlaskClient, store: Store, text: str
) -> None:
    assert visitor.post(MESSAGES, json={"client_id": "a", "text": text}).status_code == 200

    assert len(rows(store, inbound_message)) == 1
    page = visitor.get("/chat").text
    assert "<b>hi</b>" not in page


@pytest.mark.parametrize("origin", ["https://else.example.org", "null", "http://localhost:8001"])
def test_a_post_from_another_site_is_refused(
    visitor: FlaskClient, store: Store, origin: str
) -> None:
    answered = visitor.post(
        MESSAGES, json={"client_id": "a", "text": "1"}, headers={"Origin": origin}
    )

    assert answered.status_code == 403
    assert rows(store, inbound_message) == []


def test_nobody_reads_another_persons_messages(
    visitor: FlaskClient, app: Flask, services: Services
) -> None:
    visitor.post(MESSAGES, json={"client_id": "a", "text": "mine alone"})
    other = app.test_client()
    enter(other, services, a_contact(services, number=2))

    assert other.get(MESSAGES).get_json()["messages"] == []
    assert "mine alone" not in other.get("/chat").text
    assert other.post(MESSAGES, json={"client_id": "a", "text": "1"}).status_code == 200


def test_leaving_ends_the_visit(visitor: FlaskClient) -> None:
    visitor.post("/chat/leave")

    assert visitor.get(MESSAGES).status_code == 403


def test_too_large_a_message_is_refused(visitor: FlaskClient) -> None:
    answered = visitor.post(MESSAGES, json={"client_id": "a", "text": "a" * 70_000})

    assert answered.status_code in {400, 413}
