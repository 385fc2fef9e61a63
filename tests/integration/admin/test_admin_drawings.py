"""A drawing is looked at by a person before anybody else sees it, and who drew it stays hidden."""

from __future__ import annotations

import io
import json

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.safeguarding.assess import Severity
from bot.store import erasing
from bot.store.database import Store
from bot.store.tables import address, audit, concern, concern_message, inbound_message, outbox
from bot.store.theme_tables import drawn_answer
from bot.store.users import RoleName
from tests.drawn import draw, say, to_the_drawing, waiting_ones
from tests.factories import Clock, a_contact, rows
from tests.staff_pages import answer_all, send, someone, words

PAGE = "/admin/drawings"
SHEET = "/admin/board/good-place/themes"
PACK = "/admin/board/good-place/pack"
SURE = {"sure": "yes", "described": "A house with a big slide"}


@pytest.fixture
def lead(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of the safeguarding lead."""
    return someone(app, services, RoleName.SAFEGUARDING, email="mina@council.example")


@pytest.fixture
def young_person(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of a young person at the question that a drawing may answer."""
    browser = app.test_client()
    to_the_drawing(browser, services, a_contact(services))
    return browser


@pytest.fixture
def drawn(young_person: FlaskClient, store: Store) -> str:
    """Return the id of a drawing that waits, whose young person said others may see it."""
    draw(young_person, share="yes")
    return str(rows(store, drawn_answer)[0].id)


def decide(officer: FlaskClient, drawn_id: str, act: str, **fields: str) -> int:
    return send(officer, PAGE, drawing=drawn_id, act=act, **fields).status_code


def acts(store: Store) -> list[str]:
    return [row.action for row in rows(store, audit) if row.action.startswith("drawing.")]


def test_the_officer_sees_the_drawing_and_nobody_s_name(
    officer: FlaskClient, drawn: str, store: Store
) -> None:
    page = officer.get(PAGE)
    shown = officer.get(f"{PAGE}/{drawn}.jpg")

    assert waiting_ones(page.get_data(as_text=True)) == [drawn]
    assert "1 drawing waits" in words(page)
    assert "What did we miss inside?" in words(page)
    assert "Pat1" not in page.get_data(as_text=True)
    assert shown.content_type == "image/jpeg"
    assert shown.get_data().startswith(b"\xff\xd8")
    assert shown.headers["Cache-Control"] == "no-store"
    assert acts(store) == ["drawing.look"]


def test_the_board_says_that_one_waits_and_asks_for_it_today_when_it_is_late(
    officer: FlaskClient, drawn: str, clock: Clock
) -> None:
    assert "1 drawing waits for you to look at" in words(officer.get("/admin/board"))
    assert "please look today" not in words(officer.get("/admin/board"))
    clock.forward(days=2)

    assert "please look today" in words(officer.get("/admin/board"))
    assert "a young person may need help in it" in words(officer.get(PAGE))


@pytest.mark.parametrize(
    "role", [RoleName.WORKER, RoleName.LEAD, RoleName.SAFEGUARDING, RoleName.ADMINISTRATOR]
)
def test_nobody_else_looks(app: Flask, services: Services, drawn: str, role: RoleName) -> None:
    other = someone(app, services, role)

    assert other.get(PAGE).status_code == 403
    assert other.get(f"{PAGE}/{drawn}.jpg").status_code == 403


def test_released_it_leads_to_nobody(officer: FlaskClient, drawn: str, store: Store) -> None:
    assert decide(officer, drawn, "release", **SURE) == 200

    (row,) = rows(store, drawn_answer)
    assert (row.state, row.sender) == ("released", None)
    assert row.sent_on.day == 1
    assert acts(store)[-1] == "drawing.release"
    assert "Pat" not in json.dumps([row.subject + row.detail for row in rows(store, audit)])
    assert not rows(store, concern)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"described": "A house"}, "Look once more"),
        ({"sure": "yes"}, "Say in words what is in it"),
        ({"sure": "yes", "described": "a" * 201}, "Say in words what is in it"),
    ],
)
def test_a_hasty_release_is_refused_in_words(
    officer: FlaskClient, drawn: str, store: Store, fields: dict[str, str], told: str
) -> None:
    answered = send(officer, PAGE, drawing=drawn, act="release", **fields)

    assert answered.status_code == 400
    assert told in words(answered)
    assert [row.state for row in rows(store, drawn_answer)] == ["waiting"]


def test_without_their_yes_it_cannot_be_released(
    officer: FlaskClient, young_person: FlaskClient, store: Store
) -> None:
    draw(young_person)
    (row,) = rows(store, drawn_answer)

    assert "Release to the board" not in words(officer.get(PAGE))
    assert decide(officer, row.id, "release", **SURE) == 400
    assert [each.state for each in rows(store, drawn_answer)] == ["waiting"]


def test_kept_out_it_is_gone_with_who_sent_it(
    officer: FlaskClient, drawn: str, store: Store
) -> None:
    assert decide(officer, drawn, "keep_out") == 200

    assert not rows(store, drawn_answer)
    assert officer.get(f"{PAGE}/{drawn}.jpg").status_code == 404


def test_a_worry_opens_a_concern_that_holds_it_and_tells_the_officer_nothing(
    officer: FlaskClient, lead: FlaskClient, drawn: str, store: Store
) -> None:
    answered = send(officer, PAGE, drawing=drawn, act="worry")

    (opened,) = rows(store, concern)
    (row,) = rows(store, drawn_answer)
    assert (opened.severity, opened.category) == (Severity.CONCERN, "drawing")
    assert (row.state, row.concern_id, row.pseudonym, row.sender) == (
        "worried",
        opened.id,
        None,
        None,
    )
    assert answered.request.path == PAGE
    assert f"/admin/concerns/{opened.id}" not in answered.text
    assert officer.get(f"{PAGE}/{drawn}.jpg").status_code == 404
    assert officer.get(f"/admin/concerns/{opened.id}/drawings/{drawn}.jpg").status_code == 403
    page = lead.get(f"/admin/concerns/{opened.id}")
    assert "Pat1" in words(page)
    assert "I sent a drawing." in words(page)
    assert waiting_ones(page.get_data(as_text=True)) == [drawn]
    shown = lead.get(f"/admin/concerns/{opened.id}/drawings/{drawn}.jpg")
    assert shown.get_data().startswith(b"\xff\xd8")


def test_a_worry_pauses_questions_and_tells_the_rota(
    officer: FlaskClient, drawn: str, store: Store
) -> None:
    decide(officer, drawn, "worry", danger="yes")

    (opened,) = rows(store, concern)
    assert opened.severity == Severity.IMMEDIATE
    assert rows(store, outbox, outbox.c.kind == "alert")
    assert {row.held_by for row in rows(store, address, address.c.scheme == "chat")} == {opened.id}


def test_a_worry_is_heard_though_the_message_is_no_longer_kept(
    officer: FlaskClient, services: Services, drawn: str, store: Store, clock: Clock
) -> None:
    clock.forward(days=8)
    services.retention()
    decide(officer, drawn, "worry")

    (opened,) = rows(store, concern)
    assert opened.contact_id is not None
    held = {row.message_id for row in rows(store, concern_message)}
    assert held <= {row.id for row in rows(store, inbound_message)}


def test_a_picture_of_one_concern_is_not_another_s(
    officer: FlaskClient, lead: FlaskClient, drawn: str, store: Store
) -> None:
    decide(officer, drawn, "worry")
    (opened,) = rows(store, concern)

    other = lead.get(f"/admin/concerns/{opened.id + 1}/drawings/{drawn}.jpg")
    assert other.status_code == 404


def test_whoever_has_the_concern_hears_of_one_more_drawing(
    officer: FlaskClient, lead: FlaskClient, young_person: FlaskClient, store: Store, drawn: str
) -> None:
    say(young_person, "i want to die")
    (opened,) = rows(store, concern)
    here = f"/admin/concerns/{opened.id}"
    send(lead, f"{here}/take", seen=here)
    before = len(rows(store, outbox, outbox.c.kind == "alert"))
    decide(officer, drawn, "worry")

    assert len(rows(store, concern)) == 1
    assert len(rows(store, outbox, outbox.c.kind == "alert")) > before
    assert [row.concern_id for row in rows(store, drawn_answer)] == [opened.id]


def test_what_is_drawn_while_a_concern_is_open_stands_under_it(
    lead: FlaskClient, young_person: FlaskClient, store: Store
) -> None:
    say(young_person, "i want to die")
    draw(young_person)

    (opened,) = rows(store, concern)
    (row,) = rows(store, drawn_answer)
    assert row.concern_id == opened.id
    page = lead.get(f"/admin/concerns/{opened.id}").get_data(as_text=True)
    assert waiting_ones(page) == [row.id]


def test_deleting_their_answers_leaves_what_a_concern_holds(
    officer: FlaskClient, services: Services, store: Store, drawn: str
) -> None:
    decide(officer, drawn, "worry")
    (opened,) = rows(store, concern)
    with store.begin() as tx:
        erasing.erase_what_they_said(
            tx,
            opened.contact_id,
            pseudonym_key=services.settings.pseudonym_key,
            now=services.now(),
        )

    assert [row.concern_id for row in rows(store, drawn_answer)] == [opened.id]


def test_deleting_their_answers_erases_what_was_released(
    officer: FlaskClient, young_person: FlaskClient, drawn: str, store: Store
) -> None:
    decide(officer, drawn, "release", **SURE)
    say(young_person, "delete my answers", "1")

    assert not rows(store, drawn_answer)


def test_two_who_look_at_once_decide_once(officer: FlaskClient, drawn: str, store: Store) -> None:
    decide(officer, drawn, "release", **SURE)

    assert decide(officer, drawn, "keep_out") == 400
    assert decide(officer, drawn, "worry") == 400
    assert [row.state for row in rows(store, drawn_answer)] == ["released"]


@pytest.mark.parametrize("act", ["", "burn"])
def test_another_act_does_nothing(officer: FlaskClient, drawn: str, store: Store, act: str) -> None:
    assert decide(officer, drawn, act) == 400
    assert [row.state for row in rows(store, drawn_answer)] == ["waiting"]


def test_with_nothing_to_look_at_the_page_says_what_comes(officer: FlaskClient) -> None:
    assert "No drawing waits." in words(officer.get(PAGE))


def ten_more_answer(services: Services) -> None:
    for number in range(2, 12):
        contact_id = a_contact(services, number=number)
        answer_all(services, "good-place", contact_id, number)
    services.release("good-place")


def test_before_totals_the_board_shows_no_drawing(officer: FlaskClient, drawn: str) -> None:
    decide(officer, drawn, "release", **SURE)

    assert not waiting_ones(officer.get(SHEET).text)


def test_the_board_and_the_pack_show_what_was_released_in_words_too(
    officer: FlaskClient, services: Services, drawn: str, young_person: FlaskClient
) -> None:
    ten_more_answer(services)
    assert not waiting_ones(officer.get(SHEET).text)
    decide(officer, drawn, "release", **SURE)

    board, pack = officer.get(SHEET), officer.get(PACK)
    document = docx.Document(io.BytesIO(officer.get(f"{PACK}.docx").data))
    assert waiting_ones(board.text) == waiting_ones(pack.text) == [drawn]
    assert 'alt="A house with a big slide"' in board.text
    assert 'alt="A house with a big slide"' in pack.text
    assert len(document.inline_shapes) == 1
    assert "A house with a big slide" in [each.text for each in document.paragraphs]
    assert officer.get(f"{PAGE}/{drawn}.jpg").get_data().startswith(b"\xff\xd8")


def test_a_drawing_that_worried_somebody_is_never_on_the_board(
    officer: FlaskClient, services: Services, drawn: str
) -> None:
    ten_more_answer(services)
    decide(officer, drawn, "worry")

    assert not waiting_ones(officer.get(SHEET).text)
    assert not waiting_ones(officer.get(PACK).text)
