"""When a text that was not taken, or did not arrive, goes again. Pure: the table of codes decides.

What the provider could not take goes again for as long as it is of use; what did not arrive goes
again as often as the code allows, spaced, and never after its time (T3, 1c).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.channels.twilio_errors import Action, look_up

MAX_ATTEMPTS = 6
WHILE_OF_USE = 150  # about a day of tries, ten minutes apart
LONGEST_PAUSE = timedelta(minutes=10)
LONGEST_URGENT = timedelta(minutes=5)
SPACED = timedelta(minutes=30)  # a phone that was off has had time to be charged
JITTER = 0.25  # of the pause, at most: what failed together does not come back together

# None: the provider could not be reached at all.
_PATIENT = frozenset({Action.BACK_OFF, Action.SLOW_DOWN, Action.STOP_SENDING})
_OFFERS = {Action.RETRY_ONCE: 2, Action.RETRY_TWICE: 3}


def most_attempts(code: str | None) -> int:
    """Return how often a text may be offered that the provider refuses with this code."""
    if code is None or look_up(code).action in _PATIENT:
        return WHILE_OF_USE
    return _OFFERS.get(look_up(code).action, MAX_ATTEMPTS)


def backoff(attempts: int, *, urgent: bool = False) -> timedelta:
    """Return the pause after the n-th refused try: 1, 2, 4, … minutes, at most ten.

    What keeps somebody safe goes again after 5, 10, 20, … seconds, at most 5 minutes, for ever.
    """
    doubled = 2 ** min(attempts - 1, 10)
    if urgent:
        return min(timedelta(seconds=5 * doubled), LONGEST_URGENT)
    return min(timedelta(minutes=doubled), LONGEST_PAUSE)


def pause(attempts: int, *, urgent: bool, asked_for: timedelta | None, drawn: float) -> timedelta:
    """Return the pause before the next try.

    Args:
        asked_for: the provider's own `Retry-After`; it is kept to, and never cut short.
        drawn: by chance, [0, 1).
    """
    usual = backoff(attempts, urgent=urgent) * (1 + JITTER * drawn)
    return max(usual, asked_for or usual)


def goes_again_at(
    code: str | None, *, attempts: int, not_after: datetime | None, now: datetime
) -> datetime | None:
    """Return when a text that did not arrive goes again, or None: then a person is told."""
    if attempts >= _OFFERS.get(look_up(code).action, 0):
        return None
    then = now + SPACED
    return then if not_after is None or then < not_after else None
