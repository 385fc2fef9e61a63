"""An officer takes a round from launch to published change, by keyboard alone; axe clean."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.store.users import RoleName
from tests.browser.looks import DESK, is_clean
from tests.browser.site import Site
from tests.factories import a_contact, texts
from tests.staff_pages import COOKIE, a_member, cookie_of

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
NUMBER = 780
FLOW = "Help so far"
MOST_TABS = 60
_emails = (f"rounds{number}@council.example" for number in itertools.count(1))


@pytest.fixture
def officer(site: Site, visit: Visit) -> Page:
    """Return the window of an officer, signed in."""
    user_id = a_member(site.services, RoleName.OFFICER, email=next(_emails), name="Olu")
    page = visit(viewport=DESK, reduced_motion="reduce")
    page.context.add_cookies(
        [{"name": COOKIE, "value": cookie_of(site.services, user_id), "url": site.url}]
    )
    return page


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names: there is no other way there."""
    for _ in range(MOST_TABS):
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by keyboard")


def write(page: Page, name: str, words: str) -> None:
    reach(page, f"[name={name}]")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def press(page: Page, words: str) -> None:
    """Go to the button or link of these words and press Enter."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText.trim()") == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{words!r} is not reached by keyboard")


def choose(page: Page, selector: str) -> None:
    """Go to a choice and take it."""
    reach(page, selector)
    page.keyboard.press("Space")


def test_an_officer_takes_a_round_from_launch_to_a_published_change(
    officer: Page, site: Site
) -> None:
    services = site.services
    a_contact(services, number=NUMBER, area="Roundsville")
    launches(officer)
    services.ask_round()
    texts(services, "1", "3", number=NUMBER)
    finds(officer)
    decides(officer)

    officer.go_back()
    officer.go_back()
    officer.reload()
    press(officer, "Ask those who answered")
    is_clean(officer)
    services.tell_back()
    publishes(officer)
    services.tell_back()

    press(officer, "See it on the public page")
    expect(officer.get_by_text("A new team calls in two days.")).to_be_visible()
    is_clean(officer)


def launches(officer: Page) -> None:
    officer.goto("/admin/rounds")
    press(officer, "Launch a round")
    write(officer, "name", "How help comes")
    write(officer, "about", "getting help")
    reach(officer, "[name=flow]")
    officer.keyboard.type(FLOW)
    choose(officer, "[name=areas][value=Roundsville]")
    write(officer, "spread_days", "0")
    choose(officer, "[name=how][value=heads_up]")  # off: they are asked at once
    press(officer, "See who and what it costs")
    expect(officer.locator("#preview + p")).to_contain_text("It asks 1 by text")
    is_clean(officer)
    press(officer, "Launch it")
    expect(officer.get_by_role("status")).to_have_text("The round is launched.")
    is_clean(officer)


def finds(officer: Page) -> None:
    write(officer, "heard", "it took far too long")
    reach(officer, "[name=rung]")
    officer.keyboard.press("ArrowDown")
    press(officer, "Write it down")
    is_clean(officer)
    write(officer, "name", "Dee Cider")
    write(officer, "email", "dee@council.example")
    press(officer, "Ask them")


def decides(officer: Page) -> None:
    press(officer, officer.locator("main a[href*='/decide/']").inner_text())
    is_clean(officer)
    officer.keyboard.press("Tab")
    officer.keyboard.press("Space")
    write(officer, "because", "We found the money")
    press(officer, "Send my answer")
    expect(officer.get_by_role("status")).to_contain_text("Thank you, Dee Cider")
    is_clean(officer)


def publishes(officer: Page) -> None:
    write(officer, "change", "a new team calls in two days")
    choose(officer, "[name=checked]")
    press(officer, "Publish and tell everyone who answered")
    expect(officer.get_by_role("status")).to_contain_text("Published.")
    is_clean(officer)


def test_questions_are_written_by_keyboard(officer: Page) -> None:
    officer.goto("/admin/ask")
    write(officer, "name", "The bus")
    write(officer, "text1", "Does the bus home come on time?")
    write(officer, "options1", "Yes")
    officer.keyboard.press("Enter")
    officer.keyboard.type("No")

    press(officer, "Look it over")
    expect(officer.get_by_role("status")).to_contain_text("It is plain and fits.")
    is_clean(officer)
    press(officer, "Save it")
    expect(officer.get_by_text("These can be asked now.")).to_be_visible()
    expect(officer.locator("blockquote")).to_have_count(1)
    is_clean(officer)
