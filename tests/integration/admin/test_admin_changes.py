"""What a change would text is shown before it is made: the very texts, and nothing stays of it."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.app import Services
from bot.store.database import Store
from bot.store.meeting_tables import promise
from bot.store.outbox import BODY
from bot.store.tables import appointment, audit, contact, outbox
from bot.store.users import RoleName
from tests.factories import a_contact, rows
from tests.staff_pages import SAM, a_member, book, send, words

MONTHLY = "FREQ=MONTHLY;INTERVAL=3;COUNT=4"
NEW_TIME = {"date": "2026-12-09", "time": "15:00", "place": "the park cafe"}


def shown(page: TestResponse) -> list[str]:
    """Return the words of each text the page shows."""
    found = re.findall(r'class="sayso-preview"[^>]*>(.*?)</p>', page.text, re.DOTALL)
    return [html.unescape(one) for one in found]


def queued(store: Store) -> list[str]:
    """Return the words of each text that waits, soonest first."""
    waiting = sorted(rows(store, outbox, outbox.c.state == "queued"), key=lambda row: row.due_at)
    return [store.cipher.decrypt(row.body, BODY) for row in waiting]


def as_it_stands(store: Store) -> list[object]:
    tables = (appointment, audit, contact, outbox, promise)
    return [rows(store, table) for table in tables]


@pytest.fixture
def pat(services: Services) -> int:
    return a_contact(services, worker=SAM, discretion="normal")


def booked_again(worker: FlaskClient, pat: int, **asked: object) -> None:
    send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={pat}",
        contact=pat,
        date="2026-12-07",
        time="16:00",
        place="the Hub",
        **asked,
    )


def test_the_texts_of_a_move_are_shown_and_then_go_as_they_were_shown(
    services: Services, store: Store, worker: FlaskClient, pat: int, sam: int
) -> None:
    path = f"/admin/meetings/{book(services, pat, sam, days=9)}/move"
    before = as_it_stands(store)

    page = send(worker, path, step="see", **NEW_TIME)

    assert as_it_stands(store) == before
    assert "Move it to Wednesday 9 December at 3pm, the park cafe?" in words(page)
    assert "Pat1, " in words(page)
    assert "1 segment" in words(page)
    assert any("the park cafe" in text for text in shown(page))
    send(worker, path, **NEW_TIME)
    assert shown(page) == queued(store)


def test_a_move_that_cannot_be_is_told_before_it_is_made(
    services: Services, worker: FlaskClient, pat: int, sam: int
) -> None:
    first, other = (book(services, pat, sam, days=days) for days in (9, 10))
    taken = {"date": "2026-12-03", "time": "10:30", "place": "the Hub"}

    page = send(worker, f"/admin/meetings/{first}/move", step="see", **taken)

    assert other
    assert page.status_code == 400
    assert "They have another meeting at that time." in words(page)


def test_a_move_onto_another_meeting_of_the_workers_says_so(
    services: Services, worker: FlaskClient, pat: int, sam: int
) -> None:
    bo = a_contact(services, number=2, worker=SAM)
    book(services, bo, sam, days=10)
    mine = book(services, pat, sam, days=9)
    taken = {"date": "2026-12-03", "time": "10:30", "place": "the Hub"}

    page = words(send(worker, f"/admin/meetings/{mine}/move", step="see", **taken))
    free = words(send(worker, f"/admin/meetings/{mine}/move", step="see", **NEW_TIME))

    assert "Sam has another meeting Thursday 3 December at 10am." in page
    assert "another meeting" not in free


def test_calling_off_shows_its_text_at_once(
    services: Services, store: Store, worker: FlaskClient, pat: int, sam: int
) -> None:
    path = f"/admin/meetings/{book(services, pat, sam, days=9)}/call-off"
    before = as_it_stands(store)

    page = worker.get(path)

    assert as_it_stands(store) == before
    assert len(shown(page)) == 1
    assert "We are not meeting" in shown(page)[0]
    send(worker, path)
    assert shown(page) == queued(store)
    assert "was called off already" in words(send(worker, path, seen="/admin/week"))


def test_a_series_is_called_off_from_one_time_on_with_one_text(
    store: Store, worker: FlaskClient, pat: int
) -> None:
    booked_again(worker, pat, repeat=MONTHLY)
    second = rows(store, appointment)[1].id
    path = f"/admin/meetings/{second}/call-off"
    assert "This one and all after it" in words(worker.get(path))

    page = send(worker, path, step="see", which="rest")
    done = send(worker, path, which="rest")

    assert "The meetings are called off." in words(done)
    assert [row.status for row in rows(store, appointment)] == ["booked"] + ["cancelled"] * 3
    (told,) = shown(page)
    assert "or the times after that" in told
    notices = rows(store, outbox, outbox.c.kind == "notice")
    assert [store.cipher.decrypt(row.body, BODY) for row in notices] == [told]
    reminders = rows(store, outbox, outbox.c.kind == "reminder", outbox.c.state == "queued")
    assert {row.appointment_id for row in reminders} <= {rows(store, appointment)[0].id}
    assert len(rows(store, audit, audit.c.action == "appointment.call_off")) == 3


def test_only_one_of_a_series_is_called_off_unless_asked(
    store: Store, worker: FlaskClient, pat: int
) -> None:
    booked_again(worker, pat, repeat=MONTHLY)
    second = rows(store, appointment)[1].id

    send(worker, f"/admin/meetings/{second}/call-off", which="this")

    statuses = [row.status for row in rows(store, appointment)]
    assert statuses == ["booked", "cancelled", "booked", "booked"]


def test_a_groups_series_ends_for_each_with_a_text_of_their_own(
    services: Services, store: Store, worker: FlaskClient, pat: int
) -> None:
    bo = a_contact(services, number=2, worker=SAM, discretion="normal")
    booked_again(worker, pat, repeat=MONTHLY, group=[bo])
    second = sorted(rows(store, appointment), key=lambda row: row.starts_at)[2].id
    path = f"/admin/meetings/{second}/call-off"

    page = send(worker, path, step="see", which="rest", whom="all")
    send(worker, path, which="rest", whom="all")

    assert "Pat1 and Pat2" in words(page)
    off = rows(store, appointment, appointment.c.status == "cancelled")
    assert len(off) == 6
    notices = rows(store, outbox, outbox.c.kind == "notice")
    assert {row.contact_id for row in notices} == {pat, bo}
    assert len(notices) == 2


def test_a_series_is_reminded_of_as_was_chosen(store: Store, worker: FlaskClient, pat: int) -> None:
    booked_again(worker, pat, repeat=MONTHLY, leads=["2h"])

    assert {row.leads for row in rows(store, appointment)} == {"2h"}


def test_the_text_of_a_promise_is_shown_before_it_is_written_down(
    store: Store, worker: FlaskClient, pat: int
) -> None:
    path, what = f"/admin/people/{pat}/promises", {"who1": "worker", "what1": "ring the school"}
    before = as_it_stands(store)

    page = send(worker, path, step="see", **what)

    assert as_it_stands(store) == before
    assert "ring the school" in shown(page)[0]
    send(worker, path, **what)
    assert shown(page) == queued(store)


def test_what_a_hand_over_tells_is_shown_and_alike_texts_stand_once(
    services: Services, store: Store, app_team: int, worker: FlaskClient, pat: int
) -> None:
    bo = a_contact(services, number=2, worker=SAM, discretion="normal")
    path = "/admin/people/hand-over"
    before = as_it_stands(store)

    page = send(worker, path, step="see", contact=[pat, bo], to=app_team)

    assert as_it_stands(store) == before
    assert len(shown(page)) == 1
    assert "Pat1 and Pat2" in words(page)
    send(worker, path, contact=[pat, bo], to=app_team)
    assert queued(store) == shown(page) * 2


def test_going_back_to_change_it_loses_nothing_and_does_nothing(
    services: Services, store: Store, worker: FlaskClient, pat: int, sam: int, app_team: int
) -> None:
    meeting = book(services, pat, sam, days=9)
    before = as_it_stands(store)

    moved = send(worker, f"/admin/meetings/{meeting}/move", step="change", **NEW_TIME)
    off = send(worker, f"/admin/meetings/{meeting}/call-off", step="change")
    promised = send(worker, f"/admin/people/{pat}/promises", step="change", what1="ring the school")
    handed = send(
        worker, "/admin/people/hand-over", step="change", contact=pat, to=app_team, why="away"
    )

    assert as_it_stands(store) == before
    assert {page.status_code for page in (moved, off, promised, handed)} == {200}
    assert 'value="2026-12-09"' in moved.text
    assert "the park cafe" in moved.text
    assert "ring the school" in promised.text
    assert re.search(rf'value="{app_team}" selected', handed.text)
    assert re.search(r'value="away" checked', handed.text)


@pytest.fixture
def app_team(services: Services, sam: int) -> int:
    """Return a colleague in Sam's own team."""
    assert sam
    return a_member(services, RoleName.WORKER, email="jo@council.example", name="Jo", team="North")
