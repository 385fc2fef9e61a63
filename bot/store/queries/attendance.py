"""Meetings that are over, as `bot.meetings.attendance` counts them: nobody is named."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select

from bot.conversation.house import House
from bot.meetings.attendance import Happened
from bot.meetings.offers import fits
from bot.store.database import Transaction
from bot.store.queries.wishes import FLOW, WHEN_IS_GOOD
from bot.store.tables import answer, appointment, outbox


def happened(tx: Transaction, house: House) -> tuple[Happened, ...]:
    """Return every meeting of which somebody said what became."""
    good = _when_is_good(tx)
    reminded = set(
        tx.db.scalars(
            select(outbox.c.appointment_id).where(
                outbox.c.kind == "reminder", outbox.c.state == "sent"
            )
        )
    )
    rows = tx.db.execute(
        select(
            appointment.c.id,
            appointment.c.contact_id,
            appointment.c.starts_at,
            appointment.c.attended,
        )
        .where(appointment.c.attended.is_not(None))
        .order_by(appointment.c.id)
    )
    return tuple(
        Happened(
            who=row.contact_id,
            attended=row.attended,
            reminded=row.id in reminded,
            chosen=fits(row.starts_at, good[row.contact_id], house.zone, year=house.school_year)
            if row.contact_id in good
            else None,
        )
        for row in rows
    )


def _when_is_good(tx: Transaction) -> Mapping[int, frozenset[str]]:
    rows = tx.db.execute(
        select(answer.c.contact_id, answer.c.value)
        .where(
            answer.c.flow == FLOW,
            answer.c.question == WHEN_IS_GOOD,
            answer.c.value.is_not(None),
        )
        .order_by(answer.c.session_id)
    )
    return {row.contact_id: frozenset(map(str, json.loads(row.value))) for row in rows}
