"""What is counted before going live: accounts that are set up, open trials, backups, whom a message
reached. Numbers and moments alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from bot.store.database import Transaction
from bot.store.staff_tables import RoleName, role, roles_users, user
from bot.store.tables import address, audit, outbox

BACKED_UP = "backup.make"
# A receipt says that a text arrived. Of an e-mail we only ever learn that the server took it.
_ARRIVED = frozenset({"delivered", "read"})
_DRY = "dry-%"


def accounts_set_up(tx: Transaction) -> dict[RoleName, int]:
    """Return how many accounts of each role are on and have a password and a second step."""
    rows = tx.db.execute(
        select(role.c.name, func.count())
        .join(roles_users, roles_users.c.role_id == role.c.id)
        .join(user, user.c.id == roles_users.c.user_id)
        .where(
            user.c.active.is_(True),
            user.c.password.is_not(None),
            user.c.tf_totp_secret.is_not(None),
        )
        .group_by(role.c.name)
    )
    return {RoleName(name): int(count) for name, count in rows}


def backed_up_at(tx: Transaction) -> datetime | None:
    """Return when `sayso backup` last wrote one, or None."""
    return tx.db.scalar(
        select(audit.c.at).where(audit.c.action == BACKED_UP).order_by(audit.c.id.desc()).limit(1)
    )


def reached(tx: Transaction, urns: Iterable[str]) -> frozenset[str]:
    """Return those of these addresses that an alert, or a test of one, has reached for real."""
    digests = {tx.digest(urn): urn for urn in urns}
    rows = tx.db.execute(
        select(address.c.digest, outbox.c.delivery)
        .join(outbox, outbox.c.address_id == address.c.id)
        .where(
            address.c.digest.in_(digests),
            outbox.c.kind == "alert",
            outbox.c.state == "sent",
            outbox.c.external_id.not_like(_DRY),
        )
        .distinct()
    )
    return frozenset(
        digests[row.digest]
        for row in rows
        if row.delivery in _ARRIVED or digests[row.digest].startswith("mailto:")
    )
