"""One text of a round to one young person by their own channel: unasked, so quiet hours and the
shared cap hold it, and nobody with an open concern or on a phone that others hold gets it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.conversation.house import House
from bot.meetings.quiet_hours import next_allowed
from bot.store import chats, contacts, outbox
from bot.store.contacts import Reach
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.shared_phones import is_held_by


def way_to(tx: Transaction, contact_id: int, now: datetime) -> Reach | None:
    """Return where a text may reach this person and nobody else; None where nothing does."""
    known = contacts.ways_to_reach(tx, contact_id)
    if any(way.held for way in known):
        return None
    ways = [
        way
        for way in known
        if not way.opted_out
        and way.trouble is None
        and (
            way.channel == "chat"
            or (way.confirmed and is_held_by(tx, way.address_id, contact_id, now))
        )
    ]
    if chats.is_where_they_are(tx, contact_id):
        ways.sort(key=lambda way: way.channel != "chat")
    return ways[0] if ways else None


def tell(
    tx: Transaction,
    house: House,
    contact_id: int,
    *,
    said: Callable[[str], str],
    dedupe_key: str,
    now: datetime,
    not_after: datetime | None = None,
) -> bool:
    """Queue one text; tell whether there was a way.

    Args:
        said: language -> the words.
        not_after: it is left out rather than come later than this.
    """
    person, way = contacts.person(tx, contact_id), way_to(tx, contact_id, now)
    if person is None or way is None:
        return False
    at_once = way.channel == "chat"
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=way.address_id,
            contact_id=contact_id,
            channel=way.channel,
            kind="prompt",
            body=house.body(said(person.language), (), channel=way.channel),
            language=person.language,
            private=True,  # whether they took part is not their worker's to read
            dedupe_key=dedupe_key,
            due_at=now if at_once else next_allowed(now, house.quiet, house.zone),
            not_after=not_after,
        ),
        now,
    )
    return True
