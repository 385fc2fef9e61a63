"""What planning and sending need to know of young people: their way, their wish, their times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select

from bot.conversation.house import House
from bot.meetings.caps import WEEK_DAYS
from bot.meetings.preferences import USUAL_TIMES, Preferences, TextTimes, quiet_for
from bot.meetings.wording import Style
from bot.store.contacts import Reach, reach_of
from bot.store.database import Transaction
from bot.store.lanes import UNASKED
from bot.store.meeting_tables import text_times
from bot.store.queries import wishes
from bot.store.tables import address, contact, contact_address, outbox
from bot.store.upserts import insert_for

GONE = ("sent", "sending", "unknown")
WAITING = ("queued", "claimed")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A young person a meeting is with, and how they may be told of it.

    Args:
        reach: a number not confirmed yet counts: whether it is by then is looked at when sending.
            None: no way, or they asked for no texts about meetings.
    """

    contact_id: int
    language: str
    worker_id: int | None
    reach: Reach | None
    preferences: Preferences


def all_of(tx: Transaction, house: House, contact_ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return contact id -> who they are to a reminder. What they have had is not counted yet."""
    rows = tx.db.execute(
        select(contact.c.id, contact.c.language, contact.c.worker_id, contact.c.discretion).where(
            contact.c.id.in_(contact_ids)
        )
    ).all()
    reaches = _reaches(tx, contact_ids)
    wished = wishes.chosen_by(tx, contact_ids, wishes.REMIND_ME)
    times = times_of(tx, contact_ids)
    return {
        row.id: Recipient(
            row.id,
            row.language,
            row.worker_id,
            None if row.discretion == "none" else reaches.get(row.id),
            preferences=Preferences(
                wish=wished.get(row.id),
                times=times.get(row.id, USUAL_TIMES),
                quiet=quiet_for(times.get(row.id, USUAL_TIMES), house.quiet, house.school_year),
                style=style_of(row.discretion, reaches.get(row.id)),
                caps=house.caps,
            ),
        )
        for row in rows
    }


def _reaches(tx: Transaction, contact_ids: Sequence[int]) -> Mapping[int, Reach]:
    """Return contact id -> the way to reach them: phones first; none they left or that is wrong."""
    rows = tx.db.execute(
        select(
            contact_address.c.contact_id,
            address.c.id,
            address.c.scheme,
            contact_address.c.confirmed_at,
            address.c.opted_out_at,
            address.c.held_by,
            address.c.trouble,
            contact_address.c.shared,
        )
        .join(contact_address, contact_address.c.address_id == address.c.id)
        .where(
            contact_address.c.contact_id.in_(contact_ids),
            contact_address.c.ended_at.is_(None),
            address.c.opted_out_at.is_(None),
            address.c.trouble.is_(None),
        )
        .order_by(address.c.scheme.desc(), address.c.id)
    )
    found: dict[int, Reach] = {}
    for row in rows:
        found.setdefault(row.contact_id, reach_of(row))
    return found


def style_of(discretion: str, reach: Reach | None) -> Style:
    """Return how much a text to this person may say, and whether it may ask."""
    if reach is not None and reach.shared == "often":
        return Style.PLAIN
    return Style.FULL if discretion == "normal" else Style.DISCREET


def times_of(tx: Transaction, contact_ids: Sequence[int]) -> Mapping[int, TextTimes]:
    """Return contact id -> when they want texts, of those who said."""
    rows = tx.db.execute(select(text_times).where(text_times.c.contact_id.in_(contact_ids)))
    return {
        row.contact_id: TextTimes(
            time.fromisoformat(row.evening_at) if row.evening_at else None,
            row.two_hours,
            row.night,
            row.school_hours,
            row.no_weekends,
            row.no_holidays,
        )
        for row in rows
    }


def set_times(tx: Transaction, contact_id: int, times: TextTimes, now: datetime) -> None:
    """Record when somebody wants texts; the latest word counts."""
    values = {
        "evening_at": f"{times.evening_at:%H:%M}" if times.evening_at else None,
        "two_hours": times.two_hours,
        "night": times.night,
        "school_hours": times.school_hours,
        "no_weekends": times.no_weekends,
        "no_holidays": times.no_holidays,
        "updated_at": now,
    }
    tx.db.execute(
        insert_for(tx.db, text_times)
        .values(contact_id=contact_id, **values)
        .on_conflict_do_update(index_elements=["contact_id"], set_=values)
    )


def taken(
    tx: Transaction,
    address_ids: Sequence[int],
    zone: tzinfo,
    now: datetime,
    *,
    waiting: bool,
    reminders: bool = True,
) -> Mapping[int, tuple[date, ...]]:
    """Return address id -> the local days of texts that went unasked there in the last week.

    Args:
        waiting: those still to go count as well.
        reminders: False leaves out reminders that wait: they are about to be planned anew.
    """
    local_today = now.astimezone(zone).date()
    since = datetime.combine(local_today - timedelta(days=WEEK_DAYS - 1), time(0), zone)
    went = outbox.c.state.in_(GONE) & (outbox.c.sending_at >= since)
    counted = went
    if waiting:
        kinds = UNASKED if reminders else tuple(kind for kind in UNASKED if kind != "reminder")
        counted = went | (outbox.c.state.in_(WAITING) & outbox.c.kind.in_(kinds))
    rows = tx.db.execute(
        select(outbox.c.address_id, outbox.c.state, outbox.c.due_at, outbox.c.sending_at).where(
            outbox.c.address_id.in_(address_ids), outbox.c.kind.in_(UNASKED), counted
        )
    )
    days: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        at = row.sending_at if row.state in GONE else row.due_at
        days[row.address_id].append(at.astimezone(zone).date())
    return {address_id: tuple(found) for address_id, found in days.items()}


def lock(tx: Transaction, address_id: int) -> None:
    """Let no other text to this address be weighed against the caps until we are done.

    On SQLite the transaction itself does.
    """
    if tx.db.dialect.name == "sqlite":
        return
    tx.db.execute(select(address.c.id).where(address.c.id == address_id).with_for_update())
