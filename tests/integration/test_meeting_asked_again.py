"""Who changes language while a meeting is asked about is asked again in it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from bot.app import Services, build, create_app
from bot.store import appointments
from bot.store.tables import contact, outbox
from tests.factories import (
    BEGINNING,
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender

THURSDAY = BEGINNING + timedelta(days=10, hours=6)
DRAFTS = frozenset({"cy", "pl", "ur"})


@pytest.fixture
def speaking(services: Services, clock: Clock) -> Iterator[Services]:
    """Return the application where drafts may be said."""
    made = build(replace(services.settings, draft_languages=DRAFTS), clock.now)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def reminded(services: Services, sender: Sender, clock: Clock) -> int:
    """Return a meeting whose first reminder has gone, by text."""
    worker = a_worker(services)
    young = a_contact(services, worker=WORKER_EMAIL, discretion="normal")
    booked = services.book(contact_id=young, worker_id=worker, starts_at=THURSDAY, place="the cafe")
    clock.forward(days=7, hours=6)
    sender.send()
    return booked


def reply_to(services: Services, appointment_id: int) -> str | None:
    with services.store.reading() as tx:
        found = appointments.one(tx, appointment_id)
    return found.reply if found is not None else None


def test_the_reminder_is_asked_again_once_as_the_answer_to_the_choice(
    speaking: Services, reminded: int
) -> None:
    texts(speaking, "change language", "3")
    said = said_to(speaking.store)

    assert said[-1].startswith("Cześć, tu Sam. Widzimy się")
    assert "1 Będę" in said[-1]
    assert sum("Widzimy" in one for one in said) == 1

    texts(speaking, "1")

    assert reply_to(speaking, reminded) == "coming"
    assert [row.language for row in rows(speaking.store, contact)] == ["pl"]


def test_a_question_of_a_talk_is_asked_again_and_read_by_its_new_labels(
    speaking: Services, reminded: int
) -> None:
    texts(speaking, "3")  # I can't
    asked = said_to(speaking.store)[-1]

    texts(speaking, "change language", "2")
    again = said_to(speaking.store)[-1]
    texts(speaking, "1")

    assert again != asked
    assert len(again.splitlines()) == len(asked.splitlines())
    assert reply_to(speaking, reminded) == "cannot"
    assert again not in said_to(speaking.store)[:-2]
    assert "Text LANGUAGE" not in said_to(speaking.store)[-1]


def test_times_that_were_offered_stay_the_same_times(speaking: Services, reminded: int) -> None:
    texts(speaking, "2")  # change
    offered = said_to(speaking.store)[-1].splitlines()

    texts(speaking, "change language", "3")

    again = said_to(speaking.store)[-1].splitlines()
    assert len(again) == len(offered)
    assert again[0] != offered[0]
    assert again[-1] != offered[-1]


def test_where_the_language_is_not_said_yet_it_is_owned_up_to_and_nothing_asked_twice(
    services: Services, reminded: int
) -> None:
    texts(services, "change language", "3")

    assert said_to(services.store)[-1].startswith("Sorry, we do not text in that yet.")
    texts(services, "1")
    assert reply_to(services, reminded) == "coming"


def test_in_the_middle_of_a_flow_the_meeting_stays_the_latest_question(
    speaking: Services, sender: Sender, clock: Clock
) -> None:
    worker = a_worker(speaking)
    young = a_contact(speaking, worker=WORKER_EMAIL, discretion="normal")
    booked = speaking.book(contact_id=young, worker_id=worker, starts_at=THURSDAY, place="here")
    speaking.start_flow(flow="my-meetings", contact_id=young)
    texts(speaking, "1")
    clock.forward(days=7, hours=6)
    sender.send()

    texts(speaking, "po polsku")
    asked = said_to(speaking.store)[-1]
    texts(speaking, "1")

    assert asked.startswith("Cześć, tu Sam. Widzimy się")
    assert reply_to(speaking, booked) == "coming"
    assert "Gdzie" in said_to(speaking.store)[-1]  # and the flow goes on in the new language


def pressed(client: FlaskClient, language: str) -> None:
    assert client.post("/chat/language", data={"language": language}).status_code == 303


@pytest.fixture
def chatting(services: Services, sender: Sender, clock: Clock) -> Callable[[], FlaskClient]:
    """Return a function that opens a chat where somebody has said that they can't come."""

    def opened() -> FlaskClient:
        app = create_app(replace(services.settings, draft_languages=DRAFTS), clock.now)
        ours: Services = app.extensions["sayso"]
        worker = a_worker(ours)
        young = a_contact(ours, worker=WORKER_EMAIL, discretion="normal")
        client = app.test_client()
        client.get(ours.chat.link(young).removeprefix(ours.settings.public_base_url))
        ours.book(contact_id=young, worker_id=worker, starts_at=THURSDAY, place="the cafe")
        client.post("/chat/messages", data={"client_id": "a", "text": "i cant make it"})
        return client

    return opened


def test_pressed_in_the_chat_it_is_asked_there_each_time_it_changes(
    services: Services, chatting: Callable[[], FlaskClient]
) -> None:
    client = chatting()
    before = len(rows(services.store, outbox))

    pressed(client, "pl")
    pressed(client, "pl")
    pressed(client, "en")

    made = rows(services.store, outbox)[before:]
    assert [(row.language, row.kind) for row in made] == [("pl", "reply"), ("en", "reply")]
