"""What a named person writes to a young person of whom a concern is open: through the outbox, as
everything, with their name under it.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select

from bot.errors import BadInput
from bot.store import outbox
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.queries.concerns import Whole
from bot.store.staff_tables import user

LONGEST = 300  # letters: two texts


def why_not(found: Whole) -> str | None:
    """Return why whoever a concern is about cannot be written to; None if they can."""
    if found.line.address_kind == "mailto":
        return "It did not come from a phone or a chat."
    if found.opted_out or not found.can_text:
        return "They asked for no more texts. Phone, or go through their worker."
    return None


def put(tx: Transaction, found: Whole, *, words: str, user_id: int, now: datetime) -> None:
    """Queue one message to where the concern came from. It goes at once, at any hour.

    Raises:
        BadInput: they cannot be texted, or the words are none or too many.
    """
    said, reason = words.strip(), why_not(found)
    if reason is not None:
        raise BadInput(reason)
    if not 0 < len(said) <= LONGEST:
        raise BadInput(f"Write 1 to {LONGEST} letters.")
    name = tx.db.execute(select(user.c.name).where(user.c.id == user_id)).scalar_one()
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=found.address_id,
            contact_id=found.contact_id,
            channel="chat" if found.line.address_kind == "chat" else "sms",
            kind="staff",
            body=f"{said}\n{name}",
            dedupe_key=f"staff:{secrets.token_hex(16)}",
            due_at=now,
            concern_id=found.line.id,
            author_id=user_id,
        ),
        now,
    )
