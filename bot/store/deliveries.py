"""Delivery receipts: every one is kept, and a message's status only ever moves forward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.store.addresses import VALUE
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.sending_tables import delivery_event
from bot.store.tables import address, outbox

NOT_ARRIVED = ("undelivered", "failed")
UNDER_WAY = ("accepted", "scheduled", "queued", "sending", "sent")


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
    contact_id: int | None
    kind: str
    attempts: int
    not_after: datetime | None
    has_moved: bool


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
            outbox.c.contact_id,
            outbox.c.kind,
            outbox.c.attempts,
            outbox.c.not_after,
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
    found = Receipted(
        row.id, row.address_id, row.contact_id, row.kind, row.attempts, row.not_after, False
    )
    try_of = _try_of(row, receipt)
    if try_of is None:
        return found
    was, external_id = try_of
    delivery = later(was or "accepted", receipt.status)
    values: dict[str, object] = {
        "delivery": delivery,
        "external_id": external_id,
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
    return replace(found, has_moved=delivery != was)


def _try_of(row: AnyRow, receipt: Receipt) -> tuple[str | None, str] | None:
    """Return how far the try that a receipt tells of has come, and the provider's id for it.

    None: it tells of a try before the one that counts, whose end is known.
    """
    is_the_one_known = row.external_id in {None, receipt.external_id}
    goes_again = row.delivery in NOT_ARRIVED and row.state != "sent"
    if not goes_again and (is_the_one_known or row.attempts <= 1):  # there was one try alone
        return row.delivery, row.external_id or receipt.external_id
    if not is_the_one_known and goes_again and row.state in {"sending", "unknown"}:
        return None, receipt.external_id
    return None


def send_again(tx: Transaction, outbox_id: int, at: datetime) -> None:
    """Let a text that did not arrive go once more; its failed delivery stays until then."""
    tx.db.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "sent")
        .values(state="queued", due_at=at, claim_token=None)
    )


@dataclass(frozen=True, slots=True)
class Stuck:
    """A text of which the provider has not told the end."""

    ref: str
    external_id: str
    to: str = field(repr=False)
    sending_at: datetime


def stuck(tx: Transaction, *, after: datetime, before: datetime, most: int) -> tuple[Stuck, ...]:
    """Return texts offered between these moments that have no outcome yet, oldest first (T2.5)."""
    rows = tx.db.execute(
        select(outbox.c.ref, outbox.c.external_id, outbox.c.sending_at, address.c.value)
        .join(address, address.c.id == outbox.c.address_id)
        .where(
            outbox.c.sending_at.is_not(None),
            outbox.c.sending_at.between(after, before),
            outbox.c.state == "sent",
            outbox.c.channel == "sms",
            outbox.c.external_id.is_not(None),
            outbox.c.delivery.in_(UNDER_WAY),
        )
        .order_by(outbox.c.sending_at)
        .limit(most)
    )
    return tuple(
        Stuck(row.ref, row.external_id, tx.cipher.decrypt(row.value, VALUE), row.sending_at)
        for row in rows
    )
