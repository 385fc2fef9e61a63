"""Setting up and the pretend phone in a real browser: by keyboard alone, and without a script."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.store.users import RoleName
from tests.browser.looks import NARROW, faults_of
from tests.browser.site import Site
from tests.staff_pages import COOKIE, a_member, cookie_of

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
_emails = (f"setter{number}@council.example" for number in itertools.count(1))
MOST_TABS = 40


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page], Page]:
    """Return what signs an administrator into a window."""
    who = a_member(site.services, RoleName.ADMINISTRATOR, email=next(_emails), name="Ana")
    value = cookie_of(site.services, who)

    def signed(page: Page) -> Page:
        page.context.add_cookies([{"name": COOKIE, "value": value, "url": site.url}])
        return page

    return signed


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"
        )
        if said == words:
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")


def test_an_administrator_tries_the_conversation_by_keyboard_alone(
    visit: Visit, sign_in: Callable[[Page], Page]
) -> None:
    page = sign_in(visit())
    page.goto("/admin/set-up")

    tab_to(page, "Try the test phone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Test phone")).to_be_visible()
    page.wait_for_load_state("load")
    tab_to(page, "Conversation")
    page.keyboard.type("A good place to go")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is a test.")).to_be_visible()
    expect(page.get_by_label("Text back")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Enter")

    expect(page.locator(".sayso-phone__line--mine")).to_have_text("You: 1")
    expect(page.get_by_text("Think of a good place to go.")).to_be_visible()
    expect(page.get_by_label("Text back")).to_be_focused()


def test_a_talk_with_everything_in_it_has_nothing_axe_finds(
    visit: Visit, sign_in: Callable[[Page], Page]
) -> None:
    page = sign_in(visit(viewport=NARROW, reduced_motion="reduce"))
    page.goto("/admin/test-phone")
    page.get_by_role("button", name="Start").click()
    for words in ("1", "i want to die", "hello", "   "):
        page.get_by_label("Text back").fill(words)
        page.get_by_role("button", name="Send").click()
        page.wait_for_load_state("load")

    expect(page.get_by_role("alert")).to_contain_text("Write something")
    expect(page.get_by_text("No text comes back")).to_be_visible()
    assert list(faults_of(page)) == []


def test_the_test_phone_works_without_a_script(
    visit: Visit, sign_in: Callable[[Page], Page]
) -> None:
    page = sign_in(visit(java_script_enabled=False))
    page.goto("/admin/test-phone")
    page.get_by_label("Conversation").select_option("A good place to go")
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Text back").fill("1")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Think of a good place to go.")).to_be_visible()
