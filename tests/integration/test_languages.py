"""Another language is asked for first, or at any time; what we cannot say is owned up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.app import Services, build
from bot.store.tables import answer, contact
from tests.factories import Clock, a_contact, phone, rows, said_to, texts

ASKS = "What language is best for you?"


@pytest.fixture
def saying_drafts(services: Services, clock: Clock) -> Iterator[Services]:
    made = build(replace(services.settings, draft_languages=frozenset({"pl"})), clock.now)
    yield made
    made.store.engine.dispose()


def someone_new(services: Services, language: str) -> int:
    return services.add_contact(
        nickname="Pat", phone=phone(1), age_band="13-15", language=language, ok_to_text=False
    )


def test_where_nobody_knows_the_language_it_is_asked_before_all_else(services: Services) -> None:
    services.start_flow(flow="welcome", contact_id=someone_new(services, "und"))

    (first,) = said_to(services.store)
    assert first.startswith(ASKS)
    assert "worker" not in first


def test_where_the_worker_set_it_the_number_comes_first(services: Services) -> None:
    services.start_flow(flow="welcome", contact_id=someone_new(services, "en"))

    assert said_to(services.store)[0].startswith("Hi.")


def test_a_language_that_may_be_said_is_said_from_then_on(saying_drafts: Services) -> None:
    saying_drafts.start_flow(flow="welcome", contact_id=someone_new(saying_drafts, "und"))

    texts(saying_drafts, "polski")

    assert said_to(saying_drafts.store)[-1].startswith("Cześć.")
    assert [row.language for row in rows(saying_drafts.store, contact)] == ["pl"]


def test_a_draft_that_is_switched_off_is_owned_up_to_and_remembered(services: Services) -> None:
    services.start_flow(flow="welcome", contact_id=someone_new(services, "und"))

    texts(services, "polski")

    told = said_to(services.store)[-1]
    assert told.startswith("Sorry, we do not text in that yet. It is English for now")
    assert "Is this a good number?" in told
    assert [row.language for row in rows(services.store, contact)] == ["pl"]


def test_it_is_not_asked_again_on_the_second_day(services: Services) -> None:
    contact_id = someone_new(services, "und")
    services.start_flow(flow="welcome", contact_id=contact_id)
    texts(services, "1", "1", "1", "1", "1")
    services.start_flow(flow="welcome", contact_id=contact_id)

    texts(services, "1")

    assert [ASKS in said for said in said_to(services.store)].count(True) == 1
    assert {row.question for row in rows(services.store, answer)} == {f"w{n}" for n in range(1, 7)}


@pytest.mark.parametrize(
    "words",
    [
        "in polish please",
        "change language",
        "LANGUAGE",
        "newid iaith",
        "Iaith?",
        "język",
        "zmień język",
        "زبان",
        "زبان بدلیں",
        "Urdu",
        "cymraeg",
    ],
)
def test_asking_for_another_language_asks_which(services: Services, words: str) -> None:
    a_contact(services)

    texts(services, words)

    assert said_to(services.store)[-1].startswith(ASKS)


def begun(services: Services) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1")


def test_asked_for_by_name_in_the_middle_it_is_spoken_at_once(saying_drafts: Services) -> None:
    begun(saying_drafts)

    texts(saying_drafts, "can i have it in polish please")
    asked = said_to(saying_drafts.store)[-1]
    texts(saying_drafts, "1")

    assert asked.startswith("Gdzie")
    assert [row.language for row in rows(saying_drafts.store, contact)] == ["pl"]
    assert rows(saying_drafts.store, answer, answer.c.question == "m1")[0].status == "answered"


def test_asked_for_by_name_where_it_is_a_draft_the_question_is_put_again(
    services: Services,
) -> None:
    begun(services)

    texts(services, "cymraeg")

    told = said_to(services.store)[-1]
    assert told.startswith("Sorry, we do not text in that yet. It is English for now.")
    assert "Where is good to meet" in told
    assert [row.language for row in rows(services.store, contact)] == ["cy"]


def test_asked_for_without_a_name_it_comes_right_after(services: Services) -> None:
    begun(services)

    texts(services, "different language")

    assert said_to(services.store)[-1].startswith("We can do that right after this one.")


def test_a_language_said_where_words_are_wanted_is_an_answer(services: Services) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="ideas", contact_id=contact_id)

    texts(services, "1", "more lessons in polish")

    assert rows(services.store, answer, answer.c.question == "e2")[0].status == "answered"
