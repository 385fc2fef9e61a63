"""The duty rota as it is kept: who can be told of a concern, on which shifts, by which rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select, update

from bot.conversation.house import House
from bot.safeguarding.rota import Hours, Pace, Post, Responder, Rota, Shift
from bot.store.care_tables import care_rule, responder, shift
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.staff_tables import RoleName, role, roles_users, user

NAME, EMAIL, PHONE = "responder.name", "responder.email", "responder.phone"


@dataclass(frozen=True, slots=True)
class Rules:
    """How this organisation answers concerns.

    Args:
        two_to_close: a grave concern is closed by two people; else by one, and a review in writing
            follows within days.
    """

    hours: Hours = field(default_factory=Hours)
    pace: Pace = field(default_factory=Pace)
    two_to_close: bool = True


def load(tx: Transaction, house: House) -> Rota:
    """Return the whole rota as it stands."""
    rules = rules_of(tx)
    return Rota(
        zone=house.zone,
        hours=rules.hours,
        pace=rules.pace,
        shifts=_shifts(tx),
        accounts=tuple(f"mailto:{one.email}" for one in colleagues(tx)),
        last_resort=house.last_resort,
    )


def rules_of(tx: Transaction) -> Rules:
    """Return the rules in force: the newest, or the usual ones."""
    row = tx.db.execute(select(care_rule).order_by(care_rule.c.id.desc()).limit(1)).first()
    if row is None:
        return Rules()
    return Rules(
        Hours(time.fromisoformat(row.opens), time.fromisoformat(row.closes), _days(row.days)),
        Pace(row.deputy, row.lead, row.manager, row.again),
        row.two_to_close,
    )


def change_rules(tx: Transaction, rules: Rules, *, user_id: int | None, now: datetime) -> None:
    """Put new rules in force; the old ones stay as they were, for the record."""
    tx.db.execute(
        care_rule.insert().values(
            days=_digits(rules.hours.days),
            opens=rules.hours.opens.isoformat("minutes"),
            closes=rules.hours.closes.isoformat("minutes"),
            deputy=rules.pace.deputy,
            lead=rules.pace.lead,
            manager=rules.pace.manager,
            again=rules.pace.again,
            two_to_close=rules.two_to_close,
            changed_at=now,
            changed_by=user_id,
        )
    )


def responders(tx: Transaction) -> tuple[Responder, ...]:
    """Return everybody who can be put on a shift, in the order they were added."""
    rows = tx.db.execute(
        select(responder).where(responder.c.ended_at.is_(None)).order_by(responder.c.id)
    )
    return tuple(_responder(tx, row) for row in rows)


def add_responder(
    tx: Transaction,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    user_id: int | None,
    now: datetime,
) -> int:
    """Keep one more person or team who can be told; return the id."""
    values = {
        "name": tx.cipher.encrypt(name, NAME),
        "email": tx.cipher.encrypt(email, EMAIL) if email else None,
        "phone": tx.cipher.encrypt(phone, PHONE) if phone else None,
        "user_id": user_id,
        "created_at": now,
    }
    made = tx.db.execute(responder.insert().values(values).returning(responder.c.id))
    return int(made.scalar_one())


def end_responder(tx: Transaction, responder_id: int, now: datetime) -> None:
    """Tell somebody of nothing more: they and their shifts end."""
    tx.db.execute(
        update(responder)
        .where(responder.c.id == responder_id, responder.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    tx.db.execute(
        update(shift)
        .where(shift.c.responder_id == responder_id, shift.c.ended_at.is_(None))
        .values(ended_at=now)
    )


def add_shift(
    tx: Transaction,
    *,
    responder_id: int,
    post: Post,
    days: Iterable[int],
    first: date | None,
    last: date | None,
    now: datetime,
) -> int:
    """Put somebody on a post; return the shift's id."""
    values = {
        "responder_id": responder_id,
        "post": post,
        "days": _digits(days),
        "first": first,
        "last": last,
        "created_at": now,
    }
    return int(tx.db.execute(shift.insert().values(values).returning(shift.c.id)).scalar_one())


def end_shift(tx: Transaction, shift_id: int, now: datetime) -> None:
    """Take somebody off a post."""
    tx.db.execute(
        update(shift).where(shift.c.id == shift_id, shift.c.ended_at.is_(None)).values(ended_at=now)
    )


def urns_of_user(tx: Transaction, user_id: int) -> tuple[str, ...]:
    """Return where one member of staff is told: as the rota has them, else their account."""
    row = tx.db.execute(
        select(responder)
        .where(responder.c.user_id == user_id, responder.c.ended_at.is_(None))
        .order_by(responder.c.id.desc())
        .limit(1)
    ).first()
    if row is not None:
        return _responder(tx, row).urns
    email = tx.db.scalar(select(user.c.email).where(user.c.id == user_id))
    return (f"mailto:{email}",) if email else ()


def _shifts(tx: Transaction) -> tuple[Shift, ...]:
    rows = tx.db.execute(
        select(
            shift.c.id.label("shift_id"),
            shift.c.post,
            shift.c.days,
            shift.c.first,
            shift.c.last,
            responder,
        )
        .join(responder, responder.c.id == shift.c.responder_id)
        .where(shift.c.ended_at.is_(None), responder.c.ended_at.is_(None))
        .order_by(shift.c.id)
    )
    return tuple(
        Shift(
            row.shift_id,
            _responder(tx, row),
            Post(row.post),
            _days(row.days),
            row.first,
            row.last,
        )
        for row in rows
    )


def _responder(tx: Transaction, row: AnyRow) -> Responder:
    return Responder(
        id=row.id,
        name=tx.cipher.decrypt(row.name, NAME),
        email=tx.cipher.decrypt(row.email, EMAIL) if row.email else None,
        phone=tx.cipher.decrypt(row.phone, PHONE) if row.phone else None,
        user_id=row.user_id,
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    """One active account of staff."""

    id: int
    name: str
    email: str = field(repr=False)


def colleagues(tx: Transaction) -> tuple[Colleague, ...]:
    """Return every active safeguarding account, the oldest first."""
    return with_role(tx, RoleName.SAFEGUARDING)


def with_role(tx: Transaction, *roles: RoleName) -> tuple[Colleague, ...]:
    """Return every active account with one of these roles, the oldest first."""
    rows = tx.db.execute(
        select(user.c.id, user.c.name, user.c.email)
        .join(roles_users, roles_users.c.user_id == user.c.id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(role.c.name.in_(roles), user.c.active.is_(True))
        .distinct()
        .order_by(user.c.id)
    )
    return tuple(Colleague(*row) for row in rows)


def _days(digits: str) -> frozenset[int]:
    return frozenset(int(digit) for digit in digits)


def _digits(days: Iterable[int]) -> str:
    return "".join(str(day) for day in sorted(set(days)))
