"""What a young person says of reminders holds at once, for meetings booked before as well: when
they come, what they may say, in which language. Within the transaction that wrote it down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.conversation.house import House
from bot.engine.events import ContactChanged, Event, ResultChanged
from bot.store import appointments, recipients, replanning, requeueing
from bot.store.database import Transaction
from bot.store.queries import wishes
from bot.store.recipients import Recipient

SAID_OF_THEM: Final = frozenset({"discretion", "shared", "language"})


def until_now(
    tx: Transaction,
    house: House,
    contact_id: int,
    *,
    flow: str,
    events: Sequence[Event],
    now: datetime,
) -> Recipient | None:
    """Return how somebody was reminded before these events; None where nothing of it changes.

    Ask before the events are written down. Who has no meeting ahead has no reminder to follow.
    """
    if not any(_is_of_reminders(event, flow) for event in events):
        return None
    if not appointments.has_one_ahead(tx, contact_id, now):
        return None
    return recipients.all_of(tx, house, [contact_id])[contact_id]


def _is_of_reminders(event: Event, flow: str) -> bool:
    if isinstance(event, ContactChanged):
        return event.name in SAID_OF_THEM
    return isinstance(event, ResultChanged) and (flow, event.question) == (
        wishes.FLOW,
        wishes.REMIND_ME,
    )


def follow(tx: Transaction, house: House, before: Recipient, now: datetime) -> None:
    """Write the reminders of meetings ahead anew, the way they are wanted from now on."""
    contact_id = before.contact_id
    ahead = appointments.ahead_of(tx, [contact_id], now)
    if not ahead:
        return
    after = recipients.all_of(tx, house, [contact_id])[contact_id]
    follow_leads(tx, before, after, now)
    if after.reach is None:  # they want none, or there is no way
        requeueing.void_to_replan(tx, [meeting.id for meeting in ahead])
    replanning.replan(tx, house, [contact_id], now, reworded=True)


def follow_leads(tx: Transaction, before: Recipient, after: Recipient, now: datetime) -> None:
    """Change the lead times that came from a wish; those chosen for a meeting stay."""
    for meeting in appointments.ahead_of(tx, [after.contact_id], now):
        for weekly in (False, True):
            old, new = (
                tuple(lead.key for lead in which.preferences.leads(weekly=weekly))
                for which in (before, after)
            )
            if meeting.leads == old and old != new:
                appointments.set_leads(tx, meeting.id, new)
                break
