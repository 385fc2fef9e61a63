"""One young person's texts as their own worker may read them, and taking the words out of one.

Never among them: what was said for totals, and what a concern holds or a rule flagged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update

from bot.store import redactions
from bot.store.answers import WORDS
from bot.store.database import Transaction
from bot.store.messages import BODY
from bot.store.tables import answer, concern_message, inbound_message

FLAGGED = ("concern", "held", "help", "receipt")
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Text:
    """One text from them. Whoever shows its words records the look."""

    id: int
    at: datetime
    words: str = field(repr=False)


def of_contact(tx: Transaction, contact_id: int) -> tuple[Text, ...]:
    """Return the texts a worker may read, the newest first, those without words left out."""
    rows = tx.db.execute(
        select(inbound_message.c.id, inbound_message.c.received_at, inbound_message.c.body)
        .where(_theirs(contact_id))
        .order_by(inbound_message.c.id.desc())
        .limit(AT_MOST)
    )
    found = (Text(row.id, row.received_at, tx.cipher.decrypt(row.body, BODY)) for row in rows)
    return tuple(text for text in found if text.words)


def take_words_out(tx: Transaction, contact_id: int, message_id: int, now: datetime) -> bool:
    """Empty one text, the answer made of it, and the provider's copy; tell whether it was there."""
    row = tx.db.execute(
        select(inbound_message.c.body, inbound_message.c.external_id).where(
            _theirs(contact_id), inbound_message.c.id == message_id
        )
    ).first()
    if row is None:
        return False
    words = tx.cipher.decrypt(row.body, BODY)
    tx.db.execute(
        update(inbound_message)
        .where(inbound_message.c.id == message_id)
        .values(body=tx.cipher.encrypt("", BODY))
    )
    _out_of_answers(tx, contact_id, words)
    if not row.external_id.startswith("chat:"):
        redactions.ask_for(tx, [row.external_id], now)
    return True


def _theirs(contact_id: int) -> ColumnElement[bool]:
    held = select(concern_message.c.message_id).where(
        concern_message.c.message_id == inbound_message.c.id
    )
    return (
        (inbound_message.c.contact_id == contact_id)
        & inbound_message.c.private.is_(False)
        & inbound_message.c.severity.is_(None)
        & inbound_message.c.became.not_in(FLAGGED)
        & ~exists(held)
    )


def _out_of_answers(tx: Transaction, contact_id: int, words: str) -> None:
    said = words.strip().casefold()
    rows = tx.db.execute(
        select(answer.c.session_id, answer.c.question, answer.c.words).where(
            answer.c.contact_id == contact_id, answer.c.words.is_not(None)
        )
    )
    for row in rows:
        if tx.cipher.decrypt(row.words, WORDS).strip().casefold() == said:
            tx.db.execute(
                update(answer)
                .where(answer.c.session_id == row.session_id, answer.c.question == row.question)
                .values(words=None)
            )
