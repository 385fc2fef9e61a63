"""Delivery receipts: every one is kept, and a message's status only ever moves forward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.store.database import Transaction
from bot.store.tables import delivery_event, outbox


@dataclass(frozen=True, slots=True)
class Receipt:
    """One callback of the provider. `ref` is ours, from the callback's address."""

    ref: str | None
    external_id: str
    status: str
    error_code: str | None
    carrier_done_at: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Receipted:
    """The message a receipt was for."""

    outbox_id: int
    address_id: int
    delivery: str


def record(
    tx: Transaction, receipt: Receipt, *, later: Callable[[str, str], str]
) -> Receipted | None:
    """Keep a receipt and move its message forward; None if no message of ours fits.

    Args:
        later: of two statuses of this channel, the one that came after the other.
    """
    tx.db.execute(
        delivery_event.insert().values(
            ref=receipt.ref,
            external_id=receipt.external_id,
            status=receipt.status,
            error_code=receipt.error_code,
            carrier_done_at=receipt.carrier_done_at,
            received_at=receipt.received_at,
        )
    )
    ours = outbox.c.external_id == receipt.external_id
    if receipt.ref is not None:
        ours = or_(ours, outbox.c.ref == receipt.ref)
    row = tx.db.execute(
        select(
            outbox.c.id,
            outbox.c.address_id,
            outbox.c.state,
            outbox.c.delivery,
            outbox.c.external_id,
            outbox.c.sent_at,
        )
        .where(ours)
        .with_for_update()
    ).first()
    if row is None:
        return None
    delivery = later(row.delivery or "accepted", receipt.status)
    values: dict[str, object] = {
        "delivery": delivery,
        "external_id": row.external_id or receipt.external_id,
    }
    if receipt.error_code:
        values["error_code"] = receipt.error_code
    # A receipt proves that the provider has it, whatever became of our own call.
    # That includes one that was to go again since the provider's list did not show it.
    if row.state in {"sending", "unknown", "queued", "claimed"}:
        values |= {
            "state": "sent",
            "sent_at": row.sent_at or receipt.received_at,
            "why": None,
            "claim_token": None,
        }
    tx.db.execute(update(outbox).where(outbox.c.id == row.id).values(values))
    return Receipted(row.id, row.address_id, delivery)
