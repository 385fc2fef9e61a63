"""The pretend phone: its page, with and without a script, and its JSON."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from bot.channels.carrier import CarrierConfig, Exchange, create_carrier, exchange_of

SAM, KIT = "+447700900101", "+447700900102"
THREAD = f"/carrier/phones/{SAM}/messages"


@pytest.fixture
def client() -> FlaskClient:
    config = CarrierConfig(
        account_sid="AC" + "1" * 32,
        auth_token="a pretend token",
        inbound_url="http://127.0.0.1:9/",
        names={SAM: "Sam"},
    )
    return create_carrier(config).test_client()


@pytest.fixture
def exchange(client: FlaskClient) -> Exchange:
    return exchange_of(client.application)


def test_phones_with_texts_come_first_then_those_with_a_name(
    client: FlaskClient, exchange: Exchange
) -> None:
    exchange.bring(KIT, "hello")

    phones = client.get("/carrier/phones").get_json()["phones"]

    assert [(phone["number"], phone["name"], phone["last"]) for phone in phones] == [
        (KIT, "", "hello"),
        (SAM, "Sam", ""),
    ]


def test_a_text_posted_as_json_joins_the_thread(client: FlaskClient) -> None:
    posted = client.post(THREAD, json={"text": "hello"})

    thread = client.get(THREAD).get_json()
    assert posted.status_code == 201
    assert thread["messages"] == [posted.get_json()]
    assert (posted.get_json()["from"], posted.get_json()["text"]) == ("phone", "hello")
    assert thread["blocked"] is False


@pytest.mark.parametrize("wrong", [{}, {"text": 1}, {"text": "x" * 1601}, [], "text"])
def test_a_text_of_another_kind_is_refused_with_a_sentence(
    client: FlaskClient, wrong: object
) -> None:
    answer = client.post(THREAD, json=wrong)

    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert client.get(THREAD).get_json()["messages"] == []


@pytest.mark.parametrize("path", ["/phone/+441632960000", "/carrier/phones/0/messages"])
def test_a_number_that_is_no_phone_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_without_a_script_a_form_sends_and_the_page_comes_back(client: FlaskClient) -> None:
    page = client.post(f"/phone/{SAM}", data={"text": "<b>1</b>"}, follow_redirects=True)

    assert page.status_code == 200
    assert "&lt;b&gt;1&lt;/b&gt;" in page.text
    assert "Sam" in page.text


def test_a_blocked_phone_says_so(client: FlaskClient) -> None:
    client.post(THREAD, json={"text": "STOP"})

    assert client.get(THREAD).get_json()["blocked"] is True
    assert 'id="blocked" hidden' not in client.get(f"/phone/{SAM}").text


@pytest.mark.parametrize("typed", ["07700 900102", "+44 7700 900102", "07700-900-102"])
def test_another_phone_is_opened_by_its_number(client: FlaskClient, typed: str) -> None:
    answer = client.get("/phone", query_string={"number": typed})

    assert answer.headers["Location"].endswith("447700900102")


def test_a_real_number_is_not_opened(client: FlaskClient) -> None:
    page = client.get("/phone", query_string={"number": "01632 960000"})

    assert "07700 900000 to 07700 900999" in page.text


def test_pages_allow_nothing_inline_and_are_not_kept(client: FlaskClient) -> None:
    for path in ("/phone", f"/phone/{SAM}"):
        page = client.get(path)

        assert "'unsafe" not in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"
        assert "style=" not in page.text
        assert " on" + "click" not in page.text
        assert "<script src=" in page.text


@pytest.mark.parametrize("name", ["phone.css", "phone.js", "phone.svg"])
def test_what_the_page_needs_is_there(client: FlaskClient, name: str) -> None:
    with client.get(f"/phone/static/{name}") as answer:
        assert answer.status_code == 200


def test_the_front_door_leads_to_the_phones(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/phone"


def test_behaviour_is_changed_bit_by_bit_and_put_right(client: FlaskClient) -> None:
    client.post("/carrier/behaviour", json={"delay": 2, "repeat": 3})

    changed = client.post("/carrier/behaviour", json={"refuse": 21610, "hang": True}).get_json()

    assert (changed["delay"], changed["repeat"], changed["refuse"]) == (2.0, 3, "21610")
    assert changed["hang"] is True
    assert client.delete("/carrier/behaviour").get_json()["repeat"] == 1
    assert client.get("/carrier/behaviour").get_json()["refuse"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 1},
        {"repeat": 0},
        {"repeat": 1.5},
        {"delay": -1},
        {"lose": 2},
        {"hang": 1},
        {"delay": True},
        {"refuse": None},
        [],
    ],
    ids=str,
)
def test_a_behaviour_nobody_knows_changes_nothing(client: FlaskClient, wrong: object) -> None:
    before = client.get("/carrier/behaviour").get_json()

    answer = client.post("/carrier/behaviour", json=wrong)

    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert client.get("/carrier/behaviour").get_json() == before
