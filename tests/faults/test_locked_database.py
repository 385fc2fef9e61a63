"""SQLite's lock is held by another process for ten seconds and more, while children write: each
has their concern, one reply and its alerts, by the way in, the fallback or the spool."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from bot.app import Services
from bot.safeguarding.replies import Watch, holding_reply
from bot.store.database import PATIENCE, Store
from bot.store.tables import concern, concern_message, inbound_message, outbox
from tests.factories import BASE_URL, TOKEN, a_contact, outgoing, phone, rows
from tests.sending import Sender

pytestmark = pytest.mark.slow
INBOUND, FALLBACK = "/webhooks/twilio/inbound", "/webhooks/twilio/fallback"
CHILDREN = range(1, 6)
WORDS = "my dad hits me"


@pytest.fixture
def sqlite_store(app: Flask, store: Store) -> Iterator[Store]:
    """Return the store the web application writes to, on SQLite."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("one write lock is SQLite's")
    made: Store = app.extensions["sayso"].store
    with made.begin():  # whoever was refused just before is less patient: not so here
        pass
    yield made
    made.patience = PATIENCE


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the write lock as another program would, until the block ends."""
    other = sqlite3.connect(store.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def poster(app: Flask, path: str) -> Callable[[int], tuple[int, str]]:
    """Return what posts one child's text as Twilio does and returns the status and the answer."""

    def post(number: int) -> tuple[int, str]:
        form = {"MessageSid": f"SM{number:032x}", "From": phone(number), "Body": WORDS}
        signature = RequestValidator(TOKEN).compute_signature(BASE_URL + path, form)
        headers = {"X-Twilio-Signature": signature}
        answered = app.test_client().post(path, data=form, headers=headers)
        return answered.status_code, answered.text

    return post


def check_every_child_was_heard(store: Store, sender: Sender) -> None:
    assert len(rows(store, inbound_message)) == len(rows(store, concern_message)) == len(CHILDREN)
    concerns = {row.id for row in rows(store, concern)}
    assert len(concerns) == len(CHILDREN)
    sender.send()
    for channel in ("email", "sms"):
        alerts = rows(store, outbox, outbox.c.kind == "alert", outbox.c.channel == channel)
        assert {row.concern_id for row in alerts if row.state == "sent"} == concerns


def test_all_who_write_while_it_is_locked_for_nine_seconds_are_heard_when_it_is_free(
    app: Flask, services: Services, sqlite_store: Store, sender: Sender
) -> None:
    for number in CHILDREN:
        a_contact(services, number=number)
    with ThreadPoolExecutor(len(CHILDREN)) as pool:
        with locked(sqlite_store):
            answers = [pool.submit(poster(app, INBOUND), number) for number in CHILDREN]
            time.sleep(9)  # the lock is real, and so is the waiting for it
        assert [answer.result(20)[0] for answer in answers] == [200] * len(CHILDREN)

    check_every_child_was_heard(services.store, sender)
    for number in CHILDREN:
        assert [kind for kind, _, _ in outgoing(services.store, number=number)] == ["holding"]


def test_where_it_stays_locked_everybody_hears_from_the_fallback_and_is_heard_after_it(
    app: Flask, services: Services, sqlite_store: Store, sender: Sender
) -> None:
    for number in CHILDREN:
        a_contact(services, number=number)
    with ThreadPoolExecutor(len(CHILDREN)) as pool, locked(sqlite_store):
        began = time.monotonic()
        refused = list(pool.map(poster(app, INBOUND), CHILDREN))
        waited = time.monotonic() - began
        said = list(pool.map(poster(app, FALLBACK), CHILDREN))

    assert [status for status, _ in refused] == [503] * len(CHILDREN)
    assert PATIENCE - 1 < waited < 15  # nobody waits for one another's patience; Twilio gives 15
    holding = holding_reply("other", None, "en", watch=Watch.ALERTING_DOWN).text
    assert all(status == 200 and holding in text for status, text in said)
    assert services.replay() == len(CHILDREN)
    check_every_child_was_heard(services.store, sender)
    for number in CHILDREN:
        assert outgoing(services.store, number=number) == []  # the fallback was their one reply
