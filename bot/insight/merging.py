"""Neighbours join until each is safe to show. Pure; the order is fixed (`groups`), so who is joined
to whom follows from the counts alone, and everyone stands in exactly one group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.insight.asked import Choice
from bot.insight.figures import JOIN
from bot.insight.suppression import hidden_columns
from bot.insight.tallies import Figures, QuestionShape, QuestionTally, combine

Block = tuple[str, ...]  # groups side by side, shown as one
COARSER = (1, 2, 4, 8, 16)  # times the threshold: larger groups can show more options


def key_of(block: Block) -> str:
    """Return the name of a merged group."""
    return JOIN.join(block)


def choose(
    question: QuestionTally, name: str, order: Sequence[str], threshold: int
) -> Choice | None:
    """Return how a breakdown shows most figures: finer groups or more options. None if it cannot.

    Args:
        order: its groups, as they stand and merge.
    """
    groups = question.breakdowns[name]
    best: tuple[int, Choice] | None = None
    for blocks in _ways(order, groups, threshold):
        units = tuple(unite(question.shape, groups, block) for block in blocks)
        hidden = hidden_columns(question, units, threshold)
        figures = len(blocks) * (1 + len(question.shape.options) - len(hidden))
        if best is None or figures > best[0]:
            best = figures, Choice(tuple(map(key_of, blocks)), units, hidden)
        if not hidden:
            break
    return best[1] if best else None


def unite(shape: QuestionShape, groups: Mapping[str, Figures], block: Block) -> Figures:
    """Return the figures of one block; a group that no one is in any more counts as nobody."""
    parts = [groups[group] for group in block if group in groups]
    return parts[0] if len(parts) == 1 else combine(shape, parts)


def _ways(
    order: Sequence[str], groups: Mapping[str, Figures], threshold: int
) -> Iterator[tuple[Block, ...]]:
    seen: set[tuple[Block, ...]] = set()
    for times in COARSER:
        blocks = _merged(order, groups, threshold * times)
        if len(blocks) > 1 and blocks not in seen:
            seen.add(blocks)
            yield blocks


def _merged(order: Sequence[str], groups: Mapping[str, Figures], least: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    waiting: list[str] = []
    answered = 0
    for group in order:
        waiting.append(group)
        answered += groups[group].answered if group in groups else 0
        if answered >= least:
            blocks.append(tuple(waiting))
            waiting, answered = [], 0
    if waiting and blocks:
        blocks[-1] = (*blocks[-1], *waiting)
    return tuple(blocks)
