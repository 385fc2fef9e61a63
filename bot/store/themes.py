"""Themes and the groups they are made of, as they stand. No words but those that many said."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from bot.insight.theme_sheet import Group, Theme, Themes
from bot.store.database import Transaction
from bot.store.theme_answers import Place, of
from bot.store.theme_tables import theme, theme_group


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of one question: its themes, and how many answers are in none.

    Args:
        rest_id: the group of those; None before there was one.
    """

    themes: Themes
    rest: int = 0
    rest_id: int | None = None


def of_place(tx: Transaction, place: Place) -> Gathered:
    """Return the themes of one question, in the order they were made."""
    groups: dict[int, list[Group]] = {}
    rest, rest_id = 0, None
    found = select(theme_group).where(of(theme_group, place)).order_by(theme_group.c.id)
    for row in tx.db.execute(found):
        if row.is_rest:
            rest, rest_id = row.people, row.id
            continue
        words = tuple(json.loads(row.words))
        groups.setdefault(row.theme_id, []).append(Group(row.id, row.people, row.suggested, words))
    rows = tx.db.execute(select(theme).where(of(theme, place)).order_by(theme.c.id))
    themes = tuple(
        Theme(row.id, tuple(groups[row.id]), row.name, row.cell) for row in rows if row.id in groups
    )
    return Gathered(themes, rest, rest_id)


def add_theme(tx: Transaction, place: Place, *, cell: str = "") -> int:
    """Add a theme without a group yet and return its id."""
    values = {"family": place.family, "wave": place.wave, "question": place.question, "cell": cell}
    return int(tx.db.scalars(theme.insert().values(values).returning(theme.c.id)).one())


def add_group(
    tx: Transaction, place: Place, group: Group, *, theme_id: int | None, is_rest: bool = False
) -> int:
    """Add a group and return its id; the one it comes with is not looked at."""
    added = theme_group.insert().values(
        family=place.family,
        wave=place.wave,
        question=place.question,
        theme_id=theme_id,
        is_rest=is_rest,
        people=group.people,
        suggested=group.suggested,
        words=json.dumps(group.words, ensure_ascii=False),
    )
    return int(tx.db.scalars(added.returning(theme_group.c.id)).one())


def recount(tx: Transaction, group_id: int, *, people: int, words: tuple[str, ...] = ()) -> None:
    """Fix how many young people a group is of, and what enough of them said."""
    tx.db.execute(
        update(theme_group)
        .where(theme_group.c.id == group_id)
        .values(people=people, words=json.dumps(words, ensure_ascii=False))
    )


def write(tx: Transaction, place: Place, themes: Themes) -> None:
    """Have the themes of a question be these; those left without a group go."""
    for one in themes:
        tx.db.execute(
            update(theme).where(theme.c.id == one.id).values(name=one.name, cell=one.cell)
        )
        ids = [group.id for group in one.groups]
        tx.db.execute(
            update(theme_group)
            .where(of(theme_group, place), theme_group.c.id.in_(ids))
            .values(theme_id=one.id)
        )
    kept = [one.id for one in themes]
    tx.db.execute(delete(theme).where(of(theme, place), theme.c.id.not_in(kept)))
