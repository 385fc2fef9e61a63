"""The board in a real browser: axe on every page, small windows, charts that load."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.bench.figures import made_up_rows
from bot.insight.opening import Asked
from bot.sending import drawing
from bot.services.draw_charts import DrawCharts, Waves
from bot.store.drawings import Picture
from bot.store.flows import Shelf
from bot.store.tables import respondent, totals_answer
from bot.store.users import RoleName
from tests.browser.site import Site
from tests.staff_pages import COOKIE, a_member, cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
DRAWN = "c4"
HEAVIEST = 300_000  # bytes of a page
PAGES = (
    "/admin/board/how-things-are",
    f"/admin/board/how-things-are/groups/{DRAWN}",
    "/admin/board/how-things-are/cross?question=c4&by=gender&within=age_band",
    "/admin/outcomes",
)
WINDOWS = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})


def draw_one(waves: Waves, asked: Asked, is_scale: bool) -> Iterator[Picture]:
    """Draw the charts of one question: of all forty it takes minutes."""
    if waves[-1][1].id == DRAWN:
        yield from drawing(waves, asked, is_scale)


@pytest.fixture(scope="module")
def cookie(site: Site) -> str:
    """Return an officer's cookie, with a survey of 400 released and one question of it drawn."""
    services = site.services
    people, answers = made_up_rows(400)
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), people)
        tx.db.execute(totals_answer.insert(), answers)
    assert services.release("how-things-are") is not None
    assert services.audit_outcomes() is not None
    DrawCharts(services.store, Shelf(), services.house, draw_one)()
    user_id = a_member(services, RoleName.OFFICER, email="board@council.example", team="Board")
    return cookie_of(services, user_id)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    visit: Visit, site: Site, cookie: str
) -> None:
    faults = {}
    for window in WINDOWS:
        page = visit(viewport=window, reduced_motion="reduce")
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
        for path in PAGES:
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            found = Axe().run(page)
            assert len(page.content().encode()) < HEAVIEST, path
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if found.violations_count or too_wide > 0:
                faults[path, window["width"]] = too_wide, found.generate_report()

    assert faults == {}


def test_the_board_opens_in_words_and_its_charts_load(
    visit: Visit, site: Site, cookie: str
) -> None:
    page = visit(viewport=WINDOWS[1])
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    page.goto(PAGES[0])

    expect(page.get_by_role("heading", name="What stands out")).to_be_visible()
    chart = page.locator("img.sayso-chart").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_be_visible()
    expect(chart).not_to_have_js_property("naturalWidth", 0)
