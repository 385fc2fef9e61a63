"""Charts: drawn once at release by the worker, of shown figures alone, beside their table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from bot.app import Services
from bot.charts.change import change_of
from bot.charts.describe import OKABE_ITO, charts_of
from bot.insight.figures import Hidden, SafeFigures, SafeQuestion
from bot.insight.opening import Asked
from bot.sending import drawing
from bot.services.draw_charts import DrawCharts
from bot.store.drawings import Picture
from bot.store.flows import Shelf
from tests.factories import a_contact, texts

C = Hidden.CONFIDENTIAL
ASKED = Asked("Do you feel safe?", {"yes": "Yes", "no": "No", "rather": "Rather not say"})


def a_question(**options: int | Hidden) -> SafeQuestion:
    figures = SafeFigures(C, 40, C, options)
    groups = {"girl": SafeFigures(C, 20, C, options), "boy": SafeFigures(C, 20, C, options)}
    return SafeQuestion("safe", False, False, figures, {"gender": groups, "area": None})


def test_a_chart_has_a_title_in_words_and_nothing_that_is_hidden() -> None:
    everyone, by_gender = charts_of(a_question(yes=12, no=C, rather=C), ASKED, is_scale=True)

    assert everyone.title == "Do you feel safe? Most often: Yes, 30 %."
    assert by_gender.name == "safe-gender"
    for spec in (*everyone.specs.values(), *by_gender.specs.values()):
        assert "Rather not say" not in str(spec)
    assert OKABE_ITO[0] in str(everyone.specs["light"])


def test_a_whole_scale_is_stacked_bars_in_its_order() -> None:
    _, by_gender = charts_of(a_question(yes=10, no=10), ASKED, is_scale=True)

    assert by_gender.specs["light"]["mark"]["type"] == "bar"
    assert by_gender.specs["light"]["encoding"]["color"]["sort"] == ["Yes", "No"]


@pytest.mark.parametrize(("is_scale", "by"), [(True, "place"), (False, "share")])
def test_a_scale_stands_in_its_order_and_other_options_by_how_many(is_scale: bool, by: str) -> None:
    everyone, _ = charts_of(a_question(yes=5, no=15), ASKED, is_scale=is_scale)

    (line,) = {str(layer["encoding"]["y"]["sort"]) for layer in everyone.specs["light"]["layer"]}
    assert f"'field': '{by}'" in line


def test_a_chart_names_each_group_once_and_is_as_high_as_its_options() -> None:
    _, by_gender = charts_of(a_question(yes=12, no=C, rather=C), ASKED, is_scale=False)

    drawn = by_gender.specs["light"]
    _, dot = drawn["layer"]
    named = [dot["encoding"][how]["scale"]["domain"] for how in ("color", "shape")]
    assert named[0] == named[1]  # then one list below the chart tells both
    assert len(named[0]) == 2
    assert drawn["height"]["for"] == "position"


def test_where_all_is_hidden_there_is_no_chart() -> None:
    assert list(charts_of(a_question(yes=C, no=C), ASKED, is_scale=False)) == []


def test_a_chart_from_wave_to_wave_says_in_words_what_moved_most() -> None:
    waves = [(1, a_question(yes=12, no=28, rather=C)), (2, a_question(yes=30, no=10, rather=C))]

    (change,) = change_of(waves, ASKED)

    assert change.name == "safe-waves"
    assert change.title == ("Do you feel safe? From wave 1 to 2, Yes moved most: +45 points.")
    drawn = str(change.specs["light"])
    assert "Wave 1" in drawn
    assert "Wave 2" in drawn
    assert "Rather not say" not in drawn


def test_a_change_that_chance_may_well_be_is_called_so() -> None:
    waves = [(1, a_question(yes=20, no=20)), (2, a_question(yes=21, no=19))]

    (change,) = change_of(waves, ASKED)

    assert "which chance may well be" in change.title


@pytest.mark.parametrize(
    "waves",
    [
        [(1, a_question(yes=20, no=20))],
        [(1, a_question(yes=C, no=C)), (2, a_question(yes=20, no=20))],
    ],
)
def test_there_is_no_change_where_one_wave_alone_is_shown(
    waves: list[tuple[int, SafeQuestion]],
) -> None:
    assert list(change_of(waves, ASKED)) == []


@pytest.fixture
def released(services: Services) -> None:
    """Have 24 answer, and their totals be released."""
    for number in range(1, 25):
        services.start_flow(flow="good-place", contact_id=a_contact(services, number=number))
        texts(services, "1", "1" if number % 2 else "3", number=number)
    services.release("good-place")


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_that_stops_leaves_the_drawing_and_the_next_begins_it_anew(
    services: Services,
) -> None:
    drawn: list[str] = []

    def two_pictures(*_told: object) -> Iterator[Picture]:
        for _ in range(2):
            drawn.append(f"i{len(drawn)}")
            yield Picture(drawn[-1], "svg", "light", b"<svg/>")

    draw = DrawCharts(services.store, Shelf(), services.house, two_pictures)

    assert draw(lambda: True) == 0
    assert len(drawn) == 1
    assert draw(lambda: False) == 1


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_release_is_drawn_once_and_shown(services: Services, officer: FlaskClient) -> None:
    draw = DrawCharts(services.store, Shelf(), services.house, drawing)
    chart = "/admin/board/good-place/charts/i1"

    assert officer.get(f"{chart}.svg").status_code == 404
    assert (draw(), draw()) == (1, 0)

    svg = officer.get(f"{chart}.svg?theme=dark")
    assert svg.content_type == "image/svg+xml"
    assert "<svg" in svg.text
    assert officer.get(f"{chart}.png").data.startswith(b"\x89PNG")
    assert f"{chart}.svg" in officer.get("/admin/board/good-place").text
    assert officer.get(f"{chart}.exe").status_code == 404
    assert f"{chart}.csv" in officer.get("/admin/board/good-place").text
