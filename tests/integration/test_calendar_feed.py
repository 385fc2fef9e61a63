"""A worker's calendar: what two independent readers make of it is what the database says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from flask.testing import FlaskClient

from bot.app import Services
from bot.errors import BadInput
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.tables import appointment, outbox
from tests.factories import WORKER_EMAIL, a_contact, a_worker, rows

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2026, 12, 7, 16, tzinfo=LONDON)  # a Monday: one of its times is a bank holiday


@pytest.fixture
def worker(services: Services) -> int:
    return a_worker(services)


@pytest.fixture
def pat(services: Services, worker: int) -> int:
    return a_contact(services, worker=WORKER_EMAIL)


def a_series(services: Services, pat: int, worker: int, **more: Any) -> list[AnyRow]:
    """Book a weekly meeting, from December into the summer; return its times."""
    booked: dict[str, Any] = {"rule": "FREQ=WEEKLY;COUNT=30", "starts_at": FIRST, **more}
    services.book_series(contact_id=pat, worker_id=worker, place="cafe", **booked)
    return rows(services.store, appointment)


def alone(services: Services, pat: int, worker: int, hour: int = 10) -> int:
    return services.book(
        contact_id=pat,
        worker_id=worker,
        starts_at=datetime(2026, 12, 9, hour, tzinfo=LONDON),
        place="school",
    )


def feed(services: Services, client: FlaskClient, worker: int) -> bytes:
    path = services.calendar.link(worker, actor="user:1").removeprefix("http://localhost:8000")
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return answer.data


def in_database(store: Store) -> list[datetime]:
    booked = rows(store, appointment, appointment.c.status == "booked")
    return sorted(row.starts_at for row in booked)


def as_icalendar_reads(file: bytes) -> list[datetime]:
    """Work out every time from the rule, the exceptions and the moved ones, by the first reader."""
    events = icalendar.Calendar.from_ical(file).walk("VEVENT")
    times: set[datetime] = set()
    for event in (each for each in events if "RECURRENCE-ID" not in each):
        start = event["DTSTART"].dt
        if "RRULE" not in event:
            times |= {start} if event["STATUS"] == "CONFIRMED" else set()
            continue
        exceptions = event.get("EXDATE", [])
        listed = exceptions if isinstance(exceptions, list) else [exceptions]
        left_out = {each.dt for group in listed for each in group.dts}
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
        times |= {each for each in rule if each not in left_out}
    for event in (each for each in events if "RECURRENCE-ID" in each):
        times -= {event["RECURRENCE-ID"].dt}
        times |= {event["DTSTART"].dt}
    return sorted(time.astimezone(UTC) for time in times)


def as_vobject_reads(file: bytes) -> list[datetime]:
    """Work out the same with the second reader, and its own way with rules and exceptions."""
    events = vobject.readOne(file.decode()).vevent_list
    times: set[datetime] = set()
    for event in (each for each in events if not hasattr(each, "recurrence_id")):
        if event.getrruleset():
            times |= set(event.getrruleset(addRDate=False))
        elif event.status.value == "CONFIRMED":
            times |= {event.dtstart.value}
    for event in (each for each in events if hasattr(each, "recurrence_id")):
        times -= {event.recurrence_id.value}
        times |= {event.dtstart.value}
    return sorted(time.astimezone(UTC) for time in times)


def test_two_readers_find_what_the_database_has(
    services: Services, store: Store, client: FlaskClient, worker: int, pat: int
) -> None:
    times = a_series(services, pat, worker)
    services.book.move(
        times[3].id, starts_at=times[3].starts_at + timedelta(hours=20), place="x", actor="user:1"
    )
    services.book.call_off(times[5].id, actor="user:1")
    called_off = alone(services, pat, worker)
    alone(services, pat, worker, hour=12)
    services.book.call_off(called_off, actor="user:1")

    file = feed(services, client, worker)

    assert as_icalendar_reads(file) == in_database(store)
    assert as_vobject_reads(file) == in_database(store)
    assert len(in_database(store)) == len(times) - 1 + 1


def test_the_bank_holidays_of_a_series_are_exceptions_and_no_meetings(
    services: Services, store: Store, worker: int, pat: int
) -> None:
    days = {row.starts_at.date().isoformat() for row in a_series(services, pat, worker)}

    assert len(days) == 30 - 4
    assert not days & {"2026-12-28", "2027-03-29", "2027-05-03", "2027-05-31"}


def test_a_weekly_series_is_reminded_of_on_the_evening_before_alone(
    services: Services, store: Store, worker: int, pat: int
) -> None:
    a_series(services, pat, worker, rule="FREQ=WEEKLY;COUNT=3")

    queued = rows(store, outbox, outbox.c.kind == "reminder", outbox.c.state == "queued")

    assert {row.dedupe_key.rpartition(":")[2] for row in queued} == {"evening"}


def test_a_series_that_clashes_is_not_booked_at_all(
    services: Services, store: Store, worker: int, pat: int
) -> None:
    services.book(
        contact_id=pat, worker_id=worker, starts_at=FIRST + timedelta(days=7), place="here"
    )

    with pytest.raises(BadInput, match="14/12/2026"):
        a_series(services, pat, worker)

    assert len(rows(store, appointment)) == 1


def test_every_change_raises_the_sequence_and_keeps_the_uid(
    services: Services, client: FlaskClient, worker: int, pat: int
) -> None:
    meeting = alone(services, pat, worker)
    times = a_series(services, pat, worker)
    before = icalendar.Calendar.from_ical(feed(services, client, worker)).walk("VEVENT")

    services.book.call_off(meeting, actor="user:1")
    services.book.call_off(times[-1].id, actor="user:1")

    after = icalendar.Calendar.from_ical(feed(services, client, worker)).walk("VEVENT")
    assert [each["UID"] for each in before] == [each["UID"] for each in after]
    assert [int(each["SEQUENCE"]) for each in before] == [0, 0]
    assert [int(each["SEQUENCE"]) for each in after] == [1, 1]
    assert after[0]["STATUS"] == "CANCELLED"


def test_titles_name_nobody_and_no_place(
    services: Services, client: FlaskClient, worker: int, pat: int
) -> None:
    alone(services, pat, worker)

    file = feed(services, client, worker).decode()

    assert "SUMMARY:Meeting P" in file
    assert "Pat1" not in file
    assert "school" not in file
    assert "BEGIN:VTIMEZONE" in file
    assert "DTSTART;TZID=Europe/London:20261209T100000" in file


def test_an_address_that_ended_shows_nothing(
    services: Services, client: FlaskClient, worker: int
) -> None:
    paths = [
        services.calendar.link(worker, actor="user:1").removeprefix("http://localhost:8000")
        for _ in range(2)
    ]
    assert [client.get(path).status_code for path in paths] == [404, 200]

    services.calendar.end(worker, actor="user:1")

    assert client.get(paths[1]).status_code == 404
    assert client.get("/calendar/nothing.ics").status_code == 404
