"""The board: released totals in words and figures, and nothing that is anybody's."""

from __future__ import annotations

from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import audit
from tests.factories import a_contact, rows
from tests.staff_pages import (
    SAM,
    answer_all,
    send,
    words,
)


def answered_by(services: Services, people: int) -> None:
    for number in range(1, people + 1):
        contact_id = a_contact(services, number=number, worker=SAM)
        answer_all(services, "good-place", contact_id, number)


def test_totals_are_released_in_words_then_figures(
    services: Services, store: Store, officer: FlaskClient, sam: int
) -> None:
    answered_by(services, 12)
    board = "/admin/board/good-place"

    before = words(officer.get(board))
    after = words(send(officer, f"{board}/release", seen=board))

    assert "There are no totals yet." in before
    assert "At least 12 young people have answered. These totals are from today" in after
    assert "c stands for a number we hide." in after
    assert "In short" in after
    assert len(rows(store, audit, audit.c.action == "totals.release")) == 1


def test_too_few_new_answers_change_nothing_and_say_how_many_are_wanted(
    services: Services, officer: FlaskClient, sam: int
) -> None:
    answered_by(services, 3)
    board = "/admin/board/good-place"

    page = words(send(officer, f"{board}/release", seen=board))

    assert "Not yet: 10 more young people must answer first." in page
    assert "There are no totals yet." in page


def test_the_board_has_no_name_number_or_own_words_and_leaves_out_the_welcome(
    services: Services, officer: FlaskClient, sam: int
) -> None:
    answered_by(services, 11)
    services.release("good-place")

    pages = [officer.get(path).text for path in ("/admin/board", "/admin/board/good-place")]

    for told in ("Pat", "07700", "+4477", "a big sofa", "a pond"):
        assert all(told not in page for page in pages), told
    assert "welcome" not in pages[0].casefold()
    assert officer.get("/admin/board/welcome").status_code == 404
    assert officer.get("/admin/board/nothing").status_code == 404


def test_a_question_is_shown_by_group_on_a_page_of_its_own(
    services: Services, officer: FlaskClient, sam: int
) -> None:
    answered_by(services, 12)
    services.release("good-place")
    groups = "/admin/board/good-place/groups"

    assert f'href="{groups}/i1"' in officer.get("/admin/board/good-place").text
    assert "The figures by language are not shown" in words(officer.get(f"{groups}/i1"))
    assert officer.get(f"{groups}/nothing").status_code == 404
    assert officer.get("/admin/board/nothing/groups/i1").status_code == 404
