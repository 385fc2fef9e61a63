"""Seal staff's app secrets and recovery codes anew with the newest key, as their rows are."""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from passlib.totp import TOTP, AppWallet
from sqlalchemy import select

from admin.sign_in import recovery_keys, totp_keys
from bot.store.users import StaffSession, User


def reseal_staff(db: StaffSession, keys: tuple[tuple[str, bytes], ...]) -> int:
    """Seal what older keys sealed; return of how many accounts. Those of no key here raise.

    Args:
        keys: (id, 32 bytes), the newest first.
    """
    secrets = totp_keys(keys)
    newest = next(iter(secrets))
    totp = TOTP.using(wallet=AppWallet(secrets, default_tag=newest))
    changed = 0
    for user in db.scalars(select(User).order_by(User.id)):
        before = (user.tf_totp_secret, user.mf_recovery_codes)
        user.tf_totp_secret = _secret(totp, newest, user.tf_totp_secret)
        user.mf_recovery_codes = _codes(recovery_keys(keys), user.mf_recovery_codes)
        changed += before != (user.tf_totp_secret, user.mf_recovery_codes)
    db.commit()
    return changed


def _secret(totp: Any, newest: str, stored: str | None) -> str | None:
    if not stored or json.loads(stored)["enckey"]["t"] == newest:
        return stored
    sealed: str = totp.from_source(stored).to_json(encrypt=True)
    return sealed


def _codes(keys: list[bytes], stored: list[str] | None) -> list[str] | None:
    if not stored:
        return stored
    newest, every = Fernet(keys[0]), MultiFernet([Fernet(key) for key in keys])
    return [
        code if _opens(newest, code) else every.rotate(code.encode()).decode() for code in stored
    ]


def _opens(key: Fernet, code: str) -> bool:
    try:
        key.decrypt(code.encode())
    except InvalidToken:
        return False
    return True
