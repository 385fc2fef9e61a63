"""Whether a text may go unasked at this very moment, looked at again just before it goes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.meetings.caps import Caps, allows
from bot.meetings.quiet_hours import Quiet, is_quiet, next_allowed


@dataclass(frozen=True, slots=True)
class HoldBack:
    """It must not go now: `until` is when it may, in UTC; None means never, and `why` says so."""

    until: datetime | None
    why: str


QUIET = "quiet hours left no time for it"
ENOUGH = "they have had enough texts for now"


@dataclass(frozen=True, slots=True)
class Unasked:
    """One text nobody asked for, about to go.

    Args:
        capped: it counts against the caps and gives way to them.
        waits: where the caps are reached it goes another day; else not at all.
    """

    not_after: datetime | None
    capped: bool
    waits: bool


def hold_back(
    text: Unasked,
    now: datetime,
    *,
    quiet: Quiet,
    zone: tzinfo,
    caps: Caps,
    taken: Sequence[date],
) -> HoldBack | None:
    """Return why a text must not go now, and when it may; None if it may.

    Args:
        taken: the local days of the texts that went unasked, this one not among them.
    """
    if is_quiet(now, quiet, zone):
        return _later(text, next_allowed(now, quiet, zone), QUIET)
    today = now.astimezone(zone).date()
    if not text.capped or allows(caps, taken, today):
        return None
    if not text.waits:
        return HoldBack(None, ENOUGH)
    tomorrow = datetime.combine(today + timedelta(days=1), time(0), zone).astimezone(UTC)
    return _later(text, next_allowed(tomorrow, quiet, zone), ENOUGH)


def _later(text: Unasked, until: datetime, why: str) -> HoldBack:
    if text.not_after is not None and until > text.not_after:
        return HoldBack(None, why)
    return HoldBack(until, why)
