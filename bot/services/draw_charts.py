"""Draw the charts of new snapshots, once each: the worker does, so that no page waits for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.house import House
from bot.engine.model import Ask, Flow
from bot.errors import BadInput
from bot.insight.figures import SafeQuestion, SafeTally
from bot.insight.opening import Asked
from bot.store import drawings, totals
from bot.store.database import Store, Transaction
from bot.store.drawings import Picture
from bot.store.flows import Shelf

THEIR_WORKER = "their worker"
Waves = Sequence[tuple[int, SafeQuestion]]  # the number of each wave, and a question in it
Draw = Callable[[Waves, Asked, bool], Iterator[Picture]]


@dataclass(frozen=True, slots=True)
class DrawCharts:
    """Draws whatever is released and not drawn yet. `draw` is loaded late: it is heavy."""

    store: Store
    shelf: Shelf
    house: House
    draw: Draw

    def __call__(self, is_stopping: Callable[[], bool] = lambda: False) -> int:
        """Draw what waits; return how many snapshots were drawn whole.

        Args:
            is_stopping: asked after each picture; a snapshot left half drawn waits for next time.
        """
        with self.store.reading() as tx:
            waiting = drawings.waiting(tx)
        for drawn, (snapshot_id, flow, wave) in enumerate(waiting):
            pictures: list[Picture] = []
            for picture in self._pictures(flow, wave):  # outside the transaction: it takes a while
                pictures.append(picture)
                if is_stopping():
                    return drawn
            with self.store.begin() as tx:
                drawings.keep(tx, snapshot_id, pictures)
        return len(waiting)

    def _pictures(self, key: str, wave: int) -> Iterator[Picture]:
        with self.store.reading() as tx:
            told = self._waves(tx, key, wave)
            try:
                flow = self.shelf.newest(tx, key).flow
            except BadInput:
                return
        for question in told[-1][1].questions if told else ():
            node = flow.nodes.get(question.id)
            if isinstance(node, Ask):
                scored = any(choice.score is not None for choice in node.choices)
                alike = [(n, q) for n, safe in told for q in safe.questions if q.id == question.id]
                yield from self.draw(alike, self._words(flow, node), scored)

    def _waves(self, tx: Transaction, key: str, wave: int) -> list[tuple[int, SafeTally]]:
        """Return the figures of each wave up to this one, oldest first."""
        found = [(n, totals.newest(tx, key, n)) for n in totals.waves(tx, key) if n <= wave]
        return [(number, each.figures) for number, each in found if each is not None]

    def _words(self, flow: Flow, node: Ask) -> Asked:
        fill = self.house.fill
        labels = {each.key: fill(each.label.to("en"), THEIR_WORKER) for each in node.choices}
        return Asked(fill(node.text.to("en"), THEIR_WORKER), labels)
