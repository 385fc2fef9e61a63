"""Where it is safe to say how many were asked, and how many skipped. Pure arithmetic;
`disclosure` alone decides with it.

Asked is the figure that ties questions together: who answered or skipped one was asked the next, in
every group of every other group. What all those cells saw at most, over all questions, may come
within a few of how many were asked, and then it is known how many of each cell said nothing. So
asked is told where one question is counted and no more: there every cell's answered and skipped add
up to the same, and enough are left over, of everyone and of each group it is told of. Without
asked, nothing bounds from above how many skipped, so that may be shown alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.insight.tallies import Figures, QuestionTally

EVERYONE = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of one breakdown of one question is shown: whole groups, and whole options."""

    groups: tuple[str, ...]
    units: tuple[Figures, ...]  # the groups shown, then the hidden ones together
    hidden: frozenset[str]  # options


def scopes_with_asked(
    questions: Sequence[QuestionTally],
    choices: Mapping[str, Mapping[str, Choice]],
    threshold: int,
) -> frozenset[str]:
    """Return where asked may be shown: `EVERYONE`, and breakdowns by name.

    Args:
        questions: all that are counted of the flow, whether anything of them is shown or not.
        choices: breakdown -> question id -> what is shown.
    """
    if len(questions) != 1 or questions[0].overall.left < threshold:
        return frozenset()
    question = questions[0]
    safe = {
        name
        for name, by_question in choices.items()
        if _group_asked_is_safe(question, by_question.get(question.shape.id), name, threshold)
        and all(part.left >= threshold for part in question.breakdowns[name].values())
    }
    return frozenset({EVERYONE, *safe})


def skips_are_safe(parts: Iterable[Figures], threshold: int, *, with_asked: bool) -> bool:
    """With asked beside it, skipped also tells how many left without a word."""
    return all(
        part.skipped >= threshold and (part.left >= threshold or not with_asked) for part in parts
    )


def _group_asked_is_safe(
    question: QuestionTally, choice: Choice | None, name: str, threshold: int
) -> bool:
    """All groups must be shown, and skipped in each or not even for everyone."""
    if choice is None or len(choice.groups) < len(question.breakdowns[name]):
        return False
    return skips_are_safe(choice.units, threshold, with_asked=True) or not skips_are_safe(
        [question.overall], threshold, with_asked=True
    )
