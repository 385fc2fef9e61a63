"""Meetings as staff pages list them, and the texts about each. Only those in scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from bot.privacy.policy import Resource
from bot.store.appointments import OTHERS, PLACE
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.queries.scope import Scope
from bot.store.tables import appointment, outbox
from bot.store.whose import with_names

ABOUT_A_MEETING = ("reminder", "notice")
DRY = "dry-"  # how the ids begin that dry sending makes up


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `starts_at` is UTC, `zone` where it is, `reply` coming, change or cannot."""

    id: int
    contact_id: int
    nickname: str
    worker_id: int
    worker: str
    starts_at: datetime
    zone: str
    place: str
    status: str
    version: int
    reply: str | None
    minutes: int = 60
    kind: str = "one_to_one"
    others: str | None = field(default=None, repr=False)
    attended: str | None = None
    travel: str | None = None
    gathering: str | None = None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class TextAbout:
    """One text about a meeting: where it stands in the outbox, and what the provider said."""

    kind: str
    channel: str
    state: str
    delivery: str | None
    due_at: datetime
    sent_at: datetime | None
    error_code: str | None
    why: str | None
    dry: bool


def between(
    tx: Transaction,
    scope: Scope,
    *,
    since: datetime,
    until: datetime | None = None,
    contact_id: int | None = None,
) -> tuple[Meeting, ...]:
    """Return the meetings still on that start in [since, until), soonest first."""
    query = _whole(scope).where(appointment.c.status == "booked", appointment.c.starts_at >= since)
    if until is not None:
        query = query.where(appointment.c.starts_at < until)
    if contact_id is not None:
        query = query.where(appointment.c.contact_id == contact_id)
    rows = tx.db.execute(query.order_by(appointment.c.starts_at, appointment.c.id))
    return tuple(_read(tx, row) for row in rows)


def to_follow(
    tx: Transaction, scope: Scope, *, since: datetime, now: datetime
) -> tuple[Meeting, ...]:
    """Return the meetings since then that have begun and of which nobody said what became."""
    rows = tx.db.execute(
        _whole(scope)
        .where(
            appointment.c.status == "booked",
            appointment.c.attended.is_(None),
            appointment.c.starts_at >= since,
            appointment.c.starts_at <= now,
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
    )
    return tuple(_read(tx, row) for row in rows)


def one(tx: Transaction, scope: Scope, appointment_id: int) -> Meeting | None:
    """Return one meeting, called off or not; None where there is none of that id in scope."""
    row = tx.db.execute(_whole(scope).where(appointment.c.id == appointment_id)).first()
    return _read(tx, row) if row is not None else None


def texts_about(
    tx: Transaction, meetings: Sequence[Meeting]
) -> Mapping[int, tuple[TextAbout, ...]]:
    """Return meeting id -> its texts, soonest due first; none that an older time left void."""
    versions = {meeting.id: meeting.version for meeting in meetings}
    rows = tx.db.execute(
        select(outbox)
        .where(outbox.c.appointment_id.in_(versions), outbox.c.kind.in_(ABOUT_A_MEETING))
        .order_by(outbox.c.due_at, outbox.c.id)
    )
    texts: dict[int, tuple[TextAbout, ...]] = {}
    for row in rows:
        if row.state != "void" or row.appointment_version == versions[row.appointment_id]:
            texts[row.appointment_id] = (*texts.get(row.appointment_id, ()), _text(row))
    return texts


def _whole(scope: Scope) -> Select[Any]:
    return with_names(appointment).where(scope.over(Resource.ARRANGEMENTS).meetings())


def _read(tx: Transaction, row: AnyRow) -> Meeting:
    return Meeting(
        id=row.id,
        contact_id=row.contact_id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        worker_id=row.worker_id,
        worker=row.worker,
        starts_at=row.starts_at,
        zone=row.zone,
        place=tx.cipher.decrypt(row.place, PLACE),
        status=row.status,
        version=row.version,
        reply=row.reply,
        minutes=row.minutes,
        kind=row.kind,
        others=tx.cipher.decrypt(row.others, OTHERS) if row.others is not None else None,
        attended=row.attended,
        travel=row.travel,
        gathering=row.gathering,
        series_id=row.series_id,
    )


def _text(row: AnyRow) -> TextAbout:
    return TextAbout(
        kind=row.kind,
        channel=row.channel,
        state=row.state,
        delivery=row.delivery,
        due_at=row.due_at,
        sent_at=row.sent_at,
        error_code=row.error_code,
        why=row.why,
        dry=(row.external_id or "").startswith(DRY),
    )
