"""The young person's pages for everybody: axe, small windows, fingers, other colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.looks import DESK, NARROW, faults_of
from tests.browser.site import Site

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
SIZES = (NARROW, PHONE, DESK)
TO_PRESS = 8  # who sees this, exit, listen, three answers, the box, send
TOUCH = 44  # pixels, both ways
OLD_LINK = "/chat/" + "a" * 22
PAGES = ["chat", "empty chat", "join", "old link", "left"]
IS_IN_VIEW = """() => {
    const one = document.activeElement;
    const box = one.getClientRects()[0]; // of a link on two lines, the first: the middle is neither
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return one.contains(top);
}"""

Visit = Callable[..., Page]


def open_page(page: Page, site: Site, name: str) -> None:
    """Bring a window to one of `PAGES`."""
    if name in {"join", "old link"}:
        page.goto({"join": "/chat", "old link": OLD_LINK}[name])
        return
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    if name != "empty chat":
        site.ask(contact_id)
        page.reload()
        expect(page.get_by_role("group")).to_be_visible()
    if name == "left":
        page.evaluate("document.getElementById('leave').submit()")
        expect(page.get_by_role("heading", level=1)).to_have_text("You have left the chat")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit: Visit, site: Site, name: str) -> None:
    page = visit(viewport=NARROW, reduced_motion="reduce")
    open_page(page, site, name)

    assert list(faults_of(page)) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(visit: Visit, site: Site, name: str) -> None:
    page = visit()
    open_page(page, site, name)

    for size in SIZES:
        page.set_viewport_size(size)

        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", SIZES, ids=["400 %", "phone", "desk"])
def test_everything_to_press_has_room_for_a_finger(
    visit: Visit, site: Site, size: ViewportSize
) -> None:
    page = visit(viewport=size)
    open_page(page, site, "chat")

    pressed = page.locator("button:visible, textarea")
    boxes = [each.bounding_box() for each in pressed.all()]

    assert len(boxes) == TO_PRESS
    assert [box for box in boxes if box and min(box["width"], box["height"]) < TOUCH] == []


@pytest.mark.parametrize("size", SIZES[:2], ids=["400 %", "phone"])
def test_nothing_covers_what_has_the_focus(visit: Visit, site: Site, size: ViewportSize) -> None:
    page = visit(viewport=size, reduced_motion="reduce")
    open_page(page, site, "chat")

    for _ in range(10):
        page.keyboard.press("Tab")

        assert page.evaluate(IS_IN_VIEW), page.evaluate("document.activeElement.outerHTML")


def test_pages_weigh_little(visit: Visit, site: Site) -> None:
    page = visit()
    weights: dict[str, int] = {}  # by address: the page is loaded twice here
    page.on(
        "response",
        lambda each: weights.update({each.url: len(each.body())}) if is_code(each.url) else None,
    )

    open_page(page, site, "chat")
    page.wait_for_load_state("networkidle")

    assert 0 < sum(weights.values()) < 60_000


def is_code(url: str) -> bool:
    return url.endswith((".css", ".js"))
