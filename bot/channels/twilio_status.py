"""The order of Twilio's message statuses. Pure: a status only ever moves forward."""

from __future__ import annotations

# T2.1. Callbacks are unordered and repeatable. Outcomes share a rank, so the first one heard stays,
# and only `read` replaces it.
_RANKS = {
    "accepted": 0,
    "scheduled": 0,
    "queued": 1,
    "sending": 2,
    "receiving": 2,
    "sent": 3,
    "partially_delivered": 4,
    "delivered": 5,
    "undelivered": 5,
    "failed": 5,
    "canceled": 5,
    "received": 5,
    "read": 6,
}
_UNHEARD_OF = -1


def later(current: str, new: str) -> str:
    """Return whichever status is further on; on a tie, or a `new` nobody knows, `current`."""
    is_later = _RANKS.get(new, _UNHEARD_OF) > _RANKS.get(current, _UNHEARD_OF)
    return new if is_later else current
