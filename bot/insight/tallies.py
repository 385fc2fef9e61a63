"""From answers to raw counts. Pure; a raw count is seen by `bot.insight.disclosure` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Status = Literal["asked", "answered", "skipped", "unclear"]

BREAKDOWNS = ("age_band", "gender", "area")
NOT_SAID = "not_said"  # the group of those who gave no age band, gender or area

# A person asked twice counts once, at the furthest they got.
_RANK: Mapping[Status, int] = {"asked": 0, "unclear": 1, "skipped": 2, "answered": 3}


@dataclass(frozen=True, slots=True)
class QuestionShape:
    """How a question is counted.

    Args:
        options: option keys in the order they are offered; () for a question in own words.
        multi: several options may be chosen.
        open: own words are an answer beside the options, as with a place.
    """

    id: str
    options: tuple[str, ...]
    multi: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What became of one question for one respondent; `respondent` is a pseudonym."""

    respondent: str
    question: str
    status: Status
    keys: tuple[str, ...] = ()
    age_band: str | None = None
    gender: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Young people, not answers, at one question; `options` has every option, zeros too."""

    asked: int
    answered: int
    skipped: int
    options: Mapping[str, int]

    @property
    def unanswered(self) -> int:
        """Those asked who did not answer: skipped, not understood, or left."""
        return self.asked - self.answered

    @property
    def left(self) -> int:
        """Those asked who neither answered nor skipped."""
        return self.unanswered - self.skipped

    @property
    def own_words(self) -> int:
        """Those who answered a one-choice question with none of its options."""
        return self.answered - sum(self.options.values())


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question over everyone, and by breakdown -> group; the groups add up to everyone."""

    shape: QuestionShape
    overall: Figures
    breakdowns: Mapping[str, Mapping[str, Figures]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Raw counts of one flow. Never shown; `respondents` answered at least one question."""

    respondents: int
    questions: tuple[QuestionTally, ...]


def tally(shapes: Sequence[QuestionShape], responses: Iterable[Response]) -> Tally:
    """Count `responses` by question; those to questions not in `shapes` are left out."""
    known = {shape.id for shape in shapes}
    furthest: dict[tuple[str, str], Response] = {}
    for response in responses:
        if response.question in known:
            _keep_furthest(furthest, response)
    by_question: dict[str, list[Response]] = {shape.id: [] for shape in shapes}
    groups: dict[str, set[str]] = {name: set() for name in BREAKDOWNS}
    for response in furthest.values():
        by_question[response.question].append(response)
        for name in BREAKDOWNS:
            groups[name].add(_group(response, name))
    return Tally(
        respondents=len({r.respondent for r in furthest.values() if r.status == "answered"}),
        questions=tuple(_question(shape, by_question[shape.id], groups) for shape in shapes),
    )


def combine(shape: QuestionShape, parts: Iterable[Figures]) -> Figures:
    """Add figures of groups that have no one in common."""
    parts = tuple(parts)
    return Figures(
        asked=sum(part.asked for part in parts),
        answered=sum(part.answered for part in parts),
        skipped=sum(part.skipped for part in parts),
        options={key: sum(part.options[key] for part in parts) for key in shape.options},
    )


def _keep_furthest(furthest: dict[tuple[str, str], Response], response: Response) -> None:
    place = (response.respondent, response.question)
    before = furthest.get(place)
    if before is None or _RANK[response.status] >= _RANK[before.status]:
        furthest[place] = response


def _group(response: Response, name: str) -> str:
    group: str | None = getattr(response, name)
    return group or NOT_SAID


def _question(
    shape: QuestionShape, responses: Sequence[Response], groups: Mapping[str, set[str]]
) -> QuestionTally:
    breakdowns: dict[str, dict[str, Figures]] = {}
    for name in BREAKDOWNS:
        parts: dict[str, list[Response]] = {group: [] for group in sorted(groups[name])}
        for response in responses:
            parts[_group(response, name)].append(response)
        breakdowns[name] = {group: _figures(shape, part) for group, part in parts.items()}
    return QuestionTally(shape, _figures(shape, responses), breakdowns)


def _figures(shape: QuestionShape, responses: Sequence[Response]) -> Figures:
    statuses = Counter(response.status for response in responses)
    chosen: Counter[str] = Counter()
    for response in responses:
        if response.status == "answered":
            chosen.update(_counted_keys(shape, response))
    return Figures(
        asked=len(responses),
        answered=statuses["answered"],
        skipped=statuses["skipped"],
        options={key: chosen[key] for key in shape.options},
    )


def _counted_keys(shape: QuestionShape, response: Response) -> tuple[str, ...]:
    """Each option at most once a person, and one option alone where only one may be chosen."""
    keys = tuple(dict.fromkeys(key for key in response.keys if key in shape.options))
    return keys if shape.multi else keys[:1]
