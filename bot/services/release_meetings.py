"""Fix what is told of meetings, promises and teams, if ten more young people are in it.

Between two snapshots nothing moves, so that nobody learns what became of one meeting by looking
before and after. Ratings are by team, never by worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.engine.model import Flow, Sees
from bot.errors import BadInput
from bot.insight import snapshot as snapshots
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import SafeTally
from bot.insight.tallies import QuestionShape, tally
from bot.meetings.attendance import Attendance, attendance
from bot.services.release_totals import shapes
from bot.store import meeting_totals, promises, totals
from bot.store.beginnings import AFTER_MEETING
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.meeting_totals import Kept, Part
from bot.store.queries.attendance import happened

ROUNDED: int = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told; None of what has no snapshot yet.

    Args:
        promised: promises kept and open, rounded to fives.
        teams: ratings; its breakdown "area" holds the teams.
    """

    attendance: Attendance | None
    promised: tuple[int, int] | None
    teams: SafeTally | None
    flow: Flow | None
    on: datetime | None


@dataclass(frozen=True, slots=True)
class ReleaseMeetings:
    """Makes snapshots of meetings, and hands out the newest."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]
    threshold: int = DEFAULT_THRESHOLD

    def __call__(self) -> bool:
        """Make what new snapshots may be made; tell whether there was one."""
        with self.store.begin() as tx:
            totals.one_at_a_time(tx)
            made = (self._attendance(tx), self._promises(tx), self._teams(tx))
            return any(made)

    def newest(self) -> Told:
        """Return what was last fixed."""
        with self.store.reading() as tx:
            met, promised, teams = (meeting_totals.newest(tx, part) for part in Part)
            dates = [kept.released_at for kept in (met, promised, teams) if kept is not None]
            return Told(
                attendance=Attendance.load(met.figures) if met else None,
                promised=(promised.figures["kept"], promised.figures["open"]) if promised else None,
                teams=snapshots.load(teams.figures) if teams else None,
                flow=self._flow(tx),
                on=max(dates, default=None),
            )

    def _attendance(self, tx: Transaction) -> bool:
        meetings = happened(tx, self.house)
        people = len({one.who for one in meetings})
        if not self._may(tx, Part.ATTENDANCE, people):
            return False
        figures = attendance(meetings).dump()
        meeting_totals.keep(tx, Part.ATTENDANCE, Kept(people, figures, self.now()))
        return True

    def _promises(self, tx: Transaction) -> bool:
        counts = promises.counts(tx)
        if not self._may(tx, Part.PROMISES, counts.young_people):
            return False
        figures = {"kept": _rounded(counts.kept), "open": _rounded(counts.open)}
        meeting_totals.keep(tx, Part.PROMISES, Kept(counts.young_people, figures, self.now()))
        return True

    def _teams(self, tx: Transaction) -> bool:
        flow = self._flow(tx)
        if flow is None:
            return False
        said = tuple(totals.by_team(tx, flow.family))
        raw = tally(_ratings(flow), said)
        if not self._may(tx, Part.TEAMS, raw.respondents):
            return False
        made = release(
            raw,
            on=self.now().isoformat(),
            threshold=self.threshold,
            areas=tuple(sorted({one.area for one in said if one.area is not None})),
            before=meeting_totals.before(tx, meeting_totals.newest(tx, Part.TEAMS)),
        )
        kept = Kept(
            raw.respondents,
            snapshots.dump(made.figures),
            self.now(),
            meeting_totals.seal(tx, made),
        )
        meeting_totals.keep(tx, Part.TEAMS, kept)
        return True

    def _may(self, tx: Transaction, part: Part, young_people: int) -> bool:
        last = meeting_totals.newest(tx, part)
        before = last.young_people if last else None
        return may_release(before, young_people, threshold=self.threshold)

    def _flow(self, tx: Transaction) -> Flow | None:
        try:
            return self.shelf.newest(tx, AFTER_MEETING).flow
        except BadInput:
            return None


def _ratings(flow: Flow) -> tuple[QuestionShape, ...]:
    return shapes(flow, (Sees.TOTALS,))


def _rounded(count: int) -> int:
    return ROUNDED * round(count / ROUNDED)
