"""Staff pages in a real browser: without a script, by keyboard, and while others change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import NUMBER, Office
from tests.factories import texts

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_a_meeting_is_booked_without_any_script(visit: Visit, office: Office) -> None:
    page = visit(java_script_enabled=False)
    office.open(page, "/admin/meetings/new")
    day = (office.site.services.now() + timedelta(days=5)).date()

    page.get_by_role("link", name=f"Pat{NUMBER}", exact=True).click()
    page.get_by_label("Day", exact=True).fill(day.isoformat())
    page.get_by_label("Time", exact=True).fill("16:00")
    page.get_by_label("Place", exact=True).fill("")
    page.get_by_role("button", name="See the texts").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where")
    page.get_by_label("Place", exact=True).fill("the park")
    page.get_by_role("button", name="See the texts").click()
    page.get_by_role("button", name="Book it").click()

    expect(page.get_by_role("status")).to_have_text("The meeting is booked.")
    expect(page.get_by_text(", the park")).to_be_visible()


def test_an_error_leads_to_its_field_by_keyboard(visit: Visit, office: Office) -> None:
    page = visit()
    office.open(page, "/admin/people/new")

    page.get_by_role("button", name="Add them").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_label("What they like to be called")).to_be_focused()


def test_a_task_is_ticked_off_and_gone(visit: Visit, office: Office) -> None:
    page = visit()
    office.open(page, "/admin/week")
    line = page.locator(".sayso-todo__words", has_text="would like a chat link")

    expect(line).to_have_count(1)
    page.get_by_role("button", name="Done").first.click()

    expect(page.get_by_role("status")).to_have_text("Done. That is off your list.")
    expect(line).to_have_count(0)


def test_a_new_concern_comes_onto_a_page_left_open(visit: Visit, office: Office) -> None:
    page = visit()
    office.open(page, "/admin/concerns")
    before = page.locator(".sayso-line").count()

    texts(office.site.services, "my dad hits me", number=NUMBER + 9)

    expect(page.locator(".sayso-line")).to_have_count(before + 1)
    expect(page.locator("[data-newest-told]")).to_have_text("The list of concerns has changed.")
