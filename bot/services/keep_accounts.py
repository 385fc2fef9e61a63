"""Staff accounts: who is let in, as what, and who is not any more. Each change is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from bot.errors import BadInput
from bot.store import audits, staff
from bot.store.database import Store
from bot.store.staff_tables import RoleName
from bot.store.users import SignIn, StaffSession, User, add_user, invite_again, role

ALONE = {
    RoleName.OFFICER: "A participation officer sees no young person, so they have no other role.",
    RoleName.AUDITOR: "An auditor looks at what others do, so they have no other role.",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One account as an administrator sees it."""

    id: int
    name: str
    email: str
    roles: tuple[RoleName, ...]
    active: bool
    is_set_up: bool


@dataclass(frozen=True, slots=True)
class KeepAccounts:
    """Adds, changes and switches off accounts."""

    store: Store
    now: Callable[[], datetime]

    def every(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        with self._session() as db:
            found = [
                _account(user)
                for user in db.scalars(select(User).options(selectinload(User.roles)))
            ]
        return tuple(sorted(found, key=lambda one: (not one.active, one.name.casefold(), one.id)))

    def add(self, *, email: str, name: str, roles: Sequence[str], team: str, by: int) -> User:
        """Add an account; return it, for its one-time link.

        Raises:
            BadInput: no such role, roles that do not go together, or an address used already.
        """
        chosen, team_id = roles_of(roles), None
        if team.strip():
            with self.store.begin() as tx:
                team_id = staff.ensure_team(tx, team.strip()[:80])
        with self._session() as db:
            user = add_user(
                db, email=email, roles=chosen, name=name.strip() or None, team_id=team_id
            )
            db.commit()
        self._note(by, "user.add", user.id, roles=",".join(chosen))
        return user

    def change_roles(self, user_id: int, roles: Sequence[str], *, by: int) -> None:
        """Give an account other roles. Whoever uses it is signed out and signs in as what they are.

        Raises:
            BadInput: no such role or account, or it is one's own.
        """
        chosen = roles_of(roles)
        with self._session() as db:
            user = _somebody_else(db, user_id, by)
            user.roles = [role(db, each) for each in chosen]
            self._out(db, user_id)
        self._note(by, "user.roles", user_id, roles=",".join(chosen))

    def switch(self, user_id: int, *, on: bool, by: int) -> None:
        """Switch an account off, at once and in every browser; or on again.

        Raises:
            BadInput: there is none, or it is one's own.
        """
        with self._session() as db:
            _somebody_else(db, user_id, by).active = on
            self._out(db, user_id)
        self._note(by, "user.on" if on else "user.off", user_id)

    def invite(self, user_id: int, *, by: int) -> User:
        """Forget password, app and codes of an account; return it, for its new one-time link.

        Raises:
            BadInput: there is none, or it is one's own.
        """
        with self._session() as db:
            user = _somebody_else(db, user_id, by)
            invite_again(user)
            self._out(db, user_id)
        self._note(by, "user.invite", user_id)
        return user

    def _session(self) -> StaffSession:
        engine = self.store.engine
        return StaffSession(reading=engine, writing=engine, expire_on_commit=False)

    def _out(self, db: StaffSession, user_id: int) -> None:
        ended = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        db.execute(ended.values(ended_at=self.now()))
        db.commit()

    def _note(self, by: int, action: str, user_id: int, **detail: str) -> None:
        with self.store.begin() as tx:
            audits.record(
                tx,
                actor=f"user:{by}",
                action=action,
                subject=f"user:{user_id}",
                now=self.now(),
                detail=detail,
            )


def roles_of(names: Sequence[str]) -> list[RoleName]:
    """Return the roles of these names.

    Raises:
        BadInput: there is none, or two that do not go together.
    """
    chosen = [each for each in RoleName if each.value in names]
    if not chosen:
        raise BadInput("Choose what they do here.")
    for each, why in ALONE.items():
        if each in chosen and len(chosen) > 1:
            raise BadInput(why)
    return chosen


def _somebody_else(db: StaffSession, user_id: int, by: int) -> User:
    if user_id == by:
        raise BadInput("Another administrator must do that: it is your own account.")
    user = db.get(User, user_id)
    if user is None:
        raise BadInput("There is no such account.")
    return user


def _account(user: User) -> Account:
    held = {each.name for each in user.roles}
    return Account(
        id=user.id,
        name=user.name,
        email=user.email,
        roles=tuple(each for each in RoleName if each.value in held),
        active=user.active,
        is_set_up=user.password is not None and user.tf_totp_secret is not None,
    )
