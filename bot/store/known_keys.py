"""The keys this database was made with. A wrong one is told of before anything is read or written.

What is kept is sealed itself and tells nothing of a key: a fixed word, and digests of two keys.
"""

from __future__ import annotations

import hmac

from sqlalchemy import inspect, select

from bot.errors import DecryptionError, SettingsError
from bot.privacy.encryption import blind_index
from bot.store.access_tables import known_key
from bot.store.addresses import VALUE as ADDRESS
from bot.store.database import Transaction
from bot.store.tables import address

VALUE = "known_key.value"
WORD = "sayso"
WRONG = {
    "encryption": "SAYSO_ENCRYPTION_KEYS does not open this database: no key of it fits. "
    "Nothing was read or changed. Put back the key it was made with",
    "index": "SAYSO_INDEX_KEY is not the one this database was made with: no number would be "
    "found. It never changes. Put back the old one",
    "pseudonym": "SAYSO_PSEUDONYM_KEY is not the one this database was made with: nobody's "
    "answers would be found again. It never changes. Put back the old one",
}


def check(tx: Transaction, pseudonym_key: bytes) -> None:
    """Compare the keys of the settings with what this database knows, if it knows any yet.

    Raises:
        SettingsError: naming each key that is not the right one.
    """
    if not inspect(tx.db).has_table(known_key.name):
        return
    rows = tx.db.execute(select(known_key)).all()
    meant = _values(tx, pseudonym_key)
    try:
        told = {row.name: tx.cipher.decrypt(row.value, VALUE) for row in rows}
    except DecryptionError as error:
        raise SettingsError((WRONG["encryption"],)) from error
    wrong = tuple(WRONG[name] for name in told if told[name] != meant[name])
    if wrong:
        raise SettingsError(wrong)


def learn(tx: Transaction, pseudonym_key: bytes) -> None:
    """Remember the keys, if none are known yet and they open what is there already.

    Raises:
        SettingsError: naming each key that is not the right one.
    """
    if tx.db.execute(select(known_key)).first() is not None:
        return
    _try_on(tx)
    tx.db.execute(
        known_key.insert(),
        [
            {"name": name, "value": tx.cipher.encrypt(value, VALUE)}
            for name, value in _values(tx, pseudonym_key).items()
        ],
    )


def _try_on(tx: Transaction) -> None:
    row = tx.db.execute(select(address).limit(1)).first()
    if row is None:
        return
    try:
        urn = f"{row.scheme}:{tx.cipher.decrypt(row.value, ADDRESS)}"
    except DecryptionError as error:
        raise SettingsError((WRONG["encryption"],)) from error
    if tx.digest(urn) != row.digest:
        raise SettingsError((WRONG["index"],))


def _values(tx: Transaction, pseudonym_key: bytes) -> dict[str, str]:
    return {
        "encryption": WORD,
        "index": blind_index(tx.index_key, WORD),
        "pseudonym": hmac.digest(pseudonym_key, WORD.encode(), "sha256").hex(),
    }
