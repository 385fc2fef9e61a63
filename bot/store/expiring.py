"""What is too old to be kept, kind by kind: counting it, or deleting it.

What a concern holds is never among it. The newest row of a table stays, so that SQLite never gives
its id to another: a reply is known by the id of the message it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.privacy.retention import Kind
from bot.store import redactions
from bot.store.care_tables import double_read
from bot.store.cases import CaseKind
from bot.store.database import Transaction
from bot.store.meeting_tables import (
    join_code,
    meeting_request,
    meeting_talk,
    promise,
    series,
    worker_way,
)
from bot.store.rights_tables import rights_case
from bot.store.sending_tables import delivery_event
from bot.store.tables import (
    address,
    answer,
    appointment,
    audit,
    chat_link,
    chat_visit,
    concern,
    concern_message,
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
from bot.store.theme_tables import drawn_answer, quote, theme_answer

Doomed = list[tuple[Table, ColumnElement[bool]]]
FINISHED = ("sent", "failed", "void")


def too_old(kind: Kind, before: datetime) -> Doomed:
    """Return which rows of which tables are too old, in the order they may go."""
    rule = _RULES.get(kind)
    return rule(before) if rule is not None else []


def count(tx: Transaction, doomed: Doomed) -> Mapping[str, int]:
    """Return table -> how many rows would go."""
    counted = {
        table.name: int(tx.db.scalar(select(func.count()).select_from(table).where(which)) or 0)
        for table, which in doomed
    }
    return {name: many for name, many in counted.items() if many}


def expire(tx: Transaction, doomed: Doomed, now: datetime) -> Mapping[str, int]:
    """Delete them, and have the provider forget its copy; return table -> how many went."""
    gone: dict[str, int] = {}
    for table, which in doomed:
        _tell_provider(tx, table, which, now)
        rows = tx.db.execute(delete(table).where(which)).rowcount
        if rows:
            gone[table.name] = gone.get(table.name, 0) + rows
    return gone


def _tell_provider(
    tx: Transaction, table: Table, which: ColumnElement[bool], now: datetime
) -> None:
    if table not in (inbound_message, outbox):
        return
    ids = select(table.c.external_id).where(which, table.c.external_id.is_not(None))
    if table is outbox:
        ids = ids.where(outbox.c.channel == "sms")
    else:
        ids = ids.where(inbound_message.c.external_id.not_like("chat:%"))
    redactions.ask_for(tx, [str(one) for one in tx.db.scalars(ids)], now)


def _newest(table: Table) -> Select[tuple[int]]:
    other = table.alias()
    return select(func.max(other.c.id))


def but_newest(table: Table) -> ColumnElement[bool]:
    """Return which rows may go: SQLite would give the newest one's id to another."""
    return table.c.id < _newest(table).scalar_subquery()


def _is_free(table: Table) -> ColumnElement[bool]:
    """No concern holds this message."""
    if table is outbox:
        return outbox.c.concern_id.is_(None)
    held = select(concern_message.c.message_id)
    return ~exists(held.where(concern_message.c.message_id == inbound_message.c.id))


def _messages(which: ColumnElement[bool]) -> Doomed:
    free = which & _is_free(inbound_message) & but_newest(inbound_message)
    drawn = double_read.c.message_id.in_(select(inbound_message.c.id).where(free))
    return [(double_read, drawn), (inbound_message, free)]


def _sent(which: ColumnElement[bool]) -> Doomed:
    done = outbox.c.state.in_(FINISHED) & _is_free(outbox) & but_newest(outbox)
    return [(outbox, which & done)]


def _private_texts(before: datetime) -> Doomed:
    return [
        *_messages(inbound_message.c.private.is_(True) & (inbound_message.c.received_at < before)),
        *_sent(outbox.c.private.is_(True) & (outbox.c.created_at < before)),
    ]


def _texts(before: datetime) -> Doomed:
    about_nothing_ahead = ~exists(
        select(appointment.c.id).where(
            appointment.c.id == outbox.c.appointment_id, appointment.c.starts_at >= before
        )
    )
    return [
        *_messages(inbound_message.c.received_at < before),
        *_sent((outbox.c.created_at < before) & about_nothing_ahead),
        (chat_visit, chat_visit.c.expires_at < before),
        (
            chat_link,
            (chat_link.c.expires_at < before)
            & ~exists(select(chat_visit.c.id).where(chat_visit.c.link_id == chat_link.c.id)),
        ),
        (flow_request, (flow_request.c.begun_at < before)),
        (task, (task.c.done_at < before)),
        (join_code, (join_code.c.until < before)),
        # Nobody looked: then nobody will, and it no longer leads to anybody.
        (
            drawn_answer,
            drawn_answer.c.sender.is_not(None) & (drawn_answer.c.sent_on < before.date()),
        ),
    ]


def _answers(before: datetime) -> Doomed:
    return [
        (answer, answer.c.answered_at < before),
        (session, (session.c.ended_at < before) & but_newest(session)),
    ]


def _counted(before: datetime) -> Doomed:
    left = select(totals_answer.c.pseudonym).where(
        totals_answer.c.pseudonym == respondent.c.pseudonym
    )
    return [
        (drawn_answer, _said_before(drawn_answer, before)),
        (quote, _said_before(quote, before)),
        (theme_answer, _said_before(theme_answer, before)),
        (totals_answer, totals_answer.c.answered_on < before.date()),
        (respondent, ~exists(left)),
    ]


def _said_before(table: Table, before: datetime) -> ColumnElement[bool]:
    """What was made of an answer goes with it."""
    return exists(
        select(totals_answer.c.pseudonym).where(
            totals_answer.c.pseudonym == table.c.pseudonym,
            totals_answer.c.wave == table.c.wave,
            totals_answer.c.question == table.c.question,
            totals_answer.c.answered_on < before.date(),
        )
    )


def _meetings(before: datetime) -> Doomed:
    over = appointment.c.starts_at < before
    theirs = select(appointment.c.id).where(over)
    last = ~exists(
        select(appointment.c.id).where(
            appointment.c.series_id == series.c.id, appointment.c.starts_at >= before
        )
    )
    return [
        (task, task.c.appointment_id.in_(theirs)),
        *_asked_of_meetings(theirs, before),
        (outbox, outbox.c.appointment_id.in_(theirs) & outbox.c.concern_id.is_(None)),
        (meeting_talk, _over(meeting_talk, "made_at", theirs, before) & ~exists(_asking())),
        (appointment, over & ~exists(_texts_left()) & _nothing_left()),
        (series, (series.c.updated_at < before) & last & but_newest(series)),
    ]


def _asked_of_meetings(theirs: Select[tuple[int]], before: datetime) -> Doomed:
    """Return what was asked or promised about meetings that are over, or about none."""
    return [
        (meeting_request, _over(meeting_request, "raised_at", theirs, before)),
        (promise, _over(promise, "made_at", theirs, before)),
    ]


def _over(
    table: Table, since: str, theirs: Select[tuple[int]], before: datetime
) -> ColumnElement[bool]:
    of_none = table.c.appointment_id.is_(None) & (table.c[since] < before)
    return (table.c.appointment_id.in_(theirs) | of_none) & but_newest(table)


def _asking() -> Select[tuple[int]]:
    return select(outbox.c.id).where(outbox.c.talk_id == meeting_talk.c.id)


def _nothing_left() -> ColumnElement[bool]:
    """Nothing points at this meeting any more: not even the newest row of its table."""
    about = (meeting_talk, meeting_request, promise)
    left = (select(one.c.id).where(one.c.appointment_id == appointment.c.id) for one in about)
    return and_(*(~exists(one) for one in left))


def _texts_left() -> Select[tuple[int]]:
    return select(outbox.c.id).where(outbox.c.appointment_id == appointment.c.id)


def _delivery(before: datetime) -> Doomed:
    return [(delivery_event, (delivery_event.c.received_at < before))]


def _strangers(before: datetime) -> Doomed:
    nobodys = ~exists(
        select(contact_address.c.contact_id).where(
            contact_address.c.address_id == inbound_message.c.address_id
        )
    )
    theirs = inbound_message.c.contact_id.is_(None) & nobodys
    said = ~exists(
        select(contact_address.c.contact_id).where(
            contact_address.c.address_id == outbox.c.address_id
        )
    ) & outbox.c.contact_id.is_(None)
    return [
        *_messages(theirs & (inbound_message.c.received_at < before)),
        *_sent(said & (outbox.c.kind != "alert") & (outbox.c.created_at < before)),
        (address, _unused(before)),
    ]


def _unused(before: datetime) -> ColumnElement[bool]:
    """An address that nothing points at any more. One that left stays: nobody may text it."""
    users = (
        select(contact_address.c.contact_id).where(contact_address.c.address_id == address.c.id),
        select(inbound_message.c.id).where(inbound_message.c.address_id == address.c.id),
        select(outbox.c.id).where(outbox.c.address_id == address.c.id),
        select(concern.c.id).where(concern.c.address_id == address.c.id),
        select(session.c.id).where(session.c.address_id == address.c.id),
        select(chat_visit.c.id).where(chat_visit.c.address_id == address.c.id),
        select(worker_way.c.user_id).where(worker_way.c.address_id == address.c.id),
    )
    unused = and_(*(~exists(one) for one in users))
    left = address.c.opted_out_at.is_(None) & (address.c.created_at < before)
    return unused & left & but_newest(address)


def _cases(before: datetime) -> Doomed:
    return [(rights_case, (rights_case.c.closed_at < before) & but_newest(rights_case))]


_RULES: Mapping[Kind, Callable[[datetime], Doomed]] = {
    Kind.PRIVATE_TEXTS: _private_texts,
    Kind.TEXTS: _texts,
    Kind.ANSWERS: _answers,
    Kind.COUNTED: _counted,
    Kind.MEETINGS: _meetings,
    Kind.DELIVERY: _delivery,
    Kind.STRANGERS: _strangers,
    Kind.CASES: _cases,
}


def people_gone_quiet(tx: Transaction, before: datetime) -> tuple[int, ...]:
    """Return the contacts with whom nothing has happened since a moment and nothing is planned."""
    recent = (
        select(inbound_message.c.contact_id).where(
            inbound_message.c.contact_id == contact.c.id, inbound_message.c.received_at >= before
        ),
        select(appointment.c.contact_id).where(
            appointment.c.contact_id == contact.c.id, appointment.c.starts_at >= before
        ),
        select(answer.c.contact_id).where(
            answer.c.contact_id == contact.c.id, answer.c.answered_at >= before
        ),
        select(chat_visit.c.contact_id).where(
            chat_visit.c.contact_id == contact.c.id, chat_visit.c.started_at >= before
        ),
        select(rights_case.c.contact_id).where(
            rights_case.c.contact_id == contact.c.id,
            or_(
                rights_case.c.closed_at.is_(None) & (rights_case.c.kind == CaseKind.COMPLAINT),
                rights_case.c.opened_at >= before,
            ),
        ),
        select(concern.c.contact_id).where(concern.c.contact_id == contact.c.id),
    )
    found = tx.db.scalars(
        select(contact.c.id)
        .where(
            contact.c.erased_at.is_(None),
            contact.c.created_at < before,
            *(~exists(one) for one in recent),
        )
        .order_by(contact.c.id)
    )
    return tuple(found)


def due_for_disposal(tx: Transaction, before: datetime) -> tuple[int, ...]:
    """Return the concerns whose schedule date has come: people dispose of them, nothing else."""
    closed = select(concern.c.id).where(concern.c.closed_at < before).order_by(concern.c.id)
    return tuple(tx.db.scalars(closed))


def audited_before(tx: Transaction, before: datetime) -> int:
    """Return how many rows of the audit are older; the chain is never cut from here."""
    return int(tx.db.scalar(select(func.count(audit.c.id)).where(audit.c.at < before)) or 0)


def coarsen_days(tx: Transaction, before: datetime) -> int:
    """Say the month alone of what was said for totals before a moment: the first of it."""
    rows = tx.db.execute(
        select(totals_answer.c.answered_on)
        .where(totals_answer.c.answered_on < before.date())
        .distinct()
    ).scalars()
    days = [day for day in rows if day.day != 1]
    return sum(
        tx.db.execute(
            update(totals_answer)
            .where(totals_answer.c.answered_on == day)
            .values(answered_on=day.replace(day=1))
        ).rowcount
        for day in days
    )
