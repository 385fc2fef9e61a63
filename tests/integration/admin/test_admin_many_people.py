"""Staff pages among many young people: no more statements, no page too large, every page named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from bot.app import create_app
from bot.bench.page_places import NO_PAGES, PAGES
from bot.bench.pages import MOST_BYTES, Looks
from bot.bench.pages_house import furnish
from bot.store.staff_tables import RoleName
from tests.factories import Clock, a_setting

FEW, MANY, VERY_MANY = 20, 60, 450
LEAD = RoleName.LEAD


@dataclass(frozen=True, slots=True)
class House:
    """One house: the application over it, and who looks."""

    app: Flask
    looks: Looks

    def page(self, path: str) -> str:
        """Return the text of a page as the lead of everybody's team sees it."""
        return self.looks.opened(LEAD, path).decode()

    def parts(self, path: str) -> list[str]:
        """Return all parts of a list, turned from one to the next."""
        found = [self.page(path)]
        while after := re.search(r'href="([^"]+)" rel="next">Those after', found[-1]):
            found.append(self.page(after[1].replace("&amp;", "&")))
        return found


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[int, House]]:
    """Return a house of few, one of more, and one whose lists have several parts for a lead."""
    folder = tmp_path_factory.mktemp("many")
    made = {people: furnished(folder, people) for people in (FEW, MANY, VERY_MANY)}
    yield made
    for house in made.values():
        house.app.extensions["sayso"].store.engine.dispose()


def furnished(folder: Path, people: int) -> House:
    app = create_app(
        a_setting(
            database_url=f"sqlite:///{folder}/{people}.db",
            spool_directory=folder / f"spool-{people}",
            demo=True,
        ),
        Clock().now,
    )
    services = app.extensions["sayso"]
    return House(app, Looks(app, services, furnish(services, people, board=False)))


def test_every_page_of_staff_is_measured(houses: Mapping[int, House]) -> None:
    there = {
        rule.endpoint
        for rule in houses[FEW].app.url_map.iter_rules()
        if str(rule).startswith("/admin") and "GET" in (rule.methods or ())
    }

    assert there == PAGES.keys() | NO_PAGES
    assert PAGES.keys() & NO_PAGES == set()


def test_no_page_takes_more_statements_because_there_are_more_young_people(
    houses: Mapping[int, House],
) -> None:
    few, many = houses[FEW].looks, houses[MANY].looks
    ran = [
        (role, path, few.statements(role, path), many.statements(role, at))
        for (role, path), (_, at) in zip(
            few.every(board=False), many.every(board=False), strict=True
        )
    ]

    assert len(ran) > 80
    assert [one for one in ran if one[3] > one[2]] == []


def test_no_page_is_too_large_where_a_lead_has_very_many(houses: Mapping[int, House]) -> None:
    looks = houses[VERY_MANY].looks
    sizes = {one: len(looks.opened(*one)) for one in looks.every(board=False)}

    assert {one: size for one, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize(("path", "each"), [
    ("/admin/people", r'href="/admin/people/(\d+)"'),
    ("/admin/meetings/new", r'href="/admin/meetings/new\?contact=(\d+)"'),
    ("/admin/people/hand-over", r'name="contact" type="checkbox" value="(\d+)"'),
    ("/admin/meetings", r'href="/admin/meetings/(\d+)"'),
])  # fmt: skip
def test_a_long_list_is_turned_through_from_end_to_end(
    houses: Mapping[int, House], path: str, each: str
) -> None:
    parts = houses[VERY_MANY].parts(path)

    shown = [re.findall(each, part) for part in parts]
    assert [len(part) for part in shown[:2]] == [200, 200]
    everybody = [one for part in shown for one in part]
    assert len(everybody) == len(set(everybody)) >= VERY_MANY
    assert f"1 to 200 of {len(everybody)} " in parts[0]


def test_a_short_list_has_nothing_to_turn(houses: Mapping[int, House]) -> None:
    page = houses[MANY].page("/admin/people")

    assert len(re.findall(r'href="/admin/people/(\d+)"', page)) == MANY
    assert "Parts of the list" not in page


def test_a_caseload_stands_together_where_a_lead_hands_over_very_many(
    houses: Mapping[int, House],
) -> None:
    pages = houses[VERY_MANY].parts("/admin/people/hand-over")
    workers = [one for page in pages for one in re.findall(r"\d+, with ([A-Z][a-z]+ \d)", page)]

    assert len(workers) == VERY_MANY
    assert workers == sorted(workers)


def test_my_week_shows_the_first_of_very_many_and_says_how_many_more(
    houses: Mapping[int, House],
) -> None:
    page = houses[VERY_MANY].page("/admin/week")

    asks = re.findall(r'action="/admin/meetings/\d+/attended"', page)
    assert len(asks) == 25
    assert re.search(r"And \d+ more: they come up here as you answer these\.", page)
    assert len(re.findall(r'action="/admin/promises/\d+/done"', page)) == 50
    assert re.search(r"1 to 60 of \d+ meetings of these 7 days", page)


def test_of_very_many_those_with_the_same_worker_may_be_in_a_group(
    houses: Mapping[int, House],
) -> None:
    few, many = houses[MANY], houses[VERY_MANY]
    place = "/admin/meetings/new?contact=1000000"
    others = r'name="group" type="checkbox"'

    assert len(re.findall(others, few.page(place))) == MANY - 1
    page = many.page(place)
    assert 50 < len(re.findall(others, page)) < 200
    assert "Only those with the same worker stand here." in page
