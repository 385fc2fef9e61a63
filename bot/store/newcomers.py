"""Young people who come by a round's word: all that is known of them is their number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.conversation.budget import BegunBy
from bot.store import audits, contacts, flow_requests
from bot.store.contacts import NewContact
from bot.store.database import Transaction

NICKNAME = "New by text"
BY_A_WORD: Mapping[str, str] = MappingProxyType({"joined": "word"})  # what their welcome knows


def add(tx: Transaction, urn: str, *, flow: str, now: datetime) -> int:
    """Take in whoever texts from `urn`, remember what they came for, and return the contact's id.

    They are on no caseload. The number is theirs: they texted from it. Their age is not known, so
    every question treats them as the youngest.
    """
    contact_id = contacts.add(tx, NewContact(NICKNAME, age_band=""), now)
    contacts.give_address(tx, contact_id, urn, confirmed_by="self", now=now)
    flow_requests.add(tx, contact_id, flow, now=now, begun_by=BegunBy.KEYWORD)
    audits.record(
        tx,
        actor="young person",
        action="contact.join",
        subject=f"contact:{contact_id}",
        now=now,
        detail={"by": "word"},
    )
    return contact_id
