"""A young person answers whole conversations by text, from the first question to the goodbye."""

from __future__ import annotations

import json

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.engine.loading import shipped
from bot.services.start_flow import Started
from bot.store.database import Store
from bot.store.tables import (
    answer,
    contact,
    contact_address,
    flow_request,
    inbound_message,
    outbox,
    respondent,
    session,
    task,
    totals_answer,
)
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, rows, said_to, texts

GOOD_PLACE = (
    "1",
    "1 3",
    "2",
    "3",
    "4 5",
    "a big sofa",
    "1",
    "1",
    "2 4",
    "3",
    "a pond",
    "2",
    "2",
)
MY_MEETINGS = ("1", "1 3", "2", "2 4", "2", "1 5", "1", "the past", "2", "1", "2")


def answers(store: Store) -> dict[str, object]:
    """Return question -> value of what was answered by contact."""
    found = rows(store, answer, answer.c.status == "answered", answer.c.value.is_not(None))
    return {row.question: json.loads(row.value) for row in found}


def test_welcome_confirms_the_number_and_is_finished(services: Services, store: Store) -> None:
    a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL, ok_to_text=False)
    services.start_flow(flow="welcome", contact_id=contact_id)

    became = texts(services, "1", "3", "1", "1")

    assert became == [Became.ANSWER] * 4
    assert answers(store) == {"w1": "mine", "w2": "often", "w3": "ok", "w4": "ok"}
    (link,) = rows(store, contact_address)
    assert (link.confirmed_by, link.shared) == ("self", "often")
    (person,) = rows(store, contact)
    assert person.welcomed_at == services.now()
    (sitting,) = rows(store, session)
    assert (sitting.status, sitting.outcome, sitting.revision) == ("ended", "complete", 4)
    assert said_to(store)[0].startswith("Hi. Sam said it is OK to text you here.")


def test_a_number_not_confirmed_gets_the_welcome_and_the_flow_follows_it(
    services: Services, store: Store
) -> None:
    a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL, ok_to_text=False)

    started = services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1", "1", "1", "1")

    assert started is Started.WELCOME_FIRST
    last = said_to(store)[-1]
    assert last.startswith("All set.")
    assert "A few questions for you and Sam." in last
    assert [row.flow for row in rows(store, session)] == ["welcome", "my-meetings"]
    assert rows(store, flow_request, flow_request.c.begun_at.is_(None)) == []


def test_a_wrong_number_gets_nothing_more_and_its_worker_is_told(
    services: Services, store: Store
) -> None:
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL, ok_to_text=False)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    texts(services, "3")

    assert [row.outcome for row in rows(store, session)] == ["refused"]
    assert [(row.worker_id, row.kind) for row in rows(store, task)] == [(worker, "wrong_number")]
    assert rows(store, flow_request, flow_request.c.begun_at.is_(None)) == []


def test_good_place_answers_are_kept_by_pseudonym_and_nothing_leads_back(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)

    became = texts(services, *GOOD_PLACE)

    assert set(became) == {Became.ANSWER}
    assert rows(store, answer) == []
    found = {row.question: row for row in rows(store, totals_answer)}
    assert json.loads(found["i1"].value) == ["relax", "get_advice"]
    assert json.loads(found["o3"].value) == "safe_walk"
    assert found["i5"].value is None
    assert b"sofa" not in found["i5"].words
    assert {row.status for row in found.values()} == {"answered"}
    columns = set(totals_answer.columns.keys()) | set(respondent.columns.keys())
    assert not columns & {"id", "contact_id", "session_id", "address_id", "answered_at"}
    assert {row.answered_on for row in found.values()} == {services.now().date()}


def test_a_private_sitting_forgets_its_state_when_it_ends(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)

    texts(services, *GOOD_PLACE[:-1])
    (before,) = rows(store, session)
    texts(services, GOOD_PLACE[-1])

    assert before.private
    assert before.state is not None
    (after,) = rows(store, session)
    assert (after.state, after.status, after.outcome) == (None, "ended", "complete")
    assert all(row.private for row in rows(store, inbound_message))
    assert all(row.private for row in rows(store, outbox))


@pytest.mark.parametrize("words", ["3", "stop texting me", "STOP"])
def test_a_private_sitting_left_early_forgets_its_state_too(
    services: Services, store: Store, words: str
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)

    texts(services, words)

    (sitting,) = rows(store, session)
    assert sitting.ended_at is not None
    assert sitting.state is None


def test_my_meetings_answers_are_the_workers_to_see(services: Services, store: Store) -> None:
    a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    texts(services, *MY_MEETINGS)

    assert answers(store) == {
        "m1": ["cafe", "centre"],
        "m2": "walk",
        "m3": ["after_school", "weekends"],
        "m4": "friend",
        "m5": ["quiet_room", "getting_there"],
        "m7": "times",
        "m8": "evening_before",
        "m9": "bus",
    }
    assert {row.contact_id for row in rows(store, answer)} == {contact_id}
    assert {row.sees for row in rows(store, answer)} == {"worker"}
    assert rows(store, totals_answer) == []
    (sitting,) = rows(store, session)
    assert (sitting.outcome, sitting.private) == ("complete", False)
    assert sitting.state is not None


def test_every_message_has_one_reply_and_only_one(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    texts(services, "1", "jkqx", "skip", "back", "1 2", "again", "7", "4")

    heard = rows(store, inbound_message)
    replies = [row.dedupe_key for row in rows(store, outbox) if row.dedupe_key.startswith("re:")]
    assert replies == [f"re:{row.id}" for row in heard]


def test_attributes_of_a_respondent_are_copied_once(
    services: Services, store: Store, clock: Clock
) -> None:
    contact_id = a_contact(services, age_band="11-12", gender="boy", area="Basildon")
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "1", "stop texting me", "START")
    with services.store.begin() as tx:
        tx.db.execute(contact.update().values(age_band="19-25", gender="girl", area="Harlow"))
    clock.forward(days=8)

    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "2")

    (who,) = rows(store, respondent)
    assert (who.age_band, who.gender, who.area) == ("11-12", "boy", "Basildon")
    (said,) = rows(store, totals_answer, totals_answer.c.question == "i1")
    assert json.loads(said.value) == ["meet_friends"]


def test_a_flow_asked_for_while_another_is_open_waits_for_its_end_and_another_week(
    services: Services, store: Store, clock: Clock
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    started = services.start_flow(flow="good-place", contact_id=contact_id)
    again = services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, *MY_MEETINGS)

    assert (started, again) == (Started.AFTER_THE_OPEN_ONE, Started.AFTER_THE_OPEN_ONE)
    assert [row.flow for row in rows(store, session)] == ["my-meetings"]
    clock.forward(days=7)
    services.begin_due()
    assert [(row.flow, row.ended_at is None) for row in rows(store, session)] == [
        ("my-meetings", False),
        ("good-place", True),
    ]
    assert "5 short questions" in said_to(store)[-1]
    assert rows(store, outbox)[-1].private


def test_a_session_stays_on_the_version_it_began_with(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1")

    changed = shipped()["my-meetings"].replace(
        "How do you like to meet best?", "How do you most like to meet?"
    )
    try:
        published = services.publish({"my-meetings": changed})
        texts(services, "1")
    finally:
        services.publish({"my-meetings": shipped()["my-meetings"]})

    assert list(published) == ["my-meetings"]
    assert said_to(store)[-1].startswith("How do you like to meet best?")
