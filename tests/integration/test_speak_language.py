"""One press on a language's own name: the same question again in it, the page in it, remembered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from bot.app import Services, create_app
from bot.conversation.languages import ITSELF
from bot.store.tables import contact, outbox
from tests.factories import a_contact, rows

Chat = tuple[FlaskClient, Services, int]


@pytest.fixture
def opened(services: Services) -> Callable[..., Chat]:
    """Return a function that opens the chat of somebody who was just asked about meetings."""

    def open_chat(drafts: frozenset[str] = frozenset({"cy", "pl", "ur"}), **asked: str) -> Chat:
        app = create_app(replace(services.settings, draft_languages=drafts), services.now)
        ours: Services = app.extensions["sayso"]
        contact_id = a_contact(ours)
        client = app.test_client()
        client.get(ours.chat.link(contact_id).removeprefix(ours.settings.public_base_url))
        if asked.get("flow", "my-meetings"):
            ours.start_flow(flow=asked.get("flow", "my-meetings"), contact_id=contact_id)
        return client, ours, contact_id

    return open_chat


def press(client: FlaskClient, language: str) -> None:
    answer = client.post("/chat/language", data={"language": language})
    assert answer.status_code == 303
    assert answer.location == "/chat#newest"


def said(services: Services) -> list[tuple[str, str]]:
    """Return the language and the words of each message in the chat."""
    with services.store.reading() as tx:
        return [
            (row.language, tx.cipher.decrypt(row.body, "outbox.body"))
            for row in rows(services.store, outbox)
        ]


def test_each_language_that_ships_is_there_by_its_own_name(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()

    page = client.get("/chat/language").text
    buttons = re.findall(r'<button class="tongue"[^>]*value="(\w+)"[^>]*>([^<]+)<', page)

    assert dict(buttons) == dict(ITSELF)
    assert 'value="ur" lang="ur" dir="rtl"' in page
    assert re.search(r'value="en"[^>]*aria-current="true"', page)


def test_the_chat_leads_to_the_languages_in_one_press(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()

    assert 'href="/chat/language"' in client.get("/chat").text


@pytest.mark.parametrize(
    ("language", "asks", "exit_says", "way"),
    [("cy", "Ble", "Gadael nawr", "ltr"), ("pl", "Gdzie", "Wyjdź stąd", "ltr")],
)
def test_the_same_question_comes_again_and_the_page_speaks_it(
    opened: Callable[..., Chat], language: str, asks: str, exit_says: str, way: str
) -> None:
    client, services, contact_id = opened()
    client.post("/chat/messages", data={"client_id": "a", "text": "1"})

    press(client, language)
    page = client.get("/chat").text

    assert said(services)[-1][0] == language
    assert asks in said(services)[-1][1]
    assert f'<html lang="{language}" dir="{way}"' in page
    assert exit_says in page
    assert rows(services.store, contact, contact.c.id == contact_id)[0].language == language


def test_the_answer_counts_after_it(opened: Callable[..., Chat]) -> None:
    client, services, _ = opened()
    client.post("/chat/messages", data={"client_id": "a", "text": "1"})
    press(client, "pl")

    client.post("/chat/messages", data={"client_id": "b", "text": "1"})

    assert said(services)[-1][0] == "pl"
    assert not said(services)[-1][1].startswith("Gdzie")


def test_a_page_in_urdu_runs_right_to_left(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()

    press(client, "ur")

    for path in ("/chat", "/chat/look", "/chat/language", "/chat/page", "/chat/my-page"):
        assert '<html lang="ur" dir="rtl"' in client.get(path).text, path
    assert '<html lang="ur" dir="rtl"' in client.post("/chat/leave").text


def test_words_about_danger_stay_as_people_wrote_them(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()

    press(client, "pl")

    assert '<p lang="en-GB" dir="ltr">In danger now? Call <a href="tel:999">999</a>.' in (
        client.get("/chat").text
    )


def test_a_language_that_may_not_be_said_yet_is_owned_up_to_in_english(
    opened: Callable[..., Chat],
) -> None:
    client, services, contact_id = opened(drafts=frozenset())
    client.post("/chat/messages", data={"client_id": "a", "text": "1"})

    press(client, "pl")
    language, told = said(services)[-1]

    assert language == "en"
    assert told.startswith("Sorry, we do not text in that yet.")
    assert "Where is good to meet" in told
    assert '<html lang="en-GB" dir="ltr"' in client.get("/chat").text
    assert rows(services.store, contact, contact.c.id == contact_id)[0].language == "pl"


def test_what_is_still_english_says_so_to_who_reads_polish(opened: Callable[..., Chat]) -> None:
    client, services, contact_id = opened(drafts=frozenset(), flow="")
    press(client, "pl")

    services.start_flow(flow="my-meetings", contact_id=contact_id)
    client.post("/chat/messages", data={"client_id": "a", "text": "hm"})

    assert {language for language, _ in said(services)} == {"en"}


def test_nothing_is_asked_twice_by_pressing_the_language_that_is_spoken(
    opened: Callable[..., Chat],
) -> None:
    client, services, _ = opened()
    before = said(services)

    press(client, "en")

    assert said(services) == before


def test_there_and_back_puts_the_question_each_time(opened: Callable[..., Chat]) -> None:
    client, services, _ = opened()

    for language in ("cy", "en", "cy"):
        press(client, language)

    assert [language for language, _ in said(services)] == ["en", "cy", "en", "cy"]


def test_while_a_concern_is_open_the_page_turns_and_nothing_is_asked(
    opened: Callable[..., Chat],
) -> None:
    client, services, _ = opened()
    client.post("/chat/messages", data={"client_id": "a", "text": "my dad hits me"})
    before = said(services)

    press(client, "cy")

    assert said(services) == before
    assert before[-1][0] == "en"  # the fixed set is signed in English alone
    assert '<html lang="cy"' in client.get("/chat").text


@pytest.mark.parametrize("language", ["xx", "", "en-GB", "cy" * 99])
def test_a_language_nobody_ships_is_refused(opened: Callable[..., Chat], language: str) -> None:
    client, services, contact_id = opened()

    assert client.post("/chat/language", data={"language": language}).status_code == 400
    assert rows(services.store, contact, contact.c.id == contact_id)[0].language == "en"


def test_without_a_visit_nothing_is_chosen(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()
    client.post("/chat/leave")

    assert client.get("/chat/language").location == "/chat"
    assert client.post("/chat/language", data={"language": "cy"}).location == "/chat#newest"


def test_the_script_hears_that_the_page_has_another_language(opened: Callable[..., Chat]) -> None:
    client, _, _ = opened()
    client.post("/chat/messages", data={"client_id": "a", "text": "1"})

    client.post("/chat/messages", json={"client_id": "b", "text": "po polsku"})

    assert client.get("/chat/messages?after=0").json["lang"] == "pl"  # type: ignore[index]
