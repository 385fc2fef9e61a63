"""My page and the page about privacy, at 360 pixels, without JavaScript and with a keyboard."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories import an_inbound

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
NARROW = {"viewport": {"width": 360, "height": 640}, "java_script_enabled": False}


def own_page(site: Site, page: Page, **fields: str) -> int:
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    site.ask(contact_id, "my-meetings")
    for words in ("1", "1", "the library by the park, not at home please"):
        site.services.receive(
            an_inbound(site.services, words, urn=f"chat:{contact_id}", channel="chat")
        )
    page.goto(f"{site.url}/chat/my-page")
    return contact_id


def is_as_wide_as_the_window(page: Page) -> bool:
    return page.locator("body").bounding_box()["width"] <= 360  # type: ignore[index]


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture where a person asked for pictures."""
    if folder := os.environ.get("SAYSO_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_my_page_works_at_360_pixels_without_javascript(site: Site, visit: Visit) -> None:
    page = visit(**NARROW)
    own_page(site, page)

    expect(page.get_by_role("heading", name="My page")).to_be_visible()
    expect(page.get_by_text("not at home please").first).to_be_visible()
    assert is_as_wide_as_the_window(page)
    keep_picture(page, "my-page")


def test_deleting_is_one_press_and_asks_once_more(site: Site, visit: Visit) -> None:
    page = visit(**NARROW)
    own_page(site, page)

    page.get_by_role("button", name="Delete my answers").click()

    expect(page.get_by_text("Shall we delete all we hold about you?")).to_be_visible()
    keep_picture(page, "delete-asked")
    page.get_by_role("button", name="Delete", exact=False).first.click()
    expect(page.get_by_text("It is deleted.")).to_be_visible()
    page.goto(f"{site.url}/chat/my-page")
    expect(page.get_by_text("not at home please")).to_have_count(0)


def test_complaining_is_one_press_and_then_their_words(site: Site, visit: Visit) -> None:
    page = visit(**NARROW)
    own_page(site, page)

    page.get_by_role("button", name="Complain").click()

    expect(page.get_by_text("A person answers within 30 days.")).to_be_visible()
    page.get_by_label("Your message").fill("nobody rings me back")
    page.get_by_role("button", name="Send", exact=True).click()
    page.goto(f"{site.url}/chat/my-page")
    expect(page.get_by_text("nobody rings me back").first).to_be_visible()


def test_a_copy_is_a_file_to_read_and_a_file_for_programs(site: Site, visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 640})
    own_page(site, page)

    with page.expect_download() as kept:
        page.get_by_role("link", name="A file for a computer").click()
    data = json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))

    assert kept.value.suggested_filename == "my-page.json"
    assert any("not at home please" in one["words"] for one in data["messages"])
    with page.expect_download() as kept:
        page.get_by_role("link", name="A page to read").click()
    assert "not at home please" in Path(kept.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("age", ["11-12", "13-15", "16-18"])
def test_the_page_about_privacy_reads_at_360_pixels(site: Site, visit: Visit, age: str) -> None:
    page = visit(**NARROW)

    page.goto(f"{site.url}/privacy?age={age}")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("90 days")).to_be_visible()
    assert is_as_wide_as_the_window(page)
    keep_picture(page, f"privacy-{age}")
