"""A database in memory, with keys of its own, that holds what a turn looks up and is then gone."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from bot.safeguarding.rota import Rota
from bot.store import leases, rotas
from bot.store.database import Store, Transaction, driver_of, open_engine
from bot.store.metadata import metadata
from bot.store.rotas import Rules
from bot.store.tables import flow_version

SOMEBODY = "mailto:duty@example.org", "tel:+447700900998"
IN_MEMORY, KEY_BYTES = "sqlite:///:memory:", 32


@contextmanager
def in_memory(
    now: datetime, versions: Sequence[dict[str, object]], *, runs: bool, rota: Rota
) -> Iterator[Store]:
    """Open a database of its own, with what a turn looks up: conversations, the rota, the lease."""
    keys = (("k1", secrets.token_bytes(KEY_BYTES)),)
    store = Store(IN_MEMORY, keys=keys, index_key=secrets.token_bytes(KEY_BYTES))
    try:
        with store.engine.connect() as db:
            driver_of(db).deserialize(_blank())
        with store.begin() as tx:
            tx.db.execute(flow_version.insert(), versions)
            if runs:
                leases.take(tx, "pretend", now)
            _copy_rota(tx, rota, now)
        yield store
    finally:
        store.engine.dispose()


@cache
def _blank() -> bytes:
    """Return an empty database of today's tables: making them anew each time is slow."""
    engine = open_engine(IN_MEMORY)
    metadata.create_all(engine)
    with engine.connect() as db:
        whole = bytes(driver_of(db).serialize())
    engine.dispose()
    return whole


def _copy_rota(tx: Transaction, rota: Rota, now: datetime) -> None:
    """Have the same people on the same days, without their names or how to reach them."""
    rotas.change_rules(tx, Rules(rota.hours, rota.pace), user_id=None, now=now)
    email, phone = (urn.partition(":")[2] for urn in SOMEBODY)
    people: dict[int, int] = {}
    for shift in rota.shifts:
        who = shift.responder
        if who.id not in people:
            people[who.id] = rotas.add_responder(
                tx,
                name="somebody",
                email=email if who.email else None,
                phone=phone if who.phone else None,
                user_id=None,
                now=now,
            )
        rotas.add_shift(
            tx,
            responder_id=people[who.id],
            post=shift.post,
            days=shift.days,
            first=shift.first,
            last=shift.last,
            now=now,
        )
