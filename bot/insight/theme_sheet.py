"""Themes as an officer lays them out: each of whole groups, named, joined and parted. Pure.

An officer moves groups and never single answers, so whatever is done, every group is in exactly
one theme, nothing is lost, and every count is of enough young people to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.errors import BadInput

LONGEST_NAME = 60
_TELLS = re.compile(r"@|\d{4,}|https?:|www\.|\b(?:Mrs?|Ms|Miss|Dr)\b\.?")


@dataclass(frozen=True, slots=True)
class Group:
    """Answers alike, as they were counted. `words`: what enough of them hold."""

    id: int
    people: int
    suggested: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """Groups under one name. `name` is "" until an officer gives one; `cell`: where it stands."""

    id: int
    groups: tuple[Group, ...]
    name: str = ""
    cell: str = ""

    @property
    def called(self) -> str:
        """What it is called: as an officer named it, or as the machine suggests."""
        return self.name or self.groups[0].suggested

    @property
    def people(self) -> int:
        """How many young people said it."""
        return sum(group.people for group in self.groups)

    @property
    def words(self) -> tuple[str, ...]:
        """The words enough of them said, each once."""
        return tuple(dict.fromkeys(word for group in self.groups for word in group.words))


Themes = tuple[Theme, ...]


def name(themes: Themes, theme: int, called: str) -> Themes:
    """Return the themes with one called by another name.

    Raises:
        BadInput: there is no such theme, or the name would not do; says what to mend.
    """
    said = " ".join(called.split())
    fault = next(_faults(themes, theme, said), None)
    if fault is not None:
        raise BadInput(fault)
    _find(themes, theme)
    return tuple(replace(one, name=said) if one.id == theme else one for one in themes)


def place(themes: Themes, theme: int, cell: str) -> Themes:
    """Return the themes with one standing in another cell of its sheet."""
    _find(themes, theme)
    return tuple(replace(one, cell=cell) if one.id == theme else one for one in themes)


def merge(themes: Themes, theme: int, into: int) -> Themes:
    """Return the themes with the groups of one given to another.

    Raises:
        BadInput: there are no two such themes.
    """
    moved, kept = _find(themes, theme), _find(themes, into)
    if theme == into:
        raise BadInput("choose another theme to join it with")
    both = replace(kept, groups=(*kept.groups, *moved.groups))
    return tuple(both if one.id == into else one for one in themes if one.id != theme)


def split(themes: Themes, theme: int, groups: frozenset[int], *, new: int) -> Themes:
    """Return the themes with some groups of one as a theme of their own.

    Args:
        new: the id of what they become.

    Raises:
        BadInput: there is no such theme, or it would be left with none, or with all.
    """
    whole = _find(themes, theme)
    taken = tuple(group for group in whole.groups if group.id in groups)
    left = tuple(group for group in whole.groups if group.id not in groups)
    if not taken or not left:
        raise BadInput("choose some of its groups, and leave it at least one")
    parted = Theme(new, taken, cell=whole.cell)
    return tuple(
        part
        for one in themes
        for part in ((replace(one, groups=left), parted) if one.id == theme else (one,))
    )


def in_order(themes: Themes) -> Themes:
    """Return themes as they are shown: what most said first, then by name."""
    return tuple(sorted(themes, key=lambda one: (-one.people, one.called.casefold(), one.id)))


def _find(themes: Themes, theme: int) -> Theme:
    found = next((one for one in themes if one.id == theme), None)
    if found is None:
        raise BadInput("that theme is gone: look at the page again")
    return found


def _faults(themes: Themes, theme: int, said: str) -> Iterator[str]:
    if not 0 < len(said) <= LONGEST_NAME:
        yield f"name it in {LONGEST_NAME} letters at most"
    if _TELLS.search(said):
        yield "leave out names, numbers and addresses"
    if any(one.id != theme and one.called.casefold() == said.casefold() for one in themes):
        yield "another theme is called that: join the two, or choose another name"
