"""Draw the charts of new snapshots, once each: the worker does, so that no page waits for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.conversation.house import House
from bot.engine.model import Ask, Flow
from bot.errors import BadInput
from bot.insight.figures import SafeQuestion
from bot.insight.opening import Asked
from bot.store import drawings, totals
from bot.store.database import Store
from bot.store.drawings import Picture
from bot.store.flows import Shelf

THEIR_WORKER = "their worker"
Draw = Callable[[SafeQuestion, Asked, bool], Iterator[Picture]]


@dataclass(frozen=True, slots=True)
class DrawCharts:
    """Draws whatever is released and not drawn yet. `draw` is loaded late: it is heavy."""

    store: Store
    shelf: Shelf
    house: House
    draw: Draw

    def __call__(self) -> int:
        """Draw what waits; return how many snapshots."""
        with self.store.reading() as tx:
            waiting = drawings.waiting(tx)
        for snapshot_id, flow, wave in waiting:
            pictures = list(self._pictures(flow, wave))  # outside the transaction: it takes a while
            with self.store.begin() as tx:
                drawings.keep(tx, snapshot_id, pictures)
        return len(waiting)

    def _pictures(self, key: str, wave: int) -> Iterator[Picture]:
        with self.store.reading() as tx:
            released = totals.newest(tx, key, wave)
            try:
                flow = self.shelf.newest(tx, key).flow
            except BadInput:
                return
        for question in released.figures.questions if released else ():
            node = flow.nodes.get(question.id)
            if isinstance(node, Ask):
                scored = any(choice.score is not None for choice in node.choices)
                yield from self.draw(question, self._words(flow, node), scored)

    def _words(self, flow: Flow, node: Ask) -> Asked:
        fill = self.house.fill
        labels = {each.key: fill(each.label.to("en"), THEIR_WORKER) for each in node.choices}
        return Asked(fill(node.text.to("en"), THEIR_WORKER), labels)
