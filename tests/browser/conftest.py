"""A real Chromium, and the whole application served on loopback for it to visit.

Where no Chromium is installed these tests skip and say so. No page reaches further than loopback:
every other address is answered here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    sync_playwright,
)

from tests.browser.site import Site

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1[:/])")
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where Chromium is, or skip."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
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
    browser = playwright_here.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """Serve the application over its own database, for all tests: each has its own young person."""
    with Site.open(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Any]:
    """Return a function that opens a window of its own, as on a phone unless told otherwise."""
    contexts: list[BrowserContext] = []

    def open_window(**options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": site.url, "viewport": {"width": 360, "height": 740}, **options}
        )
        context.set_default_timeout(PATIENCE_MS)
        context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Elsewhere</title>"))
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
