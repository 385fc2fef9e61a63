"""One question from wave to wave, and how far the last two are apart. Pure; only safe figures come
in, each from a snapshot of its own: nothing is subtracted that was not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin.board_tables import Rows, rows_of
from bot.insight.figures import SafeFigures, SafeQuestion
from bot.insight.intervals import Interval, difference
from bot.insight.opening import chosen

Waves = Sequence[tuple[int, SafeQuestion]]  # the number of the wave, and the question in it


@dataclass(frozen=True, slots=True)
class ByWave:
    """A question by wave: a row a figure, a column a wave, and each change in words."""

    groups: tuple[str, ...]
    rows: Rows
    changes: tuple[str, ...]


def by_wave(waves: Waves, labels: Mapping[str, str]) -> ByWave | None:
    """Return a question by wave; None where there is one wave alone."""
    if len(waves) < 2:
        return None
    shared = [
        key
        for key in waves[-1][1].overall.options
        if all(key in each.overall.options for _, each in waves)
    ]
    told = [_of(chosen(each), shared) for _, each in waves]
    rows, _ = rows_of(told, labels)
    return ByWave(
        tuple(f"Wave {number}" for number, _ in waves),
        rows,
        tuple(
            said for key in shared if (said := _change(told[-2], told[-1], key, labels)) is not None
        ),
    )


def _of(figures: SafeFigures, options: Sequence[str]) -> SafeFigures:
    kept = {key: figures.options[key] for key in options}
    return SafeFigures(figures.asked, figures.answered, figures.skipped, kept)


def _change(
    before: SafeFigures, now: SafeFigures, option: str, labels: Mapping[str, str]
) -> str | None:
    counts = (now.options[option], now.answered, before.options[option], before.answered)
    if not all(isinstance(count, int) for count in counts):
        return None
    moved = difference(*(int(count) for count in counts))
    return None if moved is None else f"{labels.get(option, option)}: {_in_words(moved)}"


def _in_words(moved: Interval) -> str:
    points = f"{100 * moved.value:+.0f} points ({100 * moved.low:+.0f} to {100 * moved.high:+.0f})"
    return f"{points}, which chance may well be" if moved.spans_nothing else points
