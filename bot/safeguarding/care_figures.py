"""How concerns were answered, week by week: minutes to acknowledge and to resume, false alarms,
misses found. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median


@dataclass(frozen=True, slots=True)
class Fact:
    """What counts of one concern. `real`: whether it told of harm, as people found it."""

    opened_at: datetime
    acknowledged_at: datetime | None
    resumed_at: datetime | None
    real: bool | None


@dataclass(frozen=True, slots=True)
class Read:
    """One message read by lot, and whether a rule should have flagged it."""

    read_at: datetime
    missed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from Monday. Times in minutes; None where there was nothing to time."""

    monday: date
    opened: int
    not_acknowledged: int
    acknowledge_median: float | None
    acknowledge_longest: float | None
    resume_median: float | None
    false_alarms: int
    read: int
    missed: int


def by_week(
    facts: Iterable[Fact], reads: Iterable[Read], *, zone: tzinfo, now: datetime, weeks: int
) -> tuple[Week, ...]:
    """Return the last `weeks` weeks, this one first."""
    all_facts, all_reads = tuple(facts), tuple(reads)
    this = _monday(now, zone)
    return tuple(
        _week(
            monday,
            [fact for fact in all_facts if _monday(fact.opened_at, zone) == monday],
            [one for one in all_reads if _monday(one.read_at, zone) == monday],
        )
        for monday in (this - timedelta(weeks=back) for back in range(weeks))
    )


def _monday(at: datetime, zone: tzinfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _week(monday: date, facts: Sequence[Fact], reads: Sequence[Read]) -> Week:
    acknowledged = [_minutes(fact.opened_at, fact.acknowledged_at) for fact in facts]
    resumed = [_minutes(fact.opened_at, fact.resumed_at) for fact in facts]
    waits = [minutes for minutes in acknowledged if minutes is not None]
    pauses = [minutes for minutes in resumed if minutes is not None]
    return Week(
        monday=monday,
        opened=len(facts),
        not_acknowledged=acknowledged.count(None),
        acknowledge_median=median(waits) if waits else None,
        acknowledge_longest=max(waits, default=None),
        resume_median=median(pauses) if pauses else None,
        false_alarms=sum(fact.real is False for fact in facts),
        read=len(reads),
        missed=sum(one.missed for one in reads),
    )


def _minutes(start: datetime, end: datetime | None) -> float | None:
    return (end - start) / timedelta(minutes=1) if end is not None else None
