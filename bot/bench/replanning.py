"""How long it takes to plan the reminders of many meetings anew after a settings change."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from bot.bench.phones import PEOPLE, phone
from bot.meetings.caps import Caps
from bot.meetings.planning import Meeting
from bot.meetings.preferences import Preferences, TextTimes, plan_reminders, quiet_for
from bot.meetings.quiet_hours import QuietHours
from bot.meetings.school_year import shipped
from bot.services.replan_reminders import ReplanReminders
from bot.settings import Settings, sample
from bot.store import contacts, staff
from bot.store.appointments import PLACE
from bot.store.contacts import NewContact
from bot.store.database import Store
from bot.store.migrations.run import migrate
from bot.store.staff_tables import RoleName
from bot.store.tables import appointment
from bot.store.users import StaffSession, add_user
from bot.wiring import build

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
EVENING = QuietHours(time(17), time(9))  # before it most evening texts go: every plan changes


@dataclass(frozen=True, slots=True)
class Replanned:
    """Seconds it took, by the wall and of the processor: the first plan, a change, no change.

    Args:
        plan_one_ms: milliseconds of the processor to plan one meeting's reminders, the pure part:
            the median, for somebody with quiet days, caps and texts of their own times.
    """

    plan_one_ms: float
    meetings: int
    changed: int
    first: float
    first_processor: float
    change: float
    change_processor: float
    no_change_processor: float


def measure(meetings: int) -> Replanned:
    """Book so many meetings, plan them all, and plan them anew for an earlier evening."""
    with tempfile.TemporaryDirectory(prefix="sayso-replan-") as folder:
        values = {**sample(), "SAYSO_DATABASE_URL": f"sqlite:///{Path(folder) / 'replan.db'}"}
        services = build(Settings.from_environment(values), lambda: NOW)
        migrate(services.store.engine)
        _fill(services.store, meetings)
        usual = ReplanReminders(services.store, services.house, lambda: NOW)
        earlier = replace(usual, house=replace(services.house, quiet=EVENING))
        _, first, first_processor = _timed(usual)
        changed, change, change_processor = _timed(earlier)
        _, _, no_change_processor = _timed(earlier)
        services.store.engine.dispose()
    return Replanned(
        plan_one(),
        meetings,
        changed,
        first,
        first_processor,
        change,
        change_processor,
        no_change_processor,
    )


def plan_one(rounds: int = 2000) -> float:
    """Return the median milliseconds of the processor that planning one meeting takes."""
    zone = ZoneInfo("Europe/London")
    times = TextTimes(time(19, 30), two_hours=True, school_hours=True, no_weekends=True)
    wanted = Preferences(
        wish="evening_before",
        times=times,
        quiet=quiet_for(times, EVENING, shipped()),
        caps=Caps(2, 5),
        taken=(NOW.date(), NOW.date() + timedelta(days=3)),
    )
    took: list[float] = []
    for number in range(rounds):
        # No two begin at one time, for what is remembered of one would help the next.
        ahead = timedelta(days=5 + number % 60, hours=number % 8, seconds=number)
        meeting = Meeting(NOW + ahead, zone)
        began = process_time()
        plan_reminders(meeting, wanted, NOW)
        took.append(process_time() - began)
    return round(1000 * median(took), 3)


def _timed(replan: ReplanReminders) -> tuple[int, float, float]:
    wall, processor = perf_counter(), process_time()
    changed = replan()
    return changed, perf_counter() - wall, process_time() - processor


def _fill(store: Store, meetings: int) -> None:
    with StaffSession(reading=store.engine, writing=store.engine) as db, db.begin():
        add_user(db, email="worker@example.org", roles=[RoleName.WORKER], name="Sam")
    people = min(PEOPLE, meetings)
    with store.begin() as tx:
        worker_id = staff.by_email(tx, "worker@example.org").id
        ids = [
            contacts.add(tx, NewContact("Pat", "13-15", worker_id=worker_id), NOW)
            for _ in range(people)
        ]
        for number, contact_id in enumerate(ids):
            urn = f"tel:{phone(number)}"
            contacts.give_address(tx, contact_id, urn, confirmed_by="worker", now=NOW)
        tx.db.execute(
            appointment.insert(),
            [
                {
                    "uid": f"bench-{number}",
                    "contact_id": ids[number % people],
                    "worker_id": worker_id,
                    "starts_at": NOW + timedelta(days=5 + number // people, hours=number % 8),
                    "zone": "Europe/London",
                    "minutes": 60,
                    "place": tx.cipher.encrypt("the cafe", PLACE),
                    "leads": "3d,evening",
                    "created_at": NOW,
                    "updated_at": NOW,
                }
                for number in range(meetings)
            ],
        )
