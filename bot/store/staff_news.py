"""News for a worker by the route they chose: an e-mail, a text, or their page alone.

Whoever else sees their phone learns a first letter and a time, and no word of the young person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.store import addresses, appointments, calendars, outbox
from bot.store.database import Transaction
from bot.store.meeting_tables import worker_way
from bot.store.outbox import NewMessage
from bot.store.staff_tables import user

SUBJECT = "Sayso: something about a meeting"
EMAIL, SMS, PAGE = "email", "sms", "page"


@dataclass(frozen=True, slots=True)
class Way:
    """Where news goes: an address and the channel that serves it."""

    address_id: int
    channel: str


def way_to(tx: Transaction, house: House, user_id: int, now: datetime) -> Way | None:
    """Return how a member of staff hears at once; None where they look at their page alone."""
    row = tx.db.execute(
        select(user.c.email, worker_way.c.route, worker_way.c.address_id, worker_way.c.confirmed_at)
        .outerjoin(worker_way, worker_way.c.user_id == user.c.id)
        .where(user.c.id == user_id)
    ).one()
    if row.route == SMS and row.address_id is not None and row.confirmed_at is not None:
        return Way(row.address_id, "sms")
    if row.route == PAGE or "email" not in house.routes:
        return None
    return Way(addresses.ensure(tx, f"mailto:{row.email}", now), "email")


def tell(
    tx: Transaction,
    house: House,
    user_id: int | None,
    news: str,
    *,
    key: str,
    now: datetime,
    path: str = "/admin/week",
    subject: str = SUBJECT,
) -> None:
    """Queue one piece of news; the same `key` is told once.

    Args:
        news: a sentence without its full stop: "P needs to change a meeting, Tue 4pm".
    """
    way = way_to(tx, house, user_id, now) if user_id is not None else None
    if way is None:
        return
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=way.address_id,
            channel=way.channel,
            kind="task",
            subject=subject,
            body=house.body(f"{news}. {house.base_url}{path}", (), channel=way.channel),
            dedupe_key=f"staff:{user_id}:{key}",
            due_at=now,
        ),
        now,
    )


def ask_if_met(
    tx: Transaction,
    house: House,
    user_id: int,
    *,
    question: str,
    appointment_id: int,
    now: datetime,
) -> None:
    """Ask once whether a meeting happened: one digit by text, or a look at the page."""
    way = way_to(tx, house, user_id, now)
    if way is None:
        return
    by_text = way.channel == "sms"
    body = house.body(question, ("Yes", "No", "Moved"), channel="sms")
    link = f"{question} {house.base_url}/admin/week"
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=way.address_id,
            channel=way.channel,
            kind="task",
            subject="Sayso: did you meet?",
            body=body if by_text else link,
            dedupe_key=f"staff:{user_id}:met:{appointment_id}",
            due_at=now,
            appointment_id=appointment_id,
        ),
        now,
    )


def send_calendar(tx: Transaction, house: House, appointment_id: int, now: datetime) -> None:
    """E-mail a meeting that changed as a calendar file, to whoever hears by e-mail."""
    from bot.meetings.calendar_file import write_calendar  # noqa: PLC0415

    meeting = appointments.one(tx, appointment_id)
    way = way_to(tx, house, meeting.worker_id, now) if meeting is not None else None
    if meeting is None or way is None or way.channel != "email":
        return
    alone, series = calendars.about(tx, appointment_id)
    outbox.enqueue(
        tx,
        NewMessage(
            address_id=way.address_id,
            channel="email",
            kind="task",
            subject="Sayso: a meeting changed",
            body=f"A meeting changed. {house.base_url}/admin/meetings/{appointment_id}",
            calendar=write_calendar(alone, series, base_url=house.base_url).decode(),
            dedupe_key=f"staff:{meeting.worker_id}:ics:{appointment_id}:v{meeting.version}",
            due_at=now,
        ),
        now,
    )
