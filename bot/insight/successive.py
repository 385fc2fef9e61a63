"""One snapshot after another: what was shown before decides what may be shown now. Pure;
`disclosure` alone calls it.

Each table of a question moves on its own. How everyone chose moves only if that is safe
(`since`); a breakdown only with it; a pair only with both its breakdowns: else their sums would
tell what may not be told yet. What does not move stands, with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.insight.asked import steps_are_safe
from bot.insight.crossed import unite_pairs
from bot.insight.figures import JOIN, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.merging import unite
from bot.insight.since import Fixed, is_enough, may_move
from bot.insight.tallies import Figures, Pair, QuestionTally, Tally

ANSWERED, OPTIONS, EARLIER, OVERALL = "answered", "options", "earlier", "overall"
CROSS = "\x1e"  # between the two groups of a pair
Tables = Mapping[str, Fixed]


@dataclass(frozen=True, slots=True)
class Release:
    """A snapshot, and the counts behind what it shows, which stay sealed until the next."""

    figures: SafeTally
    fixed: Mapping[str, Tables]


Before = Release


def first(tally: Tally, safe: SafeTally, *, on: str) -> Release:
    """Return the first snapshot: all that is safe by itself."""
    fixed = {
        raw.shape.id: dict(_fixed(raw, shown, on))
        for raw, shown in zip(tally.questions, safe.questions, strict=True)
    }
    return Release(safe, fixed)


def follow(tally: Tally, safe: SafeTally, *, before: Before, on: str) -> Release:
    """Return the next snapshot, given what everybody already knows."""
    known = {question.id: question for question in before.figures.questions}
    if not _all_asked_may_move(tally, before, safe.threshold):
        safe = replace(safe, questions=tuple(map(_without_asked, safe.questions)))
    questions: list[SafeQuestion] = []
    fixed = dict(before.fixed)
    for raw, shown in zip(tally.questions, safe.questions, strict=True):
        old = known.get(raw.shape.id)
        tables = before.fixed.get(raw.shape.id, {})
        if old is None or not tables:
            questions.append(shown)
            fixed[raw.shape.id] = dict(_fixed(raw, shown, on))
        else:
            then, now = _next(raw, shown, old, tables, on=on, threshold=safe.threshold)
            questions.append(then)
            fixed[raw.shape.id] = now
    return Release(replace(safe, questions=tuple(questions)), fixed)


def _next(
    raw: QuestionTally,
    shown: SafeQuestion,
    old: SafeQuestion,
    tables: Tables,
    *,
    on: str,
    threshold: int,
) -> tuple[SafeQuestion, Tables]:
    change = raw.overall.answered - tables[ANSWERED].groups[""].answered
    if not isinstance(shown.overall.answered, int) or not is_enough(change, threshold):
        return replace(old, dated=_dates(tables, on)), tables
    now = dict(_fixed(raw, shown, on))
    moved = _moved(raw, now, tables, threshold)
    stay = {name: tables[name] for name in tables if name not in moved and name != ANSWERED}
    kept: Tables = {**{name: now[name] for name in now if name in moved}, **stay}
    kept = {ANSWERED: now[ANSWERED], **kept}
    question = _mixed(shown, old, moved) if OPTIONS in moved else _answered_alone(shown, old)
    return replace(question, dated=_dates(kept, on)), kept


def _moved(raw: QuestionTally, now: Tables, tables: Tables, threshold: int) -> frozenset[str]:
    """Return the tables that may be shown as they are today."""

    def safe(name: str) -> bool:
        before = tables.get(name)
        return before is None or may_move(
            raw.shape,
            before,
            _today(raw, name, before),
            now[name].shown,
            threshold=threshold,
        )

    if not safe(OPTIONS):
        return frozenset()
    alone = {name for name in now if name in raw.breakdowns and safe(name)}
    pairs = {name for name in now if JOIN in name and set(name.split(JOIN)) <= alone and safe(name)}
    return frozenset({OPTIONS, *alone, *pairs})


def _today(raw: QuestionTally, name: str, before: Fixed) -> Mapping[str, Figures]:
    """Return today's counts of the groups a table had before."""
    if name == OPTIONS:
        return {"": raw.overall}
    if JOIN not in name:
        groups = raw.breakdowns[name]
        return {key: unite(raw.shape, groups, tuple(key.split(JOIN))) for key in before.groups}
    one, other = name.split(JOIN)
    return _pair_today(raw, (one, other), before.groups)


def _pair_today(raw: QuestionTally, pair: Pair, keys: Iterable[str]) -> Mapping[str, Figures]:
    """Return today's counts of cells by their names, which are of every row in every column."""
    cells = {key: key.split(CROSS) for key in keys}
    rows, columns = ({split[side]: None for split in cells.values()} for side in (0, 1))
    counts = unite_pairs(
        raw,
        pair,
        [tuple(row.split(JOIN)) for row in rows],
        [tuple(column.split(JOIN)) for column in columns],
    )
    row_of, column_of = ({key: n for n, key in enumerate(each)} for each in (rows, columns))
    return {key: counts[row_of[row], column_of[column]] for key, (row, column) in cells.items()}


def _fixed(raw: QuestionTally, shown: SafeQuestion, on: str) -> Iterator[tuple[str, Fixed]]:
    """Yield the counts behind each table that is shown."""
    overall = shown.overall
    if not isinstance(overall.answered, int):
        return
    told = {"asked": overall.asked, "skipped": overall.skipped}
    both = frozenset(name for name, figure in told.items() if isinstance(figure, int))
    yield ANSWERED, Fixed(on, {"": raw.overall}, both)
    yield OPTIONS, Fixed(on, {"": raw.overall}, _shown_options(overall))
    for name, groups in shown.breakdowns.items():
        if groups:
            counts = raw.breakdowns[name]
            blocks: Mapping[str, Figures] = {
                key: unite(raw.shape, counts, tuple(key.split(JOIN))) for key in groups
            }
            yield name, Fixed(on, blocks, _shown_options(next(iter(groups.values()))))
    for pair, cells in shown.pairs.items():
        if cells:
            blocks = _pair_today(raw, pair, [CROSS.join(cell) for cell in cells])
            yield JOIN.join(pair), Fixed(on, blocks, _shown_options(next(iter(cells.values()))))


def _shown_options(figures: SafeFigures) -> frozenset[str]:
    return frozenset(key for key, count in figures.options.items() if isinstance(count, int))


def _mixed(shown: SafeQuestion, old: SafeQuestion, moved: frozenset[str]) -> SafeQuestion:
    """Return today's figures, with the tables of before where those may not move."""
    return replace(
        shown,
        breakdowns={
            name: table if name in moved else old.breakdowns.get(name)
            for name, table in shown.breakdowns.items()
        },
        pairs={
            pair: table if JOIN.join(pair) in moved else old.pairs.get(pair)
            for pair, table in shown.pairs.items()
        },
    )


def _answered_alone(shown: SafeQuestion, old: SafeQuestion) -> SafeQuestion:
    """Return how many have answered by now, beside how those of before chose."""
    c = Hidden.CONFIDENTIAL
    return replace(
        old,
        overall=replace(shown.overall, options=dict.fromkeys(shown.overall.options, c)),
        earlier=old.earlier or replace(old.overall, asked=c, skipped=c),
    )


def _dates(tables: Tables, on: str) -> Mapping[str, str]:
    names = {OPTIONS: EARLIER, ANSWERED: OVERALL}
    return {names.get(name, name): fixed.on for name, fixed in tables.items() if fixed.on != on}


def _all_asked_may_move(tally: Tally, before: Before, threshold: int) -> bool:
    """Beside stretches that were shown, and beside what was asked before, asked tells of a few."""
    course = before.figures.course
    if course is not None and course.stretches and not course.by_asked:
        return False
    more = [
        raw.overall.asked - tables[ANSWERED].groups[""].asked
        for raw in tally.questions
        if (tables := before.fixed.get(raw.shape.id)) and tables[ANSWERED].shown
    ]
    return steps_are_safe(more, threshold) and all(
        _asked_may_move(raw, before.fixed, threshold) for raw in tally.questions
    )


def _asked_may_move(raw: QuestionTally, fixed: Mapping[str, Tables], threshold: int) -> bool:
    """Whoever knew how many were asked or skipped sees how many more: also in those who left."""
    tables = fixed.get(raw.shape.id)
    if not tables or not tables[ANSWERED].shown:
        return True
    before = tables[ANSWERED].groups[""]
    changes = (
        raw.overall.asked - before.asked,
        raw.overall.skipped - before.skipped,
        raw.overall.left - before.left,
    )
    return all(change >= threshold for change in changes)


def _without_asked(question: SafeQuestion) -> SafeQuestion:
    def without(figures: SafeFigures) -> SafeFigures:
        c = Hidden.CONFIDENTIAL
        if figures.asked is Hidden.NOT_APPLICABLE:
            return figures
        return replace(figures, asked=c, skipped=c)

    return replace(
        question,
        overall=without(question.overall),
        breakdowns={
            name: groups and {key: without(figures) for key, figures in groups.items()}
            for name, groups in question.breakdowns.items()
        },
    )
