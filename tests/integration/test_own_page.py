"""Getting ready ends in one page in their own words: theirs first, staff's only once released."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.tables import audit
from bot.store.users import RoleName
from tests.factories import a_contact, rows, texts
from tests.staff_pages import SAM, a_member, browser_of, words

SAID = ("1", "drawing & cats", "maths is hard", "2", "not to move school", "1 3", "1")
ONLY_ME, WORKER, CHANGE = "1", "2", "4"


def with_a_page(services: Services, *, choice: str | None) -> int:
    contact_id = a_contact(services, worker=SAM)
    services.start_flow(flow="getting-ready", contact_id=contact_id)
    texts(services, *SAID, *((choice,) if choice else ()))
    return contact_id


def on_their_chat(client: FlaskClient, services: Services, contact_id: int) -> str:
    client.get(services.chat.link(contact_id).removeprefix(services.settings.public_base_url))
    return client.get("/chat/page").text


def test_they_see_it_first_in_their_own_words(app: Flask, services: Services) -> None:
    sam = a_member(services, RoleName.WORKER, email=SAM)
    contact_id = with_a_page(services, choice=None)

    page = on_their_chat(app.test_client(), services, contact_id)

    assert "drawing &amp; cats" in page
    assert "not to move school" in page
    assert "Only you can see this page." in page
    address = f"/admin/people/{contact_id}/page"
    assert browser_of(app, services, sam).get(address).status_code == 404


def test_kept_to_themselves_no_worker_reads_it(app: Flask, services: Services) -> None:
    sam = a_member(services, RoleName.WORKER, email=SAM)
    contact_id = with_a_page(services, choice=ONLY_ME)
    browser = browser_of(app, services, sam)

    assert browser.get(f"/admin/people/{contact_id}/page").status_code == 404
    assert "page for a meeting" not in browser.get(f"/admin/people/{contact_id}").text


def test_released_their_worker_reads_it_and_nobody_elses(app: Flask, services: Services) -> None:
    sam = a_member(services, RoleName.WORKER, email=SAM)
    other = a_member(services, RoleName.WORKER, email="other@council.example")
    contact_id = with_a_page(services, choice=WORKER)
    browser = browser_of(app, services, sam)

    page = browser.get(f"/admin/people/{contact_id}/page")

    assert "drawing &amp; cats" in words(page)
    assert "page for a meeting" in browser.get(f"/admin/people/{contact_id}").text
    looks = rows(services.store, audit, audit.c.action == "page.read")
    assert len(looks) == 1
    address = f"/admin/people/{contact_id}/page"
    assert browser_of(app, services, other).get(address).status_code == 404


def test_one_side_of_a4_is_printed_without_what_is_around_it(client: FlaskClient) -> None:
    with client.get("/static/own_page.css") as answer:
        css = answer.text

    assert "size: A4" in css
    assert "@media print" in css


def test_without_a_page_it_says_how_to_make_one(client: FlaskClient, services: Services) -> None:
    assert "Text MY PAGE to make it." in on_their_chat(client, services, a_contact(services))


def test_without_a_visit_there_is_nothing(client: FlaskClient) -> None:
    assert client.get("/chat/page").location == "/chat"
