"""Where it is safe to say how many were asked, and how many skipped. Pure arithmetic;
`disclosure` alone decides with it.

Asked is the figure that ties questions together: who answered or skipped one was asked the next.
So it is shown for all questions or for none, and only where each question was asked of clearly
more young people than can be seen to have answered or skipped something, group by group. Where
all are sent the same way, asked at one question less asked at the next is how many stopped there:
so those steps are large too. Without asked, nothing bounds from above how many skipped, so that
may be shown alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
        questions: those of which anything is shown, in the order of the flow.
        choices: breakdown -> question id -> what is shown.
    """
    if not questions:
        return frozenset()
    asked = [question.overall.asked for question in questions]
    least = min(asked)
    if not steps_are_safe(asked, threshold) or any(
        least - _seen(questions, name) < threshold for name in choices
    ):
        return frozenset()
    safe = {
        name
        for name, by_question in choices.items()
        if all(
            _group_asked_is_safe(question, by_question.get(question.shape.id), name, threshold)
            for question in questions
        )
        and _leaves_room(questions, name, threshold)
    }
    return frozenset({EVERYONE, *safe})


def steps_are_safe(asked: Sequence[int], threshold: int) -> bool:
    """Tell whether what changes from each question to the next is enough to be seen."""
    return all(abs(after - before) >= threshold for before, after in pairwise(asked))


def skips_are_safe(parts: Iterable[Figures], threshold: int, *, with_asked: bool) -> bool:
    """With asked beside it, skipped also tells how many left without a word."""
    return all(
        part.skipped >= threshold and (part.left >= threshold or not with_asked) for part in parts
    )


def _seen(questions: Sequence[QuestionTally], name: str) -> int:
    """Return how many young people the counts by group may prove there are."""
    return sum(_most_seen(questions, name, group) for group in questions[0].breakdowns[name])


def _most_seen(questions: Sequence[QuestionTally], name: str, group: str) -> int:
    figures = [question.breakdowns[name][group] for question in questions]
    return max(part.answered + part.skipped for part in figures)


def _leaves_room(questions: Sequence[QuestionTally], name: str, threshold: int) -> bool:
    """The same rules within each group."""
    for group in questions[0].breakdowns[name]:
        asked = [question.breakdowns[name][group].asked for question in questions]
        if min(asked) - _most_seen(questions, name, group) < threshold:
            return False
        if not steps_are_safe(asked, threshold):
            return False
    return True


def _group_asked_is_safe(
    question: QuestionTally, choice: Choice | None, name: str, threshold: int
) -> bool:
    """All groups must be shown, and skipped in each or not even for everyone."""
    if choice is None or len(choice.groups) < len(question.breakdowns[name]):
        return False
    return skips_are_safe(choice.units, threshold, with_asked=True) or not skips_are_safe(
        [question.overall], threshold, with_asked=True
    )
