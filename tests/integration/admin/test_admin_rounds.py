"""The officer's pages of rounds: launched, steered, told back; what is wrong is said in words."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table

from bot.app import Services
from bot.store import findings
from bot.store.round_tables import consultation, idea
from bot.store.staff_tables import user
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, rows, said_to, texts
from tests.staff_pages import send, someone, words

FLOW = "help-so-far"


@pytest.fixture
def officer(app: Flask, services: Services) -> FlaskClient:
    return someone(app, services, RoleName.OFFICER)


def path_of(services: Services, table: Table, under: str) -> str:
    """Return the address of the one round or idea there is."""
    return f"/admin/{under}/{rows(services.store, table)[0].id}"


def launch(officer: FlaskClient, **form: object) -> str:
    typed = {
        "name": "Getting help",
        "about": "getting help",
        "flow": FLOW,
        "opens": "2026-11-23",
        "closes": "2026-12-07",
        "spread_days": "0",
        "launch": "yes",
    }
    sent = {name: value for name, value in (typed | form).items() if value is not None}
    return words(send(officer, "/admin/rounds/new", **sent))


def test_a_preview_says_who_and_what_it_costs_and_launches_nothing(
    officer: FlaskClient, services: Services
) -> None:
    a_contact(services, number=1)

    page = launch(officer, launch=None, preview="yes")

    assert "It asks 1 by text and 0 by chat." in page
    assert re.search(r"It costs \d+ to \d+ text segments", page)
    assert "No round has been launched yet." in words(officer.get("/admin/rounds"))


def test_what_is_missing_is_said_at_its_field(officer: FlaskClient) -> None:
    page = launch(officer, name="", about="", closes="soon")

    assert "Give the round a name." in page
    assert "Choose the day it closes." in page


def test_a_finding_is_taken_from_the_board_to_the_public_page(
    officer: FlaskClient, services: Services, clock: Clock
) -> None:
    a_contact(services, number=1)
    launch(officer)
    services.ask_round()
    texts(services, "1", "3")
    round_page = path_of(services, consultation, "rounds")

    page = send(
        officer,
        "/admin/findings/new",
        seen=round_page,
        about="getting help",
        heard="it took far too long",
        rung="heard",
        round=round_page.rpartition("/")[2],
    )
    found = page.request.path
    send(officer, f"{found}/ask", seen=found, name="Dee", email="dee@council.example")
    with services.store.reading() as tx:
        one = findings.one(tx, int(found.rpartition("/")[2]))
    assert one is not None
    link = services.ask_decision.link(one).removeprefix(services.house.base_url)
    stranger = officer.application.test_client()
    assert "it took far too long" in stranger.get(link).text
    assert stranger.post(link, data={"decision": "no"}).status_code == 400
    stranger.post(link, data={"decision": "yes", "because": "we can"})
    send(officer, f"{found}/right", seen=found)
    refused = send(officer, f"{found}/publish", seen=found, change="a new team", picture="clock")
    assert "Tick that you have read it over." in words(refused)
    send(
        officer,
        f"{found}/publish",
        seen=found,
        change="a new team",
        picture="clock",
        checked="yes",
    )
    services.tell_back()

    public = words(stranger.get("/results"))
    assert "It took far too long." in public
    assert "A new team." in public
    assert "Now: a new team" in said_to(services.store)[-1]
    assert "The round is closed." in words(
        send(officer, f"{round_page}/close", seen=round_page, reason="")
    )


def test_a_round_without_a_change_told_says_why_it_does_not_close(
    officer: FlaskClient, services: Services
) -> None:
    a_contact(services, number=1)
    launch(officer)
    round_page = path_of(services, consultation, "rounds")

    page = words(send(officer, f"{round_page}/close", seen=round_page, reason=""))

    assert "Young people have not heard back yet" in page


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("Tyrone@example.org is unkind", "leave out names"),
        ("x" * 46, "45 letters"),
        ("we should utilise the bus", "utilise"),
    ],
)
def test_a_finding_that_cannot_be_told_is_sent_back(
    officer: FlaskClient, services: Services, heard: str, said: str
) -> None:
    a_contact(services, number=1)
    launch(officer)
    round_page = path_of(services, consultation, "rounds")

    page = send(
        officer,
        "/admin/findings/new",
        seen=round_page,
        about="buses",
        heard=heard,
        rung="heard",
        round=round_page.rpartition("/")[2],
    )

    assert said in words(page).lower() or said in words(page)


def test_an_idea_is_a_case_with_five_working_days(officer: FlaskClient, services: Services) -> None:
    a_contact(services, number=1)
    texts(services, "ive got an idea!", "1", "a bench by the bus stop")

    page = words(officer.get("/admin/ideas"))
    their_idea = words(officer.get(path_of(services, idea, "ideas")))

    assert "Answer by 30 November" in page
    assert "a bench by the bus stop" in their_idea
    assert "Pat1" not in page + their_idea


def test_an_idea_is_answered_to_whoever_had_it(
    officer: FlaskClient, services: Services, clock: Clock
) -> None:
    a_contact(services, number=1)
    texts(services, "idea", "1", "a bench by the bus stop")
    officer.get("/admin/ideas")
    idea_page = path_of(services, idea, "ideas")
    page = send(
        officer,
        "/admin/findings/new",
        seen=idea_page,
        about="the bus",
        heard="put a bench there",
        rung="asked",
        idea=idea_page.rpartition("/")[2],
    )
    finding_id = int(page.request.path.rpartition("/")[2])
    asker = rows(services.store, user)[0].id
    services.ask_decision(finding_id, name="Dee", email="dee@council.example", user_id=asker)
    with services.store.reading() as tx:
        found = findings.one(tx, finding_id)
    assert found is not None
    token = services.ask_decision.link(found).rpartition("/")[2]
    services.ask_decision.record(
        token, decision="no", because="the road is not ours to build on", by_when=None
    )

    send(
        officer,
        f"/admin/findings/{finding_id}/publish",
        seen=f"/admin/findings/{finding_id}",
        change="the road is not ours",
        picture="bus",
        checked="yes",
    )
    services.tell_back()

    assert "Why: the road is not ours." in said_to(services.store)[-1]
    assert "Answered" in words(officer.get("/admin/ideas"))
    assert "put a bench there" not in words(officer.get("/results"))  # theirs alone


def test_a_poster_has_a_code_to_scan(officer: FlaskClient, services: Services) -> None:
    a_contact(services, number=1)
    launch(officer, join_word="Swift")

    poster = f"{path_of(services, consultation, 'rounds')}/poster"
    assert "Text SWIFT to +447700900000" in words(officer.get(poster))
    assert officer.get(f"{poster}.svg").mimetype == "image/svg+xml"
