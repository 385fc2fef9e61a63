"""Staff, as the services know them: an id, a first name, a team."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.errors import BadInput
from bot.store.database import Transaction
from bot.store.tables import team
from bot.store.upserts import insert_for
from bot.store.users import User

user = User.__table__


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


def ensure_team(tx: Transaction, name: str) -> int:
    """Return the id of a team, making it if need be."""
    tx.db.execute(
        insert_for(tx.db, team).values(name=name).on_conflict_do_nothing(index_elements=["name"])
    )
    return int(tx.db.execute(select(team.c.id).where(team.c.name == name)).scalar_one())
