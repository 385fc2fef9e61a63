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
    if _place(found) is None:
        return "That number is not theirs any more. Go through their worker."
    return None


def _place(found: Whole) -> tuple[int, str] | None:
    """Return the address and channel that reach them: where it came from, or, where that is theirs
    no more, the one they have now. None: there is none."""
    came_from = found.address_id, "chat" if found.line.address_kind == "chat" else "sms"
    theirs = tuple((way.address_id, way.channel) for way in found.ways)
    if found.contact_id is None or came_from in theirs:
        return came_from
    return next(iter(theirs), None)


def put(tx: Transaction, found: Whole, *, words: str, user_id: int, now: datetime) -> None:
    """Queue one message to who the concern is about. It goes at once, at any hour.

    Raises:
        BadInput: they cannot be texted, or the words are none or too many.
    """
    said, reason, place = words.strip(), why_not(found), _place(found)
    if reason is not None or place is None:
        raise BadInput(reason or "")
    if not 0 < len(said) <= LONGEST:
        raise BadInput(f"Write 1 to {LONGEST} letters.")
    name = tx.db.execute(select(user.c.name).where(user.c.id == user_id)).scalar_one()
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=place[0],
            contact_id=found.contact_id,
            channel=place[1],
            kind="staff",
            body=f"{said}\n{name}",
            dedupe_key=f"staff:{secrets.token_hex(16)}",
            due_at=now,
            concern_id=found.line.id,
            author_id=user_id,
        ),
        now,
    )
