"""The looks a page is seen in, and what is wrong in each: a page is loaded once for all of them.

What a look does not change is asked of axe once: colours again in other colours, room when narrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

NARROW: ViewportSize = {"width": 320, "height": 256}  # a desk's window at 400 % zoom
DESK: ViewportSize = {"width": 1280, "height": 800}
LIGHT: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference"}
DARK = LIGHT | {"color_scheme": "dark"}
CONTRAST = LIGHT | {"contrast": "more"}
OF_COLOUR = ("color-contrast", "link-in-text-block")
OF_ROOM = ("target-size", "scrollable-region-focusable", "meta-viewport")
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
RUN = """(only) => axe.run(document, {
    resultTypes: ['violations'],
    ...(only ? {runOnly: only} : {rules: {'target-size': {enabled: true}}}),
}).then(found => found.violations.map(one => [one.id, ...one.nodes.map(
    node => `${node.target}: ${node.failureSummary}`)].join('\\n  ')))"""


# In forced colours axe reads colours that the browser does not draw, so it is not asked there.
OTHERS = {"dark": DARK, "more contrast": CONTRAST}
# Of a long table or list the first lines stand for the rest: they have the same colours.
FIRST_LINES = """() => document.querySelectorAll('main tbody > tr:nth-child(n+6),'
    + 'main li:nth-child(n+10)').forEach(one => one.remove())"""
# Colours come with the next picture that is drawn.
NEXT_PICTURE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def axe(page: Page, *only: str) -> list[str]:
    """Return what axe finds on the page once it is whole, by these rules or by all, and where."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, list(only) or None)
    return found


def is_clean(page: Page, *only: str) -> None:
    """Assert that axe finds nothing on the page as it is."""
    assert axe(page, *only) == []


def faults_of(page: Page) -> Iterator[str]:
    """Yield what is wrong with the page that is open, look by look; what stands on it is cut."""
    see(page, NARROW, LIGHT)
    if (by := page.evaluate(TOO_WIDE)) > 0:
        yield f"400 %: {by} pixels too wide"
    yield from (f"400 %: {fault}" for fault in axe(page, *OF_ROOM))
    see(page, DESK, LIGHT)
    yield from axe(page)
    page.evaluate(FIRST_LINES)
    for name, colours in OTHERS.items():
        see(page, DESK, colours)
        yield from (f"{name}: {fault}" for fault in axe(page, *OF_COLOUR))


def see(page: Page, window: ViewportSize, colours: dict[str, Any]) -> None:
    """Have the page drawn in a window of this size, in these colours."""
    page.set_viewport_size(window)
    page.emulate_media(**colours)
    page.evaluate(NEXT_PICTURE)
