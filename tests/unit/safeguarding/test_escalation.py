"""The clock of a concern: the steps come in order, in time, and never end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.safeguarding.escalation import is_due, longest_wait, next_due
from bot.safeguarding.rota import Pace, Step

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
MINUTES = st.integers(0, 300)
PACES = st.builds(Pace, deputy=MINUTES, lead=MINUTES, manager=MINUTES, again=MINUTES)


def test_by_default_deputy_at_15_lead_at_30_manager_at_60_then_everyone_for_ever() -> None:
    now, came = BEGAN, []
    for taken in range(7):
        due = next_due(BEGAN, taken, Pace(), now=now)
        now = due.due_at
        came.append((due.step, int((due.due_at - BEGAN) / timedelta(minutes=1))))

    assert came == [
        (Step.FIRST, 0),
        (Step.DEPUTY, 15),
        (Step.LEAD, 30),
        (Step.MANAGER, 60),
        (Step.EVERYONE, 90),
        (Step.EVERYONE, 120),
        (Step.EVERYONE, 150),
    ]


@given(pace=PACES, taken=st.integers(0, 1000), drift=st.integers(-500_000, 500_000))
def test_whatever_the_clocks_did_the_next_step_is_never_far(
    pace: Pace, taken: int, drift: int
) -> None:
    now = BEGAN + timedelta(seconds=drift)
    due = next_due(BEGAN, taken, pace, now=now)
    assert due.due_at - now <= longest_wait(pace)
    assert due.step is (
        Step.EVERYONE if taken >= 4 else (Step.FIRST, Step.DEPUTY, Step.LEAD, Step.MANAGER)[taken]
    )


@given(pace=PACES, ahead=st.integers(1, 10_000_000))
def test_a_step_written_by_a_clock_that_ran_ahead_is_due(pace: Pace, ahead: int) -> None:
    far = BEGAN + longest_wait(pace) + timedelta(minutes=1, seconds=ahead)
    assert is_due(far, pace, now=BEGAN)
    assert is_due(BEGAN, pace, now=BEGAN)
    assert not is_due(BEGAN + timedelta(seconds=1), pace, now=BEGAN)
