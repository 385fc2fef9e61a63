"""Where young people stopped, along the way through a flow. Pure; `disclosure` alone calls it.

Questions few stopped at are taken together with the next, in the order of the flow, until at least
the threshold stopped in each stretch. A rate is exits over times asked, so that a question few were
sent to is not blamed for those who never saw it. Times asked is said from figures that are shown
already (answered, skipped, stopped): "at least", and it tells nothing new. Between two snapshots
only what at least the threshold changed may move, and a stretch that was shown may part but never
joins another: two ways to lay the questions out would cut small pieces out of one another. Where
times asked is shown by itself, all this is known already, and no more is told than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from bot.insight.figures import Course, SafeQuestion, Stretch
from bot.insight.tallies import Tally

COARSER = (1, 2, 4, 8, 16)  # times the threshold


def course(
    tally: Tally,
    questions: Sequence[SafeQuestion],
    *,
    threshold: int,
    on: str,
    before: Course | None = None,
    beside_invited: bool = False,
) -> Course:
    """Return how far they came; no stretches while those would say something of a few.

    Args:
        questions: as they are shown now, in the order of the flow.
        before: what the snapshot before showed.
        beside_invited: it is shown how many were invited: less those who stopped, that is how
            many came so far, and what came so far before bounds how few said nothing since.
    """
    order = [question.id for question in questions]
    stands = replace(before or Course(on, ()), ended=_went_to_the_end(tally, questions))
    if any(isinstance(question.overall.asked, int) for question in questions):
        return replace(stands, on=on, stretches=tuple(_told_already(questions)), by_asked=True)
    if beside_invited:
        return stands
    parts = _parts(stands, order)
    for blocks in _ways(parts, tally.exits, threshold):
        stretches = tuple(_stretch(block, questions, tally.exits) for block in blocks)
        kept = all(
            each.stopped >= threshold and each.times - each.stopped >= threshold
            for each in stretches
        )
        made = replace(stands, on=on, stretches=stretches)
        if kept and _may_follow(stands, made, order, threshold):
            return made
    return stands


def _told_already(questions: Sequence[SafeQuestion]) -> Iterator[Stretch]:
    """Yield what anybody can subtract where times asked is shown: who neither answered nor skipped.

    Told apart from those who were not understood, it would say how few those are.
    """
    for question in questions:
        asked, answered, skipped = (
            question.overall.asked,
            question.overall.answered,
            question.overall.skipped,
        )
        if isinstance(asked, int) and isinstance(answered, int) and isinstance(skipped, int):
            yield Stretch((question.id,), asked, asked - answered - skipped)


def _parts(before: Course, order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return what may be cut further: each stretch of before, or the whole way.

    Questions that are new go with the last. None where what was shown is no way through these.
    """
    if not before.stretches:
        return (tuple(order),)
    shown = [question for each in before.stretches for question in each.questions]
    if before.by_asked or shown != list(order[: len(shown)]):
        return ()
    *parts, last = (each.questions for each in before.stretches)
    return (*parts, (*last, *order[len(shown) :]))


def _ways(
    parts: Sequence[Sequence[str]], exits: Mapping[str, int], threshold: int
) -> Iterator[tuple[tuple[str, ...], ...]]:
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for times in COARSER:
        cut = [_merged(part, exits, threshold * times) or (tuple(part),) for part in parts]
        blocks = tuple(block for part in cut for block in part)
        if blocks and blocks not in seen:
            seen.add(blocks)
            yield blocks


def _merged(
    order: Sequence[str], exits: Mapping[str, int], least: int
) -> tuple[tuple[str, ...], ...]:
    blocks: list[tuple[str, ...]] = []
    waiting: list[str] = []
    for question in order:
        waiting.append(question)
        if sum(exits.get(each, 0) for each in waiting) >= least:
            blocks.append(tuple(waiting))
            waiting = []
    if waiting and blocks:
        blocks[-1] = (*blocks[-1], *waiting)
    return tuple(blocks)


def _stretch(
    block: tuple[str, ...], questions: Sequence[SafeQuestion], exits: Mapping[str, int]
) -> Stretch:
    stopped = sum(exits.get(key, 0) for key in block)
    shown = [question.overall for question in questions if question.id in block]
    known = sum(
        figure
        for figures in shown
        for figure in (figures.answered, figures.skipped)
        if isinstance(figure, int)
    )
    return Stretch(block, known + stopped, stopped)


def _went_to_the_end(tally: Tally, questions: Sequence[SafeQuestion]) -> int | None:
    """Return how many are known to have: those who answered a question that nothing comes after."""
    last = {each.shape.id for each in tally.questions if each.shape.last}
    answered = [
        question.overall.answered
        for question in questions
        if question.id in last and isinstance(question.overall.answered, int)
    ]
    return max(answered, default=None)


def _may_follow(before: Course, now: Course, order: Sequence[str], threshold: int) -> bool:
    """Whoever has both knows the change within each stretch of before: each must be enough."""
    if not before.stretches:
        return True
    places = {question: place for place, question in enumerate(order)}
    then, today = _up_to(before, places), _up_to(now, places)
    changes = [today[end] - then[end] for end in sorted(then)]
    return all(abs(later - sooner) >= threshold for sooner, later in pairwise((0, *changes)))


def _up_to(of: Course, places: Mapping[str, int]) -> dict[int, int]:
    """Return how many stopped up to the end of each stretch, by the place of its last question.

    The last stretch ends with the flow, also where questions were added since.
    """
    ends = [places[each.questions[-1]] for each in of.stretches[:-1]] + [len(places) - 1]
    sums = accumulate(each.stopped for each in of.stretches)
    return dict(zip(ends, sums, strict=True))
