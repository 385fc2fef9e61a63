"""The board: released totals in words and figures, and nothing that is anybody's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from flask.testing import FlaskClient

from bot.app import Services
from bot.rounds.audience import Audience
from bot.services.launch_round import Plan
from bot.store.database import Store
from bot.store.tables import audit
from tests.factories import Clock, a_contact, rows, texts
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
    page = words(officer.get(f"{groups}/i1"))
    assert "text or web chat and language are not shown: some groups are too small" in page
    assert officer.get(f"{groups}/nothing").status_code == 404
    assert officer.get("/admin/board/nothing/groups/i1").status_code == 404


def test_the_board_says_who_it_is_from_and_who_stopped_where(
    services: Services, officer: FlaskClient, sam: int
) -> None:
    answered_by(services, 12)
    for number in range(13, 25):
        contact_id = a_contact(services, number=number, worker=SAM)
        services.start_flow(flow="good-place", contact_id=contact_id)
        texts(services, "1", number=number)
    for number in range(25, 36):
        a_contact(services, number=number, worker=SAM)
    services.release("good-place")

    page = words(officer.get("/admin/board/good-place"))

    # 24 were asked and 12 stopped: the two together would tell how far the other 12 came.
    assert "Everyone 35 c c 12" in page
    assert "At least 12 went to the end. 12 stopped part way, so far." in page
    assert "Fewer than 10 young people have been told" in words(officer.get("/admin/board"))


def test_answers_and_completion_are_told_over_time(
    services: Services, officer: FlaskClient, sam: int, clock: Clock
) -> None:
    answered_by(services, 12)
    services.release("good-place")
    clock.forward(days=1)
    for number in range(13, 25):
        answer_all(services, "good-place", a_contact(services, number=number, worker=SAM), number)
    services.release("good-place")

    page = words(officer.get("/admin/board/good-place"))

    assert "Answers and completion over time" in page
    assert "12 12 c" in page
    assert "24 24 c" in page


def test_a_question_is_shown_from_wave_to_wave(
    services: Services, officer: FlaskClient, sam: int, clock: Clock
) -> None:
    for wave, said in ((1, "1"), (2, "2")):
        plan = Plan("Help", "help", "help-so-far", Audience(), services.now(), _later(services))
        round_id = services.launch_round(
            replace(plan, join_word=f"word{'ab'[wave - 1]}"), user_id=sam
        )
        for number in range(1, 25):
            contact_id = a_contact(services, number=100 * wave + number)
            services.start_flow(flow="help-so-far", contact_id=contact_id)
            answers = ("1", said if number % 3 else "3")
            texts(services, *answers, number=100 * wave + number)
        services.steer_round.close(round_id, reason="nothing came of it", user_id=sam)
        clock.forward(days=1)
    board = "/admin/board/help-so-far"
    first = re.search(rf"{board}/groups/(\w+)", officer.get(board).text)
    assert first

    page = words(officer.get(f"{board}/groups/{first[1]}"))
    older = words(officer.get(f"{board}?wave=1"))

    assert "By wave Wave 1 Wave 2 Answered 24 24" in page
    assert "From wave 1 to wave 2" not in page  # what each chose then is hidden now
    assert "At least 24 young people have answered." in older
    assert officer.get(f"{board}?wave=7").status_code == 200


def _later(services: Services) -> datetime:
    return services.now() + timedelta(days=7)
