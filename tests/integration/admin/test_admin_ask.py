"""Ask one thing: checked as it is written, and read by a second person where it is sensitive."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.round_tables import asked_thing
from bot.store.users import RoleName
from tests.factories import a_contact, rows, said_to
from tests.staff_pages import send, someone, words

BUS = {"name": "The bus", "text1": "Does the bus home come on time?", "options1": "Yes\nMostly\nNo"}
HURTS = {
    "name": "At night",
    "text1": "Do you feel safe on the bus?",
    "options1": "Yes\nMostly\nNo",
}


@pytest.fixture
def officer(app: Flask, services: Services) -> FlaskClient:
    return someone(app, services, RoleName.OFFICER)


def test_a_question_stands_beside_the_form_as_it_arrives(officer: FlaskClient) -> None:
    page = words(send(officer, "/admin/ask", **BUS, look="yes"))

    assert "Does the bus home come on time? 1 Yes 2 Mostly 3 No 1 text" in page
    assert "It is plain and fits." in page


def test_a_blank_page_holds_no_question(officer: FlaskClient) -> None:
    assert "None" not in words(officer.get("/admin/ask"))


def test_what_the_checker_finds_is_said(officer: FlaskClient) -> None:
    page = send(officer, "/admin/ask", **(BUS | {"text1": "Do you utilise the bus?"}), save="yes")

    assert page.status_code == 400
    assert "Question 1: " in words(page)
    assert "utilise" in words(page)


def test_a_saved_question_can_be_launched_and_asked(
    officer: FlaskClient, services: Services
) -> None:
    page = send(officer, "/admin/ask", **BUS, save="yes")
    contact_id = a_contact(services, number=1)

    (asked,) = rows(services.store, asked_thing)
    services.start_flow(flow=f"ask-{asked.id}", contact_id=contact_id)

    assert "These can be asked now." in words(page)
    assert "The bus" in words(officer.get("/admin/rounds/new"))
    assert said_to(services.store) != []


def test_a_question_that_may_hurt_has_to_be_marked(officer: FlaskClient) -> None:
    page = send(officer, "/admin/ask", **HURTS, save="yes")

    assert "mark it as sensitive" in words(page)


def test_a_sensitive_question_waits_for_somebody_else(
    app: Flask, officer: FlaskClient, services: Services
) -> None:
    marked = HURTS | {"how1": "sensitive", "offers1": "3"}
    page = send(officer, "/admin/ask", **marked, save="yes")
    assert "another officer reads them over" in words(page)
    assert "At night" not in words(officer.get("/admin/rounds/new"))
    (asked,) = rows(services.store, asked_thing)
    token = send(officer, f"/admin/ask/{asked.id}/read", seen="/admin/ask")
    assert "you wrote them" in words(token)

    second = someone(app, services, RoleName.OFFICER, email="second@council.example")
    read = send(second, f"/admin/ask/{asked.id}/read", seen=f"/admin/ask/{asked.id}")

    assert "These questions can be asked now." in words(read)
    assert "At night" in words(officer.get("/admin/rounds/new"))
