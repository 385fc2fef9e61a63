"""A lead answers complaints, a worker takes the words out of a text, each look is recorded."""

from __future__ import annotations

from flask import Flask

from bot.app import Services
from bot.conversation.budget import BegunBy
from bot.store import cases
from bot.store.database import Store
from bot.store.rights_tables import redaction
from bot.store.tables import answer, audit, inbound_message
from bot.store.users import RoleName
from tests.factories import a_contact, rows, texts
from tests.staff_pages import SAM, a_member, browser_of, send

SECRET = "my nan lives at 4 Heron Close"


def test_a_lead_reads_and_answers_a_complaint_and_an_administrator_sees_dates_alone(
    app: Flask, services: Services, store: Store
) -> None:
    a_member(services, RoleName.WORKER, email=SAM, team="North")
    a_contact(services, worker=SAM)
    texts(services, "complain", "nobody rings me back")
    lead = a_member(services, RoleName.LEAD, email="lea@council.example", team="North")
    other = a_member(services, RoleName.LEAD, email="lou@council.example", team="South")
    boss = a_member(services, RoleName.ADMINISTRATOR, email="ann@council.example")
    browser = browser_of(app, services, lead)

    assert "nobody rings me back" in browser.get("/admin/cases").text
    assert "Nobody has complained." in browser_of(app, services, other).get("/admin/cases").text
    dates = browser_of(app, services, boss).get("/admin/cases").text
    assert "days left" in dates
    assert "nobody rings me back" not in dates
    [case] = _cases(store)
    send(
        browser,
        f"/admin/cases/{case.id}/answer",
        seen="/admin/cases",
        outcome="We rang and said sorry.",
    )
    [case] = _cases(store)
    assert (case.state, case.outcome) == ("closed", "We rang and said sorry.")
    assert {"case.read", "case.answered"} <= {row.action for row in rows(store, audit)}


def _cases(store: Store) -> tuple[cases.Case, ...]:
    with store.reading() as tx:
        return cases.all_of(tx)


def test_a_worker_takes_the_words_out_of_one_text_everywhere(
    app: Flask, services: Services, store: Store
) -> None:
    worker = a_member(services, RoleName.WORKER, email=SAM)
    contact_id = a_contact(services, worker=SAM)
    services.start_flow(flow="my-meetings", contact_id=contact_id, begun_by=BegunBy.KEYWORD)
    texts(services, "1", SECRET)
    browser = browser_of(app, services, worker)
    assert SECRET in browser.get(f"/admin/people/{contact_id}/texts").text
    message = rows(store, inbound_message)[-1]

    page = f"/admin/people/{contact_id}/texts"
    send(browser, f"{page}/{message.id}/take-out", seen=page)

    assert SECRET not in browser.get(f"/admin/people/{contact_id}/texts").text
    assert [row for row in rows(store, answer) if row.words is not None] == []
    assert [row.external_id for row in rows(store, redaction)] == [message.external_id]
    actions = [row.action for row in rows(store, audit)]
    assert actions.count("message.redact") == 1
    assert "messages.read" in actions
    assert SECRET not in str(rows(store, audit))


def test_no_worker_reads_or_redacts_what_was_flagged_or_said_for_totals(
    app: Flask, services: Services, store: Store
) -> None:
    worker = a_member(services, RoleName.WORKER, email=SAM)
    contact_id = a_contact(services, worker=SAM)
    services.start_flow(flow="good-place", contact_id=contact_id, begun_by=BegunBy.KEYWORD)
    texts(services, "1", "a purple place", "my stepdad hits me")
    browser = browser_of(app, services, worker)

    page = browser.get(f"/admin/people/{contact_id}/texts").text

    assert "purple" not in page
    assert "stepdad" not in page
    message = rows(store, inbound_message)[-1]
    path = f"/admin/people/{contact_id}/texts/{message.id}/take-out"
    seen = f"/admin/people/{contact_id}"
    assert send(browser, path, seen=seen).status_code == 404
