"""Themes in a real browser: named by keyboard alone; text from right to left; ten thousand answers.

What axe finds on them, and how wide they are, is in `test_every_page.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.store.theme_tables import theme, theme_answer
from tests.browser.boards import fill
from tests.browser.furnished import Office
from tests.factories import rows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
WINDOWS = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})
BOARD = "/admin/board/good-place"
THEMES, QUOTES = f"{BOARD}/themes", f"{BOARD}/quotes/i5"


def test_a_theme_is_named_by_keyboard_alone(visit: Visit, themed: Office) -> None:
    page = visit(viewport=WINDOWS[1], reduced_motion="reduce")
    themed.open(page, THEMES)

    def reach(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by keyboard")

    reach(".sayso-theme summary")
    page.keyboard.press("Enter")
    reach("[name=name]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Get online")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Get online")).to_be_visible()
    assert "Get online" in {row.name for row in rows(themed.site.services.store, theme)}


def test_words_from_right_to_left_are_shown_so(visit: Visit, themed: Office) -> None:
    page = visit(viewport=WINDOWS[0])
    themed.open(page, THEMES)

    assert page.locator('.sayso-said[dir="rtl"]').count() >= 1


def test_ten_thousand_answers_make_a_page_of_the_same_size(visit: Visit, themed: Office) -> None:
    fill(themed.site, 10_000, wave=3)
    page = visit(viewport=WINDOWS[1])

    themed.open(page, f"{THEMES}?wave=3")
    assert len(page.content().encode()) < 200_000
    assert page.locator(".sayso-theme").count() >= 3
    page.goto(f"{QUOTES}?wave=3")
    expect(page.get_by_role("button", name="Release", exact=True)).to_be_visible()
    held = rows(themed.site.services.store, theme_answer, theme_answer.c.wave == 3)
    assert all(one.group_id is not None for one in held)
