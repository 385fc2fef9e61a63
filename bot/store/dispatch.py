"""The states of a message on its way out (decision 5). Claims are fenced by the lease.

queued -> claimed (free again after its lease) -> sending (never reclaimed) -> sent, failed, void
or unknown. Every move names the state or the claim it starts from: a process that lost its claim
moves nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    TextClause,
    bindparam,
    func,
    not_,
    or_,
    select,
    text,
    update,
)

from bot.store.addresses import VALUE
from bot.store.columns import AnyRow, Moment
from bot.store.database import Transaction
from bot.store.lanes import IS_REST, IS_UNASKED, IS_URGENT, IS_WAITING, Lane
from bot.store.leases import Held, held_by, still_held
from bot.store.outbox import BODY, CALENDAR, PLAIN_BODY
from bot.store.prepared import Prepared
from bot.store.tables import address, appointment, contact, contact_address, outbox

CLAIM_LENGTH = timedelta(seconds=60)
URGENT_WAITS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Due:
    """One claimed message with all that is needed to decide again whether to send it, and how."""

    id: int
    address_id: int
    contact_id: int | None
    kind: str
    channel: str
    to: str = field(repr=False)
    body: str = field(repr=False)
    asks: bool
    subject: str | None
    ref: str
    due_at: datetime
    not_after: datetime | None
    attempts: int
    claim_token: str
    confirmed: bool
    ended: bool  # whom it is about has this address no more
    opted_out: bool
    held: bool
    trouble: str | None
    appointment_id: int | None
    appointment_version: int | None
    current_version: int | None
    appointment_status: str | None
    concern_id: int | None
    author_id: int | None = None
    talk_id: int | None = None
    calendar: str = field(default="", repr=False)

    @property
    def is_called_off(self) -> bool:
        """Whether the meeting it is about is not on any more."""
        return self.appointment_id is not None and self.appointment_status != "booked"

    @property
    def is_moved(self) -> bool:
        """Whether the meeting changed since this was written."""
        return self.current_version != self.appointment_version


def is_any_due(tx: Transaction, held: Held, lane: Lane, now: datetime) -> bool:
    """Tell whether `claim` would claim anything, without taking a lock for that."""
    return tx.db.scalar(_due(lane).limit(1), _clocks(held, lane, now)) is not None


def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """Return when the next message that is not urgent and not due yet will be; None if none is."""
    lanes = (Lane.REST, Lane.UNASKED)
    times = (
        tx.db.scalar(
            select(func.min(outbox.c.due_at)).where(*_in_lane(lane), outbox.c.due_at > now)
        )
        for lane in lanes
    )
    return min((time for time in times if time is not None), default=None)


def claim(tx: Transaction, held: Held, *, limit: int, lane: Lane, now: datetime) -> tuple[Due, ...]:
    """Claim up to `limit` due messages of one lane, longest due first."""
    token = secrets.token_hex(16)
    claimed = tx.db.execute(
        _taking(lane, tx.db.dialect.name == "postgresql"),
        {
            **_clocks(held, lane, now),
            "until": now + CLAIM_LENGTH,
            "token": token,
            "most": limit,
        },
    ).all()
    if not claimed:
        return ()
    rows = tx.db.execute(_CLAIMED, {"token": token}).all()
    return tuple(_read(tx, row) for row in rows)


def _clocks(held: Held, lane: Lane, now: datetime) -> dict[str, object]:
    """Return the values that `_due` takes."""
    return {
        "at": now,
        "no_lease": now + 2 * CLAIM_LENGTH,
        **({"too_far": now + URGENT_WAITS} if lane.is_urgent else {}),
        "lease": held.name,
        "holder": held.holder,
        "epoch": held.epoch,
    }


@cache
def _due(lane: Lane) -> Any:
    """Return the ids due in a lane, written once: an idle worker asks many times a second."""
    now = bindparam("at", type_=Moment)
    lease, no_lease = outbox.c.lease_until, bindparam("no_lease", type_=Moment)
    free = or_(
        outbox.c.state == "queued",
        # A lease that ends further ahead than any lease was written by a clock that ran ahead.
        (outbox.c.state == "claimed") & ((lease <= now) | (lease > no_lease)),
    )
    ours = held_by(
        bindparam("lease", type_=String),
        bindparam("holder", type_=String),
        bindparam("epoch", type_=Integer),
        now,
    )
    its_time = outbox.c.due_at <= now
    if lane.is_urgent:  # nothing urgent ever waits this long, whatever clock wrote its time
        its_time |= outbox.c.due_at > bindparam("too_far", type_=Moment)
    due = select(outbox.c.id).where(free, its_time, ours, *_in_lane(lane))
    return due.order_by(outbox.c.due_at, outbox.c.id)


def _in_lane(lane: Lane) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """Return which rows a lane holds, in the very words of the index that finds them."""
    if not lane.is_urgent:
        return text(IS_WAITING), text(IS_REST if lane is Lane.REST else IS_UNASKED)
    mail = outbox.c.channel == "email"
    return text(IS_WAITING), text(IS_URGENT), mail if lane is Lane.URGENT_MAIL else not_(mail)


@cache
def _taking(lane: Lane, skips_locked: bool) -> Any:
    """Return the claim itself, written once."""
    due = _due(lane).limit(bindparam("most", type_=Integer))
    if skips_locked:
        # Read once and for all: PostgreSQL may run a subquery of IN again for each row it tries,
        # and would then claim more than it may.
        due = due.with_for_update(skip_locked=True)
        once = due.cte("due")
        which = outbox.c.id == once.c.id
    else:
        which = outbox.c.id.in_(due)
    return (
        update(outbox)
        .where(which)
        .values(
            state="claimed",
            claim_token=bindparam("token", type_=String),
            lease_until=bindparam("until", type_=Moment),
        )
        .returning(outbox.c.id)
    )


_CLAIMED = (
    select(
        outbox,
        address.c.value.label("address_value"),
        address.c.opted_out_at,
        address.c.held_by,
        address.c.trouble,
        contact_address.c.confirmed_at,
        contact_address.c.ended_at,
        appointment.c.version.label("current_version"),
        appointment.c.status.label("appointment_status"),
    )
    .select_from(
        outbox.join(address, address.c.id == outbox.c.address_id)
        .outerjoin(
            contact_address,
            (contact_address.c.address_id == outbox.c.address_id)
            & (contact_address.c.contact_id == outbox.c.contact_id),
        )
        .outerjoin(appointment, appointment.c.id == outbox.c.appointment_id)
    )
    .where(outbox.c.claim_token == bindparam("token"))
    .order_by(outbox.c.due_at, outbox.c.id)
)


def _read(tx: Transaction, row: AnyRow) -> Due:
    held = row.held_by is not None
    body = tx.cipher.decrypt(row.body, BODY)
    if held and row.plain_body is not None:
        body = tx.cipher.decrypt(row.plain_body, PLAIN_BODY)
    return Due(
        id=row.id,
        address_id=row.address_id,
        contact_id=row.contact_id,
        kind=row.kind,
        channel=row.channel,
        to=tx.cipher.decrypt(row.address_value, VALUE),
        body=body,
        asks=row.plain_body is not None and not held,
        subject=row.subject,
        ref=row.ref,
        due_at=row.due_at,
        not_after=row.not_after,
        attempts=row.attempts,
        claim_token=row.claim_token,
        confirmed=row.confirmed_at is not None,
        ended=row.ended_at is not None,
        opted_out=row.opted_out_at is not None,
        held=held,
        trouble=row.trouble,
        appointment_id=row.appointment_id,
        appointment_version=row.appointment_version,
        current_version=row.current_version,
        appointment_status=row.appointment_status,
        concern_id=row.concern_id,
        author_id=row.author_id,
        talk_id=row.talk_id,
        calendar=tx.cipher.decrypt(row.calendar, CALENDAR) if row.calendar is not None else "",
    )


def begin_sending(
    tx: Transaction, message: Due, held: Held, *, segments: int, now: datetime
) -> bool:
    """Mark it as being sent, to be committed before the call. False: the claim was lost."""
    given = {
        "message_id": message.id,
        "token": message.claim_token,
        "lease": held.name,
        "holder": held.holder,
        "epoch": held.epoch,
        "at": now,
        "costs": segments,
    }
    return _BEGINNING.changed(tx, given) == 1


def settle(tx: Transaction, message_id: int, **values: Any) -> bool:
    """Move a message out of `sending` or `unknown`; False if it was settled meanwhile."""
    given = {_to(name): value for name, value in values.items()}
    return _settling(frozenset(values)).changed(tx, {"message_id": message_id, **given}) == 1


# Each text that leaves runs these two, so they are compiled once (docs/performance.md).
_BEGINNING = Prepared(
    update(outbox)
    .where(
        outbox.c.id == bindparam("message_id", type_=Integer),
        outbox.c.state == "claimed",
        outbox.c.claim_token == bindparam("token", type_=String),
        held_by(
            bindparam("lease", type_=String),
            bindparam("holder", type_=String),
            bindparam("epoch", type_=Integer),
            bindparam("at", type_=Moment),
        ),
    )
    .values(
        state="sending",
        sending_at=bindparam("at", type_=Moment),
        segments=bindparam("costs", type_=Integer),
        attempts=outbox.c.attempts + 1,
    )
)


@cache
def _settling(names: frozenset[str]) -> Prepared:
    under_way = or_(outbox.c.state == "sending", outbox.c.state == "unknown")
    return Prepared(
        update(outbox)
        .where(outbox.c.id == bindparam("message_id", type_=Integer), under_way)
        .values({name: bindparam(_to(name), type_=outbox.c[name].type) for name in names})
    )


def _to(name: str) -> str:
    return f"to_{name}"


def void(tx: Transaction, message: Due, why: str) -> None:
    """Give up a claimed message that is no longer true, saying why."""
    tx.db.execute(
        update(outbox)
        .where(outbox.c.id == message.id, outbox.c.claim_token == message.claim_token)
        .values(state="void", why=why, claim_token=None)
    )


def put_off(tx: Transaction, message: Due, until: datetime) -> None:
    """Let a claimed message wait for another time."""
    tx.db.execute(
        update(outbox)
        .where(outbox.c.id == message.id, outbox.c.claim_token == message.claim_token)
        .values(state="queued", due_at=until, claim_token=None)
    )


def write_to_chat(tx: Transaction, message: Due, position: int, now: datetime) -> None:
    """Show a message in a web chat: writing it there is sending it."""
    tx.db.execute(
        update(outbox)
        .where(outbox.c.id == message.id, outbox.c.claim_token == message.claim_token)
        .values(state="sent", sent_at=now, chat_position=position, claim_token=None)
    )


def abandoned(tx: Transaction, held: Held, *, before: datetime, now: datetime) -> int:
    """Call `unknown` what was being sent when its process died; return how many."""
    changed = tx.db.execute(
        update(outbox)
        .where(outbox.c.state == "sending", outbox.c.sending_at < before, still_held(held, now))
        .values(state="unknown")
    )
    return changed.rowcount


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A message of which we do not know whether it was sent."""

    id: int
    kind: str
    channel: str
    to: str = field(repr=False)
    body: str = field(repr=False)
    sending_at: datetime
    contact_id: int | None
    worker_id: int | None
    why: str | None


def unsettled(tx: Transaction, *, before: datetime) -> tuple[Unsettled, ...]:
    """Return the unknown messages tried before this moment that no human was asked about yet."""
    rows = tx.db.execute(
        select(outbox, address.c.value.label("address_value"), contact.c.worker_id)
        .join(address, address.c.id == outbox.c.address_id)
        .outerjoin(contact, contact.c.id == outbox.c.contact_id)
        .where(outbox.c.state == "unknown", outbox.c.sending_at < before, outbox.c.why.is_(None))
        .order_by(outbox.c.sending_at)
        .limit(100)
    )
    return tuple(
        Unsettled(
            id=row.id,
            kind=row.kind,
            channel=row.channel,
            to=tx.cipher.decrypt(row.address_value, VALUE),
            body=tx.cipher.decrypt(row.body, BODY),
            sending_at=row.sending_at,
            contact_id=row.contact_id,
            worker_id=row.worker_id,
            why=row.why,
        )
        for row in rows
    )


def external_ids_known(tx: Transaction, external_ids: tuple[str, ...]) -> frozenset[str]:
    """Return those of the provider's ids that already belong to a message of ours."""
    rows = tx.db.scalars(select(outbox.c.external_id).where(outbox.c.external_id.in_(external_ids)))
    return frozenset(found for found in rows if found is not None)
