"""Which stretches of a reply speak for the one who wrote it, and unconditionally. Pure.

"Everyone says the trip but i say kit" holds one answer, and so does "text, but call if its urgent".
"""

from __future__ import annotations

from itertools import chain

from nlu.reading.parts import Part, Role

Stretch = tuple[Part, ...]
_BREAK = Part(Role.BREAK)


def standing(parts: tuple[Part, ...], *, several: bool = False) -> tuple[Part, ...]:
    """Return `parts` without what others want, and without what holds only on a condition.

    Args:
        several: whether several options may be named; then a conditional one is named too.

    Such a stretch is left out where another one names an option; a condition on the only option
    leaves it standing: "art but only if its free" is art.
    """
    roles = {part.role for part in parts}
    if Role.OPTION not in roles or not roles & {Role.PERSON, Role.IF}:
        return parts
    stretches = _stretches(parts)
    own = [stretch for stretch in stretches if not _is_elses(stretch)]
    kept = own if _name(own) else stretches
    sure = [stretch for stretch in kept if not _is_conditional(stretch)]
    if several:
        cut = [_around_condition(stretch) for stretch in kept]
    else:
        cut = sure if _name(sure) else [_before_condition(stretch) for stretch in kept]
    return tuple(chain.from_iterable((*stretch, _BREAK) for stretch in cut))[:-1]


def _stretches(parts: tuple[Part, ...]) -> list[Stretch]:
    found: list[list[Part]] = [[]]
    for part in parts:
        if part.role is Role.BREAK:
            found.append([])
        else:
            found[-1].append(part)
    return [tuple(stretch) for stretch in found]


def _name(stretches: list[Stretch]) -> bool:
    return any(part.role is Role.OPTION for part in chain.from_iterable(stretches))


def _first(stretch: Stretch, role: Role) -> int:
    return next((n for n, part in enumerate(stretch) if part.role is role), len(stretch))


def _is_elses(stretch: Stretch) -> bool:
    return _first(stretch, Role.PERSON) < _first(stretch, Role.OPTION) < len(stretch)


def _is_conditional(stretch: Stretch) -> bool:
    return any(part.role is Role.IF for part in stretch)


def _before_condition(stretch: Stretch) -> Stretch:
    """Return what stands before "if"; where nothing is named before it, the whole stretch."""
    condition = _first(stretch, Role.IF)
    named = _first(stretch, Role.OPTION) < condition
    return stretch[:condition] if named or not _name([stretch]) else stretch


def _around_condition(stretch: Stretch) -> Stretch:
    """Return a list without its condition: "music when im sad and sleep" goes on at "and"."""
    before = _before_condition(stretch)
    rest = stretch[len(before) :]
    goes_on = min(_first(rest, Role.JOIN), _first(rest, Role.OR))
    return before + rest[goes_on:] if _name([rest[goes_on:]]) else before
