"""Both engines that say when to look, held to one promise: due goes once, soon, and nothing else.

Real workers with real clocks over PostgreSQL; the embedded engine over SQLite as well.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from bot import jobs
from bot.app import Services, build
from bot.jobs import DISPATCH_EVERY, SWEEP_EVERY, Schedule, working
from bot.later_jobs import LaterJobs, retry_stalled_jobs
from bot.sending import SENDERS_OF, Sending, drawing
from bot.services.ask_after_stuck import AskAfterStuck
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.draw_charts import DrawCharts
from bot.services.redact_texts import RedactTexts
from bot.services.settle_unknown import SettleUnknown
from bot.store import dispatch, job_queue, leases
from bot.store.addresses import ensure
from bot.store.database import Transaction
from bot.store.lanes import Lane
from bot.store.migrations.run import migrate
from bot.store.outbox import NewMessage, enqueue
from bot.store.tables import outbox
from tests.conftest import new_database
from tests.factories import a_setting, phone, rows
from tests.fakes import FakeChannel

PATIENCE, A_MOMENT = 150.0, 0.02
HOUR = timedelta(hours=1)


@dataclass
class Place:
    """One deployment: a database, a provider that is a list, and workers to start."""

    services: Services
    sms: FakeChannel

    @contextmanager
    def workers(self, count: int = 1) -> Iterator[None]:
        with ExitStack() as stack:
            for number in range(count):
                stack.enter_context(working(Schedule(self.services, self.sending(number))))
            yield

    def sending(self, number: int) -> Sending:
        pools = {lane: ThreadPoolExecutor(most) for lane, most in SENDERS_OF.items()}
        services, channels = self.services, {"sms": self.sms}
        deliver = DeliverOutbox(
            services.store, channels, services.house, pools=pools, now=services.now
        )
        settle = SettleUnknown(services.store, channels, services.now)
        ask = AskAfterStuck(services.store, channels, services.record, services.now)
        return Sending(
            f"worker {number}",
            deliver=deliver,
            settle=settle,
            redact=RedactTexts(services.store, channels, services.now),
            draw_charts=DrawCharts(services.store, services.release.shelf, services.house, drawing),
            ask_after_stuck=ask,
        )

    def write(self, *names: str, kind: str = "reply", later: timedelta = timedelta()) -> None:
        now = self.services.now()
        with self.services.store.begin() as tx:
            for name in names:
                enqueue(tx, self.message(tx, name, kind, now + later), now)

    def undo(self, name: str, later: timedelta = timedelta()) -> None:
        """Write one message, and roll back."""
        now = self.services.now()
        with self.services.store.engine.connect() as db:
            db.begin()
            tx = Transaction(db, self.services.store.cipher, self.services.settings.index_key)
            enqueue(tx, self.message(tx, name, "reply", now + later), now)
            db.rollback()

    def message(self, tx: Any, name: str, kind: str, due_at: Any) -> NewMessage:
        return NewMessage(
            address_id=ensure(tx, f"tel:{phone(1)}", due_at),
            channel="sms",
            kind=kind,
            body=name,
            dedupe_key=name,
            due_at=due_at,
        )

    def went(self) -> Counter[str]:
        return Counter(offered.body for offered in self.sms.offered)

    def until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, f"it never was so: {self.states()}"
            time.sleep(A_MOMENT)

    def states(self) -> dict[str, str]:
        return {row.dedupe_key: row.state for row in rows(self.services.store, outbox)}

    def jobs(self) -> list[tuple[str, str, str]]:
        query = "SELECT queue_name, status, queueing_lock FROM procrastinate_jobs WHERE task_name"
        with self.services.store.reading() as tx:
            return [tuple(row) for row in tx.db.execute(text(f"{query} LIKE 'look%' ORDER BY id"))]


@pytest.fixture(params=["embedded sqlite", "embedded postgresql", "procrastinate postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Return an empty deployment of each kind."""
    engine, kind = request.param.split()
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'sayso.db'}"
    else:
        url = request.getfixturevalue("new_postgresql")(f"engine_{uuid4().hex[:12]}")
    services = build(a_setting(database_url=url, engine=engine, spool_directory=tmp_path))
    if kind == "sqlite":
        migrate(services.store.engine)
    job_queue.fit(services.store.engine, engine)
    yield Place(services, FakeChannel(now=services.now()))
    services.store.engine.dispose()


many = pytest.mark.parametrize("place", ["procrastinate postgresql"], indirect=True)


def test_what_is_due_goes_once_whoever_wrote_it_and_when(place: Place) -> None:
    place.write("before", "before too")
    with place.workers():
        place.write("an answer")
        place.write("we are here", kind="holding")
        place.until(lambda: len(place.went()) == 4)

    assert set(place.went().values()) == {1}
    assert set(place.states().values()) == {"sent"}


def test_what_was_taken_back_or_is_not_due_does_not_go(place: Place) -> None:
    place.write("in March", later=120 * 24 * HOUR)
    place.undo("undone")
    with place.workers():
        place.write("to the same person, now")  # E4a: what goes in March holds nothing back
        place.until(lambda: bool(place.went()))

    assert place.states() == {"in March": "queued", "to the same person, now": "sent"}


def test_what_is_due_in_a_moment_goes_when_it_comes(place: Place) -> None:
    with place.workers():
        place.write("soon", later=timedelta(seconds=1))
        assert not place.went()
        place.until(lambda: bool(place.went()))

    (row,) = rows(place.services.store, outbox)
    assert row.sending_at >= row.due_at


def test_two_workers_send_each_text_once(place: Place) -> None:
    names = [f"text {number}" for number in range(120)]
    with place.workers(2):
        place.write(*names)
        place.until(lambda: set(place.states().values()) == {"sent"})

    assert place.went() == Counter(names)


def test_what_there_is_to_do_is_done_as_a_worker_starts_and_not_a_turn_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SETTLE_EVERY", HOUR.total_seconds())
    place.write("cut off")
    with place.services.store.begin() as tx:
        values = {"state": "sending", "sending_at": place.services.now() - HOUR, "attempts": 1}
        tx.db.execute(update(outbox).values(values))
    with place.workers():
        place.until(lambda: place.states() != {"cut off": "sending"})

    assert not place.went()


def test_a_worker_that_starts_before_the_database_is_fitted_goes_on_once_it_is(
    tmp_path: Path, postgresql: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "RENEW_EVERY", 0.25)
    url = new_database(postgresql, f"engine_{uuid4().hex[:12]}")
    services = build(a_setting(database_url=url, spool_directory=tmp_path))
    place = Place(services, FakeChannel(now=services.now()))
    with place.workers():
        migrate(services.store.engine)
        place.write("an answer")
        place.until(lambda: place.went() == {"an answer": 1})

    services.store.engine.dispose()


@many
def test_what_is_due_later_has_one_job_a_minute_of_its_queue_and_it_sends(place: Place) -> None:
    place.write("a", "b", later=HOUR)
    place.write("c", kind="alert", later=HOUR)
    place.write("now")
    jobs = place.jobs()
    with place.services.store.begin() as tx:
        tx.db.execute(update(outbox).where(outbox.c.dedupe_key != "now").values(state="void"))
        hour_ago = place.services.now() - HOUR
        tx.db.execute(text("ALTER TABLE outbox DISABLE TRIGGER sayso_say_when_to_look"))
        tx.db.execute(update(outbox).values(state="queued", due_at=hour_ago))
        tx.db.execute(text("ALTER TABLE outbox ENABLE TRIGGER sayso_say_when_to_look"))
        tx.db.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))
    with place.workers():
        place.until(lambda: len(place.went()) == 4 and not place.jobs())

    assert [(queue, status) for queue, status, _ in jobs] == [
        ("sending", "todo"),
        ("safeguarding", "todo"),
    ]
    assert set(place.went().values()) == {1}


@many
def test_a_text_put_off_is_told_of_again_and_one_undone_never_was(place: Place) -> None:
    place.write("a")
    with place.services.store.begin() as tx:
        held = leases.share(tx, place.services.now())
        (due,) = dispatch.claim(tx, held, limit=9, lane=Lane.REST, now=place.services.now())
        dispatch.put_off(tx, due, place.services.now() + HOUR)
    place.undo("b", later=5 * HOUR)

    assert len(place.jobs()) == 1


@many
def test_a_job_whose_worker_died_is_put_back(place: Place) -> None:
    place.write("a", later=HOUR)
    with place.services.store.begin() as tx:
        tx.db.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"))

    async def look() -> int:
        url = place.services.settings.database_url
        app = LaterJobs(url, lambda: None, lambda: None, Any).app()
        async with app.open_async():
            return await retry_stalled_jobs(app)

    with ThreadPoolExecutor(1) as apart:  # a browser's tests keep a loop running in this thread
        put_back = apart.submit(lambda: asyncio.run(look())).result()

    assert put_back == 1
    assert [status for _, status, _ in place.jobs()] == ["todo"]


@dataclass
class AskedOnce:
    """What a worker waits at, which keeps how long it would have waited, and has it stop."""

    stopping: threading.Event
    seconds: float = 0.0

    def wait(self, seconds: float) -> None:
        self.seconds = seconds
        self.stopping.set()

    def close(self) -> None:
        pass


@many
@pytest.mark.parametrize(
    ("held_until", "waits"),
    [
        pytest.param(leases.LENGTH, SWEEP_EVERY, id="the lease lasts"),
        pytest.param(timedelta(), DISPATCH_EVERY, id="the lease ran out"),
    ],
)
def test_while_its_lease_ran_out_a_worker_waits_for_that_and_not_for_a_sweep(
    place: Place, monkeypatch: pytest.MonkeyPatch, held_until: timedelta, waits: float
) -> None:
    schedule = Schedule(place.services, place.sending(0))
    with place.services.store.begin() as tx:
        schedule.sends = leases.share(tx, place.services.now() - leases.LENGTH + held_until)
    asked = AskedOnce(schedule.stopping)
    monkeypatch.setattr(jobs, "waking", lambda *_: asked)

    schedule.keep_sending()

    assert asked.seconds == waits


def test_what_draws_and_gathers_hears_that_the_worker_stops(place: Place) -> None:
    told: list[Any] = []
    services = replace(place.services, gather_themes=told.append)
    schedule = Schedule(services, replace(place.sending(0), draw_charts=told.append))
    schedule.renew()

    schedule.draw_charts()
    schedule.gather_themes()

    assert [is_stopping() for is_stopping in told] == [False, False]
    schedule.stopping.set()
    assert [is_stopping() for is_stopping in told] == [True, True]


def test_going_back_to_one_worker_takes_the_trigger_away(
    new_postgresql: Callable[[str], str], tmp_path: Path
) -> None:
    url = new_postgresql(f"engine_{uuid4().hex[:12]}")
    services = build(a_setting(database_url=url, spool_directory=tmp_path))
    for engine in ("procrastinate", "procrastinate", "embedded"):
        job_queue.fit(services.store.engine, engine)
    place = Place(services, FakeChannel(now=services.now()))

    place.write("a", later=HOUR)

    assert place.jobs() == []
    services.store.engine.dispose()
