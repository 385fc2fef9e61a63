"""Focus groups: what was offered, settled and noted, and how far everybody was told. No names."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.rounds.focus_group import Offered
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.theme_tables import focus_group

NOTES = "focus_group.notes"


@dataclass(frozen=True, slots=True)
class FocusGroup:
    """One focus group. `told_upto` and `reminded_upto`: the last contact looked at; None: not on
    its way, or over."""

    id: int
    round_id: int
    about: str
    asked_from: str
    offered: Offered
    place: str | None
    way: str | None
    meets_at: datetime | None
    settled_at: datetime | None
    told_upto: int | None
    reminded_upto: int | None
    notes: str | None = field(repr=False)


def add(
    tx: Transaction,
    round_id: int,
    *,
    about: str,
    asked_from: str,
    offered: Offered,
    user_id: int,
    now: datetime,
) -> int:
    """Store a focus group and return its id."""
    added = focus_group.insert().values(
        consultation_id=round_id,
        about=about,
        asked_from=asked_from,
        offered=json.dumps(asdict(offered), ensure_ascii=False),
        created_by=user_id,
        created_at=now,
    )
    return int(tx.db.scalars(added.returning(focus_group.c.id)).one())


def one(tx: Transaction, group_id: int) -> FocusGroup | None:
    """Return one focus group."""
    row = tx.db.execute(select(focus_group).where(focus_group.c.id == group_id)).first()
    return _read(tx, row) if row is not None else None


def every(tx: Transaction) -> tuple[FocusGroup, ...]:
    """Return all of them, the newest first."""
    rows = tx.db.execute(select(focus_group).order_by(focus_group.c.id.desc()))
    return tuple(_read(tx, row) for row in rows)


def to_tell(tx: Transaction, now: datetime) -> tuple[FocusGroup, ...]:
    """Return those that are settled and ahead."""
    rows = tx.db.execute(select(focus_group).where(focus_group.c.meets_at > now))
    return tuple(_read(tx, row) for row in rows)


def change(tx: Transaction, group_id: int, **values: Any) -> None:
    """Change columns of one focus group; `notes` are sealed."""
    if values.get("notes") is not None:
        values["notes"] = tx.cipher.encrypt(values["notes"], NOTES)
    tx.db.execute(update(focus_group).where(focus_group.c.id == group_id).values(**values))


def _read(tx: Transaction, row: AnyRow) -> FocusGroup:
    offered = {name: tuple(given) for name, given in json.loads(row.offered).items()}
    return FocusGroup(
        id=row.id,
        round_id=row.consultation_id,
        about=row.about,
        asked_from=row.asked_from,
        offered=Offered(**offered),
        place=row.place,
        way=row.way,
        meets_at=row.meets_at,
        settled_at=row.settled_at,
        told_upto=row.told_upto,
        reminded_upto=row.reminded_upto,
        notes=tx.cipher.decrypt(row.notes, NOTES) if row.notes is not None else None,
    )
