"""The duty rota: who is there, when somebody reads next, and that somebody is always told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safeguarding.rota import (
    EVERY_DAY,
    Hours,
    Post,
    Responder,
    Rota,
    Shift,
    Step,
    everybody,
    is_staffed,
    next_staffed,
    on_post,
    say_when_read,
    whom_to_tell,
)

LONDON = ZoneInfo("Europe/London")
LAST_RESORT = ("mailto:last@example.org", "tel:+447700900999")
MINA = Responder(1, "Mina", "mina@example.org", "+447700900801")
JO = Responder(2, "Jo", "jo@example.org", None)
TEAM = Responder(3, "Duty team", None, "+447700900803")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def a_shift(responder: Responder = MINA, post: Post = Post.DUTY, **fields: Any) -> Shift:
    return Shift(id=1, responder=responder, post=post, **fields)


def a_rota(*shifts: Shift, **fields: Any) -> Rota:
    return Rota(**{"zone": LONDON, "shifts": shifts, "last_resort": LAST_RESORT, **fields})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-21T12:00", False),  # Saturday
        ("2026-12-25T12:00", False),
        ("2026-12-28T12:00", False),  # Boxing Day is a Saturday: its substitute
        ("2027-03-26T12:00", False),  # Good Friday
        ("2026-06-15T09:00", True),  # summer time
        ("2026-06-15T08:59", False),
    ],
)
def test_somebody_is_there_in_working_hours_and_on_no_bank_holiday(
    moment: str, staffed: bool
) -> None:
    assert is_staffed(a_rota(), at(moment)) is staffed


@pytest.mark.parametrize(
    ("moment", "says", "briefly"),
    [
        ("2026-11-23T10:00", "today", "today"),
        ("2026-11-23T07:00", "today 9am", "today 9am"),
        ("2026-11-20T18:00", "Monday 9am", "Mon 9am"),
        ("2026-11-23T23:50", "Tuesday 9am", "Tue 9am"),
        ("2026-12-24T17:00", "Tuesday 9am", "Tue 9am"),  # four closed days
    ],
)
def test_when_a_person_reads_it_is_said_in_words(moment: str, says: str, briefly: str) -> None:
    assert say_when_read(a_rota(), at(moment)) == says
    assert say_when_read(a_rota(), at(moment), briefly=True) == briefly


def test_a_day_far_ahead_is_named_by_its_date() -> None:
    back = a_shift(first=date(2027, 1, 4))
    assert say_when_read(a_rota(back), at("2026-12-21T10:00")) == "Monday 4 Jan 9am"
    half_past = Hours(opens=time(9, 30))
    assert say_when_read(a_rota(hours=half_past), at("2026-11-23T07:00")) == "today 9:30am"


def test_a_day_without_anybody_on_duty_is_not_staffed() -> None:
    rota = a_rota(a_shift(days=frozenset({0, 1})))
    assert is_staffed(rota, at("2026-11-24T12:00"))
    assert not is_staffed(rota, at("2026-11-25T12:00"))
    assert say_when_read(rota, at("2026-11-25T12:00")) == "Monday 9am"


def test_cover_with_dates_stands_in_for_the_usual_one() -> None:
    rota = a_rota(a_shift(MINA), a_shift(JO, first=date(2026, 11, 23), last=date(2026, 11, 24)))
    assert on_post(rota, Post.DUTY, date(2026, 11, 24)) == (JO,)
    assert on_post(rota, Post.DUTY, date(2026, 11, 25)) == (MINA,)


def test_in_hours_those_on_duty_are_told_and_by_two_routes() -> None:
    told = whom_to_tell(a_rota(a_shift(MINA)), Step.FIRST, at("2026-11-23T10:00"))
    assert told == ("mailto:mina@example.org", "tel:+447700900801")


def test_where_somebody_has_one_route_the_last_resort_lends_the_other() -> None:
    told = whom_to_tell(a_rota(a_shift(JO)), Step.FIRST, at("2026-11-23T10:00"))
    assert told == ("mailto:jo@example.org", "tel:+447700900999")


def test_out_of_hours_the_contact_for_that_and_the_lead_are_told_at_once() -> None:
    rota = a_rota(a_shift(MINA), a_shift(TEAM, Post.OUT_OF_HOURS), a_shift(JO, Post.LEAD))
    told = whom_to_tell(rota, Step.FIRST, at("2026-11-22T03:00"))
    assert told == ("tel:+447700900803", "mailto:jo@example.org")


def test_without_shifts_every_account_and_the_last_resort_are_told() -> None:
    rota = a_rota(accounts=("mailto:lead@example.org",))
    assert whom_to_tell(rota, Step.FIRST, at("2026-11-23T10:00")) == (
        "mailto:lead@example.org",
        *LAST_RESORT,
    )


@given(moment=MOMENTS, step=st.sampled_from(Step), data=st.data())
def test_whatever_the_rota_somebody_is_told_by_two_routes(
    moment: datetime, step: Step, data: st.DataObject
) -> None:
    shifts = data.draw(
        st.lists(
            st.builds(
                Shift,
                id=st.just(1),
                responder=st.sampled_from([MINA, JO, TEAM]),
                post=st.sampled_from(Post),
                days=st.frozensets(st.integers(0, 6)),
                first=st.none() | st.dates(date(2026, 1, 1), date(2031, 1, 1)),
                last=st.none() | st.dates(date(2026, 1, 1), date(2031, 1, 1)),
            ),
            max_size=6,
        )
    )
    told = whom_to_tell(a_rota(*shifts), step, moment)
    assert {urn.partition(":")[0] for urn in told} == {"mailto", "tel"}
    assert len(told) == len(set(told))
    assert set(told) <= set(everybody(a_rota(*shifts), moment)) | set(LAST_RESORT)


@given(moment=MOMENTS)
def test_the_next_staffed_moment_is_staffed_and_not_past(moment: datetime) -> None:
    when = next_staffed(a_rota(), moment)
    assert when is not None
    assert when >= moment
    assert is_staffed(a_rota(), when)
    assert frozenset(range(7)) == EVERY_DAY
