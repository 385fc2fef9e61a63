"""The organisation's areas: wards, the sub-area each is in, and the order neighbours merge in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.store.database import Transaction
from bot.store.insight_tables import ward


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward, and the sub-area it is in."""

    name: str
    part: str


def every(tx: Transaction) -> tuple[Ward, ...]:
    """Return all wards, neighbours side by side, sub-area after sub-area."""
    rows = tx.db.execute(select(ward).order_by(ward.c.position))
    return tuple(Ward(row.name, row.part) for row in rows)


def in_order(tx: Transaction) -> tuple[str, ...]:
    """Return the names of all wards, as they stand and merge."""
    return tuple(each.name for each in every(tx))


def replace(tx: Transaction, wards: Sequence[Ward]) -> None:
    """Put these wards in the place of all there were."""
    tx.db.execute(ward.delete())
    if wards:
        tx.db.execute(
            ward.insert(),
            [
                {"name": each.name, "part": each.part, "position": place}
                for place, each in enumerate(wards)
            ],
        )
