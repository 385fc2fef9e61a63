"""Whoever is signed in, as the pages need to know them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_security import current_user

from admin.guard import held_roles
from bot.store.queries.scope import Scope
from bot.store.users import RoleName


@dataclass(frozen=True, slots=True)
class Viewer:
    """One signed-in member of staff, and whose young people they may see."""

    id: int
    email: str
    scope: Scope

    @property
    def actor(self) -> str:
        """How the audit log names them."""
        return f"user:{self.id}"


def viewer() -> Viewer:
    """Return who is signed in; call it on guarded routes alone."""
    leads = RoleName.LEAD in held_roles()
    scope = Scope(current_user.id, current_user.team_id if leads else None)
    return Viewer(current_user.id, current_user.email, scope)
