"""Meetings: what is planned, what a change voids, and what a reply to a reminder does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.errors import BadInput
from bot.store import appointments
from bot.store.appointments import Appointment
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.meeting_tables import meeting_request
from bot.store.tables import audit, outbox
from tests.factories import (
    BEGINNING,
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    outgoing,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender

THURSDAY = BEGINNING + timedelta(days=10, hours=6)  # Thursday 3 December, 16:00
SMS = "+447700900101"


def book(services: Services, *, starts_at: datetime = THURSDAY, **more: object) -> int:
    """Book a meeting of a contact with a worker, both made here."""
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL, discretion="normal")
    return services.book(
        contact_id=contact_id,
        worker_id=worker,
        starts_at=starts_at,
        place="the cafe",
        **more,  # type: ignore[arg-type]
    )


def reminders(store: Store, *states: str) -> list[AnyRow]:
    which = outbox.c.state.in_(states or ("queued",))
    return rows(store, outbox, outbox.c.kind == "reminder", which)


def meeting(store: Store, appointment_id: int) -> Appointment:
    with store.reading() as tx:
        found = appointments.one(tx, appointment_id)
    assert found is not None
    return found


def remind(sender: Sender, clock: Clock) -> None:
    """Let the first reminder's time come, and send it."""
    clock.forward(days=7, hours=6)
    sender.send()


def test_reminders_are_planned_three_days_and_the_evening_before(
    services: Services, store: Store
) -> None:
    booked = book(services)

    planned = reminders(store)

    assert [row.due_at for row in planned] == [
        THURSDAY - timedelta(days=3),
        THURSDAY.replace(hour=18) - timedelta(days=1),
    ]
    assert [row.dedupe_key for row in planned] == [
        f"appointment:{booked}:v1:3d",
        f"appointment:{booked}:v1:evening",
    ]
    assert all(row.not_after is not None for row in planned)
    assert [row.action for row in rows(store, audit)][-1] == "appointment.book"


def test_a_reminder_goes_once_at_its_time(services: Services, sender: Sender, clock: Clock) -> None:
    book(services)
    clock.forward(days=7, hours=5, minutes=59)
    assert sender.send() == 0

    clock.forward(minutes=1)
    sender.send()
    sender.send()

    (body,) = sender.sms.bodies(SMS)
    assert body.startswith("Hi, Sam here. See you Thu 4pm at the cafe?")
    assert "1 I'll be there" in body


def test_moving_voids_what_was_queued_and_plans_anew(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)

    services.book.move(
        booked, starts_at=THURSDAY + timedelta(days=1), place="school", actor="user:1"
    )

    assert {row.why for row in reminders(store, "void")} == {"the meeting was moved"}
    assert [row.dedupe_key for row in reminders(store)] == [
        f"appointment:{booked}:v2:3d",
        f"appointment:{booked}:v2:evening",
    ]
    sender.send()
    (notice,) = sender.sms.bodies(SMS)
    assert notice.startswith("New time: Fri 4 Dec")


def test_moving_and_moving_back_reminds_of_the_last_time_alone(
    services: Services, store: Store
) -> None:
    booked = book(services)

    services.book.move(booked, starts_at=THURSDAY + timedelta(days=1), place="x", actor="user:1")
    services.book.move(booked, starts_at=THURSDAY, place="the cafe", actor="user:1")

    assert [row.appointment_version for row in reminders(store)] == [3, 3]
    waiting = [kind for kind, state, _ in outgoing(store) if state == "queued"]
    assert waiting.count("notice") == 1


def test_calling_off_voids_the_reminders_and_says_so_once(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)

    services.book.call_off(booked, actor="user:1")
    clock.forward(days=9)
    sender.clock.reset()
    sender.send()

    assert reminders(store) == []
    (notice,) = sender.sms.bodies(SMS)
    assert notice.startswith("We are not meeting Thu 3 Dec")
    with pytest.raises(BadInput, match="called off already"):
        services.book.call_off(booked, actor="user:1")
    with pytest.raises(BadInput, match="cannot be moved"):
        services.book.move(booked, starts_at=THURSDAY, place="x", actor="user:1")


def test_a_reminder_claimed_before_the_meeting_was_called_off_is_not_sent(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)
    services.book.call_off(booked, actor="user:1")
    with store.begin() as tx:
        tx.db.execute(outbox.update().where(outbox.c.kind == "reminder").values(state="queued"))

    remind(sender, clock)

    assert not any("See you" in body for body in sender.sms.bodies(SMS))
    assert "the meeting was called off" in {row.why for row in reminders(store, "void")}


@pytest.mark.parametrize(
    ("words", "reply", "asked"),
    [
        ("1", "coming", []),
        ("ill be there", "coming", []),
        ("2", "change", ["change"]),
        ("3", "cannot", ["cannot"]),
        ("i cant come", "cannot", ["cannot"]),
    ],
)
def test_a_reply_to_a_reminder_is_recorded_and_shown(
    services: Services,
    store: Store,
    sender: Sender,
    clock: Clock,
    words: str,
    reply: str,
    asked: list[str],
) -> None:
    booked = book(services)
    remind(sender, clock)

    became = texts(services, words)

    assert became == [Became.REMINDER]
    assert (meeting(store, booked).reply, meeting(store, booked).replied_at) == (
        reply,
        clock.now(),
    )
    assert [(row.kind, row.appointment_id) for row in rows(store, meeting_request)] == [
        (kind, booked) for kind in asked
    ]
    assert outgoing(store, number=1)[-1][0] == "reminder_reply"


def test_the_latest_question_wins_then_the_open_one_is_put_again(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)
    clock.forward(days=7)
    services.start_flow(flow="my-meetings", contact_id=meeting(store, booked).contact_id)
    texts(services, "1")
    clock.forward(hours=6)
    sender.send()

    became = texts(services, "2", "2")

    assert became == [Became.REMINDER, Became.ANSWER]
    assert meeting(store, booked).reply == "change"
    receipt, next_question = said_to(store)[-2:]
    assert receipt.startswith("No problem. Sam will text you to sort it.\nWhere is good to meet")
    assert next_question.startswith("How do you like to meet best?")


def test_an_answer_to_a_later_question_is_not_taken_for_the_reminders(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)
    remind(sender, clock)
    clock.forward(minutes=5)
    services.start_flow(flow="my-meetings", contact_id=meeting(store, booked).contact_id)

    became = texts(services, "1")

    assert became == [Became.ANSWER]
    assert meeting(store, booked).reply is None


def test_while_a_concern_is_open_the_reminder_asks_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)
    texts(services, "my dad hits me")
    sender.send()

    remind(sender, clock)
    became = texts(services, "1")

    assert sender.sms.bodies(SMS)[-1] == "Reminder: Thu 4pm. Sam"
    assert became == [Became.HELD]
    assert meeting(store, booked).reply is None


def test_what_is_meant_for_a_moved_meeting_starts_unanswered(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = book(services)
    remind(sender, clock)
    texts(services, "1")

    services.book.move(booked, starts_at=THURSDAY + timedelta(days=1), place="x", actor="user:1")

    assert meeting(store, booked).reply is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"starts_at": BEGINNING - timedelta(minutes=1)}, "still to come"),
        ({"starts_at": THURSDAY.replace(tzinfo=None)}, "time zone"),
        ({"place": " "}, "say where"),
        ({"place": "x" * 61}, "say where"),
        ({"contact_id": 999_999}, "no contact"),
        ({"leads": ["soonish"]}, "lead"),
    ],
)
def test_a_bad_booking_is_refused_with_what_to_mend(
    services: Services, store: Store, change: dict[str, object], says: str
) -> None:
    usual = {"contact_id": a_contact(services), "worker_id": a_worker(services)}
    usual |= {"starts_at": THURSDAY, "place": "the cafe"} | change

    with pytest.raises(BadInput, match=says):
        services.book(**usual)

    assert reminders(store) == []


@pytest.mark.parametrize("minutes", [-59, 0, 59])
def test_nobody_is_booked_into_two_meetings_at_once(
    services: Services, store: Store, minutes: int
) -> None:
    booked = book(services)
    one = meeting(store, booked)
    then = THURSDAY + timedelta(minutes=minutes)
    later = services.book(
        contact_id=one.contact_id,
        worker_id=one.worker_id,
        starts_at=THURSDAY + timedelta(hours=1),
        place="the park",
    )

    with pytest.raises(BadInput, match="at that time already"):
        services.book(
            contact_id=one.contact_id, worker_id=one.worker_id, starts_at=then, place="the park"
        )
    with pytest.raises(BadInput, match="another meeting at that time"):
        services.book.move(later, starts_at=then, place="the park", actor="user:1")

    services.book.move(
        booked, starts_at=THURSDAY - timedelta(minutes=5), place="the park", actor="user:1"
    )


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_only_a_number_confirmed_by_then_is_reminded(
    services: Services, sender: Sender, clock: Clock, is_confirmed: bool
) -> None:
    worker = a_worker(services)
    contact_id = a_contact(services, ok_to_text=False)
    services.book(contact_id=contact_id, worker_id=worker, starts_at=THURSDAY, place="the cafe")
    services.start_flow(flow="welcome", contact_id=contact_id)
    if is_confirmed:
        texts(services, "1", "1", "1", "1")
    sender.send()

    remind(sender, clock)

    assert any("See you" in body for body in sender.sms.bodies(SMS)) is is_confirmed


def test_meet_tells_the_next_meeting_and_nobody_elses(services: Services, store: Store) -> None:
    book(services)
    a_contact(services, number=2)

    assert texts(services, "MEET", number=2) + texts(services, "MEET") == [Became.MEET] * 2

    assert said_to(store, 1)[-1].startswith("Your next meeting is Thu 3 Dec")
    assert said_to(store, 2)[-1].startswith("You have no meeting booked")
