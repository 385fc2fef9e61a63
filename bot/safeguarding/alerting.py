"""Whether telling people of a concern truly works just now. Pure.

Two questions with two answers. May a young person be told that somebody will read this? Yes while
any route carries alerts. Does the outside monitor hear that all is well? Only while every one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SEEN_WITHIN = timedelta(seconds=60)  # a worker renews its lease every few seconds
STUCK_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Route:
    """One way that alerts go. `waiting_since`: when the longest waiting one was written."""

    channel: str
    waiting_since: datetime | None = None
    refused_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is known of alerting.

    Args:
        worker_seen_at: when a worker last held the scheduler's lease.
        routes: each that alerts of the last hour went by.
        anybody: whether there is anybody at all to tell, by a route that is set up.
    """

    worker_seen_at: datetime | None
    routes: Sequence[Route] = ()
    anybody: bool = True


def reaches_somebody(pulse: Pulse, now: datetime) -> bool:
    """Tell whether an alert written now would reach a person by one route at least."""
    if not pulse.anybody or not _worker_is_there(pulse, now):
        return False
    return not pulse.routes or any(_carries(route, now) for route in pulse.routes)


def is_whole(pulse: Pulse, now: datetime) -> bool:
    """Tell whether every route carries alerts: what the outside monitor is told."""
    everywhere = all(_carries(route, now) for route in pulse.routes)
    return pulse.anybody and _worker_is_there(pulse, now) and everywhere


def _worker_is_there(pulse: Pulse, now: datetime) -> bool:
    return pulse.worker_seen_at is not None and abs(now - pulse.worker_seen_at) <= SEEN_WITHIN


def _carries(route: Route, now: datetime) -> bool:
    """Something that waits too long, or was refused and nothing has gone since, is a fault."""
    if route.waiting_since is not None and now - route.waiting_since > STUCK_AFTER:
        return False
    refused, sent = route.refused_at, route.sent_at
    return refused is None or (sent is not None and sent >= refused)
