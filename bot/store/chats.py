"""Web chats: the personal link, the visit it turns into, and the transcript the page draws."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from bot.conversation.bubbles import ChatMessage
from bot.engine.model import DEFAULT_LANGUAGE
from bot.store import contacts
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.messages import BODY as INBOUND_BODY
from bot.store.outbox import BODY, OPTIONS
from bot.store.tables import address, chat_link, chat_visit, contact, inbound_message, outbox

LINK_LASTS = timedelta(days=30)
VISIT_LASTS = timedelta(days=30)
MOST_VISITS_AN_HOUR = 60  # of one link: no young person opens theirs as often
PAGE = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser that came by a personal link, and the language its young person reads best."""

    contact_id: int
    address_id: int
    language: str = DEFAULT_LANGUAGE


def token_digest(token: str) -> str:
    """Return what a link or cookie is stored as: the token itself is never kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_link(
    tx: Transaction,
    contact_id: int,
    token: str,
    now: datetime,
    *,
    lasts: timedelta = LINK_LASTS,
) -> None:
    """Store a personal link for one contact."""
    tx.db.execute(
        chat_link.insert().values(
            digest=token_digest(token),
            contact_id=contact_id,
            created_at=now,
            expires_at=now + lasts,
        )
    )


def begin_visit(tx: Transaction, link_token: str, cookie: str, now: datetime) -> Visit | None:
    """Turn a link that still holds into a visit; None if it is unknown, old or taken back, or is
    opened so often that it is no person who does it."""
    row = tx.db.execute(
        select(chat_link.c.id, chat_link.c.contact_id).where(
            chat_link.c.digest == token_digest(link_token),
            chat_link.c.expires_at > now,
            chat_link.c.revoked_at.is_(None),
        )
    ).first()
    if row is None or _is_busy(tx, row.id, now):
        return None
    address_id = contacts.give_address(
        tx, row.contact_id, chat_urn(row.contact_id), confirmed_by="worker", now=now
    )
    tx.db.execute(
        chat_visit.insert().values(
            digest=token_digest(cookie),
            link_id=row.id,
            contact_id=row.contact_id,
            address_id=address_id,
            started_at=now,
            expires_at=now + VISIT_LASTS,
        )
    )
    return Visit(row.contact_id, address_id)


def _is_busy(tx: Transaction, link_id: int, now: datetime) -> bool:
    lately = select(func.count()).where(
        chat_visit.c.link_id == link_id, chat_visit.c.started_at > now - timedelta(hours=1)
    )
    return (tx.db.scalar(lately) or 0) >= MOST_VISITS_AN_HOUR


def revoke(tx: Transaction, contact_id: int, now: datetime) -> int:
    """Take back every link of one contact; what was opened by one is over too. Return how many."""
    ended = tx.db.execute(
        update(chat_link)
        .where(chat_link.c.contact_id == contact_id, chat_link.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return ended.rowcount


def chat_urn(contact_id: int) -> str:
    """Return the address of one contact's web chat."""
    return f"chat:{contact_id}"


def visit(tx: Transaction, cookie: str, now: datetime) -> Visit | None:
    """Return whose chat a cookie opens, or None if it opens none any more."""
    row = tx.db.execute(
        select(chat_visit.c.contact_id, chat_visit.c.address_id, contact.c.language)
        .join(chat_link, chat_link.c.id == chat_visit.c.link_id)
        .join(contact, contact.c.id == chat_visit.c.contact_id)
        .where(
            chat_visit.c.digest == token_digest(cookie),
            chat_visit.c.expires_at > now,
            chat_link.c.revoked_at.is_(None),
        )
    ).first()
    return Visit(*row) if row is not None else None


def end_visit(tx: Transaction, cookie: str, now: datetime) -> None:
    """Close one browser's visit: its cookie opens nothing from now on."""
    tx.db.execute(
        update(chat_visit).where(chat_visit.c.digest == token_digest(cookie)).values(expires_at=now)
    )


def used_last(tx: Transaction, contact_id: int) -> datetime | None:
    """Return when this contact last opened their web chat, or None."""
    last: datetime | None = tx.db.scalar(
        select(func.max(chat_visit.c.started_at)).where(chat_visit.c.contact_id == contact_id)
    )
    return last


def is_where_they_are(tx: Transaction, contact_id: int) -> bool:
    """Tell whether this contact opened their web chat since they last wrote by text."""
    opened = used_last(tx, contact_id)
    if opened is None:
        return False
    texted = tx.db.scalar(
        select(func.max(inbound_message.c.received_at)).where(
            inbound_message.c.contact_id == contact_id, inbound_message.c.chat_position.is_(None)
        )
    )
    return texted is None or opened > texted


def transcript(tx: Transaction, address_id: int, *, after: int = 0) -> tuple[ChatMessage, ...]:
    """Return the bubbles of one chat after one of them, oldest first, at most `PAGE`."""
    said = tx.db.execute(
        select(inbound_message.c.chat_position, inbound_message.c.body)
        .where(inbound_message.c.address_id == address_id, inbound_message.c.chat_position > after)
        .order_by(inbound_message.c.chat_position)
        .limit(PAGE)
    )
    sent = tx.db.execute(
        select(outbox.c.chat_position, outbox.c.body, outbox.c.options, outbox.c.language)
        .where(outbox.c.address_id == address_id, outbox.c.chat_position > after)
        .order_by(outbox.c.chat_position)
        .limit(PAGE)
    )
    mine = [
        ChatMessage(row.chat_position, True, tx.cipher.decrypt(row.body, INBOUND_BODY), "")
        for row in said
    ]
    ours = [_ours(tx, row) for row in sent]
    return tuple(sorted(mine + ours, key=lambda message: message.id)[:PAGE])


def _ours(tx: Transaction, row: AnyRow) -> ChatMessage:
    drawn = json.loads(tx.cipher.decrypt(row.options, OPTIONS)) if row.options else {}
    return ChatMessage(
        id=row.chat_position,
        mine=False,
        text=tx.cipher.decrypt(row.body, BODY),
        language=row.language,
        options=tuple(drawn.get("labels", ())),
        several=bool(drawn.get("several")),
        draws=bool(drawn.get("draws")),
    )


def last_id(tx: Transaction, address_id: int) -> int:
    """Return the id of the newest bubble of one chat, 0 before the first."""
    return int(
        tx.db.execute(
            select(address.c.chat_position).where(address.c.id == address_id)
        ).scalar_one()
    )
