"""The young people a round may ask, and the groups there are to choose from. No names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, not_, select

from bot.rounds.audience import Candidate
from bot.store.database import Transaction
from bot.store.staff_tables import user
from bot.store.tables import address, contact, contact_address, team
from bot.store.waves import GUEST

CHANNELS = {"tel": "sms", "chat": "chat"}


@dataclass(frozen=True, slots=True)
class Groups:
    """What an audience can be chosen by; `teams` and `workers` by id, with their names."""

    teams: tuple[tuple[int, str], ...]
    areas: tuple[str, ...]
    age_bands: tuple[str, ...]
    workers: tuple[tuple[int, str], ...]


def candidates(tx: Transaction, *, guests: bool) -> tuple[Candidate, ...]:
    """Return every young person a round may ask; for a trial every guest, and nobody else.

    Who came by the word of one round asked to be in that one: a later one asks them once somebody
    has taken them on, or they text its word.
    """
    ways = _ways(tx)
    came_by_a_word = and_(
        contact.c.age_band == "", contact.c.team_id.is_(None), contact.c.worker_id.is_(None)
    )
    rows = tx.db.execute(
        select(
            contact.c.id,
            contact.c.age_band,
            contact.c.area,
            contact.c.team_id,
            contact.c.worker_id,
            contact.c.language,
        )
        .where(
            contact.c.status == GUEST
            if guests
            else and_(contact.c.status == "active", not_(came_by_a_word))
        )
        .order_by(contact.c.id)
    )
    return tuple(Candidate(*row, channel=_channel(ways[row.id])) for row in rows)


def _ways(tx: Transaction) -> dict[int, set[str]]:
    """Return contact id -> the kinds of address a question may go to now."""
    rows = tx.db.execute(
        select(contact_address.c.contact_id, address.c.scheme)
        .join(address, address.c.id == contact_address.c.address_id)
        .where(
            contact_address.c.ended_at.is_(None),
            (address.c.scheme == "chat") | contact_address.c.confirmed_at.is_not(None),
            address.c.opted_out_at.is_(None),
            address.c.trouble.is_(None),
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        found[row.contact_id].add(row.scheme)
    return found


def _channel(schemes: set[str]) -> str | None:
    return next((CHANNELS[scheme] for scheme in ("tel", "chat") if scheme in schemes), None)


def groups(tx: Transaction) -> Groups:
    """Return the teams, areas, age bands and caseloads that have somebody in them."""
    active = contact.c.status == "active"
    areas = tx.db.scalars(
        select(contact.c.area).where(active, contact.c.area.is_not(None)).distinct()
    )
    bands = tx.db.scalars(select(contact.c.age_band).where(active).distinct())
    teams = tx.db.execute(
        select(team.c.id, team.c.name)
        .join(contact, contact.c.team_id == team.c.id)
        .where(active)
        .distinct()
    )
    workers = tx.db.execute(
        select(user.c.id, user.c.name)
        .join(contact, contact.c.worker_id == user.c.id)
        .where(active)
        .distinct()
    )
    return Groups(
        tuple(sorted((int(key), str(name)) for key, name in teams)),
        tuple(sorted(str(area) for area in areas)),
        tuple(sorted(bands)),
        tuple(sorted(((int(key), str(name)) for key, name in workers), key=lambda w: w[1])),
    )
