"""Rounds, as arithmetic: spread, prompts, spend, reminders, working days. Property-tested."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.quiet_hours import NO_QUIET_HOURS, QuietHours, is_quiet
from bot.rounds.audience import Audience, Candidate, belongs, chosen, dump, load
from bot.rounds.findings import (
    Decision,
    Progress,
    answer_by,
    in_the_way,
    reminders_due,
)
from bot.rounds.prompting import MOST_PROMPTS, Invitation, Step, next_step
from bot.rounds.spend import Price, spend
from bot.rounds.spread import spread
from bot.rounds.standing import Dates, Standing, standing
from bot.rounds.writing_flow import keyed

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 3, 27, 9, tzinfo=UTC)  # the clocks go forward two days later
quiets = st.sampled_from(
    [NO_QUIET_HOURS, QuietHours(time(20), time(9)), QuietHours(time(1), time(2))]
)
people = st.builds(
    Candidate,
    contact_id=st.integers(1, 50),
    age_band=st.sampled_from(["11-12", "13-15"]),
    area=st.sampled_from([None, "Harlow", "Basildon"]),
    team_id=st.sampled_from([None, 1, 2]),
    worker_id=st.sampled_from([None, 7, 8]),
    language=st.sampled_from(["en", "cy", "pl"]),
    channel=st.sampled_from([None, "sms", "chat"]),
)
audiences = st.builds(
    Audience,
    teams=st.sampled_from([(), (1,)]),
    areas=st.sampled_from([(), ("Harlow",)]),
    age_bands=st.sampled_from([(), ("13-15",)]),
    workers=st.sampled_from([(), (7, 8)]),
)


@given(
    count=st.integers(0, 400),
    days=st.integers(0, 10),
    lasts=st.integers(1, 400),
    quiet=quiets,
)
def test_invitations_keep_quiet_hours_and_the_dates_of_the_round(
    count: int, days: int, lasts: int, quiet: QuietHours
) -> None:
    closes = START + timedelta(hours=lasts)

    times = spread(count, START, closes, over=timedelta(days=days), quiet=quiet, zone=LONDON)

    assert len(times) in {0, count}
    assert list(times) == sorted(times)
    assert all(START <= at < closes and not is_quiet(at, quiet, LONDON) for at in times)


@given(count=st.integers(1, 300), days=st.integers(1, 10))
def test_no_five_minutes_get_more_than_their_share(count: int, days: int) -> None:
    times = spread(
        count,
        START,
        START + timedelta(days=30),
        over=timedelta(days=days),
        quiet=NO_QUIET_HOURS,
        zone=LONDON,
    )

    busiest = max(times.count(at) for at in set(times))
    assert busiest <= -(-count // (days * 24 * 12))


@given(
    hours=st.lists(st.integers(1, 60), min_size=1, max_size=40),
    opens=st.integers(0, 100),
    lasts=st.integers(1, 600),
    due=st.integers(0, 500),
    heads_up=st.booleans(),
    answers_at=st.integers(0, 700),
    pauses=st.booleans(),
)
def test_nobody_gets_more_than_a_heads_up_and_two_prompts_nor_any_outside_the_round(
    hours: list[int],
    opens: int,
    lasts: int,
    due: int,
    heads_up: bool,
    answers_at: int,
    pauses: bool,
) -> None:
    opening = START + timedelta(hours=opens)
    dates = Dates(opening, opening + timedelta(hours=lasts), START if pauses else None)
    place, now = Invitation(opening + timedelta(hours=due)), START
    sent: list[tuple[Step, datetime]] = []
    for step_of_clock in hours * 3:
        now += timedelta(hours=step_of_clock)
        answered = now >= START + timedelta(hours=answers_at)
        step = next_step(place, dates, now, heads_up=heads_up, answered=answered)
        if step is not None:
            sent.append((step, now))
            at = {Step.HEADS_UP: "heads_up_at", Step.INVITE: "invited_at"}.get(step, "prompted_at")
            place = replace(place, **{at: now})

    steps = [step for step, _ in sent]
    assert len(set(steps)) == len(steps)
    assert sum(step is not Step.HEADS_UP for step in steps) <= MOST_PROMPTS
    assert all(at < dates.closes_at for _, at in sent)
    assert all(at >= place.due_at for step, at in sent if step is Step.INVITE)
    assert not (pauses and sent)
    assert heads_up or Step.HEADS_UP not in steps


@given(audience=audiences, crowd=st.lists(people, max_size=30))
def test_an_audience_is_only_ever_narrowed_by_naming_more_groups(
    audience: Audience, crowd: list[Candidate]
) -> None:
    asked = chosen(audience, crowd)

    assert set(asked) <= set(crowd)
    assert chosen(Audience(), crowd) == tuple(crowd)
    assert all(belongs(Audience(areas=audience.areas), one) for one in asked)
    assert load(dump(audience)) == audience


@given(crowd=st.lists(people, max_size=30), ahead=st.integers(0, 1))
def test_a_round_costs_no_less_than_its_least_and_chat_costs_nothing(
    crowd: list[Candidate], ahead: int
) -> None:
    prices = {
        "en": Price(ahead, (2, 1, 1), 3, 1),
        "cy": Price(ahead, (3, 2, 1), 3, 2),
    }

    cost = spend(crowd, prices)

    assert cost.by_text + cost.by_chat + cost.unreached == len(crowd)
    assert cost.least <= cost.most
    assert (cost.most == 0) == (cost.by_text == 0)
    assert cost.least == cost.by_text * (ahead + 1)


def test_where_a_round_stands_follows_the_clock_and_what_people_decided() -> None:
    dates = Dates(START, START + timedelta(days=7))
    later = START + timedelta(days=1)

    assert standing(dates, START - timedelta(minutes=1)) is Standing.PLANNED
    assert standing(dates, later) is Standing.RUNNING
    assert standing(replace(dates, paused_at=later), later) is Standing.PAUSED
    assert standing(dates, START + timedelta(days=7)) is Standing.ENDED
    assert standing(replace(dates, closed_at=later), later) is Standing.CLOSED


@given(st.lists(st.integers(0, 40), max_size=40))
def test_at_most_two_reminders_go_and_none_before_its_day(days: list[int]) -> None:
    asked, sent = Progress(asked_at=START), 0
    for day in sorted(days):
        due = reminders_due(asked, sent, START + timedelta(days=day))
        assert sent <= due <= (day >= 10) + (day >= 20)
        sent = due
    decided = replace(asked, decision=Decision.NO)

    assert reminders_due(decided, 0, START + timedelta(days=40)) == 0


@pytest.mark.parametrize(
    ("progress", "change", "checked", "mend"),
    [
        (Progress(), "x", True, "has not answered yet"),
        (Progress(START, Decision.YES), "x", True, "did we get that right"),
        (Progress(START, Decision.YES, START), "", True, "Say what changed"),
        (Progress(START, Decision.YES, START), "x" * 61, True, "60 letters"),
        (Progress(START, Decision.YES, START), "x", False, "read it over"),
        (Progress(START, Decision.YES, START, START), "x", True, "published already"),
    ],
)
def test_nothing_is_published_before_its_time(
    progress: Progress, change: str, checked: bool, mend: str
) -> None:
    reason = in_the_way(progress, change=change, checked=checked, answered=12)

    assert reason is not None
    assert mend in reason


def test_where_nobody_answered_nobody_has_to_be_asked_if_it_is_right() -> None:
    decided = Progress(START, Decision.NO)

    assert in_the_way(decided, change="no money", checked=True, answered=0) is None


@pytest.mark.parametrize(
    ("since", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 12, 4)),  # a Saturday
        (date(2026, 12, 23), date(2027, 1, 4)),  # Christmas, Boxing Day's Monday, New Year
    ],
)
def test_five_working_days_leave_out_weekends_and_bank_holidays(since: date, by: date) -> None:
    assert answer_by(since) == by


@given(st.lists(st.text(max_size=30), max_size=6))
def test_every_option_gets_a_key_of_its_own(labels: list[str]) -> None:
    keys = [key for key, _ in keyed(labels)]

    assert len(set(keys)) == len(labels)
    assert all(key and not key[0].isdecimal() for key in keys)
