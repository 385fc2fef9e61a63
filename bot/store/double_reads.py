"""One message in fifty that no rule flagged, drawn by lot for a person to read.

The lot is a keyed digest of the message's id: nobody can know or steer it, and drawing twice draws
the same. The words are shown without who wrote them.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, update

from bot.store.care_tables import double_read
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.messages import BODY
from bot.store.tables import inbound_message
from bot.store.upserts import insert_for

SHARE = 0.02
AT_ONCE = 5_000
FLAGGED = ("concern", "help", "held")  # somebody reads these anyway


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message to read: its words and when it came, and nobody's name."""

    id: int
    received_at: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """The message that somebody found a rule should have flagged, and where it came from."""

    message_id: int
    address_id: int
    contact_id: int | None


def is_drawn(message_id: int, key: bytes, share: float = SHARE) -> bool:
    """Tell whether the lot falls on a message."""
    digest = hmac.digest(key, f"double-read:{message_id}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8]) < share * 2**64


def draw(tx: Transaction, now: datetime) -> int:
    """Draw from the messages that came since the last one drawn; return how many are to be read."""
    last = tx.db.scalar(select(func.max(double_read.c.message_id))) or 0
    rows = tx.db.execute(
        select(inbound_message.c.id, inbound_message.c.body)
        .where(
            inbound_message.c.id > last,
            inbound_message.c.severity.is_(None),
            inbound_message.c.became.not_in(FLAGGED),
        )
        .order_by(inbound_message.c.id)
        .limit(AT_ONCE)
    ).all()
    chosen = [row.id for row in rows if is_drawn(row.id, tx.index_key) and _says_something(tx, row)]
    for message_id in chosen:
        tx.db.execute(
            insert_for(tx.db, double_read)
            .values(message_id=message_id, drawn_at=now)
            .on_conflict_do_nothing()
        )
    return len(chosen)


def _says_something(tx: Transaction, row: AnyRow) -> bool:
    """A number alone tells nobody anything."""
    return bool(tx.cipher.decrypt(row.body, BODY).strip(" 0123456789.,\n"))


def waiting(tx: Transaction) -> tuple[Drawn, ...]:
    """Return what is drawn and not yet read, oldest first."""
    rows = tx.db.execute(
        select(double_read.c.id, inbound_message.c.received_at, inbound_message.c.body)
        .join(inbound_message, inbound_message.c.id == double_read.c.message_id)
        .where(double_read.c.read_at.is_(None))
        .order_by(double_read.c.id)
        .limit(50)
    )
    return tuple(Drawn(row.id, row.received_at, tx.cipher.decrypt(row.body, BODY)) for row in rows)


def read(
    tx: Transaction, drawn_id: int, *, user_id: int, missed: bool, now: datetime
) -> Found | None:
    """Record what somebody found; return the message, or None if it was read already."""
    message_id = tx.db.scalar(
        update(double_read)
        .where(double_read.c.id == drawn_id, double_read.c.read_at.is_(None))
        .values(read_at=now, read_by=user_id, missed=missed)
        .returning(double_read.c.message_id)
    )
    if message_id is None:
        return None
    row = tx.db.execute(
        select(inbound_message.c.address_id, inbound_message.c.contact_id).where(
            inbound_message.c.id == message_id
        )
    ).one()
    return Found(message_id, row.address_id, row.contact_id)
