"""A real Chromium, and the whole application served on loopback for it to visit.

Where no Chromium is installed these tests skip and say so. No page reaches further than loopback:
every other address is answered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    Playwright,
    sync_playwright,
)

from tests.browser.boards import survey, themes
from tests.browser.furnished import Office, furnish
from tests.browser.site import Site
from tests.pictures.chromium import started, where, window_of


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where Chromium is, or skip."""
    found = where()
    if found is None:
        pytest.skip(
            "no Chromium is installed: run tests/find-chromium, or apt-get install chromium"
        )
    return found


@pytest.fixture(scope="session")
def playwright_here(chromium: str) -> Iterator[Playwright]:
    """Return Playwright, started once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_here: Playwright, chromium: str) -> Iterator[Browser]:
    """Return one headless Chromium for all tests."""
    browser = started(playwright_here, chromium)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """Serve the application over its own database, for all tests: each has its own young person."""
    with Site.open(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def office(site: Site) -> Office:
    """Return somebody of staff with something on every page but the board's."""
    return furnish(site)


@pytest.fixture(scope="session")
def surveyed(office: Office) -> Office:
    """Return the same, with a survey on the board."""
    survey(office.site)
    return office


@pytest.fixture(scope="session")
def themed(office: Office) -> Office:
    """Return the same, with own words gathered on the board."""
    themes(office.site)
    return office


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Any]:
    """Return a function that opens a window of its own."""
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(window_of(browser, site.url, **options))
