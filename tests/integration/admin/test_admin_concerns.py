"""Concerns in admin: the queue without words, one with them, and what may be done."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from admin.concerns import local_numbers
from bot.app import Services
from bot.store.database import Store
from bot.store.queries import concerns
from bot.store.queries.scope import of_the_command_line
from bot.store.tables import audit
from bot.store.users import RoleName
from tests.factories import a_contact, an_inbound, phone, rows, texts
from tests.staff_pages import (
    SAM,
    send,
    someone,
    words,
)


@pytest.fixture
def lead(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of the safeguarding lead, Mina."""
    return someone(app, services, RoleName.SAFEGUARDING, name="Mina")


@pytest.fixture
def concern_id(services: Services, store: Store, sam: int) -> int:
    """Return the id of a concern, raised while a question was open."""
    services.start_flow(flow="my-meetings", contact_id=a_contact(services, worker=SAM))
    texts(services, "1", "i want to die")
    with store.reading() as tx:
        return concerns.queue(tx, of_the_command_line())[0].id


def test_the_queue_shows_no_words_and_no_name(lead: FlaskClient, concern_id: int) -> None:
    page = words(lead.get("/admin/concerns"))

    assert f"concern {concern_id}" in page
    assert "By text, just now. Nobody has it yet" in page
    assert "want to die" not in page
    assert "Pat1" not in page


def test_a_concern_shows_what_is_needed_and_every_look_is_recorded(
    store: Store, lead: FlaskClient, concern_id: int
) -> None:
    page = words(lead.get(f"/admin/concerns/{concern_id}"))

    assert "The question just before: Where is good to meet Sam?" in page
    assert "i want to die" in page
    assert "Worker Sam" in page
    assert "Reaching them Can be texted. The number is confirmed as safe to text." in page
    assert "Data protection does not stop you sharing what keeps a child safe" in page
    assert "No local numbers are set." in page
    assert len(rows(store, audit, audit.c.action == "concern.read")) == 1


def test_a_grave_concern_is_closed_by_two_people_with_what_was_done(
    app: Flask, services: Services, lead: FlaskClient, concern_id: int
) -> None:
    here = f"/admin/concerns/{concern_id}"

    early = send(lead, f"{here}/close", seen=here, outcome="Spoke with Pat and with home.")
    taken = send(lead, f"{here}/take", seen=here)
    short = send(lead, f"{here}/close", seen=here, outcome="ok")
    asked = send(lead, f"{here}/close", seen=here, outcome="Spoke with Pat and with home.")
    again = send(lead, f"{here}/close", seen=here, outcome="Spoke with Pat and with home.")
    other = someone(app, services, RoleName.SAFEGUARDING, name="Jo", email="jo@council.example")
    closed = send(other, f"{here}/close", seen=here, outcome="I agree: school and home know.")

    assert early.status_code == 400
    assert "nobody has taken it yet" in words(early)
    assert "You have it Taken by Mina" in words(taken)
    assert "Say in a sentence what was done" in words(short)
    assert "A second person must look at it and close it." in words(asked)
    assert "Somebody else must look at it and close it." in words(again)
    assert "No concern is open." in words(closed)
    page = words(lead.get(here))
    assert "Spoke with Pat and with home." in page
    assert "I agree: school and home know." in page


def test_questions_go_on_when_somebody_says_so(lead: FlaskClient, concern_id: int) -> None:
    here = f"/admin/concerns/{concern_id}"

    page = send(lead, f"{here}/resume", seen=here)

    assert "Questions may go on." in words(page)
    assert "Questions Not paused" in words(page)


def test_who_left_and_worries_us_cannot_be_texted(
    services: Services, store: Store, lead: FlaskClient, sam: int
) -> None:
    a_contact(services, worker=SAM)
    services.receive(an_inbound(services, "STOP"))
    services.receive(an_inbound(services, "my dad hits me", urn=f"tel:{phone(1)}"))
    with store.reading() as tx:
        concern_id = concerns.queue(tx, of_the_command_line())[0].id

    assert "Cannot be texted" in words(lead.get(f"/admin/concerns/{concern_id}"))


def test_a_page_left_open_hears_that_the_queue_changed(
    services: Services, lead: FlaskClient, concern_id: int
) -> None:
    def mark() -> str:
        found: str = lead.get("/admin/concerns/newest").json["mark"]  # type: ignore[index]
        return found

    first = mark()
    assert first == mark()
    assert f'data-mark="{first}"' in lead.get("/admin/concerns").text
    texts(services, "my dad hits me", number=2)

    assert mark() != first


def test_the_page_says_what_they_got_at_once_and_rings_the_local_numbers_with_a_tap(
    lead: FlaskClient, concern_id: int
) -> None:
    page = lead.get(f"/admin/concerns/{concern_id}")

    got = words(page).partition("What they got at once")[2].partition("Write to them")[0]
    assert "Childline 0800 1111" in got or "Childline is free: 0800 1111" in got
    assert "on its way" in got
    assert 'href="tel:999"' in page.text


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        (None, []),
        ("the duty team", [("the duty team", "", "")]),
        (
            "Front door: 01632 960001, 9 to 5; +44 1632 960002",
            [("Front door: ", "01632 960001", ", 9 to 5"), ("", "+44 1632 960002", "")],
        ),
    ],
)
def test_a_local_number_is_found_in_its_line(
    setting: str | None, shown: list[tuple[str, str, str]]
) -> None:
    assert local_numbers(setting) == shown
