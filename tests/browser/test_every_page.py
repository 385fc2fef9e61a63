"""Every page there is, in every look: none is forgotten, axe finds nothing, nothing is too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import looks
from tests.browser.furnished import NO_PAGES, OPEN, OWN, STAFF, STAFF_AGAIN, Office, has_drawn
from tests.pictures.chromium import window_of

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.fixture(scope="module")
def furnished(surveyed: Office, themed: Office) -> Office:
    """Return an office with something on every page, a drawing that waits too."""
    assert surveyed is themed
    has_drawn(themed.site)
    return themed


@pytest.fixture(scope="module")
def desk(browser: Browser, furnished: Office) -> Iterator[Page]:
    """Return a window of staff that keeps what all pages share."""
    with window_of(browser, furnished.site.url, reduced_motion="reduce") as page:
        furnished.sign_in(page)
        yield page


@pytest.fixture(scope="module")
def chat(browser: Browser, furnished: Office) -> Iterator[Page]:
    """Return a window of a young person in the chat."""
    with window_of(browser, furnished.site.url, reduced_motion="reduce") as page:
        furnished.enter(page)
        yield page


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open, everything on it unfolded."""
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate(OPEN_ALL)
    return list(looks.faults_of(page))


def test_no_page_is_forgotten(furnished: Office) -> None:
    rules = furnished.site.app.url_map.iter_rules()
    there = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}

    assert there == NO_PAGES | STAFF.keys() | OPEN.keys() | OWN.keys()


@pytest.mark.parametrize("name", [*STAFF, *STAFF_AGAIN])
def test_a_page_of_staff_is_for_everybody_in_every_look(
    desk: Page, furnished: Office, name: str
) -> None:
    furnished.go(desk, (STAFF | STAFF_AGAIN)[name])

    assert faults(desk) == []


@pytest.mark.parametrize("name", OPEN)
def test_an_open_page_is_for_everybody_in_every_look(
    visit: Callable[..., Page], furnished: Office, name: str
) -> None:
    page = visit(reduced_motion="reduce")
    furnished.go(page, OPEN[name])

    assert faults(page) == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_a_young_person_is_for_everybody_in_every_look(
    chat: Page, furnished: Office, name: str
) -> None:
    furnished.go(chat, OWN[name])

    assert faults(chat) == []
