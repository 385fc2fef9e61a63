"""A clock jumps, or the network between worker and database is cut: each text goes once."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.app import Services, build
from bot.errors import StoreUnavailable
from bot.store import dispatch, job_queue
from bot.store.database import Store
from bot.store.lanes import Lane
from bot.store.migrations.run import migrate
from bot.store.tables import outbox
from tests.conftest import new_database
from tests.contract.test_engines import Place
from tests.factories import Clock, a_setting, rows
from tests.fakes import FakeChannel
from tests.faults.test_many_machines import went, write
from tests.sending import Sender

MANY = 40
DAY = 24
SHORT_CLAIM = timedelta(seconds=5)  # what was claimed as the line went is claimed anew after it


@pytest.mark.parametrize("hours", [-DAY, -1, 1, DAY])
def test_when_the_clock_jumps_with_texts_claimed_each_goes_once(
    services: Services, store: Store, sender: Sender, clock: Clock, hours: int
) -> None:
    write(services, MANY)
    with store.begin() as tx:
        claimed = dispatch.claim(tx, sender.held, limit=20, lane=Lane.REST, now=clock.now())
    for message in claimed[:10]:
        sender.deliver.deliver(message, sender.held)
    clock.forward(hours=hours)

    other = Sender.taking_over(services, clock, "after the jump")
    other.send()
    clock.forward(hours=DAY + 1)  # what was written for a time that is to come again has come
    other.send()

    assert went(sender) + went(other) == Counter({f"text {number}": 1 for number in range(MANY)})
    assert {row.state for row in rows(store, outbox)} == {"sent"}


class Wire:
    """The network between worker and database: what goes through it, until it is cut."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._ends: set[socket.socket] = set()
        self._is_cut = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break what is under way, wherever it stands, and let nothing new through."""
        self._is_cut = True
        for end in tuple(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._is_cut:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._database)
            self._ends |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while read := one.recv(65_536):
                other.sendall(read)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.discard(one)
        one.close()


@contextmanager
def wired_to(url: str) -> Iterator[tuple[Wire, str]]:
    """Give a wire to the database at `url`, a Unix socket's, and the URL that goes through it."""
    parsed = make_url(url)
    folder = str(parsed.query["host"])
    wire = Wire(f"{folder}/.s.PGSQL.{parsed.query.get('port', 5432)}")
    through = parsed.set(host="127.0.0.1", port=wire.port, query={"gssencmode": "disable"})
    try:
        yield wire, through.render_as_string(hide_password=False)
    finally:
        wire.close()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["embedded", "procrastinate"])
def test_when_the_network_to_the_database_is_cut_and_mended_each_text_goes_once(
    postgresql: Any, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CLAIM_LENGTH", SHORT_CLAIM)
    url = new_database(postgresql, f"cut_{uuid4().hex[:12]}")
    with wired_to(url) as (wire, through):
        near = build(a_setting(database_url=url, engine=engine, spool_directory=tmp_path))
        migrate(near.store.engine)
        job_queue.fit(near.store.engine, engine)
        far = build(a_setting(database_url=through, engine=engine, spool_directory=tmp_path))
        at_work = Place(far, FakeChannel(now=far.now()))
        desk = Place(near, at_work.sms)

        with at_work.workers(1 if engine == "embedded" else 2):
            desk.write(*(f"before {number}" for number in range(MANY)))
            at_work.until(lambda: bool(at_work.went()))
            wire.cut()
            desk.write(*(f"during {number}" for number in range(MANY)))
            with pytest.raises(StoreUnavailable), far.store.begin() as tx:
                tx.db.execute(text("SELECT 1"))  # a connection that lay ready says nothing before
            wire.mend()
            desk.until(lambda: not {"queued", "claimed"} & set(desk.states().values()))

        states = Counter(desk.states().values())
        unsure = states["sending"] + states["unknown"]  # a person's to ask, after a minute
        gone = desk.went()
        assert set(gone.values()) == {1}
        assert 2 * MANY - unsure <= len(gone) <= 2 * MANY
        for services in (near, far):
            services.store.engine.dispose()
