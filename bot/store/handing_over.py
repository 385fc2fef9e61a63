"""Young people go to another worker: their meetings, what is open about them, and a text to each
that they can answer. Whoever calls holds the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update

from bot.conversation.house import House
from bot.conversation.phrases import options_of, phrase
from bot.errors import BadInput
from bot.store import outbox, reminding, staff_news, talking, tasks
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.leads import OTHER_WORKER
from bot.store.meeting_tables import meeting_request, promise, series
from bot.store.reminding import TELL_THEM
from bot.store.staff_tables import user
from bot.store.tables import appointment, contact, task
from bot.store.talking import Telling


def hand_over(
    tx: Transaction,
    house: House,
    contact_ids: Sequence[int],
    to: int,
    *,
    away: bool,
    now: datetime,
    back_on: date | None = None,
    words: str | None = None,
) -> int:
    """Give these young people to another worker; return of how many no text can tell.

    Args:
        away: the worker they had is away for now, and may come back.
        back_on: the day on which they go back to that worker without anybody doing anything.
        words: which sentence tells them, where it is none of the usual two.

    Raises:
        BadInput: there is no such worker.
    """
    new = tx.db.execute(select(user.c.name, user.c.team_id).where(user.c.id == to)).first()
    if new is None:
        raise BadInput("choose who they go to")
    untold = 0
    for contact_id in contact_ids:
        was = tx.db.execute(
            select(contact, user.c.name)
            .outerjoin(user, user.c.id == contact.c.worker_id)
            .where(contact.c.id == contact_id)
        ).one()
        if was.worker_id == to:
            continue
        tx.db.execute(
            update(contact)
            .where(contact.c.id == contact_id)
            .values(worker_id=to, team_id=new.team_id, **_back(was, back_on if away else None))
        )
        _meetings(tx, house, contact_id, to, now=now)
        _what_is_open(tx, contact_id, to)
        telling = _telling(
            house,
            words or ("handover_away" if away else "handover"),
            contact_id=contact_id,
            was=was.name,
            new=new.name,
            now=now,
            lang=was.language,
        )
        if not talking.tell(tx, house, contact_id, telling, now=now):
            untold += 1
            tasks.raise_for(tx, worker_id=to, contact_id=contact_id, kind=TELL_THEM, now=now)
    return untold


def _back(was: AnyRow, back_on: date | None) -> dict[str, object]:
    """Return to whom they go back and when: to whoever they were with first, when all are back."""
    if back_on is None:
        return {"back_to": None, "back_on": None}
    days = [day for day in (was.back_on, back_on) if day is not None]
    return {"back_to": was.back_to or was.worker_id, "back_on": max(days)}


def _telling(
    house: House,
    key: str,
    *,
    contact_id: int,
    was: str | None,
    new: str,
    now: datetime,
    lang: str,
) -> Telling:
    said = phrase(key, house.drafts)
    return Telling(
        words=house.fill(said.text.to(lang), new, lang, was=was or "the one before"),
        key=f"handover:{contact_id}:{now.isoformat()}",
        step="handover",
        options=options_of(said, lang),
        plain=house.fill(phrase("handover_plain", house.drafts).text.to(lang), new, lang),
        waits_for_caps=False,
    )


def _meetings(tx: Transaction, house: House, contact_id: int, to: int, *, now: datetime) -> None:
    """What is ahead is with the new worker: its version rises, and its texts name them."""
    moved = tx.db.scalars(
        update(appointment)
        .where(
            appointment.c.contact_id == contact_id,
            appointment.c.status == "booked",
            appointment.c.starts_at > now,
        )
        .values(worker_id=to, version=appointment.c.version + 1, updated_at=now)
        .returning(appointment.c.id)
    ).all()
    tx.db.execute(
        update(series)
        .where(series.c.contact_id == contact_id, series.c.status == "booked")
        .values(worker_id=to, version=series.c.version + 1, updated_at=now)
    )
    for appointment_id in moved:
        outbox.void_appointment(tx, appointment_id, "it is with another worker now")
        reminding.remind(tx, house, appointment_id, now, catch_up=False)
        staff_news.send_calendar(tx, house, appointment_id, now)


def _what_is_open(tx: Transaction, contact_id: int, to: int) -> None:
    for table, is_open in (
        (meeting_request, meeting_request.c.settled_at.is_(None)),
        (promise, promise.c.done_at.is_(None)),
        (task, task.c.done_at.is_(None) & (task.c.kind != OTHER_WORKER)),
    ):
        tx.db.execute(
            update(table).where(table.c.contact_id == contact_id, is_open).values(worker_id=to)
        )
