"""Charts as they were drawn at release: by snapshot, name, kind and theme; drawn once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.store.database import Transaction
from bot.store.insight_tables import drawing
from bot.store.tables import snapshot

DRAWN = ""  # the name of the row that says a snapshot's charts are all there


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of one chart."""

    name: str
    kind: str
    theme: str
    content: bytes


def waiting(tx: Transaction) -> tuple[tuple[int, str, int], ...]:
    """Return (id, flow, wave) of the newest snapshot of each flow and wave, if not drawn yet."""
    newest = select(func.max(snapshot.c.id)).group_by(snapshot.c.flow, snapshot.c.wave)
    drawn = select(drawing.c.snapshot_id).where(drawing.c.name == DRAWN)
    rows = tx.db.execute(
        select(snapshot.c.id, snapshot.c.flow, snapshot.c.wave).where(
            snapshot.c.id.in_(newest), snapshot.c.id.not_in(drawn)
        )
    )
    return tuple((row.id, row.flow, row.wave) for row in rows)


def keep(tx: Transaction, snapshot_id: int, pictures: Iterable[Picture]) -> None:
    """Keep all pictures of a snapshot, and that they are all."""
    tx.db.execute(drawing.delete().where(drawing.c.snapshot_id == snapshot_id))
    rows = [*pictures, Picture(DRAWN, "", "", b"")]
    tx.db.execute(
        drawing.insert(),
        [
            {
                "snapshot_id": snapshot_id,
                "name": each.name,
                "kind": each.kind,
                "theme": each.theme,
                "content": each.content,
            }
            for each in rows
        ],
    )


def names(tx: Transaction, snapshot_id: int) -> frozenset[str]:
    """Return the charts of a snapshot that are drawn."""
    found = select(drawing.c.name).where(drawing.c.snapshot_id == snapshot_id).distinct()
    return frozenset(tx.db.scalars(found)) - {DRAWN}


def one(tx: Transaction, snapshot_id: int, name: str, *, kind: str, theme: str) -> bytes | None:
    """Return one picture, or None."""
    found = tx.db.scalar(
        select(drawing.c.content).where(
            drawing.c.snapshot_id == snapshot_id,
            drawing.c.name == name,
            drawing.c.kind == kind,
            drawing.c.theme == theme,
        )
    )
    return None if found is None else bytes(found)
