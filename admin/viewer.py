"""Whoever is signed in, as the pages need to know them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request
from flask_security import current_user

from bot.errors import NotYours
from bot.privacy import policy
from bot.privacy.policy import Action, Asker, Resource, Role
from bot.privacy.routes import ROUTES
from bot.store.database import Transaction
from bot.store.queries import people
from bot.store.queries.scope import Scope
from bot.store.staff_tables import RoleName

OPENED = "sayso_opened"  # under `app.extensions`: which records an account has open now


@dataclass(frozen=True, slots=True)
class Viewer:
    """One signed-in member of staff, and whose young people they may see."""

    id: int
    email: str
    asker: Asker

    @property
    def actor(self) -> str:
        """How the audit log names them."""
        return f"user:{self.id}"

    @property
    def scope(self) -> Scope:
        """Over whom they may do what this route does with people: see, or change."""
        right = ROUTES[request.endpoint or ""]
        return self.scope_of(Resource.ARRANGEMENTS, right.action)

    @property
    def words(self) -> Scope:
        """Whose own words they may read."""
        return self.scope_of(Resource.WORDS, Action.SEE)

    def may_change(self, tx: Transaction, contact_id: int) -> bool:
        """Whether they may do more with this young person's record than read it."""
        try:
            scope = self.scope_of(Resource.ARRANGEMENTS, Action.CHANGE)
        except NotYours:
            return False
        return people.one(tx, scope, contact_id) is not None

    def scope_of(self, resource: Resource, action: Action) -> Scope:
        """Return over whom they may do this.

        Raises:
            NotYours: over nobody.
        """
        return Scope(policy.grant(self.asker, resource, action))


def held_roles() -> frozenset[RoleName]:
    """Return the roles of whoever is signed in; none when nobody is."""
    if not current_user.is_authenticated:
        return frozenset()
    return frozenset(RoleName(role.name) for role in current_user.roles)


def viewer() -> Viewer:
    """Return who is signed in, looked up once a request; call it on guarded routes alone."""
    if "viewer" not in g:
        g.viewer = _looked_up()
    found: Viewer = g.viewer
    return found


def _looked_up() -> Viewer:
    roles = held_roles()
    opened = current_app.extensions.get(OPENED)
    asker = Asker(
        current_user.id,
        frozenset(Role(role.value) for role in roles),
        team_id=current_user.team_id if RoleName.LEAD in roles else None,
        opened=opened(current_user.id) if opened is not None else frozenset(),
    )
    return Viewer(current_user.id, current_user.email, asker)
