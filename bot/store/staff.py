"""Staff, as the services know them: an id, a first name, a team."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.errors import BadInput
from bot.store.database import Transaction
from bot.store.staff_tables import RoleName, role, roles_users, user
from bot.store.tables import team
from bot.store.upserts import insert_for

WITH_A_CASELOAD = (RoleName.WORKER, RoleName.LEAD)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff."""

    id: int
    name: str
    team_id: int | None


def by_email(tx: Transaction, email: str) -> Member:
    """Return the member of staff with this e-mail address.

    Raises:
        BadInput: there is none.
    """
    row = tx.db.execute(
        select(user.c.id, user.c.name, user.c.team_id).where(user.c.email == email.strip().lower())
    ).first()
    if row is None:
        raise BadInput("no member of staff has that e-mail address: see `sayso user add`")
    return Member(*row)


def lead_professional(tx: Transaction, email: str) -> Member:
    """Return the member of staff with this e-mail address, who may have a caseload.

    Raises:
        BadInput: there is none, or they are not a worker or a team lead.
    """
    member = by_email(tx, email)
    may = tx.db.scalar(
        select(roles_users.c.user_id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(roles_users.c.user_id == member.id, role.c.name.in_(WITH_A_CASELOAD))
        .limit(1)
    )
    if may is None:
        raise BadInput("that member of staff is not a worker or a team lead")
    return member


def with_caseload_beside(tx: Transaction, user_id: int) -> tuple[Member, ...]:
    """Return the colleagues who may have a caseload: of the same team, or all where there is none.

    They come by name; whoever asks is not among them.
    """
    mine = tx.db.scalar(select(user.c.team_id).where(user.c.id == user_id))
    query = (
        select(user.c.id, user.c.name, user.c.team_id)
        .distinct()
        .join(roles_users, roles_users.c.user_id == user.c.id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(
            role.c.name.in_(WITH_A_CASELOAD),
            user.c.id != user_id,
            user.c.active.is_(True),
        )
        .order_by(user.c.name, user.c.id)
    )
    if mine is not None:
        query = query.where(user.c.team_id == mine)
    return tuple(Member(*row) for row in tx.db.execute(query))


def ensure_team(tx: Transaction, name: str) -> int:
    """Return the id of a team, making it if need be."""
    tx.db.execute(
        insert_for(tx.db, team).values(name=name).on_conflict_do_nothing(index_elements=["name"])
    )
    return int(tx.db.execute(select(team.c.id).where(team.c.name == name)).scalar_one())
