"""Staff accounts as other tables are joined with them: a few columns, to be read only.

The accounts are in `users.py`, with the library that signs staff in: nobody else need load it.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, String, column, table

from bot.store.columns import Id


class RoleName(StrEnum):
    """What staff may be. Fixed: what each may see and do, `bot.privacy.policy` says."""

    WORKER = "worker"
    LEAD = "lead"
    OFFICER = "officer"
    SAFEGUARDING = "safeguarding"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


user = table(
    "user",
    column("id", Id),
    column("name", String),
    column("email", String),
    column("active", Boolean),
    column("team_id", Id),
    column("password", String),
    column("tf_totp_secret", String),
)
role = table("role", column("id", Id), column("name", String))
roles_users = table("roles_users", column("user_id", Id), column("role_id", Id))
