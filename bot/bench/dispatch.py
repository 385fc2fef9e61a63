"""How fast one worker hands over reminders that are all due at once, and how many claims PostgreSQL
gives to four workers, each exactly once."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from bot.bench.phones import phone
from bot.bench.servers import own_folder, sayso_worker
from bot.settings import Settings, sample
from bot.store import dispatch, job_queue, leases
from bot.store.addresses import ensure
from bot.store.lanes import Lane
from bot.store.migrations.run import migrate
from bot.store.outbox import BODY
from bot.store.tables import contact_address, outbox
from bot.wiring import Services, build

BODY_TEXT = "Hi, it's Sam from The Hub. We meet on Tuesday at 4pm. Reply 1 if you're coming."
AT_ONCE = 1000
PEOPLE = 500
LOOK_EVERY = 0.1
LIMIT = 50


@dataclass(frozen=True, slots=True)
class Handed:
    """Texts handed over a second, seconds from start-up to the first, offers beyond one each."""

    texts: int
    a_second: float
    first_after: float
    doubled: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """Claims of several workers at once: how many a second, and how many came twice or never."""

    workers: int
    claims: int
    a_second: float
    twice: int
    never: int


def hand_over(texts: int, seconds: float, database_url: str | None) -> Handed:
    """Time one worker process with so many reminders due, to a carrier that takes `seconds`."""
    with own_folder() as folder, _carrier(seconds) as url:
        names = _names(database_url or f"sqlite:///{folder / 'sayso.db'}", folder, url)
        services = _prepared(names)
        fill(services, texts)
        began = time.monotonic()
        with sayso_worker(names, folder):
            _wait(lambda: _sent(services) >= 1)
            first, already = time.monotonic(), _sent(services)
            _wait(lambda: _sent(services) >= texts)
            took = time.monotonic() - first
        with services.store.reading() as tx:
            attempts = tx.db.scalar(select(func.sum(outbox.c.attempts))) or 0
        services.store.engine.dispose()
    rate = (texts - already) / took if took else 0.0
    return Handed(texts, round(rate, 1), round(first - began, 2), int(attempts) - texts)


def claim_together(texts: int, workers: int, database_url: str) -> Claimed:
    """Time several claimers at once on one database; each claims batch after batch."""
    with own_folder() as folder:
        services = _prepared(_names(database_url, folder, "http://127.0.0.1:9"))
        fill(services, texts)
        got: list[int] = []
        barrier = threading.Barrier(workers + 1)
        threads = [
            threading.Thread(target=_claim_all, args=(services, barrier, got))
            for _ in range(workers)
        ]
        for thread in threads:
            thread.start()
        barrier.wait()
        began = time.monotonic()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
        services.store.engine.dispose()
    times = Counter(got)
    twice = sum(count - 1 for count in times.values())
    return Claimed(workers, len(got), round(len(got) / took, 1), twice, texts - len(times))


def _claim_all(services: Services, barrier: threading.Barrier, got: list[int]) -> None:
    barrier.wait()
    while True:
        now = services.now()
        with services.store.begin() as tx:
            held = leases.share(tx, now)
        with services.store.begin() as tx:
            claimed = dispatch.claim(tx, held, limit=LIMIT, lane=Lane.UNASKED, now=now)
        if not claimed:
            return
        got.extend(one.id for one in claimed)


def fill(services: Services, texts: int) -> None:
    """Write so many reminders, all due now, to confirmed numbers, shared among some people."""
    now = services.now()
    with services.store.begin() as tx:
        people = [ensure(tx, f"tel:{phone(number)}", now) for number in range(PEOPLE)]
        body = tx.cipher.encrypt(BODY_TEXT, BODY)
        for number, address_id in enumerate(people):
            tx.db.execute(
                contact_address.insert().values(
                    contact_id=number + 1, address_id=address_id, confirmed_at=now
                )
            )
        for start in range(0, texts, AT_ONCE):
            tx.db.execute(
                outbox.insert(),
                [
                    {
                        "address_id": people[number % PEOPLE],
                        "kind": "prompt",
                        "channel": "sms",
                        "body": body,
                        "dedupe_key": f"bench:{number}",
                        "ref": secrets.token_hex(16),
                        "due_at": now,
                        "state": "queued",
                        "created_at": now,
                    }
                    for number in range(start, min(start + AT_ONCE, texts))
                ],
            )


def _names(database_url: str, folder: Path, carrier: str) -> dict[str, str]:
    return dict(sample()) | {
        "SAYSO_DATABASE_URL": database_url,
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_TWILIO_API_BASE_URL": carrier,
    }


def _prepared(names: dict[str, str]) -> Services:
    services = build(Settings.from_environment(names))
    migrate(services.store.engine)
    job_queue.fit(services.store.engine, "embedded")
    return services


def _sent(services: Services) -> int:
    with services.store.reading() as tx:
        return tx.db.scalar(select(func.count()).where(outbox.c.state == "sent")) or 0


def _wait(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(LOOK_EVERY)


@contextmanager
def _carrier(seconds: float) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    command = (sys.executable, "-m", "bot.bench.slow_carrier", str(port), str(seconds))
    with subprocess.Popen(command, env=dict(os.environ)) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
