"""`sayso bench year`: simulate it in a folder of its own, judge it, give the figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time

from sqlalchemy import event, update

from bot.bench.phones import phone
from bot.bench.year import life
from bot.bench.year.judging import Findings, judge
from bot.bench.year.simulation import ACTOR, Year
from bot.engine.loading import shipped
from bot.settings import Settings, sample
from bot.store import worker_ways
from bot.store.meeting_tables import worker_way
from bot.store.migrations.run import migrate
from bot.store.staff_tables import RoleName
from bot.store.users import StaffSession, add_user

CASELOAD = 25
FAULTS = ("stale", "doubled", "late", "quiet_hours", "cancelled", "unexplained", "opted_out")
BANDS = ("11-12", "13-15", "16-18", "19-25")


def measure(*, young_people: int, seed: int, tell: Callable[[str], object]) -> Findings:
    """Live one year with so many young people, and count what went wrong."""
    began = process_time()
    with tempfile.TemporaryDirectory(prefix="sayso-year-") as folder:
        year = begin(Path(folder), young_people=young_people, seed=seed)
        tell(f"{young_people} young people after {process_time() - began:.0f} s")
        year.run()
        found = judge(year.diary, year.carrier.taken, year.rows(), end=life.END)
        year.services.store.engine.dispose()
    tell(f"{len(year.diary.meetings)} meetings, {process_time() - began:.0f} s of processor time")
    return found


def begin(folder: Path, *, young_people: int, seed: int) -> Year:
    """Return a year about to begin, with its people and all that they will do."""
    values = {
        **sample(),
        "SAYSO_DATABASE_URL": f"sqlite:///{folder / 'year.db'}",
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_CAP_PER_DAY": "3",
        "SAYSO_CAP_PER_WEEK": "5",
    }
    year = Year(Settings.from_environment(values), Random(seed))
    store = year.services.store
    event.listen(store.engine, "connect", _without_syncing)
    migrate(store.engine)
    year.services.publish(shipped())
    workers = [
        _worker(year, number, phone(young_people + number))
        for number in range(max(1, young_people // CASELOAD))
    ]
    for number in range(young_people):
        worker_id, email = workers[number % len(workers)]
        contact_id = year.services.add_contact(
            nickname="Pat",
            phone=phone(number),
            age_band=year.random.choice(BANDS),
            worker_email=email,
            ok_to_text=True,
            actor=ACTOR,
        )
        year.add_person(contact_id, phone(number), worker_id)
    year.draw_outages()
    return year


def _worker(year: Year, number: int, own: str) -> tuple[int, str]:
    """Add a worker who hears by text at their own number, confirmed."""
    engine, email = year.services.store.engine, f"worker{number}@example.org"
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        worker_id = int(add_user(db, email=email, roles=[RoleName.WORKER], name="Sam").id)
    now = year.clock.now()
    with year.services.store.begin() as tx:
        worker_ways.begin_number(tx, worker_id, own, now)
        tx.db.execute(
            update(worker_way)
            .where(worker_way.c.user_id == worker_id)
            .values(confirmed_at=now, route="sms")
        )
    return worker_id, email


def _without_syncing(connection: object, _record: object) -> None:
    """A year that is thrown away need not outlive a power cut; what is tested does not change."""
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]
