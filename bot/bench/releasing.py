"""What a release takes in a house of so many answers, as `sayso totals release` makes it: rows of
the database, copy, counts and snapshot; and how long somebody who writes waits meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Thread

import duckdb

from bot.bench.servers import own_folder
from bot.bench.turns import environment
from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask
from bot.settings import Settings
from bot.store.copied import Copied
from bot.store.database import Store, driver_of
from bot.store.migrations.run import migrate
from bot.wiring import Services, build

FLOW = "how-things-are"
NEW = 10_000  # answers
LOOKS_EACH = 0.05  # seconds
RESPONDENTS = """
CREATE OR REPLACE TEMP TABLE person AS
SELECT i, md5(CAST(i AS VARCHAR)) AS pseudonym,
  ['11-12', '13-15', '16-18', '19-25'][CAST(1 + hash(i, 1) % 4 AS BIGINT)] AS age_band,
  ['girl', 'boy'][CAST(1 + hash(i, 2) % 2 AS BIGINT)] AS gender,
  printf('Area %03d', hash(i, 5) % 152) AS area,
  ['sms', 'chat'][CAST(1 + hash(i, 7) % 2 AS BIGINT)] AS channel
FROM range({first}, {last}) r(i)
"""
ANSWERS = """
SELECT pseudonym, question,
  CASE WHEN hash(i, question) % 20 = 0 THEN 'skipped' ELSE 'answered' END,
  CASE WHEN hash(i, question) % 20 > 0
    THEN options[CAST(1 + hash(i, question, 1) % len(options) AS BIGINT)] END,
  channel
FROM person, asked WHERE pseudonym LIKE '{prefix}%' ORDER BY pseudonym, question
"""


@dataclass(slots=True)
class Waits:
    """How long somebody who writes now and then had to wait, at the longest."""

    longest: float = 0.0
    spent: float = 0.0
    over: Event = field(default_factory=Event)

    def look(self, store: Store) -> None:
        """Begin to write, again and again, until it is over."""
        while not self.over.wait(LOOKS_EACH):
            began = time.perf_counter()
            with store.begin():
                self.longest = max(self.longest, time.perf_counter() - began)
        self.spent = time.thread_time()


def measure(people: int, questions: int, *, tell: Callable[[str], object]) -> dict[str, float]:
    """Fill a house on SQLite, release, and release again after 10,000 answers more."""
    with own_folder() as folder:
        values = environment(f"sqlite:///{folder}/house.db", folder)
        services = build(Settings.from_environment(values))
        migrate(services.store.engine)
        services.publish(shipped())
        tell(f"writing {people * questions:,} answers to a database")
        fill(services, 0, people, questions)
        large = Copied(services.store, folder / "totals", least=min(people * questions, 1_000_000))
        tell("making the first copy, and the first snapshot")
        with _writing_beside(services.store) as first:
            made_s, _ = _released(services, large)
        more = max(1, NEW // questions)
        fill(services, people, people + more, questions)
        tell(f"releasing after {more * questions:,} answers more")
        with _writing_beside(services.store) as next_:
            release_s, release_cpu_s = _released(services, large)
        services.store.engine.dispose()
    return {
        "first_release_s": made_s,
        "first_release_longest_wait_s": round(first.longest, 3),
        "release_s": release_s,
        "release_cpu_s": round(release_cpu_s - next_.spent, 3),
        "release_longest_wait_s": round(next_.longest, 3),
    }


def _released(services: Services, copied: Copied) -> tuple[float, float]:
    began, spent = time.perf_counter(), time.process_time()
    made = replace(services.release, copied=copied)(FLOW)
    if made is None:
        raise LookupError("no snapshot was made")
    return round(time.perf_counter() - began, 3), round(time.process_time() - spent, 3)


@contextmanager
def _writing_beside(store: Store) -> Iterator[Waits]:
    waits = Waits()
    thread = Thread(target=waits.look, args=(store,))
    thread.start()
    try:
        yield waits
    finally:
        waits.over.set()
        thread.join()


def fill(services: Services, first: int, last: int, questions: int) -> None:
    """Write what so many made-up people said, in the order of their pseudonyms."""
    flow = load_flow(shipped()[FLOW])
    asks = [node for node in flow.nodes.values() if isinstance(node, Ask) and node.choices]
    db = duckdb.connect()
    db.execute("SET threads = 1")
    db.execute("CREATE TABLE asked (question VARCHAR, options VARCHAR[])")
    db.executemany(
        "INSERT INTO asked VALUES (?, ?)",
        [(ask.key, [f'"{choice.key}"' for choice in ask.choices]) for ask in asks[:questions]],
    )
    db.execute(RESPONDENTS.format(first=first, last=last))
    for number in range(256):
        _write(services.store, db, f"{number:02x}", flow.family)
    db.close()


def _write(store: Store, db: duckdb.DuckDBPyConnection, prefix: str, family: str) -> None:
    people = db.execute(
        "SELECT pseudonym, age_band, gender, area FROM person WHERE pseudonym LIKE ? || '%' "
        "ORDER BY pseudonym",
        [prefix],
    ).fetchall()
    said = db.execute(ANSWERS.format(prefix=prefix)).fetchall()
    today = date(2026, 11, 23).isoformat()
    with store.begin() as tx:
        driver = driver_of(tx.db)
        driver.executemany(
            "INSERT INTO respondent (family, pseudonym, age_band, gender, area) "
            "VALUES (?, ?, ?, ?, ?)",
            [(family, *person) for person in people],
        )
        driver.executemany(
            "INSERT INTO totals_answer (family, wave, flow_version_id, language, answered_on, "
            "pseudonym, question, status, value, channel) "
            "VALUES (?, 1, 1, 'en', ?, ?, ?, ?, ?, ?)",
            [(family, today, *answer) for answer in said],
        )
