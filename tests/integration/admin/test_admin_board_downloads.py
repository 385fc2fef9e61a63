"""What an officer takes away: the figures on screen, as hidden, and nothing that runs."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from bot.app import Services
from bot.insight.figures import (
    Course,
    Hidden,
    SafeFigures,
    SafeQuestion,
    SafeReach,
    SafeTally,
    Stretch,
)
from bot.insight.opening import Asked
from bot.insight.sheets import COLUMNS, Head, rows, safe_cell
from tests.factories import a_contact, texts
from tests.staff_pages import words

C = Hidden.CONFIDENTIAL


@pytest.fixture
def released(services: Services) -> None:
    """Release what 24 young people said of a good place."""
    for number in range(1, 25):
        contact_id = a_contact(services, number=number)
        services.start_flow(flow="good-place", contact_id=contact_id)
        texts(services, "1", "1" if number % 2 else "3", number=number)
    assert services.release("good-place") is not None


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("released")
def test_the_csv_has_the_figures_of_the_board(officer: FlaskClient) -> None:
    answer = officer.get("/admin/board/good-place/totals.csv")
    table = lines(answer.data)

    assert answer.headers["Content-Disposition"].endswith('"sayso-good-place.csv"')
    everyone = {
        row["option"]: row["count"]
        for row in table
        if row["question"] == "i1" and row["figure"] == "option" and not row["breakdown"]
    }
    assert everyone["relax"] == everyone["get_advice"] == "12"
    assert everyone["meet_friends"] == "c"


@pytest.mark.usefixtures("released")
def test_the_workbook_has_them_too_and_says_what_each_column_means(officer: FlaskClient) -> None:
    answer = officer.get("/admin/board/good-place/totals.xlsx")
    book = load_workbook(io.BytesIO(answer.data))

    assert book.sheetnames == ["Figures", "Dictionary"]
    assert [cell.value for cell in next(book["Figures"].iter_rows())] == list(COLUMNS)
    assert {row[0].value for row in book["Dictionary"].iter_rows(min_row=2)} >= set(COLUMNS)


@pytest.mark.usefixtures("released")
def test_each_chart_has_a_table_of_its_own(officer: FlaskClient) -> None:
    at = "/admin/board/good-place/charts"
    everyone = lines(officer.get(f"{at}/i1.csv").data)
    by_wave = lines(officer.get(f"{at}/i1-waves.csv").data)

    assert {row["question"] for row in everyone} == {"i1"}
    assert {row["breakdown"] for row in everyone} == {""}
    counts = {row["option"]: row["count"] for row in everyone if row["figure"] == "option"}
    assert (counts["relax"], counts["meet_friends"]) == ("12", "c")
    assert {row["wave"] for row in by_wave} == {"1"}
    for nothing in ("i1-nothing", "none", "i1-area"):
        assert officer.get(f"{at}/{nothing}.csv").status_code == 404


def test_where_they_stopped_and_who_was_asked_go_along() -> None:
    course = Course("day 1", (Stretch(("a", "b"), 80, 20),), ended=60)
    reached = SafeReach(90, 80, C, 60)
    safe = SafeTally(10, (), course, {"": {"": reached}}, {("", "known"): "day 0"})

    table = [
        dict(zip(COLUMNS, row, strict=True))
        for row in rows(safe, Head("f", 1, "day 1"), {"a": Asked("=A?", {}), "b": Asked("B?", {})})
    ]

    told = {row["figure"]: row["count"] for row in table}
    assert told == {
        "stopped": 20,
        "ended": 60,
        "on_the_books": 90,
        "asked_or_joined": 80,
        "reached": "c",
        "answered_something": 60,
    }
    stopped = table[0]
    assert (stopped["question"], stopped["share"]) == ("a b", 0.25)
    assert str(stopped["text"]).startswith("'=")
    assert [row["counted_on"] for row in table if row["figure"] == "on_the_books"] == ["day 0"]
    assert all(str(figure) in COLUMNS["figure"] for figure in told)


def test_there_is_nothing_to_take_away_before_a_release(officer: FlaskClient) -> None:
    assert officer.get("/admin/board/good-place/totals.csv").status_code == 404
    assert officer.get("/admin/board/welcome/totals.csv").status_code == 404
    assert officer.get("/admin/board/good-place/cross").status_code == 200


def test_who_signed_in_long_ago_is_asked_again(officer: FlaskClient) -> None:
    with officer.session_transaction() as session:
        session["fs_paa"] = 1.0

    answer = officer.get("/admin/board/dictionary.csv")

    assert answer.status_code in {302, 401}


@pytest.mark.usefixtures("released")
def test_a_group_within_another_is_shown_or_said_to_be_withheld(officer: FlaskClient) -> None:
    page = words(officer.get("/admin/board/good-place/cross?question=i1&by=gender&within=age_band"))

    assert "These two together are not shown" in page
    assert officer.get("/admin/board/good-place/cross?by=nothing").status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-3", "@x", "\tx", " =x"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert str(safe_cell(cell)).startswith("'")


def test_numbers_and_words_stay_as_they_are() -> None:
    assert safe_cell(-3) == -3
    assert safe_cell("Relax = rest") == "Relax = rest"


def test_two_hundred_options_are_two_hundred_rows() -> None:
    options = {f"o{n}": 10 if n < 3 else C for n in range(200)}
    question = SafeQuestion("q", False, False, SafeFigures(C, 40, C, options), {})
    head = Head("flow", 1, "2026-11-23")

    table = list(rows(SafeTally(10, (question,)), head, {"q": Asked("=Which?", {})}))

    assert len(table) == 203
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert table[0][5] == "'=Which?"
