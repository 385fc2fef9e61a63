"""What young people say about their meetings: by digit, and in their own words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.conversation.model import Became
from bot.privacy.policy import Action, Asker, Resource, Role, grant
from bot.store import appointments, meeting_requests, tasks, worker_ways
from bot.store.appointments import Appointment
from bot.store.database import Store
from bot.store.meeting_requests import Kind, Request
from bot.store.meeting_tables import worker_way
from bot.store.queries.scope import Scope, own_caseload
from bot.store.tables import outbox, task
from bot.store.users import RoleName
from tests.factories import (
    BEGINNING,
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    outgoing,
    phone,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender
from tests.staff_pages import a_member

THURSDAY = BEGINNING + timedelta(days=10, hours=6)  # Thursday 3 December, 16:00


@pytest.fixture
def sam(services: Services) -> int:
    """Return a worker's id, who hears by text on a number of their own."""
    worker_id = a_worker(services)
    hears_by_text(services, worker_id)
    return worker_id


@pytest.fixture
def pat(services: Services, sam: int) -> int:
    """Return a young person of Sam's."""
    return a_contact(services, worker=WORKER_EMAIL, discretion="normal")


@pytest.fixture
def booked(services: Services, sam: int, pat: int) -> int:
    """Return a meeting on Thursday at 4, at the cafe."""
    return services.book(contact_id=pat, worker_id=sam, starts_at=THURSDAY, place="the cafe")


@pytest.fixture
def reminded(booked: int, sender: Sender, clock: Clock) -> int:
    """Return the same meeting, once its first reminder has gone."""
    clock.forward(days=7, hours=6)
    sender.send()
    return booked


def hears_by_text(services: Services, user_id: int) -> None:
    """Have a worker confirm a number of their own."""
    with services.store.begin() as tx:
        worker_ways.begin_number(tx, user_id, phone(800), services.now())
        tx.db.execute(update(worker_way).values(confirmed_at=services.now(), route="sms"))


def last(store: Store) -> str:
    return said_to(store)[-1]


def meeting(store: Store, appointment_id: int) -> Appointment:
    with store.reading() as tx:
        found = appointments.one(tx, appointment_id)
    assert found is not None
    return found


def words_in_scope(user_id: int) -> Scope:
    asker = Asker(user_id, frozenset({Role.WORKER}))
    return Scope(grant(asker, Resource.WORDS, Action.SEE))


def asked(store: Store, sam: int) -> list[Request]:
    with store.reading() as tx:
        return list(meeting_requests.open_in(tx, own_caseload(sam)))


def told(store: Store) -> list[str]:
    """Return what workers were told at once, oldest first."""
    return [words for kind, _, words in outgoing(store) if kind == "task" and "code" not in words]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_needing_a_change_offers_times_that_fit_and_asks_for_own_words(
    services: Services, store: Store, reminded: int
) -> None:
    assert texts(services, "2") == [Became.REMINDER]

    assert last(store).split("\n") == [
        "No problem. Is one of these good? Or say what is better.",
        "1 tomorrow 4pm",
        "2 Wed 4pm",
        "3 Thu 5:30pm",
        "4 By phone",
        "5 Not this week",
    ]


def test_a_time_chosen_is_put_before_the_worker_who_is_told_at_once(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "2", "3")

    (request,) = asked(store, sam)
    assert (request.kind, request.appointment_id) == (Kind.CHANGE, reminded)
    assert request.starts_at == at("2026-12-03T17:30+00:00")
    assert last(store) == "Thanks. Sam will look at Thu 5:30pm and text you back."
    assert told(store)[0].startswith("P needs to change a meeting, Thu 4pm. http")
    assert "Would like Thu 5:30pm" in told(store)[1]
    assert "Pat" not in "".join(told(store))


@pytest.mark.parametrize(
    ("words", "starts_at"),
    [
        ("can we do friday at 5 instead", "2026-12-04T17:00+00:00"),
        ("cant do thursday can we do friday", "2026-12-04T16:00+00:00"),
        ("5pm instead?", "2026-12-03T17:00+00:00"),
    ],
)
def test_a_time_in_own_words_is_read_at_once(
    services: Services, store: Store, sam: int, reminded: int, words: str, starts_at: str
) -> None:
    assert texts(services, "2", words) == [Became.REMINDER] * 2

    (request,) = asked(store, sam)
    assert (request.starts_at, request.has_words) == (at(starts_at), True)


def test_words_without_a_clear_time_are_for_the_worker_to_read(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "2", "somewhere quiet not near school")

    (request,) = asked(store, sam)
    with store.reading() as tx:
        assert (
            meeting_requests.words_of(tx, words_in_scope(sam), request.id)
            == "somewhere quiet not near school"
        )
    assert last(store) == "Thanks. Sam will read that and text you back."


def test_not_this_week_offers_from_monday_on(
    services: Services, store: Store, reminded: int
) -> None:
    texts(services, "2", "5")

    assert "1 Mon 7 Dec 4pm" in last(store)
    assert "Not this week" not in last(store)


def test_not_coming_is_never_asked_why_and_may_be_a_wish_to_talk(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "3")
    assert last(store).startswith("Thanks for saying. Shall Sam find another time?\n1 Yes")

    texts(services, "3")

    assert last(store).startswith("OK. We have asked Sam to get in touch with you.")
    with store.reading() as tx:
        assert [one.kind for one in tasks.open_of(tx, sam)] == ["wants_a_person"]
    assert [one.kind for one in asked(store, sam)] == [Kind.CANNOT]


def test_not_coming_then_another_time_is_one_request(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "cant make it sorry", "1", "1")

    (request,) = asked(store, sam)
    assert (request.kind, request.starts_at) == (Kind.CHANGE, at("2026-12-01T16:00+00:00"))


@pytest.mark.parametrize("words", ["running late", "im 10 mins late", "yes but gonna be late"])
def test_being_late_reaches_the_worker_with_the_minutes(
    services: Services, store: Store, sam: int, reminded: int, clock: Clock, words: str
) -> None:
    clock.forward(days=2, hours=23)
    texts(services, words)

    (request,) = asked(store, sam)
    assert (request.kind, request.minutes) == (Kind.LATE, 10 if "10" in words else None)
    assert meeting(store, reminded).reply == "late"
    assert told(store)[0].startswith("P is running late, today 4pm")
    assert last(store).startswith("Thanks for saying. We have told Sam.")


def test_being_late_days_before_a_meeting_is_for_the_worker_to_read(
    services: Services, store: Store, sam: int, booked: int
) -> None:
    texts(services, "im so late")

    (request,) = asked(store, sam)
    assert (request.kind, request.has_words) == (Kind.WORDS, True)
    assert meeting(store, booked).reply is None


def test_being_late_after_the_start_is_about_the_meeting_that_began(
    services: Services, store: Store, sam: int, booked: int, clock: Clock
) -> None:
    clock.forward(days=10, hours=6, minutes=5)

    texts(services, "im running late")

    assert asked(store, sam)[0].appointment_id == booked


def test_questions_about_a_meeting_are_answered_and_the_reminder_stays_open(
    services: Services, store: Store, reminded: int
) -> None:
    texts(services, "where is it", "whos coming", "when is it?", "who is my worker")

    assert said_to(store)[-4:] == [
        "It is at the cafe, Thu 4pm.",
        "Sam will be there.",
        "Your next meeting is Thu 4pm with Sam.",
        "Your worker is Sam.",
    ]
    texts(services, "1")
    assert meeting(store, reminded).reply == "coming"


def test_a_place_is_not_said_to_a_phone_that_others_often_see(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    services.start_flow(flow="welcome", contact_id=pat)
    texts(services, "1", "3", "1", "1")

    texts(services, "where is it")

    assert last(store) == "Sam can tell you where. We have asked them to get in touch."
    with store.reading() as tx:
        assert "where_is_it" in {one.kind for one in tasks.open_of(tx, sam)}


def test_bringing_somebody_is_told_to_the_worker(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "can my mum come with me")

    assert [one.kind for one in asked(store, sam)] == [Kind.COMPANY]
    assert last(store).startswith("Good idea. We have told Sam you would like someone with you.")


def test_a_different_worker_is_for_the_team_lead_alone(
    services: Services, store: Store, clock: Clock
) -> None:
    pretend = a_member(services, RoleName.WORKER, email=WORKER_EMAIL, team="North")
    lead = a_member(services, RoleName.LEAD, email="lead@example.org", name="Jo", team="North")
    a_contact(services, worker=WORKER_EMAIL)

    texts(services, "i want a different worker")

    (wish,) = rows(store, task)
    assert (wish.kind, wish.worker_id) == ("other_worker", lead)
    assert asked(store, pretend) == []
    assert "not to Sam" in last(store)


def test_who_has_no_meeting_is_offered_times_when_they_want_one(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    assert texts(services, "i want to meet") == [Became.MEET]
    assert last(store).startswith("OK. Is one of these good for meeting Sam?")

    texts(services, "1")

    (request,) = asked(store, sam)
    assert (request.kind, request.appointment_id) == (Kind.MEET, None)
    assert request.starts_at is not None


def test_own_words_after_a_reminder_reach_the_worker_and_no_answer_is_made_up(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "so much homework rn")

    assert meeting(store, reminded).reply is None
    (request,) = asked(store, sam)
    assert (request.kind, request.has_words) == (Kind.WORDS, True)


def test_a_new_place_asks_how_they_get_there_and_help_is_told(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    texts(services, "1")
    assert "How will you get there?\n1 Walk" in last(store)

    texts(services, "4")

    assert [one.kind for one in asked(store, sam)] == [Kind.WAY]
    assert last(store) == "OK. Sam will sort out a way with you, and text you."


def test_a_flows_question_is_put_again_under_what_was_said(
    services: Services, store: Store, sam: int, pat: int, booked: int
) -> None:
    services.start_flow(flow="my-meetings", contact_id=pat)

    texts(services, "whos coming")

    said, question = last(store).split("\n")[:2]
    assert said == "Sam will be there."
    assert question.startswith("A few questions for you and Sam.")


def test_a_concern_comes_before_any_meeting(
    services: Services, store: Store, sam: int, reminded: int
) -> None:
    assert texts(services, "cant come my dad hit me") == [Became.CONCERN]

    assert asked(store, sam) == []


def test_coming_back_after_leaving_brings_the_reminders_back(
    services: Services, store: Store, booked: int
) -> None:
    texts(services, "STOP")
    assert {row.state for row in rows(store, outbox, outbox.c.kind == "reminder")} == {"void"}

    texts(services, "START")

    assert {row.state for row in rows(store, outbox, outbox.c.kind == "reminder")} == {"queued"}
