"""How often somebody tried something lately, over every process. Only a keyed digest is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select

from bot.store.access_tables import tried
from bot.store.database import Transaction
from bot.store.upserts import insert_for

FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries in so long a time, for each who tries."""

    what: str
    most: int
    within: timedelta


WRONG_SIGN_INS = Limit("sign-in", 100, timedelta(minutes=5))  # of one address; accounts rest sooner
EXPORTS = Limit("export", 20, timedelta(hours=1))
OPENINGS = Limit("opening", 20, timedelta(hours=1))


def count(tx: Transaction, limit: Limit, who: str, now: datetime) -> None:
    """Count one more try of somebody's."""
    over = tried.c.since <= now - limit.within
    values = {"what": limit.what, "who": _digest(tx, limit, who), "since": now, "times": 1}
    new = insert_for(tx.db, tried).values(values)
    tx.db.execute(
        new.on_conflict_do_update(
            index_elements=["what", "who"],
            set_={
                "since": case((over, new.excluded.since), else_=tried.c.since),
                "times": case((over, 1), else_=tried.c.times + 1),
            },
        )
    )
    tx.db.execute(delete(tried).where(tried.c.since < now - FORGOTTEN))


def is_over(tx: Transaction, limit: Limit, who: str, now: datetime) -> bool:
    """Tell whether somebody tried as often as they may, and must wait."""
    times = tx.db.scalar(
        select(tried.c.times).where(
            tried.c.what == limit.what,
            tried.c.who == _digest(tx, limit, who),
            tried.c.since > now - limit.within,
        )
    )
    return times is not None and times >= limit.most


def _digest(tx: Transaction, limit: Limit, who: str) -> str:
    return tx.digest(f"tried:{limit.what}:{who}")
