"""Phones that several contacts have: who they are, and who said that they hold it now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.conversation.model import Sharer
from bot.conversation.who_is_this import GOOD_FOR
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.tables import address, contact, contact_address, outbox

PRIVATE_WORD = "contact.private_word"


def sharers(tx: Transaction, address_id: int) -> tuple[Sharer, ...]:
    """Return everybody whose number this is now."""
    rows = tx.db.execute(
        select(contact.c.id, contact.c.nickname, contact.c.private_word)
        .join(contact_address, contact_address.c.contact_id == contact.c.id)
        .where(
            contact_address.c.address_id == address_id,
            contact_address.c.ended_at.is_(None),
            contact.c.status != "archived",
        )
        .order_by(contact.c.id)
    )
    return tuple(
        Sharer(
            row.id,
            tx.cipher.decrypt(row.nickname, NICKNAME),
            tx.cipher.decrypt(row.private_word, PRIVATE_WORD) if row.private_word else None,
        )
        for row in rows
    )


def is_held_by(tx: Transaction, address_id: int, contact_id: int, now: datetime) -> bool:
    """Tell whether a message for this contact may go here without asking who holds the phone."""
    if len(sharers(tx, address_id)) < 2:
        return True
    row = tx.db.execute(
        select(address.c.here_id, address.c.here_until).where(address.c.id == address_id)
    ).one()
    return row.here_id == contact_id and row.here_until is not None and row.here_until > now


def was_asked_who(
    tx: Transaction, address_id: int, *, since: datetime, contact_id: int | None = None
) -> bool:
    """Tell whether this phone was asked who holds it since then: for anybody, or one contact."""
    mine = f"who:{contact_id}:" if contact_id is not None else "who:"
    asked = outbox.c.dedupe_key.startswith(mine, autoescape=True)
    recently = (outbox.c.address_id == address_id) & (outbox.c.created_at > since)
    return tx.db.scalar(select(outbox.c.id).where(asked, recently).limit(1)) is not None


def hold_phone(tx: Transaction, address_id: int, contact_id: int, now: datetime) -> None:
    """Remember who said that they hold this phone, for a while from now."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id)
        .values(here_id=contact_id, here_until=now + GOOD_FOR, who_tries=0, who_asked_at=None)
    )


def asked_who(tx: Transaction, address_id: int, *, tries: int, now: datetime) -> None:
    """Remember that whoever holds this phone was asked who they are."""
    tx.db.execute(
        update(address).where(address.c.id == address_id).values(who_asked_at=now, who_tries=tries)
    )


def set_private_word(tx: Transaction, contact_id: int, word: str | None) -> None:
    """Keep what a contact calls themselves on a shared phone, or forget it."""
    sealed = tx.cipher.encrypt(word, PRIVATE_WORD) if word else None
    tx.db.execute(update(contact).where(contact.c.id == contact_id).values(private_word=sealed))
