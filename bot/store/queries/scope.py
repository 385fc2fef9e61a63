"""Whose young people a member of staff may see. Every query of `queries` about one takes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from bot.store.tables import appointment, contact


@dataclass(frozen=True, slots=True)
class Scope:
    """A worker's own caseload; with a team, as a lead has, all of that team's.

    Args:
        team_id: set for a lead alone.
    """

    user_id: int
    team_id: int | None = None

    def contacts(self) -> ColumnElement[bool]:
        """Return the condition a contact in this scope fulfils."""
        own = contact.c.worker_id == self.user_id
        return own if self.team_id is None else or_(own, contact.c.team_id == self.team_id)

    def meetings(self) -> ColumnElement[bool]:
        """Return the condition of a meeting: of a contact in scope, or one they hold themselves."""
        return or_(appointment.c.worker_id == self.user_id, self.contacts())
