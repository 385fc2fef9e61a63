"""Signed-in browsers: begun, seen, rested and ended in the database, whatever cookies are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, session
from flask_login import user_logged_in, user_logged_out
from flask_security import Security
from flask_security.signals import user_failed_authn
from flask_security.utils import set_request_attr
from sqlalchemy import bindparam, case, literal, or_, select, update
from sqlalchemy.orm import Session, joinedload, scoped_session

from bot.store.columns import Moment
from bot.store.users import REST, WRONG_TRIES, SignIn, StaffSession, User

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# Writing on every page would be a write lock a page; a minute is near enough for half an hour.
SEEN_EVERY = timedelta(minutes=1)
KEY = "sign_in"

# Made once: a sign-in is looked up for every page.
_WHOSE = (
    select(User)
    .where(User.fs_uniquifier == bindparam("uniquifier"))
    .options(joinedload(User.roles))
)

Clock = Callable[[], datetime]


def keep_presence(
    app: Flask, security: Security, sessions: scoped_session[StaffSession], now: Clock
) -> None:
    """Tie every sign-in to a row that can be ended, and count wrong tries. Source: X4, X7."""

    def load(uniquifier: str) -> User | None:
        user = sessions().scalar(_WHOSE, {"uniquifier": uniquifier})
        if user is None or not user.active:
            return None
        if not _is_present(sessions(), user, now()):
            return None
        # What Flask-Security's own loader tells its decorators.
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
        return user

    def begun(_app: Flask, user: Any, **_: Any) -> None:
        session[KEY] = begin(sessions(), user, now())

    def ended(_app: Flask, **_: Any) -> None:
        end(sessions(), session.pop(KEY, None), now())

    def failed(_app: Flask, user: Any, **_: Any) -> None:
        count_wrong_try(sessions(), user.id, now())

    security.login_manager.user_loader(load)
    # Staff pages know no tokens: nobody is signed in by a header or a query.
    security.login_manager.request_loader(lambda _request: None)
    user_logged_in.connect(begun, app, weak=False)
    user_logged_out.connect(ended, app, weak=False)
    user_failed_authn.connect(failed, app, weak=False)


def begin(db: Session, user: User, now: datetime) -> str:
    """Record a new sign-in and return its id; earlier wrong tries are forgotten."""
    row = SignIn(id=secrets.token_urlsafe(32), user_id=user.id, started_at=now, seen_at=now)
    db.add(row)
    user.wrong_tries = 0
    db.commit()
    return row.id


def end(db: Session, sign_in_id: str | None, now: datetime) -> None:
    """End one sign-in; an unknown or ended one stays as it is."""
    if sign_in_id is not None:
        _end(db, SignIn.id == sign_in_id, now)


def end_all(db: Session, user_id: int, now: datetime) -> None:
    """Sign a member of staff out everywhere."""
    _end(db, SignIn.user_id == user_id, now)


def count_wrong_try(db: Session, user_id: int, now: datetime) -> None:
    """Count a wrong password or code; the tenth in a row rests the account for 15 minutes.

    While it rests nothing is counted, so that nobody can keep somebody else out for good.
    """
    last = User.wrong_tries + 1 >= WRONG_TRIES
    db.execute(
        update(User)
        .where(
            User.id == user_id,
            or_(User.resting_until.is_(None), User.resting_until <= now),
        )
        .values(
            wrong_tries=case((last, 0), else_=User.wrong_tries + 1),
            resting_until=case((last, literal(now + REST, Moment)), else_=literal(None, Moment)),
        )
        .execution_options(synchronize_session=False)
    )
    db.commit()


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def _end(db: Session, which: Any, now: datetime) -> None:
    db.execute(
        update(SignIn)
        .where(which, SignIn.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    db.commit()


def _is_present(db: Session, user: User, now: datetime) -> bool:
    row = db.get(SignIn, session.get(KEY, ""))
    if row is None or row.user_id != user.id or row.ended_at is not None:
        return False
    if now - row.seen_at > IDLE or now - row.started_at > LONGEST:
        return False
    if now - row.seen_at > SEEN_EVERY:
        row.seen_at = now
        db.commit()
    return True
