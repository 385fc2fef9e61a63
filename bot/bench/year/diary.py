"""What truly happened in a simulated year, kept apart from everything that is being tested."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Version:
    """A meeting as it stood from one moment on, and the reminders that were wanted of it then.

    Args:
        leads: lead time -> when its text is wanted, before quiet hours and caps have their say.
        dropped: lead times that planning said it leaves out.
        can_reach: whether the young person could be texted at all when it was planned.
        weekly: it comes every week.
    """

    number: int
    since: datetime
    starts_at: datetime
    booked: bool
    leads: dict[str, datetime] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    can_reach: bool = True
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class QuietSpell:
    """The quiet times of one person from a moment on; `own` nights the organisation's leave be."""

    since: datetime
    begins: time
    ends: time
    own: bool = False
    no_weekends: bool = False


@dataclass(slots=True)
class Person:
    """One young person: their number, their worker, when they had left, and their quiet times."""

    contact_id: int
    phone: str
    worker_id: int = 0
    away: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    quiet: list[QuietSpell] = field(default_factory=list)

    def is_away(self, at: datetime) -> bool:
        """Tell whether they had asked for no texts by then."""
        return any(left <= at and (back is None or at < back) for left, back in self.away)

    def is_quiet(self, at: datetime) -> bool:
        """Tell whether it was one of their quiet times."""
        local = at.astimezone(LONDON)
        held = [spell for spell in self.quiet if spell.since <= at][-1]
        if held.no_weekends and local.weekday() >= 5:
            return True
        return local.time() >= held.begins or local.time() < held.ends


@dataclass(frozen=True, slots=True)
class Told:
    """Something a young person is to be told after a meeting, by the key it is told under."""

    key: str
    contact_id: int


@dataclass(slots=True)
class Diary:
    """All meetings and people of the year.

    Args:
        together: meeting -> all the meetings that are one with it, of a group.
        gatherings: meeting -> the key of its group.
        said: the meetings of which their worker said what became, unasked or not.
        told: what was to be told after meetings.
    """

    people: dict[int, Person] = field(default_factory=dict)
    meetings: dict[int, list[Version]] = field(default_factory=dict)
    whose: dict[int, int] = field(default_factory=dict)  # meeting -> contact
    together: dict[int, list[int]] = field(default_factory=dict)
    gatherings: dict[int, str | None] = field(default_factory=dict)
    said: set[int] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def stands(self, meeting_id: int, at: datetime) -> Version:
        """Return a meeting as it stood at a moment."""
        return max(
            (version for version in self.meetings[meeting_id] if version.since <= at),
            key=lambda version: version.number,
        )

    def until(self, meeting_id: int, version: Version) -> datetime:
        """Return when one version of a meeting ceased to hold: its change, or its start."""
        after = [then for then in self.meetings[meeting_id] if then.number > version.number]
        return min([version.starts_at, *(then.since for then in after)])
