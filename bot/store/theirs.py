"""What is one young person's alone: their addresses and concerns, their messages and texts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, exists, or_, select, union

from bot.store.database import Transaction
from bot.store.tables import (
    appointment,
    concern,
    concern_message,
    contact_address,
    inbound_message,
    outbox,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """One contact, and which addresses and concerns are theirs alone."""

    contact_id: int
    addresses: tuple[int, ...]
    concerns: tuple[int, ...]

    @property
    def held(self) -> bool:
        """Whether a concern holds a part of it."""
        return bool(self.concerns)


def whose(tx: Transaction, contact_id: int) -> Whose:
    """Return what is one contact's alone. A number that somebody else has, too, is not."""
    other = contact_address.alias("other")
    alone = tx.db.scalars(
        select(contact_address.c.address_id).where(
            contact_address.c.contact_id == contact_id,
            ~exists(
                select(other.c.contact_id).where(
                    other.c.address_id == contact_address.c.address_id,
                    other.c.contact_id != contact_id,
                )
            ),
        )
    ).all()
    here = and_(concern.c.contact_id.is_(None), concern.c.address_id.in_(alone))
    found = tx.db.scalars(
        select(concern.c.id).where(or_(concern.c.contact_id == contact_id, here))
    ).all()
    return Whose(contact_id, tuple(alone), tuple(found))


def at_provider(tx: Transaction, theirs: Whose) -> tuple[str, ...]:
    """Return the provider's ids of every text from or to them, flagged ones too: we hold those."""
    heard = select(inbound_message.c.external_id).where(
        _of(theirs, inbound_message), inbound_message.c.external_id.not_like("chat:%")
    )
    said = select(outbox.c.external_id).where(
        _of(theirs, outbox), outbox.c.channel == "sms", outbox.c.external_id.is_not(None)
    )
    return tuple(str(one) for one in tx.db.scalars(union(heard, said)))


def _of(theirs: Whose, table: Table) -> ColumnElement[bool]:
    nobodys = table.c.contact_id.is_(None) & table.c.address_id.in_(theirs.addresses)
    return or_(table.c.contact_id == theirs.contact_id, nobodys)


def messages_of(theirs: Whose) -> ColumnElement[bool]:
    """Return which messages are theirs and held by no concern."""
    held = select(concern_message.c.message_id).where(
        concern_message.c.message_id == inbound_message.c.id
    )
    return _of(theirs, inbound_message) & ~exists(held)


def texts_of(theirs: Whose) -> ColumnElement[bool]:
    """Return which texts went to them, or to staff about a meeting of theirs; none of a concern."""
    meetings = select(appointment.c.id).where(appointment.c.contact_id == theirs.contact_id)
    about_them = or_(_of(theirs, outbox), outbox.c.appointment_id.in_(meetings))
    return about_them & outbox.c.concern_id.is_(None)
