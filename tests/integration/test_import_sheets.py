"""Sheets of young people and of meetings: a look first, faults in words, all or nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from bot.app import Services
from bot.errors import BadInput
from bot.store.database import Store
from bot.store.tables import appointment, contact, contact_address, outbox
from tests.factories import WORKER_EMAIL, a_contact, a_worker, rows
from tests.integration.admin.conftest import sam, worker
from tests.staff_pages import SAM, words

__all__ = ["sam", "worker"]

PEOPLE = """nickname,phone,age band,ok to text,worker
Kit,07700 900201,13-15,yes,sam@example.org
Ash,07700900202,16-18,no,
"""
MEETINGS = """nickname;date;time;place;kind
Pat1;27/11/2026;16:00;the library;one to one
Pat1;4/12/2026;16.30;the library;home visit
"""


def test_people_are_looked_at_then_all_taken_in(services: Services, store: Store) -> None:
    a_worker(services)

    looked = services.sheets.contacts(PEOPLE, look=True)
    assert (looked.lines, looked.faults, looked.made) == (("Kit, 13-15", "Ash, 16-18"), (), ())
    assert rows(store, contact) == []

    taken = services.sheets.contacts(PEOPLE, look=False)

    assert len(taken.made) == 2
    assert [row.confirmed_by for row in rows(store, contact_address)] == ["worker", None]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Kit,12345,13-15,,", "row 4: "),
        ("Kit,07700900203,12,,", "row 4: the age band must be one of 11-12, 13-15, 16-18, 19-25"),
        ("Kit,07700900202,13-15,,", "row 4: the same number as row 3"),
        ("Kit,07700900101,13-15,,", "row 4: somebody has this number already"),
        ("Kit,07700900203,13-15,,nobody@example.org", "row 4: no member of staff"),
        (",07700900203,13-15,,", "row 4: a nickname has 1 to 40 letters"),
    ],
)
def test_one_fault_and_nothing_is_taken_in(
    services: Services, store: Store, row: str, said: str
) -> None:
    a_worker(services)
    a_contact(services)

    looked = services.sheets.contacts(f"{PEOPLE}{row}\n", look=False)

    (fault,) = looked.faults
    assert str(fault).startswith(said)
    assert "077009" not in str(fault)
    assert len(rows(store, contact)) == 1


@pytest.mark.parametrize("text", ["", "nickname,phone\nKit,07700900201", "nickname,phone,age_band"])
def test_what_is_no_sheet_says_what_one_has(services: Services, text: str) -> None:
    with pytest.raises(BadInput):
        services.sheets.contacts(text, look=True)


def test_meetings_are_booked_with_their_reminders(services: Services, store: Store) -> None:
    worker_id = a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)

    taken = services.sheets.meetings(MEETINGS, look=False, worker_id=worker_id)

    assert [row.kind for row in rows(store, appointment)] == ["one_to_one", "home_visit"]
    assert rows(store, appointment)[1].starts_at.isoformat() == "2026-12-04T16:30:00+00:00"
    assert len(taken.made) == 2
    assert len(rows(store, outbox, outbox.c.kind == "reminder")) == 4


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Zed;27/11/2026;16:00;x;", "nobody on the caseload is called that"),
        ("Pat1;27th;16:00;x;", "write the date, like 27/11/2026"),
        ("Pat1;28/11/2026;4ish;x;", "write the time, like 16:00"),
        ("Pat1;28/11/2026;16:00;;", "say where, in 1 to 40 letters"),
        ("Pat1;20/11/2026;16:00;x;", "that time has passed: choose one still to come"),
        ("Pat1;27/11/2026;16:00;x;", "the same young person at the same time as a row above"),
        ("Pat1;28/11/2026;16:00;x;party", "the kind is one of "),
    ],
)
def test_a_meeting_that_cannot_be_says_why_and_none_is_booked(
    services: Services, store: Store, row: str, said: str
) -> None:
    worker_id = a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)

    looked = services.sheets.meetings(f"{MEETINGS}{row}\n", look=False, worker_id=worker_id)

    (fault,) = looked.faults
    assert str(fault).startswith(f"row 4: {said}")
    assert rows(store, appointment) == []


def test_a_worker_looks_at_a_sheet_and_takes_it_in(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    a_contact(services, worker=SAM)
    page = worker.get("/admin/import/meetings").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    looked = worker.post(
        "/admin/import/meetings",
        data={"csrf_token": token, "sheet": (BytesIO(MEETINGS.encode()), "meetings.csv")},
    )
    assert "These 2 rows are good" in words(looked)
    assert rows(store, appointment) == []
    taken = worker.post(
        "/admin/import/meetings",
        data={"csrf_token": token, "text": MEETINGS, "take": "yes"},
        follow_redirects=True,
    )

    assert "2 taken in." in words(taken)
    assert len(rows(store, appointment)) == 2
