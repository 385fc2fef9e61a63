"""Meetings in admin: booked, moved and called off, by those whose young person it is."""

from __future__ import annotations

from collections import Counter

from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.meeting_tables import series
from bot.store.tables import appointment, audit, outbox
from bot.store.users import RoleName
from tests.factories import a_contact, rows, texts
from tests.staff_pages import (
    SAM,
    book,
    send,
    someone,
    words,
)


def test_a_meeting_is_booked_with_the_reminders_chosen(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)

    page = send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={contact_id}",
        contact=contact_id,
        date="2026-11-27",
        time="16:00",
        place="the library cafe",
        leads=["evening", "2h"],
    )

    assert "The meeting is booked." in words(page)
    (booked,) = rows(store, appointment)
    assert (booked.worker_id, booked.leads) == (sam, "evening,2h")
    assert booked.starts_at.isoformat() == "2026-11-27T16:00:00+00:00"
    (log,) = rows(store, audit, audit.c.action == "appointment.book")
    assert log.actor == f"user:{sam}"


def test_a_summer_meeting_is_booked_by_the_clock_on_the_wall(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    contact_id = a_contact(services, worker=SAM)

    send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={contact_id}",
        contact=contact_id,
        date="2027-06-01",
        time="16:00",
        place="the park",
        leads=["3d"],
    )

    (booked,) = rows(store, appointment)
    assert booked.starts_at.isoformat() == "2027-06-01T15:00:00+00:00"


def test_a_form_with_faults_is_shown_again_with_each_named(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    contact_id = a_contact(services, worker=SAM)

    page = send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={contact_id}",
        contact=contact_id,
        date="2026-11-20",
        time="16:00",
        place=" ",
    )

    assert page.status_code == 400
    said = words(page)
    assert "That time has passed. Choose one still to come." in said
    assert "Say where, in 40 letters at most." in said
    assert "Choose at least one reminder." in said
    assert 'value="2026-11-20"' in page.text
    assert rows(store, appointment) == []


def test_who_asked_for_no_reminders_is_booked_without(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    contact_id = a_contact(services, worker=SAM)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1", "1", "2", "2", "2", "2", "1", "skip", "2", "5")
    form = worker.get(f"/admin/meetings/new?contact={contact_id}")

    send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={contact_id}",
        contact=contact_id,
        date="2026-11-27",
        time="16:00",
        place="the park",
    )

    assert "Pat1 asked for no reminders, so none go out." in words(form)
    assert len(rows(store, appointment)) == 1
    assert rows(store, outbox, outbox.c.kind == "reminder") == []


def test_moving_a_meeting_tells_of_the_new_time(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    meeting_id = book(services, a_contact(services, worker=SAM), sam)
    path = f"/admin/meetings/{meeting_id}/move"

    page = send(worker, path, date="2026-11-28", time="11:30", place="the park")

    said = words(page)
    assert "Pat1, Saturday 28 November at 11:30am" in said
    assert "the park" in said
    assert "Text about the change waiting to go." in said


def test_moving_to_a_time_gone_by_says_so(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    meeting_id = book(services, a_contact(services, worker=SAM), sam)

    page = send(
        worker,
        f"/admin/meetings/{meeting_id}/move",
        date="2026-11-02",
        time="11:30",
        place="the park",
    )

    assert page.status_code == 400
    assert "That time has passed." in words(page)


def test_calling_off_asks_first_and_then_says_so(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    meeting_id = book(services, a_contact(services, worker=SAM), sam)
    path = f"/admin/meetings/{meeting_id}/call-off"

    asked = words(worker.get(path))
    before = rows(store, appointment)[0].status
    done = send(worker, path)

    assert "Call off the meeting with Pat1?" in asked
    assert before == "booked"
    assert "The meeting is called off." in words(done)
    assert "Called off" in words(worker.get(f"/admin/meetings/{meeting_id}"))


def test_a_colleagues_young_person_is_not_there_at_all(
    app: Flask, services: Services, store: Store, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    meeting_id = book(services, contact_id, sam)
    other = someone(app, services, RoleName.WORKER)

    codes = {
        path: other.get(path).status_code
        for path in (
            f"/admin/meetings/{meeting_id}",
            f"/admin/meetings/{meeting_id}/move",
            f"/admin/meetings/{meeting_id}/call-off",
            f"/admin/meetings/new?contact={contact_id}",
            f"/admin/people/{contact_id}",
        )
    }
    changed = [
        send(other, path, seen="/admin/people/new", contact=contact_id).status_code
        for path in (
            f"/admin/meetings/{meeting_id}/move",
            f"/admin/meetings/{meeting_id}/call-off",
            "/admin/meetings/new",
            f"/admin/people/{contact_id}/ask",
        )
    ]

    assert set(codes.values()) == {404}, codes
    assert changed == [404] * 4
    assert "Pat1" not in other.get("/admin/people").text
    assert "Pat1" not in other.get("/admin/meetings").text
    assert rows(store, appointment)[0].status == "booked"


def preview(worker: FlaskClient, contact_id: int, **form: object) -> str:
    """Return the words of the page that shows every text before anything is booked."""
    usual: dict[str, object] = {"date": "2026-12-07", "time": "16:00", "place": "the library cafe"}
    return words(
        send(
            worker,
            "/admin/meetings/preview",
            seen=f"/admin/meetings/new?contact={contact_id}",
            contact=contact_id,
            **(usual | form),
        )
    )


def test_everybody_of_a_group_has_their_texts_shown_before_it_is_booked(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    pat = a_contact(services, worker=SAM, discretion="normal")
    bo = a_contact(services, worker=SAM, number=2)

    shown = preview(worker, pat, leads=["evening"], group=[bo])

    assert "The texts Pat1 gets" in shown
    assert "The texts Pat2 gets" in shown
    assert shown.count("1 segment") == 2
    assert rows(store, appointment) == []


def test_of_a_weekly_series_the_evening_before_alone_is_shown(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    pat = a_contact(services, worker=SAM)

    shown = preview(worker, pat, leads=["3d", "evening"], repeat="FREQ=WEEKLY;COUNT=6")

    assert "Every week, 6 times: 5 meetings, bank holidays left out." in shown
    assert shown.count("1 segment") == 1
    assert rows(store, appointment) == []


def test_a_series_keeps_how_long_it_is_and_who_else_is_there(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    pat = a_contact(services, worker=SAM)

    send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={pat}",
        contact=pat,
        date="2026-12-07",
        time="16:00",
        place="school",
        kind="review",
        minutes="90",
        others="Ms Lee",
        repeat="FREQ=MONTHLY;INTERVAL=3;COUNT=4",
    )

    booked = rows(store, appointment)
    assert len(booked) == 4
    assert {(row.kind, row.minutes, row.others is None) for row in booked} == {
        ("review", 90, False)
    }


def test_a_group_that_comes_again_is_booked_for_everybody_in_it(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    pat, bo = (a_contact(services, worker=SAM, number=number) for number in (1, 2))
    asked = {"group": [bo], "repeat": "FREQ=MONTHLY;INTERVAL=3;COUNT=4"}

    shown = preview(worker, pat, **asked)
    send(
        worker,
        "/admin/meetings/new",
        seen=f"/admin/meetings/new?contact={pat}",
        contact=pat,
        date="2026-12-07",
        time="16:00",
        place="the library cafe",
        **asked,
    )

    booked = rows(store, appointment)
    assert "The texts Pat1 gets about the first" in shown
    assert "The texts Pat2 gets about the first" in shown
    assert Counter(row.contact_id for row in booked) == {pat: 4, bo: 4}
    assert len({row.gathering for row in booked}) == 4
    assert len(rows(store, series)) == 2
