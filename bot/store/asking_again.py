"""Put the open question again in somebody's chat, as one message that is there at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.again import reply_of
from bot.conversation.house import House
from bot.conversation.languages import said_in
from bot.conversation.model import OpenSession
from bot.engine.advance import ask_again
from bot.engine.model import SessionStatus
from bot.store import outbox
from bot.store.chats import Visit
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.outbox import NewMessage


@dataclass(frozen=True, slots=True)
class Again:
    """Whose chat it is, and what a question is put from."""

    shelf: Shelf
    house: House
    visit: Visit
    now: datetime


def put_again(
    tx: Transaction, again: Again, session: OpenSession, *, worker: str | None, before: str = ""
) -> None:
    """Write the question a session waits at; nothing where none waits.

    Args:
        session: as it was read, before its revision rose: no two questions are put from the same.
        before: what is said on a line above it.
    """
    if session.state.status is not SessionStatus.WAITING:
        return
    flow = again.shelf.version(tx, session.flow_version_id).flow
    here = replace(session.state, facts={**session.state.facts, "channel": "chat"})
    asked = reply_of(ask_again(flow, here), before=before)
    fill = again.house.fill
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=again.visit.address_id,
            contact_id=again.visit.contact_id,
            channel="chat",
            kind="prompt",
            body=fill(asked.text, worker),
            options=tuple(fill(label, worker) for label in asked.options),
            several=asked.several,
            draws=asked.draws,
            language=said_in(flow, session.state),
            private=session.private,
            dedupe_key=f"chat:{session.id}:{session.revision}",
            due_at=again.now,
        ),
        again.now,
    )
