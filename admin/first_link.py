"""One-time links for a first sign-in: signed, for three days, good until once used."""

from __future__ import annotations

import hashlib
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.store.users import User

VALID_SECONDS = 3 * 24 * 60 * 60
SALT = "first-sign-in"


def first_path(user: User, secret_key: str) -> str:
    """Return the path of a new one-time link, such as "/admin/first/eyJ1Ijox…"."""
    token = _serializer(secret_key).dumps({"u": user.id, "m": _mark(user)})
    return f"/admin/first/{token}"


def user_id_of(token: str, secret_key: str) -> tuple[int, str] | None:
    """Return whom a link is for and the mark it was made with; None if forged or too old."""
    try:
        value: Any = _serializer(secret_key).loads(token, max_age=VALID_SECONDS)
    except BadSignature:
        return None
    return int(value["u"]), str(value["m"])


def is_open(user: User, mark: str) -> bool:
    """Tell whether the link may still be used: no password yet, and nobody came in with it."""
    return user.password is None and user.active and _mark(user) == mark


def _mark(user: User) -> str:
    # The uniquifier changes when a link is used, so the mark no longer fits. Hashed: the
    # uniquifier itself is what sessions are tied to.
    return hashlib.sha256(user.fs_uniquifier.encode()).hexdigest()[:24]


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=SALT)
