"""Opening a record that is not one's own: a reason, an hour, a notice, and a trace."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from bot.app import Services
from bot.store import staff
from bot.store.database import Store
from bot.store.tables import appointment, audit, contact, outbox, task
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, phone, rows
from tests.staff_pages import SAM, a_member, answer_all, book, browser_of, send, someone, words

NEW = "/admin/open-records/new"
LIST = "/admin/open-records"
REASON = "Sam is off sick and they rang the desk in tears. I will ring back."


@pytest.fixture
def theirs(services: Services, sam: int) -> int:
    """Return a young person of Sam's, with a meeting and own words."""
    contact_id = a_contact(services, worker=SAM)
    answer_all(services, "my-meetings", contact_id, 1)
    book(services, contact_id, sam)
    return contact_id


@pytest.fixture
def alex(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of a worker of another team."""
    return someone(app, services, RoleName.WORKER, team="South")


def opened(browser: FlaskClient, whose: str, reason: str = REASON) -> str:
    return words(send(browser, NEW, whose=whose, reason=reason))


@pytest.mark.parametrize("how", ["number", "record"])
def test_with_a_reason_another_workers_record_opens_to_be_read_for_an_hour(
    services: Services, clock: Clock, alex: FlaskClient, theirs: int, how: str
) -> None:
    assert alex.get(f"/admin/people/{theirs}").status_code == 404

    page = opened(alex, phone(1) if how == "number" else str(theirs))

    assert "Pat1" in page
    assert "the Hub" in page
    assert "the past" in page
    clock.forward(minutes=61)
    assert alex.get(f"/admin/people/{theirs}").status_code == 404
    assert "Pat1" not in alex.get("/admin/people").text


def test_it_can_be_read_and_not_changed(
    services: Services, store: Store, alex: FlaskClient, theirs: int
) -> None:
    opened(alex, str(theirs))
    (meeting,) = rows(store, appointment)
    page = alex.get(f"/admin/people/{theirs}")

    assert "Book a meeting" not in words(page)
    for path in (
        f"people/{theirs}/ask",
        f"people/{theirs}/word",
        f"meetings/{meeting.id}/call-off",
    ):
        assert send(alex, f"/admin/{path}", seen="/admin/people/new").status_code == 404
    assert alex.get(f"/admin/meetings/new?contact={theirs}").status_code == 404
    assert rows(store, appointment) == [meeting]


def test_the_lead_is_told_on_their_list_and_safeguarding_by_e_mail_and_neither_names_anybody(
    services: Services, store: Store, app: Flask, alex: FlaskClient, theirs: int
) -> None:
    lead = a_member(services, RoleName.LEAD, email="lead@council.example", team="North")
    with services.store.begin() as tx:
        team_id = staff.ensure_team(tx, "North")
        tx.db.execute(update(contact).values(team_id=team_id))

    opened(alex, str(theirs))

    told = rows(store, task, task.c.kind == "record_opened")
    assert [(one.worker_id, one.contact_id) for one in told] == [(lead, theirs)]
    (mail,) = rows(store, outbox, outbox.c.kind == "opened")
    with store.reading() as tx:
        said = mail.subject + tx.cipher.decrypt(mail.body, "outbox.body")
    assert "Pat1" not in said
    assert "tears" not in said
    page = words(browser_of(app, services, lead).get(LIST))
    assert f"opened record {theirs}" in page
    assert "tears" in page
    assert "Pat1" not in page


def test_every_look_and_the_opening_itself_are_in_the_audit_log_without_the_reason(
    services: Services, store: Store, alex: FlaskClient, theirs: int
) -> None:
    opened(alex, str(theirs))
    alex.get(f"/admin/people/{theirs}")

    done = [row.action for row in rows(store, audit) if row.subject == f"contact:{theirs}"]
    assert done.count("record.open") == 1
    assert done.count("record.read") == 2
    assert all("tears" not in row.detail for row in rows(store, audit))


@pytest.mark.parametrize(
    ("whose", "reason", "said"),
    [
        ("07700 900101", "", "Say why you need it"),
        ("07700 900101", "because", "Say why you need it"),
        ("07700 900101", "x" * 501, "Say why you need it"),
        ("07700 900555", REASON, "Nobody here has that number"),
        ("999999", REASON, "Nobody here has that number"),
        ("'; DROP TABLE", REASON, "not a phone number"),
    ],
)
def test_what_is_missing_is_said_and_nothing_opens(
    store: Store, alex: FlaskClient, theirs: int, whose: str, reason: str, said: str
) -> None:
    assert said in opened(alex, whose, reason)
    assert rows(store, audit, audit.c.action == "record.open") == []


def test_a_shared_phone_opens_nobodys_record(
    services: Services, store: Store, alex: FlaskClient, theirs: int
) -> None:
    a_contact(services)

    assert "Several people share this phone" in opened(alex, phone(1))
    assert rows(store, audit, audit.c.action == "record.open") == []


def test_a_safeguarding_lead_may_open_a_record_and_sees_no_other(
    app: Flask, services: Services, theirs: int
) -> None:
    a_contact(services, number=2, worker=SAM)
    dsl = someone(app, services, RoleName.SAFEGUARDING)
    assert dsl.get("/admin/people").status_code == 403

    assert "Pat1" in opened(dsl, str(theirs))

    assert "Pat2" not in dsl.get("/admin/people").text


@pytest.mark.parametrize("role", [RoleName.OFFICER, RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_whoever_sees_no_content_opens_none(
    app: Flask, services: Services, theirs: int, role: RoleName
) -> None:
    browser = someone(app, services, role)

    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, data={"whose": str(theirs), "reason": REASON}).status_code == 403


def test_an_old_sign_in_is_asked_for_the_password_first(
    services: Services, store: Store, alex: FlaskClient, theirs: int
) -> None:
    page = alex.get(NEW)
    with alex.session_transaction() as held:
        held["fs_paa"] = time.time() - 16 * 60
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    asked = alex.post(NEW, data={"csrf_token": token, "whose": str(theirs), "reason": REASON})

    assert asked.location.startswith("/admin/verify?next=")
    assert alex.get(NEW).location.startswith("/admin/verify?next=")
    assert rows(store, audit, audit.c.action == "record.open") == []


def test_whoever_opened_it_does_not_tick_it_off(
    app: Flask, services: Services, store: Store, theirs: int
) -> None:
    dsl = someone(app, services, RoleName.SAFEGUARDING)
    other = someone(app, services, RoleName.SAFEGUARDING, email="second@council.example")
    opened(dsl, str(theirs))
    seen = rows(store, audit, audit.c.action == "record.open")[0].detail
    opening = int("".join(filter(str.isdigit, seen)))

    assert send(dsl, f"{LIST}/{opening}/seen", seen=LIST).status_code == 404
    assert "Looked into" in words(send(other, f"{LIST}/{opening}/seen", seen=LIST))


def test_a_lead_reads_of_their_own_team_alone(
    app: Flask, services: Services, alex: FlaskClient, theirs: int
) -> None:
    opened(alex, str(theirs))
    other = someone(app, services, RoleName.LEAD, email="south@council.example", team="South")

    assert "tears" not in other.get(LIST).text
