"""What a slow phone must fetch before it draws the first reply: counted here, not timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.test_chat_access import open_page

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

# A slow phone's line: a journey there and back, and what comes in a second.
JOURNEY_SECONDS = 0.15
BYTES_A_SECOND = 200_000
MOST_SECONDS = 1.0
TO_BE_CONNECTED = 2  # journeys before the first byte is asked for: the connection, and its seal
HOLDS_IT_UP = """() => [
  ...document.querySelectorAll('link[rel=stylesheet]'),
  ...document.querySelectorAll('script[src]:not([defer]):not([async]):not([type=module])'),
].map(each => each.href || each.src)"""


def test_the_first_reply_is_drawn_within_a_second_on_a_slow_phones_line(
    visit: Visit, site: Site
) -> None:
    page = visit()
    weights: dict[str, int] = {}
    page.on("response", lambda each: weights.update({each.url: len(each.body())}))

    open_page(page, site, "chat")
    page.wait_for_load_state("networkidle")
    document = page.request.get(page.url).text()
    before = page.evaluate(HOLDS_IT_UP)
    journeys = TO_BE_CONNECTED + 1 + (1 if before else 0)  # what holds it up comes side by side
    weight = len(document.encode()) + sum(weights[url] for url in before)
    seconds = journeys * JOURNEY_SECONDS + weight / BYTES_A_SECOND

    assert before
    assert seconds < MOST_SECONDS, (seconds, weight, before)


def test_the_first_reply_stands_in_the_page_and_waits_for_no_script(
    visit: Visit, site: Site
) -> None:
    page = visit(java_script_enabled=False)

    open_page(page, site, "chat")

    assert page.locator("#log li").count() >= 1
