"""What people wrote to us. The first sight of a provider's id is decided here, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.conversation.model import Inbound
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import inbound_message
from bot.store.upserts import insert_for

BODY = "inbound_message.body"


@Prepared
def _keep(db: Connection) -> Any:
    kept = insert_for(db, inbound_message).on_conflict_do_nothing(index_elements=["external_id"])
    return kept.returning(inbound_message.c.id)


def first_sight(
    tx: Transaction,
    inbound: Inbound,
    *,
    address_id: int,
    contact_id: int | None,
    private: bool,
    became: str,
    severity: str | None,
    chat_position: int | None,
) -> int | None:
    """Store one message and return its id, or None if this provider id was here already."""
    row = {
        "external_id": inbound.external_id,
        "address_id": address_id,
        "contact_id": contact_id,
        "body": tx.cipher.encrypt(inbound.text, BODY),
        "media": inbound.media,
        "private": private,
        "became": became,
        "severity": severity,
        "chat_position": chat_position,
        "received_at": inbound.received_at,
    }
    made = _keep.first(tx, row)
    return int(made.id) if made is not None else None


def seen(tx: Transaction, external_id: str) -> bool:
    """Tell whether a message with this provider id is stored."""
    found = tx.db.scalar(
        select(inbound_message.c.id).where(inbound_message.c.external_id == external_id)
    )
    return found is not None


def is_kept(tx: Transaction, message_id: int) -> bool:
    """Tell whether a message is still stored: what was said for totals goes within days."""
    found = select(inbound_message.c.id).where(inbound_message.c.id == message_id)
    return tx.db.scalar(found) is not None


def pictures_since(tx: Transaction, address_id: int, since: datetime) -> int:
    """Return how many messages with pictures came from one address since a moment."""
    found = select(func.count()).where(
        inbound_message.c.address_id == address_id,
        inbound_message.c.media > 0,
        inbound_message.c.received_at > since,
    )
    return tx.db.scalar(found) or 0
