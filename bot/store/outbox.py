"""Messages on their way out: writing one, and voiding what is no longer true.

The states and who may move them: ARCHITECTURE, decision 5. Claiming lives in `dispatch.py`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, update

from bot.store import addresses
from bot.store.database import Transaction
from bot.store.lanes import URGENT
from bot.store.prepared import Prepared
from bot.store.tables import outbox
from bot.store.upserts import insert_for
from bot.store.wakings import TELL

BODY = "outbox.body"
PLAIN_BODY = "outbox.plain_body"
OPTIONS = "outbox.options"
CALENDAR = "outbox.calendar"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """One message to write into the outbox. `body` is final: what the young person will read."""

    address_id: int
    channel: str
    kind: str
    body: str
    dedupe_key: str
    due_at: datetime
    contact_id: int | None = None
    plain_body: str | None = None
    options: tuple[str, ...] = ()
    several: bool = False
    draws: bool = False
    subject: str | None = None
    language: str = "en"
    private: bool = False
    not_after: datetime | None = None
    appointment_id: int | None = None
    appointment_version: int | None = None
    concern_id: int | None = None
    author_id: int | None = None
    calendar: str | None = None
    talk_id: int | None = None  # its question, which is the latest once this has gone
    void_because: str | None = None  # it will not go: written so that its reason can be told


@Prepared
def _enqueue(db: Connection) -> Any:
    queued = insert_for(db, outbox).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return queued.returning(outbox.c.id)


def enqueue(tx: Transaction, message: NewMessage, now: datetime) -> int | None:
    """Write one message; return its id, or None if its dedupe key was there already.

    A message to a web chat is written as sent: the page reads it from here.
    """
    made = _enqueue.first(tx, row_of(tx, message, now))
    if made is not None and message.kind in URGENT:
        _wake(tx)
    return int(made.id) if made is not None else None


def _wake(tx: Transaction) -> None:
    """Wake the worker as this is committed, where the database can; elsewhere it looks itself."""
    if tx.db.dialect.name == "postgresql":
        tx.db.execute(TELL)


def row_of(tx: Transaction, message: NewMessage, now: datetime) -> dict[str, object]:
    """Return a message as a new row: its words sealed, its state what it is to begin with."""
    void = message.void_because is not None
    at_once = message.channel == "chat" and message.due_at <= now and not void
    return {
        "address_id": message.address_id,
        "contact_id": message.contact_id,
        "kind": message.kind,
        "channel": message.channel,
        **said(tx, message),
        "calendar": tx.cipher.encrypt(message.calendar, CALENDAR) if message.calendar else None,
        "subject": message.subject,
        "private": message.private,
        "dedupe_key": message.dedupe_key,
        "ref": secrets.token_hex(16),
        "due_at": message.due_at,
        "not_after": message.not_after,
        "state": "void" if void else "sent" if at_once else "queued",
        "why": message.void_because,
        "sent_at": now if at_once else None,
        "chat_position": addresses.next_chat_position(tx, message.address_id) if at_once else None,
        "appointment_id": message.appointment_id,
        "appointment_version": message.appointment_version,
        "concern_id": message.concern_id,
        "author_id": message.author_id,
        "talk_id": message.talk_id,
        "created_at": now,
    }


def said(tx: Transaction, message: NewMessage) -> dict[str, object]:
    """Return the columns of a message's words, sealed."""
    plain, drawn = message.plain_body, message.options or message.draws
    return {
        "body": tx.cipher.encrypt(message.body, BODY),
        "plain_body": tx.cipher.encrypt(plain, PLAIN_BODY) if plain else None,
        "options": tx.cipher.encrypt(_drawn(message), OPTIONS) if drawn else None,
        "language": message.language,
    }


def _drawn(message: NewMessage) -> str:
    """Return what web chat needs to show how to answer: the labels, whether several may go, and
    whether a picture may."""
    drawn = {"labels": message.options, "several": message.several}
    return json.dumps({**drawn, "draws": True} if message.draws else drawn)


WAITING = ("queued", "claimed")
LEFT = "they asked for no more texts"  # until they come back


def void(tx: Transaction, which: ColumnElement[bool], why: str) -> int:
    """Void those of these texts that still wait; return how many."""
    result = tx.db.execute(
        update(outbox)
        .where(outbox.c.state.in_(WAITING), which)
        .values(state="void", why=why, claim_token=None)
    )
    return result.rowcount


def void_appointment(tx: Transaction, appointment_id: int, why: str) -> int:
    """Void every text still waiting about one appointment; return how many."""
    return void(tx, outbox.c.appointment_id == appointment_id, why)


def void_address(tx: Transaction, address_id: int, why: str) -> int:
    """Void every text still waiting to go to one address; return how many.

    Alerts stay: a child's danger is not the rota phone's to refuse.
    """
    return void(tx, (outbox.c.address_id == address_id) & (outbox.c.kind != "alert"), why)


def follow(tx: Transaction, contact_id: int, addresses_had: Sequence[int], address_id: int) -> None:
    """Have what waits for somebody go to their new phone: news of a meeting, and what a named
    person wrote to them. Their reminders are planned anew, and a question is asked anew."""
    tx.db.execute(
        update(outbox)
        .where(
            outbox.c.contact_id == contact_id,
            outbox.c.address_id.in_(addresses_had),
            outbox.c.kind.in_(("notice", "staff")),
            outbox.c.state.in_(WAITING),
        )
        .values(address_id=address_id, state="queued", claim_token=None)
    )


def void_kinds(tx: Transaction, address_id: int, kinds: Sequence[str], why: str) -> int:
    """Void the texts of these kinds still waiting to go to one address; return how many."""
    return void(tx, (outbox.c.address_id == address_id) & outbox.c.kind.in_(kinds), why)
