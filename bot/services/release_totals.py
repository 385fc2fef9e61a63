"""Fix a new snapshot of what young people said, if enough more have answered (decision 12)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.engine.index import reachable
from bot.engine.model import Ask, Flow, Sees
from bot.engine.quoting import is_in_own_words
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import SafeTally
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Tally, tally
from bot.store import reach, rounds, theme_answers, totals, wards, waves
from bot.store.copied import Copied
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.theme_answers import Place
from bot.store.totals import Released
from nlu.port import QuestionType


@dataclass(frozen=True, slots=True)
class ReleaseTotals:
    """Makes safe snapshots, and hands out the newest.

    Args:
        copied: the columnar copies that large families are counted from.
    """

    store: Store
    shelf: Shelf
    now: Callable[[], datetime]
    threshold: int = DEFAULT_THRESHOLD
    copied: Copied | None = None

    def __call__(
        self, flow: str, *, wave: int | None = None, closed: bool = False
    ) -> Released | None:
        """Return a new snapshot, or None while too few more have answered or counts are hidden.

        Args:
            wave: the round of a flow that is asked again, from 1; None for the one of now.
            closed: the round has closed: this is its last.

        Raises:
            BadInput: no flow of that key is published.
        """
        with self.store.reading() as tx:
            shown = self.shelf.newest(tx, flow).flow
            wave = wave or waves.now_of(tx, shown.family)
            if self._is_hidden(tx, shown, wave):
                return None
            last = totals.last(tx, shown.key, wave)
        raw = self._counted(shown, wave)
        if not may_release(
            last.respondents, raw.respondents, threshold=self.threshold, closed=closed
        ):
            return None
        key = totals.Key(shown.family, shown.key, wave)
        with self.store.reading() as tx:
            before = totals.before(tx, shown.key, wave)
            made = self._made(tx, raw, key, before)
            written = totals.written(tx, made)
            places = [
                Place(shown.family, wave, question)
                for question in _newly_told(shown, before.figures if before else None, made.figures)
            ]
            told = {place: theme_answers.not_taken_in(tx, place) for place in places}
        with self.store.begin() as tx:
            totals.one_at_a_time(tx)
            if totals.last(tx, shown.key, wave) == last and not self._is_hidden(tx, shown, wave):
                for place, pseudonyms in told.items():
                    theme_answers.take_in(tx, place, pseudonyms)
                return totals.keep(tx, key, raw.respondents, written=written, now=self.now())
        # Somebody made one meanwhile: what may be shown beside it is another question.
        return self(flow, wave=wave, closed=closed)

    def _made(
        self, tx: Transaction, raw: Tally, key: totals.Key, before: Release | None
    ) -> Release:
        return release(
            raw,
            on=self.now().isoformat(),
            threshold=self.threshold,
            areas=_areas(tx),
            before=before,
            reach=reach.count(tx, key.flow, key.family, key.wave),
        )

    def _is_hidden(self, tx: Transaction, flow: Flow, wave: int) -> bool:
        hidden = rounds.hidden_wave(tx, flow.family, self.now())
        return hidden is not None and hidden[0] == wave

    def tend_copies(self) -> None:
        """Leave in the columnar copies what the database has, and no more; done at night."""
        if self.copied is not None:
            self.copied.tend()

    def newest(self, flow: str, *, wave: int | None = None) -> tuple[Flow, Released | None]:
        """Return a flow and its newest snapshot, None before the first and while it is hidden.

        Args:
            wave: None for the newest that may be seen.

        Raises:
            BadInput: no flow of that key is published.
        """
        with self.store.reading() as tx:
            shown = self.shelf.newest(tx, flow).flow
            seen = self._seen(tx, shown)
            wave = wave or (seen[-1] if seen else None)
            if wave is None or wave not in seen:
                return shown, None
            return shown, totals.newest(tx, shown.key, wave)

    def waves(self, flow: Flow) -> tuple[int, ...]:
        """Return the waves of a flow that have a snapshot to see, oldest first."""
        with self.store.reading() as tx:
            return self._seen(tx, flow)

    def history(self, flow: Flow, wave: int) -> tuple[Released, ...]:
        """Return every snapshot of one wave that may be seen, oldest first."""
        with self.store.reading() as tx:
            return totals.every(tx, flow.key, wave) if wave in self._seen(tx, flow) else ()

    def hidden_until(self, flow: Flow) -> datetime | None:
        """Return when a round that hides its counts is over; None where none does."""
        with self.store.reading() as tx:
            hidden = rounds.hidden_wave(tx, flow.family, self.now())
        return hidden[1] if hidden else None

    def _seen(self, tx: Transaction, flow: Flow) -> tuple[int, ...]:
        hidden = rounds.hidden_wave(tx, flow.family, self.now())
        return tuple(
            wave for wave in totals.waves(tx, flow.key) if hidden is None or wave != hidden[0]
        )

    def _counted(self, flow: Flow, wave: int) -> Tally:
        """Count a flow; in one whose worker sees a part, each part is counted from its own rows.

        The same young people are in both, so that the larger number is how many there were. Nothing
        is held in the database meanwhile: young people write while it counts.
        """
        if flow.sees is Sees.TOTALS:
            return self._by_pseudonym(shapes(flow), flow.family, wave)
        with self.store.reading() as tx:
            span = reach.span_of(tx, flow.family, wave)
            theirs = tally(shapes(flow, (Sees.WORKER,)), totals.by_contact(tx, flow.key, span))
        apart = shapes(flow, (Sees.TOTALS,))
        if not apart:
            return theirs
        counted = self._by_pseudonym(apart, flow.family, wave)
        found = {one.shape.id: one for one in (*theirs.questions, *counted.questions)}
        return Tally(
            max(theirs.respondents, counted.respondents),
            tuple(found[shape.id] for shape in shapes(flow)),
            {**theirs.exits, **counted.exits},
        )

    def _by_pseudonym(self, asked: Sequence[QuestionShape], family: str, wave: int) -> Tally:
        """Count what is for totals: of a large family from its copy, never from the live tables."""
        counted = self.copied.tally(asked, family, wave) if self.copied else None
        if counted is not None:
            return counted
        with self.store.reading() as tx:
            return tally(asked, totals.by_pseudonym(tx, family, wave))


def _areas(tx: Transaction) -> tuple[str, ...]:
    """Return all areas there are, the organisation's order first: a missing one would tell."""
    ordered = wards.in_order(tx)
    return (*ordered, *(area for area in reach.areas(tx) if area not in ordered))


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
    nodes = (n for n in flow.nodes.values() if isinstance(n, Ask))
    asked = [n for n in nodes if n.sees in seen_by and not n.quotes]
    keys = {node.key for node in asked}
    return tuple(
        QuestionShape(
            id=node.key,
            options=tuple(choice.key for choice in node.choices),
            multi=node.type is QuestionType.MULTI,
            open=node.type is QuestionType.PLACE,
            last=keys.isdisjoint(reachable(flow.nodes, node.key)),
        )
        for node in asked
    )
