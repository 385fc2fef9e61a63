"""Erase one young person: what they said first, who they are once the last word has reached them.

A concern, open or closed, is held (decision 13): its rows, the messages in it, what named people
wrote about it, and who to reach. Every other row of theirs goes. `docs/data-map.yaml` says so table
by table, and a test holds this module to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, exists, or_, select, union, update

from bot.privacy.pseudonyms import pseudonym
from bot.store import cases, redactions
from bot.store.access_tables import opened_record
from bot.store.care_tables import double_read
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.lanes import URGENT
from bot.store.meeting_tables import (
    join_code,
    meeting_request,
    meeting_talk,
    promise,
    series,
    text_times,
)
from bot.store.outbox import WAITING
from bot.store.round_tables import idea, invitation
from bot.store.sending_tables import delivery_event
from bot.store.tables import (
    address,
    answer,
    appointment,
    chat_link,
    chat_visit,
    contact,
    contact_address,
    flow_request,
    inbound_message,
    outbox,
    respondent,
    session,
    task,
    totals_answer,
)
from bot.store.theirs import Whose, at_provider, messages_of, texts_of, whose
from bot.store.theme_tables import drawn_answer, quote, theme_answer

# What keeps somebody safe still goes, and what the provider may be getting this moment is let go.
UNDER_WAY = ("queued", "claimed", "sending", "unknown")
ERASED = "archived"
# Every table a row of theirs may go from.
TOUCHED = (
    "double_read",
    "inbound_message",
    "delivery_event",
    "task",
    "outbox",
    "flow_request",
    "answer",
    "session",
    "meeting_talk",
    "meeting_request",
    "promise",
    "join_code",
    "appointment",
    "series",
    "text_times",
    "drawn_answer",
    "quote",
    "theme_answer",
    "totals_answer",
    "respondent",
    "rights_case",
    "opened_record",
    "invitation",
    "idea",
    "chat_visit",
    "chat_link",
    "contact_address",
    "address",
    "contact",
)


def erase_what_they_said(
    tx: Transaction,
    contact_id: int,
    *,
    pseudonym_key: bytes,
    now: datetime,
    but: int | None = None,
) -> Mapping[str, int]:
    """Delete every answer, message and plan of one contact; return how many rows of each table.

    Args:
        but: the message that asked for it, which stays until who they are goes too.
    """
    theirs = whose(tx, contact_id)
    redactions.ask_for(tx, at_provider(tx, theirs), now)
    tx.db.execute(
        update(outbox)
        .where(
            texts_of(theirs),
            outbox.c.state.in_(WAITING),
            outbox.c.kind.not_in((*URGENT, "right")),
        )
        .values(state="void", claim_token=None)
    )
    messages = messages_of(theirs) & (inbound_message.c.id != but if but else True)
    gone = select(inbound_message.c.id).where(messages)
    went = outbox.c.state.not_in(UNDER_WAY) & texts_of(theirs)
    receipts = or_(
        delivery_event.c.external_id.in_(select(outbox.c.external_id).where(went)),
        delivery_event.c.ref.in_(select(outbox.c.ref).where(went)),
    )
    waiting = exists(select(outbox.c.id).where(outbox.c.appointment_id == appointment.c.id))
    asking = exists(select(outbox.c.id).where(outbox.c.talk_id == meeting_talk.c.id))
    talks = select(meeting_talk.c.id).where(meeting_talk.c.appointment_id == appointment.c.id)
    steps: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (double_read, double_read.c.message_id.in_(gone)),
        (inbound_message, messages),
        (delivery_event, receipts),
        (task, task.c.contact_id == contact_id),
        (outbox, went),
        (flow_request, flow_request.c.contact_id == contact_id),
        (answer, answer.c.contact_id == contact_id),
        (idea, idea.c.contact_id == contact_id),
        (invitation, invitation.c.contact_id == contact_id),
        (session, session.c.contact_id == contact_id),
        (meeting_talk, (meeting_talk.c.contact_id == contact_id) & ~asking),
        (meeting_request, meeting_request.c.contact_id == contact_id),
        (promise, promise.c.contact_id == contact_id),
        (join_code, join_code.c.contact_id == contact_id),
        (appointment, (appointment.c.contact_id == contact_id) & ~waiting & ~exists(talks)),
        (series, series.c.contact_id == contact_id),
        (text_times, text_times.c.contact_id == contact_id),
        (opened_record, opened_record.c.contact_id == contact_id),
    )
    rows = {
        table.name: tx.db.execute(delete(table).where(which)).rowcount for table, which in steps
    }
    rows |= _totals(tx, contact_id, pseudonym_key)
    _forget_questions(tx, theirs)
    return {name: count for name, count in rows.items() if count}


def is_under_way(tx: Transaction, contact_id: int) -> bool:
    """Tell whether a text to them may be reaching the provider this moment."""
    found = select(outbox.c.id).where(
        outbox.c.contact_id == contact_id,
        outbox.c.channel == "sms",
        outbox.c.state.in_((*WAITING, "sending")),
    )
    return tx.db.scalar(found.limit(1)) is not None


def erase_who_they_are(
    tx: Transaction, contact_id: int, *, pseudonym_key: bytes, now: datetime
) -> bool:
    """Delete what is left of one contact; return whether a concern holds a part of it.

    The row of the contact stays, empty: its id must never be somebody else's.
    """
    erase_what_they_said(tx, contact_id, pseudonym_key=pseudonym_key, now=now)
    theirs = whose(tx, contact_id)
    tx.db.execute(delete(outbox).where(texts_of(theirs)))
    tx.db.execute(delete(meeting_talk).where(meeting_talk.c.contact_id == contact_id))
    tx.db.execute(delete(appointment).where(appointment.c.contact_id == contact_id))
    cases.forget(tx, contact_id, now)
    if theirs.held:
        kept = {"gender": None, "area": None, "private_word": None}
        tx.db.execute(update(contact).where(contact.c.id == contact_id).values(kept))
        return True
    tx.db.execute(delete(chat_visit).where(chat_visit.c.contact_id == contact_id))
    tx.db.execute(delete(chat_link).where(chat_link.c.contact_id == contact_id))
    tx.db.execute(delete(contact_address).where(contact_address.c.contact_id == contact_id))
    _forget_holder(tx, contact_id)
    tx.db.execute(delete(address).where(address.c.id.in_(theirs.addresses)))
    tx.db.execute(
        update(contact)
        .where(contact.c.id == contact_id)
        .values(
            nickname=tx.cipher.encrypt("", NICKNAME),
            age_band="",
            gender=None,
            area=None,
            language="en",
            team_id=None,
            worker_id=None,
            back_to=None,
            back_on=None,
            status=ERASED,
            private_word=None,
            welcomed_at=None,
            erased_at=now,
        )
    )
    return False


def _totals(tx: Transaction, contact_id: int, pseudonym_key: bytes) -> Mapping[str, int]:
    """Forward, from the contact to what they said for totals; no query goes the other way."""
    families = tx.db.scalars(
        union(select(respondent.c.family), select(totals_answer.c.family))
    ).all()
    names = [pseudonym(pseudonym_key, contact_id, family) for family in families]
    return {
        table.name: tx.db.execute(delete(table).where(table.c.pseudonym.in_(names))).rowcount
        for table in (drawn_answer, quote, theme_answer, totals_answer, respondent)
    }


def _forget_questions(tx: Transaction, theirs: Whose) -> None:
    tx.db.execute(
        update(address)
        .where(address.c.id.in_(theirs.addresses))
        .values(asking_kind=None, asking_id=None, asking_at=None)
    )


def _forget_holder(tx: Transaction, contact_id: int) -> None:
    """A shared phone is no longer in their hand, and perhaps no longer shared."""
    tx.db.execute(
        update(address).where(address.c.here_id == contact_id).values(here_id=None, here_until=None)
    )
