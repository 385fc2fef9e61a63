"""What a person must look at because a day has come: places to turn to, and reviews. Pure.

Nothing here stops a running service. It fails `sayso check` and stands on the administrator's page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.safeguarding.replies import due_for_review
from bot.safeguarding.signposts import GOOD_FOR, Signpost, load, soon_stale, stale


@dataclass(frozen=True, slots=True)
class Overdue:
    """One thing to look at. `code` is stable; `message` says what to do."""

    code: str
    key: str
    message: str


def faults(today: date, signposts: Sequence[Signpost] | None = None) -> tuple[Overdue, ...]:
    """Return the places somebody checked, but longer than six months ago.

    One that nobody ever checked is no fault: it has never been sent either.
    """
    known = load() if signposts is None else signposts
    return tuple(
        Overdue("stale_signpost", one.key, f"{one.name} was last checked on {one.checked}: {MEND}")
        for one in stale(known, today)
        if one.checked is not None
    )


def warnings(today: date, signposts: Sequence[Signpost] | None = None) -> tuple[Overdue, ...]:
    """Return what will be a fault within 30 days, and replies whose review is due."""
    return (*_soon(today, load() if signposts is None else signposts), *_reviews(today))


MEND = "see it on its owner's own page, then change the date"


def _soon(today: date, signposts: Sequence[Signpost]) -> Iterator[Overdue]:
    for one in soon_stale(signposts, today):
        if one.checked is not None:
            last = one.checked + GOOD_FOR
            yield Overdue(
                "signpost_soon_stale", one.key, f"{one.name} is good until {last}: {MEND}"
            )


def _reviews(today: date) -> Iterator[Overdue]:
    for key in due_for_review(today):
        yield Overdue("reply_review_due", key, f"the reply {key} is due to be read again")
