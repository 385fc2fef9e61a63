"""Staff pages in a real browser: axe on every one, small windows, and no script at all."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.store import tasks
from bot.store.queries.scope import of_the_command_line
from bot.store.users import RoleName
from tests.browser.site import Site
from tests.factories import a_contact, texts
from tests.staff_pages import COOKIE, MY_MEETINGS, a_member, cookie_of

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

NARROW = {"width": 320, "height": 256}  # a desk's window at 400 % zoom
DESK = {"width": 1280, "height": 800}
COLOURS: tuple[dict[str, Any], ...] = ({"color_scheme": "light"}, {"color_scheme": "dark"})
ALL = tuple(RoleName)
NUMBER = 800  # of phones nobody else's tests use
_emails = (f"staff{number}@council.example" for number in itertools.count(1))
PAGES = [
    "/admin/week",
    "/admin/meetings",
    "/admin/meetings/new",
    "/admin/meetings/new?contact={contact}",
    "/admin/meetings/{meeting}",
    "/admin/meetings/{meeting}/move",
    "/admin/meetings/{meeting}/call-off",
    "/admin/meetings/{meeting}/way",
    "/admin/people/{contact}/promises",
    "/admin/people/hand-over",
    "/admin/my-ways",
    "/admin/import/meetings",
    "/admin/import/people",
    "/admin/attendance",
    "/admin/people",
    "/admin/people/new",
    "/admin/people/{contact}",
    "/admin/concerns",
    "/admin/concerns/{concern}",
    "/admin/board",
    "/admin/board/good-place",
    "/admin/set-up",
    "/admin/test-phone",
    "/admin/settings",
    "/admin/rota",
    "/admin/care-report",
    "/admin/read-again",
    "/admin/fixed-replies",
    "/admin/open-records",
    "/admin/open-records/new",
    "/admin/account",
    "/admin/accounts",
    "/admin/audit",
]
IN_THE_DARK = ("/admin/week", "/admin/concerns/{concern}", "/admin/board/good-place")


@dataclass(frozen=True, slots=True)
class Office:
    """One member of staff who may open every page, with something on each."""

    site: Site
    cookie: str
    ids: dict[str, int]

    def open(self, page: Page, path: str) -> None:
        """Sign the window in and bring it to a page."""
        page.context.add_cookies([{"name": COOKIE, "value": self.cookie, "url": self.site.url}])
        page.goto(path.format(**self.ids))


@pytest.fixture(scope="module")
def office(site: Site) -> Office:
    """Return a member of staff with a meeting, a task, a concern and totals to look at."""
    services, email = site.services, next(_emails)
    user_id = a_member(services, *ALL, email=email, team="Browser")
    contact_id = a_contact(services, number=NUMBER, worker=email)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, *MY_MEETINGS, number=NUMBER)
    meeting_id = services.book(
        contact_id=contact_id,
        worker_id=user_id,
        starts_at=services.now() + timedelta(hours=3),
        place="the library cafe",
    )
    with services.store.begin() as tx:
        tasks.raise_for(
            tx, worker_id=user_id, contact_id=contact_id, kind="wifi_link", now=services.now()
        )
    a_contact(services, number=NUMBER + 1, worker=email)
    texts(services, "i want to die", number=NUMBER + 1)
    concern_id = services.concerns.queue(of_the_command_line())[0].id
    ids = {"contact": contact_id, "meeting": meeting_id, "concern": concern_id}
    return Office(site, cookie_of(services, user_id), ids)


def test_axe_finds_nothing_on_any_page(visit: Visit, office: Office) -> None:
    page = visit(viewport=DESK, reduced_motion="reduce")
    faults = {}

    for path in PAGES:
        office.open(page, path)
        for colours in COLOURS if path in IN_THE_DARK else COLOURS[:1]:
            page.emulate_media(**colours)
            found = Axe().run(page)
            if found.violations_count:
                faults[path, colours["color_scheme"]] = found.generate_report()

    assert faults == {}


def test_no_page_scrolls_sideways_in_a_narrow_window(visit: Visit, office: Office) -> None:
    page = visit(viewport=NARROW)
    too_wide = {}

    for path in PAGES:
        office.open(page, path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if by := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            too_wide[path] = by

    assert too_wide == {}


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

    texts(office.site.services, "my dad hits me", number=NUMBER + 2)

    expect(page.locator(".sayso-line")).to_have_count(before + 1)
    expect(page.locator("[data-newest-told]")).to_have_text("The list of concerns has changed.")
