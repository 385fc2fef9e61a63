"""One snapshot after another: what was shown before decides what may be shown now. Pure;
`disclosure` alone calls it.

Each table of a question moves on its own. How everyone chose moves only if that is safe
(`since`); a breakdown only with it; a pair only with both its breakdowns: else their sums would
tell what may not be told yet. What does not move stands, with its date. How many were asked and
skipped is shown anew only where each figure of it that was ever shown has changed by enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.insight.crossed import unite_pairs
from bot.insight.figures import JOIN, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.first_shown import Beside, stay_open
from bot.insight.merging import unite
from bot.insight.since import CROSS, OPTIONS, Fixed, is_enough, may_move
from bot.insight.tallies import BREAKDOWNS, Figures, Pair, QuestionTally, Tally

ANSWERED, EARLIER, OVERALL = "answered", "earlier", "overall"
ASKED, SKIPPED = "asked", "skipped"  # the table of those figures, and what of it was shown
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
    safe = replace(safe, questions=tuple(_asked_where_safe(tally, safe, before)))
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
    if not moved and (fewer := _but_one(raw, shown, tables, threshold)):
        shown, moved = fewer, frozenset({OPTIONS})
        now = dict(_fixed(raw, shown, on))
    stay = {name: tables[name] for name in tables if name not in moved and name != ANSWERED}
    kept: Tables = {**{name: now[name] for name in now if name in moved}, **stay}
    kept = {ANSWERED: now[ANSWERED], **kept, **_asked_by_now(now, tables, moved)}
    question = _mixed(shown, old, moved) if OPTIONS in moved else _answered_alone(shown, old)
    return replace(question, dated=_dates(kept, on)), kept


def _moved(raw: QuestionTally, now: Tables, tables: Tables, threshold: int) -> frozenset[str]:
    """Return the tables that may be shown as they are today."""

    def safe(name: str) -> bool:
        before = tables.get(name)
        if name != OPTIONS and not stay_open(Beside(raw, tables, now), name, threshold):
            return False
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


def _but_one(
    raw: QuestionTally, shown: SafeQuestion, tables: Tables, threshold: int
) -> SafeQuestion | None:
    """Return how everyone chose with one option more hidden, where that may be shown: of several
    choices, the last option that was hidden tells of those before it. None where it may not."""
    before, options = tables.get(OPTIONS), shown.overall.options
    if before is None or not raw.shape.multi or Hidden.CONFIDENTIAL in options.values():
        return None
    came = [key for key in options if key not in before.shown]
    if not came:
        return None
    last = min(came, key=lambda key: (raw.overall.options[key], key))
    overall = replace(shown.overall, options={**options, last: Hidden.CONFIDENTIAL})
    fewer = _shown_options(overall)
    if not may_move(raw.shape, before, {"": raw.overall}, fewer, threshold=threshold):
        return None
    return replace(shown, overall=overall)


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
    yield ANSWERED, Fixed(on, {"": raw.overall}, frozenset())
    told, both = _told(raw, shown)
    if told:
        yield ASKED, Fixed(on, told, both)
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
    older = {name: fixed.on for name, fixed in tables.items() if fixed.on != on and name != ASKED}
    return {names.get(name, name): when for name, when in older.items()}


def _told(raw: QuestionTally, shown: SafeQuestion) -> tuple[dict[str, Figures], frozenset[str]]:
    """Return the counts of whom asked or skipped is shown, and which of the two are."""
    scopes = [("", shown.overall, raw.overall)]
    for name, groups in shown.breakdowns.items():
        for key, figures in (groups or {}).items():
            counts = unite(raw.shape, raw.breakdowns[name], tuple(key.split(JOIN)))
            scopes.append((CROSS.join((name, key)), figures, counts))
    told: dict[str, Figures] = {}
    both: set[str] = set()
    for scope, figures, counts in scopes:
        of = {ASKED: figures.asked, SKIPPED: figures.skipped}
        seen = {name for name, figure in of.items() if isinstance(figure, int)}
        if seen:
            told[scope] = counts
            both |= seen
    return told, frozenset(both)


def _asked_by_now(now: Tables, tables: Tables, moved: frozenset[str]) -> Tables:
    """Return what everybody was shown of asked and skipped, each figure when it was shown last."""
    before, after = _asked_before(tables), now.get(ASKED)
    if after is None:
        return {} if before is None else {ASKED: before}
    today = {
        scope: counts
        for scope, counts in after.groups.items()
        if not scope or scope.split(CROSS)[0] in moved
    }
    groups = {**(before.groups if before else {}), **today}
    return {ASKED: Fixed(after.on, groups, after.shown | (before.shown if before else frozenset()))}


def _asked_before(tables: Tables) -> Fixed | None:
    """Return the same as it was; a snapshot of an older Sayso kept only that it was shown."""
    answered = tables[ANSWERED]
    if ASKED in tables or not answered.shown:
        return tables.get(ASKED)
    groups = {
        CROSS.join((name, key)): counts
        for name, fixed in tables.items()
        if name in BREAKDOWNS
        for key, counts in fixed.groups.items()
    }
    return Fixed(answered.on, {**groups, **answered.groups}, answered.shown)


def _asked_where_safe(tally: Tally, safe: SafeTally, before: Release) -> Iterator[SafeQuestion]:
    """Beside stretches that were shown, and beside what was asked before, asked tells of a few."""
    course = before.figures.course
    beside = course is not None and bool(course.stretches) and not course.by_asked
    for raw, shown in zip(tally.questions, safe.questions, strict=True):
        tables = before.fixed.get(raw.shape.id)
        fixed = _asked_before(tables) if tables else None
        if beside or not (fixed is None or _asked_may_move(raw, shown, fixed, safe.threshold)):
            yield _without_asked(shown)
        else:
            yield shown


def _asked_may_move(raw: QuestionTally, shown: SafeQuestion, before: Fixed, threshold: int) -> bool:
    """Whoever knew how many were asked or skipped sees how many more: also in those who left."""
    with_asked = ASKED in before.shown or ASKED in _told(raw, shown)[1]
    for scope, was in before.groups.items():
        name, _, key = scope.partition(CROSS)
        groups = raw.breakdowns.get(name, {})
        now = unite(raw.shape, groups, tuple(key.split(JOIN))) if scope else raw.overall
        changes = [now.skipped - was.skipped]
        if with_asked:
            changes += [now.asked - was.asked, now.left - was.left]
        if min(changes) < threshold:
            return False
    return True


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
