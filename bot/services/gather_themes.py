"""Gather what young people said in their own words into groups of answers alike, on this machine.

Words are read by pseudonym, compared, and forgotten: none reaches a log or another machine.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.engine.model import Ask, Flow
from bot.errors import BadInput
from bot.insight.disclosure import DEFAULT_THRESHOLD
from bot.insight.growing import Grown, Standing, grow
from bot.insight.layouts import SHEETS
from bot.insight.meaning import Encode, vectors
from bot.insight.theme_naming import Naming
from bot.insight.theme_sheet import Group
from bot.insight.wordings import common
from bot.store import theme_answers, themes
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.theme_answers import Place, Said
from bot.store.themes import Gathered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """One question as it was read: every answer to it, and the themes as they stood."""

    place: Place
    said: tuple[Said, ...]
    stood: Gathered

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(group for theme in self.stood.themes for group in theme.groups)

    @property
    def standing(self) -> Standing:
        """Where each answer is, by its place among them."""
        ids = [group.id for group in self.groups]
        places: dict[int | None, list[int]] = {one: [] for one in (*ids, None)}
        rest: list[int] = []
        for place, one in enumerate(self.said):
            places.get(one.group_id, rest).append(place)
        return Standing(tuple(tuple(places[one]) for one in ids), tuple(rest), tuple(places[None]))

    def words(self, places: Sequence[int]) -> list[str]:
        return [self.said[place].words for place in places]

    def put(self, tx: Transaction, places: Sequence[int], group_id: int) -> None:
        who = [self.said[place].pseudonym for place in places]
        theme_answers.put(tx, self.place, who, group_id)


@dataclass(frozen=True, slots=True)
class GatherThemes:
    """Runs in the worker. Doing it twice changes nothing.

    Args:
        meaning: returns what reads a text's meaning, loaded when first asked for; None without.
    """

    store: Store
    shelf: Shelf
    meaning: Callable[[], Encode | None]
    threshold: int = DEFAULT_THRESHOLD

    def __call__(self, is_stopping: Callable[[], bool] = lambda: False) -> int:
        """Gather what waits; return of how many questions.

        Args:
            is_stopping: asked before each question; what is left waits for next time.
        """
        with self.store.reading() as tx:
            places = theme_answers.waiting(tx)
        for gathered, place in enumerate(places):
            if is_stopping():
                return gathered
            self._gather(place)
        return len(places)

    def _gather(self, place: Place) -> None:
        with self.store.reading() as tx:
            said = tuple(theme_answers.everything(tx, place))
            read = _Read(place, said, themes.of_place(tx, place))
            cells = dict(self._cells(tx, place))
        reads = self.meaning()
        # Names are compared with every group, and many say the same: each text is read once.
        encode = None if reads is None else cache(reads)
        alike = vectors([one.words for one in said], encode)
        grown = grow(alike, read.standing, smallest=self.threshold)
        naming = Naming(encode, cells, {group.suggested for group in read.groups})
        named = [naming(read.words(places)) for places in grown.groups]
        with self.store.begin() as tx:
            if themes.of_place(tx, place) != read.stood:
                return  # an officer moved something meanwhile: the next look is soon
            self._write(tx, read, grown, named)
        log.info("answers to %s of %s are gathered", place.question, place.family)

    def _write(
        self, tx: Transaction, read: _Read, grown: Grown, named: Sequence[tuple[str, str]]
    ) -> None:
        before = read.standing
        for group, had, joined in zip(read.groups, before.groups, grown.joined, strict=True):
            if joined:
                words = common(read.words((*had, *joined)), least=self.threshold)
                themes.recount(tx, group.id, people=group.people + len(joined), words=words)
                read.put(tx, joined, group.id)
        for places, (suggested, cell) in zip(grown.groups, named, strict=True):
            words = common(read.words(places), least=self.threshold)
            group = Group(0, len(places), suggested, words)
            theme_id = themes.add_theme(tx, read.place, cell=cell)
            read.put(tx, places, themes.add_group(tx, read.place, group, theme_id=theme_id))
        self._write_rest(tx, read, grown)
        theme_answers.drop_without_words(tx, read.place)

    def _write_rest(self, tx: Transaction, read: _Read, grown: Grown) -> None:
        """Count the rest by what came and went: an erasure is not told by it."""
        gone = sum(map(len, grown.joined)) + sum(map(len, grown.groups))
        people = read.stood.rest + len(read.standing.new) - gone
        rest_id = read.stood.rest_id
        if rest_id is None:
            nobody = Group(0, 0, "")
            rest_id = themes.add_group(tx, read.place, nobody, theme_id=None, is_rest=True)
        themes.recount(tx, rest_id, people=people)
        read.put(tx, grown.rest, rest_id)

    def _cells(self, tx: Transaction, place: Place) -> Iterator[tuple[str, str]]:
        """Yield a label of a choice and its cell, for each cell the themes may stand in."""
        layout = SHEETS.get(place.family)
        if layout is None or place.question not in layout.words:
            return
        labels = self._labels(tx, place.family)
        for key in layout.words[place.question]:
            cell = layout.cell(key)
            for question in cell.questions if cell else ():
                for label in labels.get(question, ()):
                    yield label, key

    def _labels(self, tx: Transaction, key: str) -> Mapping[str, tuple[str, ...]]:
        try:
            flow: Flow = self.shelf.newest(tx, key).flow
        except BadInput:
            return {}
        asks = ((name, node) for name, node in flow.nodes.items() if isinstance(node, Ask))
        return {name: tuple(one.label.to("en") for one in node.choices) for name, node in asks}
