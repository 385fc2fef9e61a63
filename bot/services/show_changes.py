"""What anybody may read of what changed, and how many of those who answered heard of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import BadInput
from bot.insight.disclosure import DEFAULT_THRESHOLD
from bot.insight.figures import Hidden
from bot.rounds.findings import Decision, Rung
from bot.services.release_totals import ReleaseTotals
from bot.store import findings
from bot.store.database import Store
from bot.store.findings import Finding

RIGHT = ("yes", "partly", "no")

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One published finding in words; nothing in it was not released.

    Args:
        right: how many said what to "did we get that right?", none where too few did; None if
            nobody was asked.
    """

    about: str
    heard: str
    change: str
    decision: Decision
    because: str | None
    by_when: date | None
    still: str | None
    picture: str
    rung: Rung
    right: Counts | None
    published_at: datetime


@dataclass(frozen=True, slots=True)
class HeardBack:
    """How many answered and were told, of everything published; None while too few to show."""

    answered: int
    told: int

    @property
    def share(self) -> int | None:
        """The share told, in whole percent; None under the threshold of what is ever shown."""
        if self.answered < DEFAULT_THRESHOLD:
            return None
        return self.told * 100 // self.answered


@dataclass(frozen=True, slots=True)
class ShowChanges:
    """Reads published findings and released figures, and nothing else."""

    store: Store
    release: ReleaseTotals

    def __call__(self) -> tuple[Change, ...]:
        """Return every published change, the newest first."""
        with self.store.reading() as tx:
            found = findings.published(tx)
        return tuple(change for one in found if (change := self._change(one)) is not None)

    def heard_back(self) -> HeardBack:
        """Return how many of those who answered were told what came of it."""
        with self.store.reading() as tx:
            found = findings.published(tx)
        return HeardBack(
            sum(one.answered or 0 for one in found), sum(one.told or 0 for one in found)
        )

    def right(self, found: Finding) -> str | None:
        """Return what was said to "did we get that right?", in words; None if nobody was asked."""
        counts = self._counts(found)
        if counts is None:
            return None
        said = ", ".join(f"{count} said {key}" for key, count in counts)
        return f"{said}." if said else "Too few have said so far, so nothing is shown."

    def _counts(self, found: Finding) -> Counts | None:
        if found.right_flow is None:
            return None
        try:
            _, released = self.release.newest(found.right_flow)
        except BadInput:
            return None
        if released is None or not released.figures.questions:
            return ()
        return _shown(released.figures.questions[0].overall.options)

    def _change(self, one: Finding) -> Change | None:
        progress = one.progress
        if progress.decision is None or progress.published_at is None:
            return None
        return Change(
            about=one.about,
            heard=one.heard,
            change=one.change or "",
            decision=progress.decision,
            because=one.because,
            by_when=one.by_when,
            still=one.still,
            picture=one.picture or "speech",
            rung=one.rung,
            right=self._counts(one),
            published_at=progress.published_at,
        )


def _shown(counts: Mapping[str, int | Hidden]) -> Counts:
    return tuple(
        (key, count)
        for key, count in counts.items()
        if key in RIGHT and not isinstance(count, Hidden)
    )
