"""Telling people that a child may not be safe: one message a person a route, and never none.

An alert carries no words, name or number of the young person: it leads to the concern's page.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.safeguarding.assess import Severity
from bot.store import addresses, outbox
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.users import Role, RoleName, User

user = User.__table__
role = Role.__table__
roles_users = User.metadata.tables["roles_users"]

SUBJECT = {
    Severity.IMMEDIATE: "Sayso: a young person may be in danger now",
    Severity.CONCERN: "Sayso: a young person may need help",
}


def rota(tx: Transaction, house: House) -> tuple[str, ...]:
    """Return whom to tell, as URNs: every active safeguarding account, then the last resort."""
    emails = tx.db.scalars(
        select(user.c.email)
        .join(roles_users, roles_users.c.user_id == user.c.id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(role.c.name == RoleName.SAFEGUARDING, user.c.active.is_(True))
        .order_by(user.c.id)
    )
    people = tuple(f"mailto:{email}" for email in emails) + house.last_resort
    return tuple(dict.fromkeys(people))


def raise_alerts(
    tx: Transaction,
    house: House,
    concern_id: int,
    *,
    about: int,
    severity: Severity,
    now: datetime,
) -> int:
    """Queue an alert to everyone on the rota by every route they have; return how many.

    Args:
        about: the id of the message that is news; each is told of once.
    """
    link = f"{house.base_url}/admin/concerns/{concern_id}"
    queued = 0
    for urn in rota(tx, house):
        scheme = urn.partition(":")[0]
        address_id = addresses.ensure(tx, urn, now)
        message = NewMessage(
            address_id=address_id,
            channel="email" if scheme == "mailto" else "sms",
            kind="alert",
            subject=SUBJECT[severity],
            body=f"{SUBJECT[severity]}. Concern {concern_id}. Please open it now: {link}",
            dedupe_key=f"concern:{concern_id}:{about}:{address_id}",
            due_at=now,
            concern_id=concern_id,
        )
        queued += outbox.enqueue(tx, message, now) is not None
    return queued
