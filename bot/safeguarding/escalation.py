"""What happens next to a concern that nobody has acknowledged. Pure: there is always a next step.

Steps are counted from when the clock of a concern began: when it opened, when something new was
told, or when it was handed over. Acknowledging it stops the clock; nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.safeguarding.rota import Pace, Step

CLOCKS_APART = timedelta(minutes=1)
_IN_ORDER = (Step.FIRST, Step.DEPUTY, Step.LEAD, Step.MANAGER)


@dataclass(frozen=True, slots=True)
class Due:
    """One step to take: the how-manieth, whom it turns to, and when."""

    number: int
    step: Step
    due_at: datetime


def next_due(began: datetime, taken: int, pace: Pace, *, now: datetime) -> Due:
    """Return the step after the `taken` first ones: first, deputy, lead, manager, then everyone
    again and again.

    Args:
        began: when this concern's clock began.
        now: a step is due no later than its own wait from now, whatever clocks were before.
    """
    offsets = _offsets(pace)
    if taken < len(_IN_ORDER):
        wait = offsets[taken] - (offsets[taken - 1] if taken else timedelta(0))
        return Due(taken, _IN_ORDER[taken], min(began + offsets[taken], now + wait))
    return Due(taken, Step.EVERYONE, now + timedelta(minutes=max(pace.again, 1)))


def _offsets(pace: Pace) -> tuple[timedelta, ...]:
    """Return when each of the first steps comes; a later one never comes before an earlier."""
    minutes, latest = [], 0
    for each in (0, pace.deputy, pace.lead, pace.manager):
        latest = max(latest, each)
        minutes.append(timedelta(minutes=latest))
    return tuple(minutes)


def is_due(due_at: datetime, pace: Pace, *, now: datetime) -> bool:
    """Tell whether a step must be taken now.

    One that lies further ahead than any wait was written by a clock that ran ahead: it is due.
    """
    return due_at <= now or due_at - now > longest_wait(pace) + CLOCKS_APART


def longest_wait(pace: Pace) -> timedelta:
    """Return the longest time between two steps."""
    offsets = (*_offsets(pace), _offsets(pace)[-1] + timedelta(minutes=max(pace.again, 1)))
    return max(after - before for before, after in pairwise(offsets))
