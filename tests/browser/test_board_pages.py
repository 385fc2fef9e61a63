"""The board in a real browser: it opens in words, and its charts load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import STAFF, Office

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
DESK = {"width": 1280, "height": 800}
HEAVIEST = 300_000  # bytes of a page


def test_the_board_opens_in_words_and_its_charts_load(visit: Visit, surveyed: Office) -> None:
    page = visit(viewport=DESK)
    surveyed.open(page, STAFF["board.one"])

    assert len(page.content().encode()) < HEAVIEST
    expect(page.get_by_role("heading", name="What stands out")).to_be_visible()
    chart = page.locator("img.sayso-chart").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_be_visible()
    expect(chart).not_to_have_js_property("naturalWidth", 0)
