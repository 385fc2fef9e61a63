"""Fix a new snapshot of what young people said, if enough more have answered (decision 12)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.engine.model import Ask, Flow, Sees
from bot.engine.quoting import is_in_own_words
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import SafeTally
from bot.insight.tallies import QuestionShape, Tally, tally
from bot.store import theme_answers, totals, wards
from bot.store.answers import WAVE
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.theme_answers import Place
from bot.store.totals import Released
from nlu.port import QuestionType


@dataclass(frozen=True, slots=True)
class ReleaseTotals:
    """Makes safe snapshots, and hands out the newest."""

    store: Store
    shelf: Shelf
    now: Callable[[], datetime]
    threshold: int = DEFAULT_THRESHOLD

    def __call__(self, flow: str, *, wave: int = WAVE, closed: bool = False) -> Released | None:
        """Return a new snapshot, or None while too few more have answered.

        Args:
            wave: the round of a flow that is asked again, from 1.
            closed: the round has closed: this is its last.

        Raises:
            BadInput: no flow of that key is published.
        """
        with self.store.begin() as tx:
            shown = self.shelf.newest(tx, flow).flow
            totals.one_at_a_time(tx)
            raw = self._counted(tx, shown, wave)
            last = totals.newest(tx, shown.key, wave)
            if not may_release(
                last.respondents if last else None,
                raw.respondents,
                threshold=self.threshold,
                closed=closed,
            ):
                return None
            made = release(
                raw,
                on=self.now().isoformat(),
                threshold=self.threshold,
                areas=wards.in_order(tx),
                before=totals.before(tx, shown.key, wave),
            )
            key = totals.Key(shown.family, shown.key, wave)
            totals.keep(tx, key, raw.respondents, made=made, now=self.now())
            for question in _newly_told(shown, last.figures if last else None, made.figures):
                theme_answers.take_in(tx, Place(shown.family, wave, question))
            return totals.newest(tx, shown.key, wave)

    def newest(self, flow: str, *, wave: int = WAVE) -> tuple[Flow, Released | None]:
        """Return a flow and its newest snapshot, None before the first.

        Raises:
            BadInput: no flow of that key is published.
        """
        with self.store.reading() as tx:
            shown = self.shelf.newest(tx, flow).flow
            return shown, totals.newest(tx, shown.key, wave)

    def _counted(self, tx: Transaction, flow: Flow, wave: int) -> Tally:
        """Count a flow; in one whose worker sees a part, each part is counted from its own rows.

        The same young people are in both, so that the larger number is how many there were.
        """
        if flow.sees is Sees.TOTALS:
            return tally(shapes(flow), totals.by_pseudonym(tx, flow.family, wave))
        theirs = tally(shapes(flow, (Sees.WORKER,)), totals.by_contact(tx, flow.key))
        apart = shapes(flow, (Sees.TOTALS,))
        if not apart:
            return theirs
        counted = tally(apart, totals.by_pseudonym(tx, flow.family, wave))
        found = {one.shape.id: one for one in (*theirs.questions, *counted.questions)}
        return Tally(
            max(theirs.respondents, counted.respondents),
            tuple(found[shape.id] for shape in shapes(flow)),
        )


def _newly_told(flow: Flow, before: SafeTally | None, now: SafeTally) -> Iterator[str]:
    """Yield the questions in own words of which a new count is told: then their themes may move."""
    known = {q.id: q.overall.answered for q in before.questions} if before else {}
    for question in now.questions:
        answered = question.overall.answered
        is_new = isinstance(answered, int) and known.get(question.id) != answered
        if is_new and is_in_own_words(flow.nodes.get(question.id)):
            yield question.id


def shapes(
    flow: Flow, seen_by: Collection[Sees] = (Sees.TOTALS, Sees.WORKER)
) -> tuple[QuestionShape, ...]:
    """Return the questions of a flow that are counted, in its own order.

    Leave to be quoted is nobody's view of anything: it is not counted.
    """
    return tuple(
        QuestionShape(
            id=node.key,
            options=tuple(choice.key for choice in node.choices),
            multi=node.type is QuestionType.MULTI,
            open=node.type is QuestionType.PLACE,
        )
        for node in flow.nodes.values()
        if isinstance(node, Ask) and node.sees in seen_by and not node.quotes
    )
