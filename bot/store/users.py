"""Staff accounts, on the models Flask-Security brings. The only ORM classes of the store."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_security.models.sqla import FsModels
from flask_security.models.sqla_v2 import (
    FsRefreshTrackerMixin,
    FsRoleMixin,
    FsUserMixin,
    FsWebAuthnMixin,
)
from sqlalchemy import Engine, ForeignKey, String, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    relationship,
    scoped_session,
    sessionmaker,
)
from sqlalchemy.sql import Delete, Insert, Update

from bot.errors import BadInput
from bot.store.columns import Id, Moment
from bot.store.metadata import metadata
from bot.store.staff_tables import RoleName
from bot.text.email_address import email_address

WRONG_TRIES = 10
LONGEST_NAME = 11  # every text fits one segment with a name of this length
REST = timedelta(minutes=15)


class Base(DeclarativeBase):
    """Shares the store's one collection of tables, so that one migration makes them all."""

    metadata = metadata


FsModels.set_db_info(  # type: ignore[no-untyped-call]  # Flask-Security leaves it untyped
    base_model=Base,
    user_table_name="user",
    role_table_name="role",
    webauthn_table_name="web_authn",
    refresh_table_name="refresh_tracker",
)


class Role(Base, FsRoleMixin):
    """One of `RoleName`."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(Id, primary_key=True)


class User(Base, FsUserMixin):
    """One member of staff. `name` is the first name that young people are shown."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[int | None] = mapped_column(Id, ForeignKey("team.id"), index=True)
    # The last time step whose code was taken, so that a code seen over a shoulder is no use.
    tf_last_step: Mapped[int | None] = mapped_column(Id)
    wrong_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    resting_until: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr
    @classmethod
    def refresh_trackers(cls) -> Any:
        return relationship("RefreshTracker", cascade="all, delete")

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Tell whether the account rests after too many wrong tries. Source: X7."""
        return self.resting_until is not None and datetime.now(UTC) < self.resting_until

    def verify_and_update_password(self, password: str) -> bool:
        """Compare the password; while the account rests every password is wrong."""
        return bool(super().verify_and_update_password(password)) and not self.is_locked()


class WebAuthn(Base, FsWebAuthnMixin):
    """A passkey."""

    __tablename__ = "web_authn"

    id: Mapped[int] = mapped_column(Id, primary_key=True)


class RefreshTracker(Base, FsRefreshTrackerMixin):
    """Kept empty: Flask-Security's model set names it; Sayso gives out no tokens."""

    __tablename__ = "refresh_tracker"

    id: Mapped[int] = mapped_column(Id, primary_key=True)


class SignIn(Base):
    """One browser signed in. Ending the row ends the sign-in, whatever cookie is kept."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    user_id: Mapped[int] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class StaffSession(Session):
    """Reads on one connection, writes on another.

    SQLite takes the one write lock when a writing transaction begins. A page that only reads
    must not hold it, nor may a password being hashed, so the lock is taken at the first write.
    """

    def __init__(self, *, reading: Engine, writing: Engine, **options: Any) -> None:
        super().__init__(**options)
        self._reading = reading
        self._writing = writing

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **_: Any) -> Engine:
        """Return the engine a statement goes to."""
        writes = self._flushing or isinstance(clause, Update | Delete | Insert)
        return self._writing if writes else self._reading


def staff_sessions(engine: Engine) -> scoped_session[StaffSession]:
    """Return sessions for staff accounts, one a thread; whoever serves requests removes them."""
    factory = sessionmaker(
        class_=StaffSession,
        expire_on_commit=False,
        reading=engine.execution_options(sayso_reads=True),
        writing=engine,
    )
    return scoped_session(factory)


def add_user(
    db: Session,
    *,
    email: str,
    roles: Sequence[RoleName],
    name: str | None = None,
    team_id: int | None = None,
) -> User:
    """Add an account that can be used once its one-time link has been followed.

    Args:
        email: where they sign in from; kept in lower case.
        name: the first name young people see; left out, it is taken from the address.

    Raises:
        BadInput: an account with this e-mail address is there already, or the name is too long.
    """
    address = email.strip().lower()
    if email_address(address) is None:
        raise BadInput("that is not an e-mail address")
    if name is not None and not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(f"a first name has 1 to {LONGEST_NAME} letters: texts are written for that")
    if db.scalar(select(User.id).where(User.email == address)) is not None:
        raise BadInput("an account with this e-mail address is there already")
    user = User(
        email=address,
        name=name or _first_name(address)[:LONGEST_NAME],
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        team_id=team_id,
        roles=[role(db, each) for each in roles],
    )
    db.add(user)
    db.flush()
    return user


def invite_again(user: User) -> None:
    """Open the account for a new one-time link: password, app and recovery codes are forgotten.

    Every browser signed in with it is out, and links made before are over.
    """
    user.password = None
    user.tf_primary_method = None
    user.tf_totp_secret = None
    user.mf_recovery_codes = None
    user.fs_uniquifier = secrets.token_hex(16)


def role(db: Session, name: RoleName) -> Role:
    """Return the role's row, made at first use."""
    found = db.scalar(select(Role).where(Role.name == name.value))
    return found or Role(name=name.value)


def _first_name(email: str) -> str:
    local, _, _ = email.partition("@")
    return re.split(r"[._+-]", local, maxsplit=1)[0].capitalize()
