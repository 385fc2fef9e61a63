"""Whose young people a member of staff may see, as a condition. Every query about one takes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true

from bot.privacy.policy import Action, Asker, Grant, Resource, Role, Tie, grant
from bot.store.database import Transaction
from bot.store.staff_tables import role, roles_users, user
from bot.store.tables import appointment, contact


@dataclass(frozen=True, slots=True)
class Scope:
    """What a grant of the policy comes to: a caseload, a lead's team, records opened.

    Without a grant there is no scope, and without a scope no query reads a person.
    """

    grant: Grant

    @property
    def user_id(self) -> int:
        """Whose eyes these are."""
        return self.grant.asker.user_id

    @property
    def team_id(self) -> int | None:
        """The team they may look into; None for nobody's but their own caseload."""
        return self.grant.asker.team_id if Tie.TEAM in self.grant.ties else None

    def over(self, resource: Resource) -> Scope:
        """Return this scope if it is over that kind of thing.

        Raises:
            TypeError: it is over another.
        """
        if self.grant.resource is not resource:
            raise TypeError(
                f"a scope over {resource.name} is needed, not {self.grant.resource.name}"
            )
        return self

    def contacts(self) -> ColumnElement[bool]:
        """Return the condition a contact in this scope fulfils."""
        within, asker = self.grant.ties, self.grant.asker
        return or_(
            contact.c.worker_id == asker.user_id if Tie.OWN in within else false(),
            contact.c.team_id == asker.team_id
            if Tie.TEAM in within and asker.team_id is not None
            else false(),
            contact.c.id.in_(sorted(asker.opened)) if Tie.OPENED in within else false(),
            true() if Tie.OTHER in within else false(),
        )

    def meetings(self) -> ColumnElement[bool]:
        """Return the condition of a meeting: of a contact in scope, or one they hold themselves."""
        if Tie.OWN not in self.grant.ties:
            return self.contacts()
        return or_(appointment.c.worker_id == self.user_id, self.contacts())


def own_caseload(user_id: int) -> Scope:
    """Return a worker's scope over their own young people, to change what is arranged with them.

    For what a worker does outside the pages: by their own number, or with a sheet.
    """
    asker = Asker(user_id, frozenset({Role.WORKER}))
    return Scope(grant(asker, Resource.ARRANGEMENTS, Action.CHANGE))


def of_account(tx: Transaction, user_id: int, resource: Resource, action: Action) -> Scope:
    """Return over whom an account may do this, by the roles it holds at this very moment.

    For what has no caseload: whoever has lost the role since the page was shown is refused.

    Raises:
        NotYours: no role of theirs may, the account is off, or there is none.
    """
    held = tx.db.scalars(
        select(role.c.name)
        .join(roles_users, roles_users.c.role_id == role.c.id)
        .join(user, user.c.id == roles_users.c.user_id)
        .where(user.c.id == user_id, user.c.active)
    )
    return Scope(grant(Asker(user_id, frozenset(map(Role, held))), resource, action))


def of_the_command_line() -> Scope:
    """Return the scope of whoever may run commands on the machine: which concerns there are."""
    return Scope(grant(Asker(0, frozenset({Role.SAFEGUARDING})), Resource.CONCERN, Action.SEE))
