"""From answers to raw counts. Pure; a raw count is seen by `bot.insight.disclosure` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal, TypeAlias

from bot.insight.drop_off import broke_off

Status = Literal["asked", "answered", "skipped", "unclear"]

BREAKDOWNS = ("age_band", "gender", "ethnicity", "area", "lives_with", "channel", "language")
PAIRS = tuple(combinations(BREAKDOWNS, 2))  # what one breakdown can be looked at within another
NO_GROUPS: Mapping[str, Sequence[str]] = dict.fromkeys(BREAKDOWNS, ())
NOT_SAID = "not_said"  # the group of those who gave no age band, gender, area …

# Everyone, each breakdown, and each pair: their names, and where those stand among BREAKDOWNS.
TABLES = tuple(
    (tuple(BREAKDOWNS[place] for place in places), places)
    for size in (0, 1, 2)
    for places in combinations(range(len(BREAKDOWNS)), size)
)

# A person asked twice counts once, at the furthest they got.
_RANK: Mapping[Status, int] = {"asked": 0, "unclear": 1, "skipped": 2, "answered": 3}


@dataclass(frozen=True, slots=True)
class QuestionShape:
    """How a question is counted.

    Args:
        options: option keys in the order they are offered; () for a question in own words.
        multi: several options may be chosen.
        open: own words are an answer beside the options, as with a place.
        last: no other question that is counted can come after it.
    """

    id: str
    options: tuple[str, ...]
    multi: bool = False
    open: bool = False
    last: bool = False


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
    ethnicity: str | None = None
    lives_with: str | None = None
    channel: str | None = None
    language: str | None = None


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


Pair: TypeAlias = tuple[str, str]
Keys: TypeAlias = tuple[str, ...]
Names: TypeAlias = tuple[str, ...]
Groups: TypeAlias = tuple[str, ...]
Said: TypeAlias = tuple[Status, Keys]

ASKED, ANSWERED, SKIPPED, OPTIONS = range(4)  # places in a cell; the options are from the last on


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question over everyone, and by breakdown -> group; the groups add up to everyone.

    Args:
        pairs: two breakdowns -> a group of each, those of nobody left out; {} where not counted.
    """

    shape: QuestionShape
    overall: Figures
    breakdowns: Mapping[str, Mapping[str, Figures]]
    pairs: Mapping[Pair, Mapping[Pair, Figures]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Raw counts of one flow. Never shown; `respondents` answered at least one question.

    Args:
        exits: question -> for how many it was the last they were asked, and nothing came.
    """

    respondents: int
    questions: tuple[QuestionTally, ...]
    exits: Mapping[str, int] = field(default_factory=dict)


class Counting:
    """Adds up counts of equals: each cell of each table of each question, in one pass.

    A cell is a line of whole numbers: asked, answered, skipped, then one an option. What was said
    is looked up once, as the places it counts in: a copy of millions has few different answers.
    """

    def __init__(self, shapes: Sequence[QuestionShape]) -> None:
        self._shapes = {shape.id: shape for shape in shapes}
        self._cells: dict[tuple[str, Names, Groups], list[int]] = {}
        self._places: dict[tuple[str, Said], tuple[int, ...]] = {}

    def add(self, question: str, names: Names, groups: Groups, *, said: Said, people: int) -> None:
        """Add people of one cell who said the same.

        Args:
            names: () for everyone, one breakdown, or two; `groups` has one of each.
        """
        cell = self._cell(question, names, groups)
        for number in self._counts_in(question, said):
            cell[number] += people

    def add_rows(self, rows: Iterable[Sequence[Any]], *, keys_of: Callable[[Any], Keys]) -> None:
        """Add many counts at once.

        Args:
            rows: question, place in `TABLES`, one group and another, status, what was said, people.
            keys_of: returns the options of what was said; asked once for each that is different.
        """
        cells: dict[tuple[Any, ...], list[int]] = {}
        places: dict[tuple[Any, ...], tuple[int, ...]] = {}
        for question, table, one, other, status, value, people in rows:
            counts_in = places.get((question, status, value))
            if counts_in is None:
                said = status, keys_of(value)
                counts_in = places[question, status, value] = self._counts_in(question, said)
            cell = cells.get((question, table, one, other))
            if cell is None:
                names = TABLES[table][0]
                cell = self._cell(question, names, (one, other)[: len(names)])
                cells[question, table, one, other] = cell
            for number in counts_in:
                cell[number] += people

    def _cell(self, question: str, names: Names, groups: Groups) -> list[int]:
        cell = self._cells.get((question, names, groups))
        if cell is None:
            nothing = [0] * (OPTIONS + len(self._shapes[question].options))
            cell = self._cells[question, names, groups] = nothing
        return cell

    def _counts_in(self, question: str, said: Said) -> tuple[int, ...]:
        places = self._places.get((question, said))
        if places is None:
            places = self._places[question, said] = _places_of(self._shapes[question], said)
        return places

    def tally(self, respondents: int, exits: Mapping[str, int] | None = None) -> Tally:
        """Return everything added."""
        tables: dict[str, dict[Names, dict[Groups, Figures]]] = {key: {} for key in self._shapes}
        for (question, names, groups), cell in self._cells.items():
            figures = _figures(self._shapes[question], cell)
            tables[question].setdefault(names, {})[groups] = figures
        groups_of = {
            name: sorted({g for t in tables.values() for (g,) in t.get((name,), {})})
            for name in BREAKDOWNS
        }
        return Tally(
            respondents,
            tuple(
                _question_tally(shape, tables[key], groups_of)
                for key, shape in self._shapes.items()
            ),
            exits or {},
        )


def tally_by(
    shapes: Sequence[QuestionShape],
    breakdown: str,
    rows: Mapping[str, Iterable[Sequence[Any]]],
    *,
    keys_of: Callable[[Any], Keys],
) -> Tally:
    """Add up counts of equals by one breakdown alone, and over everyone.

    Args:
        rows: question -> status, what was said, the group, people, and whatever comes after.
        keys_of: returns the options of what was said; asked once for each that is different.
    """
    cells = {shape.id: _cells_by(shape, rows[shape.id], keys_of) for shape in shapes}
    groups = sorted({group for each in cells.values() for group in each})
    questions = []
    for shape in shapes:
        found = cells[shape.id]
        tables: dict[Names, Mapping[Groups, Figures]] = {
            (breakdown,): {(group,): _figures(shape, cell) for group, cell in found.items()}
        }
        if found:
            tables[()] = {
                (): _figures(shape, [sum(each) for each in zip(*found.values(), strict=True)])
            }
        questions.append(_question_tally(shape, tables, {**NO_GROUPS, breakdown: groups}))
    return Tally(0, tuple(questions))


def _cells_by(
    shape: QuestionShape, rows: Iterable[Sequence[Any]], keys_of: Callable[[Any], Keys]
) -> dict[str, list[int]]:
    cells: dict[str, list[int]] = {}
    places: dict[Sequence[Any], tuple[int, ...]] = {}
    for row in rows:
        said = row[:2]
        counts_in = places.get(said)
        if counts_in is None:
            counts_in = places[said] = _places_of(shape, (said[0], keys_of(said[1])))
        group = row[2] or NOT_SAID
        cell = cells.get(group)
        if cell is None:
            cell = cells[group] = [0] * (OPTIONS + len(shape.options))
        for place in counts_in:
            cell[place] += row[3]
    return cells


def _places_of(shape: QuestionShape, said: Said) -> tuple[int, ...]:
    status, keys = said
    if status == "skipped":
        return ASKED, SKIPPED
    if status != "answered":
        return (ASKED,)
    chosen = (OPTIONS + shape.options.index(key) for key in _counted_keys(shape, keys))
    return ASKED, ANSWERED, *chosen


def _figures(shape: QuestionShape, cell: Sequence[int]) -> Figures:
    options = dict(zip(shape.options, cell[OPTIONS:], strict=True))
    return Figures(cell[ASKED], cell[ANSWERED], cell[SKIPPED], options)


def tally(shapes: Sequence[QuestionShape], responses: Iterable[Response]) -> Tally:
    """Count `responses` by question; those to questions not in `shapes` are left out."""
    known = {shape.id: shape for shape in shapes}
    furthest: dict[tuple[str, str], Response] = {}
    for response in responses:
        if response.question in known:
            _keep_furthest(furthest, response)
    alike = Counter(
        (
            each.question,
            each.status,
            _counted_keys(known[each.question], each.keys) if each.status == "answered" else (),
            tuple(group_of(each, name) for name in BREAKDOWNS),
        )
        for each in furthest.values()
    )
    counting = Counting(shapes)
    for (question, status, keys, groups), people in alike.items():
        for names, places in TABLES:
            cell = tuple(groups[place] for place in places)
            counting.add(question, names, cell, said=(status, keys), people=people)
    exits = broke_off(tuple(known), furthest.values())[0]
    return counting.tally(
        len({r.respondent for r in furthest.values() if r.status == "answered"}),
        {question: each.exits for question, each in exits.items() if each.exits},
    )


def combine(shape: QuestionShape, parts: Iterable[Figures]) -> Figures:
    """Add figures of groups that have no one in common."""
    asked = answered = skipped = 0
    options = dict.fromkeys(shape.options, 0)
    for part in parts:
        asked += part.asked
        answered += part.answered
        skipped += part.skipped
        for key in options:
            options[key] += part.options[key]
    return Figures(asked, answered, skipped, options)


def _question_tally(
    shape: QuestionShape,
    tables: Mapping[Names, Mapping[Groups, Figures]],
    groups_of: Mapping[str, Sequence[str]],
) -> QuestionTally:
    nobody = Figures(0, 0, 0, dict.fromkeys(shape.options, 0))
    pairs = {
        pair: {(one, other): figures for (one, other), figures in tables[pair].items()}
        for pair in PAIRS
        if pair in tables
    }
    return QuestionTally(
        shape,
        tables.get((), {}).get((), nobody),
        {
            name: {group: tables.get((name,), {}).get((group,), nobody) for group in groups}
            for name, groups in groups_of.items()
        },
        pairs,
    )


def _keep_furthest(furthest: dict[tuple[str, str], Response], response: Response) -> None:
    place = (response.respondent, response.question)
    before = furthest.get(place)
    if before is None or _RANK[response.status] >= _RANK[before.status]:
        furthest[place] = response


def group_of(response: Response, name: str) -> str:
    """Return the group of a breakdown that a response belongs to."""
    group: str | None = getattr(response, name)
    return group or NOT_SAID


def _counted_keys(shape: QuestionShape, said: Keys) -> Keys:
    """Each option at most once a person, and one option alone where only one may be chosen."""
    keys = tuple(dict.fromkeys(key for key in said if key in shape.options))
    return keys if shape.multi else keys[:1]
