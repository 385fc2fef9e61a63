"""Runs of options: "1 to 3, 5", "mon-wed and fri", "b to d". Pure; a backward run is unclear."""

from __future__ import annotations

from collections.abc import Iterator

from nlu.reading.day_words import WEEKDAYS
from nlu.reading.labels import Labels
from nlu.reading.parts import Part, Role, Strength

_DAYS = 3  # names of days among the options, for them to be a week
_UNSURE, _JOIN, _FILLER = Part(Role.DOUBT), Part(Role.JOIN), Part(Role.FILLER)


def is_week(labels: Labels) -> bool:
    """Tell whether the options are days, so that "mon-wed" runs on over tuesday."""
    return sum(day in labels.held for day in WEEKDAYS) >= _DAYS


def with_spans(parts: tuple[Part, ...], labels: Labels) -> tuple[Part, ...]:
    """Return `parts` with every run written out, joined by "and".

    Names of things do not run on: a dash between "music - drawing" is only a mark.
    """
    if all(part.role is not Role.TO for part in parts):
        return parts
    if _is_row(parts):
        return tuple(_JOIN if part.role is Role.TO else part for part in parts)
    return tuple(_written(parts, is_week(labels)))


def _is_row(parts: tuple[Part, ...]) -> bool:
    """Tell whether marks only part a row: "1 - 3 - 5"."""
    roles = [part.role for part in parts]
    row = (Role.OPTION, Role.TO, Role.OPTION, Role.TO, Role.OPTION)
    return any(tuple(roles[n : n + 5]) == row for n in range(len(roles) - 4))


def _written(parts: tuple[Part, ...], week: bool) -> Iterator[Part]:
    place = 0
    while place < len(parts):
        part = parts[place]
        size = 1
        while place + size < len(parts) and parts[place + size].role is Role.TO:
            size += 1
        last = parts[place + size] if size > 1 and place + size < len(parts) else None
        if part.role is Role.OPTION and last is not None and last.role is Role.OPTION:
            yield from _run(part, last, week)
            place += size + 1
        else:
            yield _FILLER if part.role is Role.TO else part
            place += 1


def _run(first: Part, last: Part, week: bool) -> Iterator[Part]:
    numbered = Strength.NUMBER in {first.strength, last.strength}
    if not week and not numbered:
        yield from (first, _JOIN, last)
    elif first.option >= last.option:
        yield _UNSURE
    else:
        for option in range(first.option, last.option + 1):
            yield Part(Role.OPTION, option, first.strength)
            yield _JOIN
