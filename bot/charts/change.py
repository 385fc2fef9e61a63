"""How one question moved from wave to wave, as a chart: drawn from what each wave shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.charts.describe import Drawable, by_group, drawable, records_of
from bot.insight.figures import Figure, SafeQuestion
from bot.insight.intervals import Interval, difference
from bot.insight.labels import WAVES
from bot.insight.opening import Asked, chosen


def change_of(waves: Sequence[tuple[int, SafeQuestion]], asked: Asked) -> Iterator[Drawable]:
    """Yield a chart of one question from wave to wave, where more than one has something to show.

    Args:
        waves: the number of each wave and the question in it, oldest first.
    """
    told = {f"Wave {number}": chosen(question) for number, question in waves}
    shared = set.intersection(*(set(each.options) for each in told.values())) if told else set()
    records = [
        record
        for record in records_of(told, asked, breakdown="wave")
        if record["option"] in {asked.labels.get(key, key) for key in shared}
    ]
    if len({record["group"] for record in records}) > 1:
        moved = most_moved(waves, asked)
        title = f"{asked.text} {moved}" if moved else f"{asked.text} By wave."
        yield drawable(f"{waves[-1][1].id}-{WAVES}", title, records, by_group)


def most_moved(waves: Sequence[tuple[int, SafeQuestion]], asked: Asked) -> str:
    """Say which option moved most between the last two waves, or that chance may be all of it."""
    (sooner, before), (later, now) = waves[-2:]
    then, today = chosen(before), chosen(now)
    moves = [
        (key, moved)
        for key, count in today.options.items()
        if (moved := _moved((count, today.answered), (then.options.get(key), then.answered)))
    ]
    if not moves:
        return ""
    key, most = max(moves, key=lambda move: abs(move[1].value))
    label = asked.labels.get(key, key)
    said = f"From wave {sooner} to {later}, {label} moved most: {100 * most.value:+.0f} points"
    return f"{said}, which chance may well be." if most.spans_nothing else f"{said}."


def _moved(
    now: tuple[Figure | None, Figure], before: tuple[Figure | None, Figure]
) -> Interval | None:
    counts = [count for count in (*now, *before) if isinstance(count, int)]
    return difference(*counts) if len(counts) == 4 else None
