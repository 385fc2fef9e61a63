"""Reminders follow what a young person asked for, and are looked at again before they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.errors import BadInput
from bot.meetings.caps import Caps
from bot.meetings.preferences import USUAL_TIMES, TextTimes
from bot.meetings.quiet_hours import QuietHours
from bot.services.book_appointment import BookAppointment
from bot.services.replan_reminders import ReplanReminders
from bot.store import staff
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.tables import outbox, task
from tests.factories import BEGINNING, WORKER_EMAIL, Clock, a_contact, a_worker, rows
from tests.sending import Sender

NIGHT = QuietHours(time(20), time(9))
THURSDAY = BEGINNING + timedelta(days=10, hours=6)  # Thursday 3 December, 16:00
SMS = "+447700900101"


@pytest.fixture
def office(services: Services) -> Services:
    """Return the services of a house with quiet nights and caps."""
    house = replace(services.house, quiet=NIGHT, caps=Caps(per_day=2, per_week=3))
    return replace(
        services,
        house=house,
        book=BookAppointment(services.store, house, services.now),
        replan=ReplanReminders(services.store, house, services.now),
    )


@pytest.fixture
def sender(office: Services, clock: Clock) -> Sender:
    return Sender.taking_over(office, clock)


def book(services: Services, contact_id: int, starts_at: datetime = THURSDAY, **more: Any) -> int:
    with services.store.reading() as tx:
        worker_id = staff.by_email(tx, WORKER_EMAIL).id
    return services.book(
        contact_id=contact_id, worker_id=worker_id, starts_at=starts_at, place="cafe", **more
    )


@pytest.fixture
def pat(office: Services) -> int:
    a_worker(office)
    return a_contact(office, worker=WORKER_EMAIL)


def reminders(store: Store, *states: str) -> list[AnyRow]:
    which = outbox.c.state.in_(states or ("queued",))
    return rows(store, outbox, outbox.c.kind == "reminder", which)


def due(store: Store) -> list[str]:
    return [f"{row.due_at:%a %H:%M}" for row in reminders(store)]


def test_their_evening_moves_the_text_that_waits(office: Services, store: Store, pat: int) -> None:
    book(office, pat)

    office.replan.set_times(pat, TextTimes(evening_at=time(19, 30)), actor="user:1")

    assert due(store) == ["Mon 16:00", "Wed 19:30"]
    assert office.replan.times(pat).evening_at == time(19, 30)
    office.replan.set_times(pat, USUAL_TIMES, actor="user:1")
    assert due(store) == ["Mon 16:00", "Wed 18:00"]


def test_lead_times_chosen_for_a_meeting_stay(office: Services, store: Store, pat: int) -> None:
    book(office, pat, leads=["2h"])

    office.replan.set_times(pat, TextTimes(evening_at=time(19, 30)), actor="user:1")

    assert due(store) == ["Thu 14:00"]


def test_school_hours_and_weekends_are_kept_free(office: Services, store: Store, pat: int) -> None:
    office.replan.set_times(
        pat, TextTimes(school_hours=True, no_weekends=True, two_hours=True), actor="user:1"
    )

    book(office, pat, THURSDAY - timedelta(days=2))  # Tuesday: three days before is a Saturday

    assert due(store) == ["Mon 15:30", "Mon 18:00", "Tue 15:30"]


def test_a_settings_change_plans_what_is_still_to_go_anew_and_sends_nothing(
    office: Services, store: Store, sender: Sender, clock: Clock, pat: int
) -> None:
    book(office, pat)
    clock.forward(days=7, hours=6)
    sender.send()
    early = replace(office.house, quiet=QuietHours(time(17), time(9)))

    changed = ReplanReminders(store, early, clock.now)()

    assert changed == 1
    assert due(store) == ["Wed 16:59"]
    assert len(sender.sms.bodies(SMS)) == 1
    assert ReplanReminders(store, early, clock.now)() == 0
    assert ReplanReminders(store, office.house, clock.now)() == 1
    assert due(store) == ["Wed 18:00"]


def test_a_text_whose_time_holds_keeps_its_words_and_whoever_claimed_it(
    office: Services, store: Store, clock: Clock, pat: int
) -> None:
    book(office, pat)
    with store.begin() as tx:
        tx.db.execute(update(outbox).values(state="claimed", claim_token="theirs"))
    first, evening = reminders(store, "claimed")
    late = replace(office.house, quiet=QuietHours(time(17, 59), time(9)))  # one minute earlier

    assert ReplanReminders(store, late, clock.now)() == 1

    then, moved = sorted(reminders(store, "claimed", "queued"), key=lambda row: row.due_at)
    assert (then.body, then.due_at, then.not_after) == (
        first.body,
        first.due_at,
        first.not_after - timedelta(seconds=60),
    )
    assert (moved.state, moved.claim_token, f"{moved.due_at:%H:%M}") == ("queued", None, "17:58")
    assert moved.id == evening.id


def test_the_one_text_to_a_meeting_booked_late_outlives_planning_anew(
    office: Services, store: Store, clock: Clock, pat: int
) -> None:
    clock.forward(hours=12)
    book(office, pat, BEGINNING + timedelta(hours=29))

    office.replan()

    assert due(store) == ["Tue 09:00"]


def test_a_worker_that_was_down_does_not_text_at_night(
    office: Services, store: Store, sender: Sender, clock: Clock, pat: int
) -> None:
    book(office, pat, leads=["3d"])
    clock.forward(days=7, hours=11)  # Monday 21:00: it was due at 16:00

    sender.send()

    assert sender.sms.bodies(SMS) == []
    assert due(store) == ["Tue 09:00"]
    clock.forward(hours=12)
    sender.send()
    assert len(sender.sms.bodies(SMS)) == 1


def test_an_evening_text_too_late_for_the_evening_is_void_and_says_why(
    office: Services, store: Store, sender: Sender, clock: Clock, pat: int
) -> None:
    book(office, pat, leads=["evening"])
    clock.forward(days=9, hours=11)

    sender.send()

    assert sender.sms.bodies(SMS) == []
    (left,) = reminders(store, "void")
    assert left.why == "quiet hours left no time for it"


def test_the_caps_leave_out_what_is_too_much_and_say_so(
    office: Services, store: Store, pat: int
) -> None:
    for hours in (0, 1, 2):
        book(office, pat, THURSDAY + timedelta(hours=hours), leads=["evening"])
    book(office, pat, THURSDAY + timedelta(days=1), leads=["evening"])
    book(office, pat, THURSDAY + timedelta(days=2), leads=["evening"])

    assert due(store) == ["Wed 18:00", "Wed 18:00", "Thu 18:00"]
    assert [row.why for row in reminders(store, "void")] == [
        "they have had enough texts for now"
    ] * 2


def test_the_caps_are_looked_at_again_before_a_text_goes(
    office: Services, store: Store, sender: Sender, clock: Clock, pat: int
) -> None:
    for hours in (0, 1):
        book(office, pat, THURSDAY + timedelta(hours=hours), leads=["evening"])
    clock.forward(days=9, hours=8)
    stricter = replace(office, house=replace(office.house, caps=Caps(per_day=1)))

    Sender(stricter, clock, sender.holder, sender.held, sender.sms, sender.email).send()

    assert len(sender.sms.bodies(SMS)) == 1
    assert [row.why for row in reminders(store, "void")] == ["they have had enough texts for now"]


def test_news_of_a_change_that_quiet_hours_hold_back_is_the_workers_to_tell(
    office: Services, store: Store, clock: Clock, pat: int
) -> None:
    booked = book(office, pat, BEGINNING + timedelta(hours=22, minutes=30))  # Tuesday 8:30
    clock.forward(hours=11)

    office.book.call_off(booked, actor="user:1")

    (asked,) = rows(store, task)
    assert asked.kind == "tell_them_yourself"


def test_times_that_leave_no_time_are_refused_and_lose_nothing(office: Services, pat: int) -> None:
    with pytest.raises(BadInput, match="no time"):
        office.replan.set_times(
            pat, TextTimes(night="15:30-08:30", school_hours=True), actor="user:1"
        )

    assert office.replan.times(pat) == USUAL_TIMES


def test_the_dates_of_this_test_are_in_term(office: Services) -> None:
    assert office.house.school_year.is_school_day(date(2026, 12, 3))
