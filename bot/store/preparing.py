"""Who has a review to come and was not asked yet what they want to say there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from bot.conversation.budget import BegunBy
from bot.meetings.recurrence import MeetingKind
from bot.store.database import Transaction
from bot.store.meeting_tables import series
from bot.store.tables import appointment, contact, flow_request, session

GETTING_READY = "getting-ready"
AHEAD = (timedelta(days=2), timedelta(days=7))  # time to think, and not so long that it is gone
ASKED_WITHIN = timedelta(days=14)
REVIEWS = (MeetingKind.REVIEW, MeetingKind.TEAM)


def due(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Return whose review is two to seven days ahead and who was not asked for it yet."""
    since = now - ASKED_WITHIN
    asked = exists().where(
        flow_request.c.contact_id == appointment.c.contact_id,
        flow_request.c.flow == GETTING_READY,
        flow_request.c.requested_at > since,
    )
    answered = exists().where(
        session.c.contact_id == appointment.c.contact_id,
        session.c.flow == GETTING_READY,
        session.c.started_at > since,
    )
    rows = tx.db.scalars(
        select(appointment.c.contact_id)
        .join(contact, contact.c.id == appointment.c.contact_id)
        .where(
            _review(),
            appointment.c.starts_at > now + AHEAD[0],
            appointment.c.starts_at <= now + AHEAD[1],
            contact.c.status == "active",
            ~asked,
            ~answered,
        )
        .distinct()
    )
    return tuple(sorted(rows))


def drop_late(tx: Transaction, now: datetime) -> None:
    """Forget who was to be asked and was not in time: no review is ahead of them any more."""
    ahead = exists().where(
        appointment.c.contact_id == flow_request.c.contact_id,
        appointment.c.starts_at > now,
        _review(),
    )
    tx.db.execute(
        update(flow_request)
        .where(
            flow_request.c.flow == GETTING_READY,
            flow_request.c.begun_by == BegunBy.SCHEDULE,
            flow_request.c.begun_at.is_(None),
            ~ahead,
        )
        .values(begun_at=now)
    )


def _review() -> ColumnElement[bool]:
    """A review or a team around the child; and whatever comes every month or quarter."""
    by_month = exists().where(
        series.c.id == appointment.c.series_id, series.c.rule.like("FREQ=MONTHLY%")
    )
    return and_(appointment.c.status == "booked", or_(appointment.c.kind.in_(REVIEWS), by_month))
