"""When each invitation of a round goes: spread over days, never in a quiet time. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from bot.meetings.quiet_hours import Quiet, next_allowed

STEP = timedelta(minutes=5)


def spread(
    count: int, opens: datetime, closes: datetime, *, over: timedelta, quiet: Quiet, zone: tzinfo
) -> tuple[datetime, ...]:
    """Return when each of `count` invitations goes, in UTC, earliest first.

    They share the allowed times evenly; what no allowed time is left for before `closes` is not
    in the list.

    Args:
        over: how long the last of them may wait after `opens`; zero sends all at once.
    """
    free = _free(opens.astimezone(UTC), opens + over, quiet, zone)
    free = [moment for moment in free if moment < closes]
    if not free:
        return ()
    return tuple(free[number * len(free) // count] for number in range(count))


def _free(opens: datetime, until: datetime, quiet: Quiet, zone: tzinfo) -> list[datetime]:
    """Return the allowed moments of the window, five minutes apart; the first even if it is over
    before the quiet is, so that a round told to ask at once asks in the morning."""
    moment = next_allowed(opens, quiet, zone)
    free = [moment]
    while (moment := next_allowed(moment + STEP, quiet, zone)) < until:
        free.append(moment)
    return free
