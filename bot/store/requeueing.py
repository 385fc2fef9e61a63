"""Reminders planned anew, in the outbox: those that stay change where they stand, others are void.

What differs is known before: `replanning.py` compares what is planned with what waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Integer, bindparam, or_, update

from bot.meetings.holding_back import ENOUGH, QUIET
from bot.store.columns import Moment
from bot.store.database import Transaction
from bot.store.outbox import LEFT, WAITING, NewMessage, row_of, said, void
from bot.store.prepared import Prepared
from bot.store.tables import outbox
from bot.store.upserts import insert_for

PLANNED_ANEW: Final = "it was planned anew"
_SAID: Final = ("address_id", "channel", "body", "plain_body", "options", "language")
_REVIVED: Final = (*_SAID, "due_at", "not_after", "state", "why")

# One that is claimed goes back: whoever claimed it has read the old words and times.
_STILL_WAITS = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("message_id", type_=Integer),
        or_(*(outbox.c.state == state for state in WAITING)),
    )
    .values(state="queued", claim_token=None, not_after=bindparam("to_not_after", type_=Moment))
)
_SHIFT = Prepared(_STILL_WAITS)
_REWRITE = Prepared(
    _STILL_WAITS.values(
        due_at=bindparam("to_due_at", type_=Moment),
        **{name: bindparam(f"to_{name}", type_=outbox.c[name].type) for name in _SAID},
    )
)


@Prepared
def _REQUEUE(db: Connection) -> Any:
    new = insert_for(db, outbox)
    return new.on_conflict_do_update(
        index_elements=["dedupe_key"],
        set_={name: new.excluded[name] for name in _REVIVED},
        where=(outbox.c.state == "void")
        & or_(*(outbox.c.why == why for why in (PLANNED_ANEW, QUIET, ENOUGH, LEFT))),
    )


def void_to_replan(tx: Transaction, appointment_ids: Sequence[int]) -> None:
    """Void the reminders still waiting about these meetings: `requeue` writes what is to go."""
    which = outbox.c.appointment_id.in_(appointment_ids) & (outbox.c.kind == "reminder")
    void(tx, which, PLANNED_ANEW)


def void_planned(tx: Transaction, message_ids: Sequence[int]) -> None:
    """Void those of these reminders that still wait: they are no longer planned."""
    if message_ids:
        void(tx, outbox.c.id.in_(message_ids), PLANNED_ANEW)


def shift(tx: Transaction, until: Sequence[tuple[int, datetime]]) -> None:
    """Change until when these waiting reminders are of use: id and time of each."""
    _SHIFT.each(tx, [{"message_id": row, "to_not_after": limit} for row, limit in until])


def rewrite(tx: Transaction, messages: Sequence[tuple[int, NewMessage]]) -> None:
    """Give these waiting reminders new words and times: the id of each, and what it is to be."""
    _REWRITE.each(tx, [_rewritten(tx, row, message) for row, message in messages])


def _rewritten(tx: Transaction, row: int, message: NewMessage) -> dict[str, object]:
    return {
        "message_id": row,
        "to_due_at": message.due_at,
        "to_not_after": message.not_after,
        "to_address_id": message.address_id,
        "to_channel": message.channel,
        **{f"to_{name}": value for name, value in said(tx, message).items()},
    }


def requeue(tx: Transaction, messages: Sequence[NewMessage], now: datetime) -> None:
    """Write reminders planned anew that do not wait. One that went, or was voided for good, stays
    as it is."""
    _REQUEUE.each(tx, [row_of(tx, message, now) for message in messages])
