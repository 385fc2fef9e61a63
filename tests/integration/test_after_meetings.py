"""After a meeting: whether it happened, what was promised, and who the young person is with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update

from bot.app import Services, build
from bot.errors import BadInput
from bot.meetings.promises import Promised
from bot.services.follow_meeting import Kept
from bot.store import following_up, handing_over, joining, promises, tasks, worker_ways
from bot.store.database import Store
from bot.store.meeting_tables import promise, worker_way
from bot.store.queries import day_ahead
from bot.store.queries.scope import own_caseload
from bot.store.tables import appointment, contact, contact_address, flow_request, outbox, task
from bot.store.users import RoleName
from tests.factories import (
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

OWN = 800  # a worker's own phone


@pytest.fixture
def sam(services: Services) -> int:
    """Return a worker's id, whose own number is confirmed."""
    worker_id = a_worker(services)
    with services.store.begin() as tx:
        worker_ways.begin_number(tx, worker_id, phone(OWN), services.now())
        tx.db.execute(update(worker_way).values(confirmed_at=services.now(), route="sms"))
    return worker_id


@pytest.fixture
def pat(services: Services, sam: int) -> int:
    """Return a young person of Sam's."""
    return a_contact(services, worker=WORKER_EMAIL, discretion="normal")


@pytest.fixture
def over(services: Services, sam: int, pat: int, clock: Clock) -> int:
    """Return a meeting that is over."""
    booked = services.book(
        contact_id=pat,
        worker_id=sam,
        starts_at=services.now() + timedelta(hours=1),
        place="the cafe",
        leads=("evening",),
    )
    clock.forward(hours=3)
    return booked


def say_promise(services: Services, pat: int, sam: int, *words: str) -> None:
    promised = [Promised("worker", each) for each in words]
    services.follow.promise(pat, sam, promised, appointment_id=None, actor="user:1")


def open_promises(store: Store, sam: int) -> list[promises.PromiseLine]:
    with store.reading() as tx:
        return list(promises.open_in(tx, own_caseload(sam)))


def test_a_worker_says_by_one_digit_that_they_met_and_is_asked_once(
    services: Services, store: Store, sender: Sender, over: int
) -> None:
    services.tell_workers()
    services.tell_workers()
    sender.send()
    asked = [body for body in sender.sms.bodies(phone(OWN)) if "Did you meet" in body]
    assert asked == ["Did you meet P at 11:00?\n1 Yes\n2 No\n3 Moved"]

    texts(services, "1", number=OWN)

    assert rows(store, appointment)[0].attended == "met"
    assert said_to(store, OWN)[-1] == "Thanks. It is written down that you met."
    assert [row.flow for row in rows(store, flow_request)] == ["after-meeting"]


def test_a_worker_is_asked_two_days_on_where_nothing_ran_till_then_and_told_which_day(
    services: Services, sender: Sender, clock: Clock, over: int
) -> None:
    clock.forward(days=2)
    for _ in range(2):
        services.tell_workers()
        sender.send()
        clock.forward(minutes=5)

    asked = [body for body in sender.sms.bodies(phone(OWN)) if "Did you meet" in body]
    assert asked == ["Did you meet P on Monday at 11:00?\n1 Yes\n2 No\n3 Moved"]


def test_a_meeting_of_the_day_before_is_asked_of_as_yesterdays(
    services: Services, sender: Sender, clock: Clock, over: int
) -> None:
    clock.forward(hours=22)
    services.tell_workers()
    sender.send()

    assert "Did you meet P yesterday at 11:00?" in sender.sms.bodies(phone(OWN))[-1]


def test_whoever_was_asked_of_is_not_looked_at_again(
    services: Services, store: Store, over: int
) -> None:
    def left() -> int:
        with store.reading() as tx:
            now = services.now()
            return len(day_ahead.just_over(tx, now - timedelta(days=1), now))

    assert left() == 1
    services.tell_workers()
    assert left() == 0


def test_whoever_was_missed_is_asked_after_the_next_day_and_never_told_off(
    services: Services, store: Store, sender: Sender, clock: Clock, over: int
) -> None:
    services.follow.attended(over, following_up.MISSED, actor="user:1")
    sender.send()
    assert not any("missed you" in body for body in sender.sms.bodies(phone(1)))

    clock.forward(days=1)
    sender.send()
    assert sender.sms.bodies(phone(1))[-1].startswith("We missed you. All OK?")
    texts(services, "1")

    assert "Is one of these good for meeting Sam?" in said_to(store)[-1]


def test_nobody_says_twice_whether_they_met(services: Services, over: int) -> None:
    services.follow.attended(over, following_up.MET, actor="user:1")

    with pytest.raises(BadInput, match="already"):
        services.follow.attended(over, following_up.MISSED, actor="user:1")


def test_a_promise_is_texted_and_they_can_say_no(
    services: Services, store: Store, sender: Sender, sam: int, pat: int
) -> None:
    say_promise(services, pat, sam, "find a course")
    sender.send()
    assert sender.sms.bodies(phone(1))[-1] == (
        "From today: Sam will find a course. Did we get that right? Text NO if not."
    )

    texts(services, "no")

    assert said_to(store)[-1] == "Thanks for saying. Sam will put it right with you."
    assert [line.disputed for line in open_promises(store, sam)] == [True]
    assert [row.kind for row in rows(store, task)] == ["promise_wrong"]


@pytest.mark.parametrize("words", ["yes", "yeah thats right", "ok"])
def test_a_promise_that_is_right_stays(
    services: Services, store: Store, sender: Sender, sam: int, pat: int, words: str
) -> None:
    say_promise(services, pat, sam, "find a course")
    sender.send()

    texts(services, words)

    assert said_to(store)[-1] == "Thanks. It is written down, so it is not forgotten."
    assert [line.disputed for line in open_promises(store, sam)] == [False]


def test_three_promises_with_their_days_are_one_text(
    services: Services, sender: Sender, sam: int, pat: int
) -> None:
    promised = [
        Promised("worker", "ring the school", date(2026, 11, 27)),
        Promised("worker", "ask about the bus"),
        Promised("them", "bring the letter"),
    ]
    services.follow.promise(pat, sam, promised, appointment_id=None, actor="user:1")
    sender.send()

    assert sender.sms.bodies(phone(1))[-1] == (
        "From today: Sam will ring the school by Fri 27 Nov and ask about the bus. "
        "You will bring the letter. Right? Text NO if not."
    )


def test_one_tap_keeps_a_promise_and_tells_them_once(
    services: Services, store: Store, sender: Sender, sam: int, pat: int
) -> None:
    say_promise(services, pat, sam, "find a course")
    (line,) = open_promises(store, sam)

    kept = [services.follow.keep(line, user_id=sam, actor="user:1") for _ in range(2)]
    sender.send()

    told = [body for body in sender.sms.bodies(phone(1)) if "I did it" in body]
    assert kept == [Kept.TOLD, Kept.BEFORE]
    assert told == ["Sam: I did it. I said I would find a course."]
    assert open_promises(store, sam) == []


def test_after_a_meeting_the_oldest_open_promise_is_asked_about(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    say_promise(services, pat, sam, "find a course")
    say_promise(services, pat, sam, "ring the school")

    services.start_flow(flow="after-meeting", contact_id=pat)
    texts(services, "1")

    assert "Last time Sam said they would find a course. Did it happen?" in said_to(store)[-1]


def test_what_was_promised_at_this_very_meeting_is_not_asked_about_yet(
    services: Services, store: Store, sam: int, pat: int, over: int
) -> None:
    services.follow.attended(over, "met", actor="user:1")
    say_promise(services, pat, sam, "find a course")

    services.start_flow(flow="after-meeting", contact_id=pat)
    texts(services, "1")

    assert "promise" not in said_to(store)[-2]
    assert "find a course" not in said_to(store)[-1]


def test_a_phone_that_others_often_see_is_told_no_promise(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    services.start_flow(flow="welcome", contact_id=pat)
    texts(services, "1", "3", "1", "1")

    say_promise(services, pat, sam, "find a course")

    assert "course" not in "".join(said_to(store))
    assert len(open_promises(store, sam)) == 1


def test_promise_words_are_sealed(store: Store, services: Services, sam: int, pat: int) -> None:
    say_promise(services, pat, sam, "find a course")

    assert b"course" not in rows(store, promise)[0].words


def test_a_code_texted_from_their_own_phone_proves_the_number(
    services: Services, store: Store, sam: int
) -> None:
    new = services.add_contact(
        nickname="Kit", phone=None, age_band="13-15", worker_email=WORKER_EMAIL
    )
    with store.begin() as tx:
        code, _ = joining.make(tx, new, made_by=sam, moves=False, now=services.now())

    texts(services, f"{code[:3].upper()} {code[3:].upper()}", number=5)

    (way,) = rows(store, contact_address)
    assert (way.contact_id, way.confirmed_by, way.confirmed_at) == (new, "self", services.now())
    assert said_to(store, 5) == [
        "Thanks, that worked. You are with Sam now. Text MEET for your next meeting."
    ]


def test_a_code_is_good_once_and_for_half_an_hour(
    services: Services, store: Store, sam: int, pat: int, clock: Clock
) -> None:
    with store.begin() as tx:
        code, _ = joining.make(tx, pat, made_by=sam, moves=True, now=services.now())
    clock.forward(minutes=31)

    texts(services, code, number=5)

    assert said_to(store, 5)[-1].startswith("That code does not work any more.")
    assert len(rows(store, contact_address)) == 1


def test_a_new_number_takes_the_place_of_the_old_and_the_history_stays(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    booked = services.book(
        contact_id=pat, worker_id=sam, starts_at=services.now() + timedelta(days=5), place="x"
    )
    with store.begin() as tx:
        code, _ = joining.make(tx, pat, made_by=sam, moves=True, now=services.now())

    texts(services, f"join {code}", number=5)
    texts(services, "when is my meeting", number=5)

    ended = {row.ended_at is not None for row in rows(store, contact_address)}
    assert ended == {True, False}
    assert said_to(store, 5)[-1].startswith("Your next meeting is Sat")
    assert {row.appointment_id for row in rows(store, outbox, outbox.c.kind == "reminder")} == {
        booked
    }


def test_a_word_of_six_letters_is_no_code(services: Services, store: Store) -> None:
    texts(services, "thanks", number=5)

    assert "code" not in said_to(store, 5)[-1]


def test_handing_over_moves_what_is_ahead_and_tells_each_by_a_text_they_can_answer(
    services: Services, store: Store, sender: Sender, sam: int, pat: int
) -> None:
    jo = a_member(services, RoleName.WORKER, email="jo@example.org", name="Jo")
    services.book(
        contact_id=pat,
        worker_id=sam,
        starts_at=services.now() + timedelta(days=5),
        place="the cafe",
    )
    say_promise(services, pat, sam, "find a course")
    with store.begin() as tx:
        untold = handing_over.hand_over(
            tx, services.house, [pat], jo, away=False, now=services.now()
        )
    sender.send()

    (meeting,) = rows(store, appointment)
    assert (untold, meeting.worker_id, meeting.version) == (0, jo, 2)
    assert rows(store, contact)[0].worker_id == jo
    assert [line.worker for line in open_promises(store, jo)] == ["Jo"]
    waiting = [
        words for kind, state, words in outgoing(store) if (kind, state) == ("reminder", "queued")
    ]
    assert waiting
    assert all("Jo" in words and "Sam" not in words for words in waiting)
    told = [body for body in sender.sms.bodies(phone(1)) if "your worker" in body]
    assert told[0].split("\n")[0] == "Hi. From now on your worker is Jo, not Sam. How is that?"

    texts(services, "2")

    assert "other_worker" in {row.kind for row in rows(store, task)}


def test_a_worker_books_by_text_from_their_own_number_and_confirms_with_one(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    texts(services, "book pat1 friday 4pm the library", number=OWN)
    assert said_to(store, OWN)[-1] == "Book Pat1, Fri 4pm, the library?\n1 Yes\n2 No"
    assert rows(store, appointment) == []

    texts(services, "1", number=OWN)

    (booked,) = rows(store, appointment)
    assert (booked.contact_id, booked.worker_id) == (pat, sam)
    assert booked.starts_at.isoformat() == "2026-11-27T16:00:00+00:00"
    assert said_to(store, OWN)[-1].startswith("Booked.")


def test_nobody_else_books_by_text(services: Services, store: Store, pat: int) -> None:
    texts(services, "book pat1 friday 4pm the library", "1", number=9)

    assert rows(store, appointment) == []


def test_a_summary_goes_each_morning_once_and_silence_is_called_silence(
    services: Services, store: Store, sender: Sender, clock: Clock, sam: int, pat: int
) -> None:
    services.book(
        contact_id=pat,
        worker_id=sam,
        starts_at=services.now() + timedelta(hours=6),
        place="the cafe",
    )

    services.tell_workers()
    clock.forward(minutes=10)
    services.tell_workers()
    sender.send()

    mornings = [body for body in sender.sms.bodies(phone(OWN)) if "today" in body]
    assert len(mornings) == 1
    assert mornings[0].startswith("1 meeting today: 1 no reply yet. http")


def test_who_asks_for_another_worker_is_on_nobodys_list_of_the_worker(
    services: Services, store: Store, sam: int, pat: int
) -> None:
    texts(services, "i want a different worker")

    with store.reading() as tx:
        assert tasks.open_of(tx, sam) == ()


def test_a_change_is_e_mailed_as_a_calendar_file_that_takes_the_old_ones_place(
    services: Services, clock: Clock, pat: int
) -> None:
    jo = a_member(services, RoleName.WORKER, email="jo@example.org", name="Jo")
    by_mail = build(
        replace(services.settings, mail_url="smtp://mail", mail_from="sayso@example.org"), clock.now
    )
    booked = by_mail.book(
        contact_id=pat, worker_id=jo, starts_at=clock.now() + timedelta(days=3), place="the cafe"
    )
    sender = Sender.taking_over(by_mail, clock)

    by_mail.book.move(
        booked, starts_at=clock.now() + timedelta(days=4), place="the park", actor="user:1"
    )
    by_mail.book.call_off(booked, actor="user:1")
    sender.send()

    files = [Calendar.from_ical(mail.calendar) for mail in sender.email.offered if mail.calendar]
    events = [one for file in files for one in file.walk("VEVENT")]
    assert [int(event["SEQUENCE"]) for event in events] == [1, 2]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert len({str(event["UID"]) for event in events}) == 1
    assert "Pat" not in "".join(mail.calendar + mail.body for mail in sender.email.offered)
    by_mail.store.engine.dispose()
