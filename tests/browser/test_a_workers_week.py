"""A worker's week in a real browser at phone width: book, change, promise, keep, hand over."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from bot.store import addresses
from bot.store.tables import appointment
from bot.store.users import RoleName
from tests.browser.looks import axe
from tests.browser.site import Site
from tests.factories import a_contact, phone, texts
from tests.staff_pages import COOKIE, MY_MEETINGS, a_member, cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NUMBER = 850
SAM = "week.sam@council.example"
PICTURES = os.environ.get("SAYSO_PICTURES")


@dataclass
class Looking:
    """One window at phone width, and what axe or the ruler found on the way."""

    page: Page
    faults: dict[str, str] = field(default_factory=dict)

    def look(self, name: str) -> None:
        """Let axe look, see that nothing is wider than the phone, and keep a picture if asked."""
        if found := axe(self.page):
            self.faults[name] = "; ".join(found)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.faults[name] = self.faults.get(name, "") + " wider than the phone"
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    def open(self, path: str, name: str) -> None:
        """Go to a page and look at it."""
        self.page.goto(path)
        self.look(name)

    def press(self, button: str) -> None:
        """Press a button by what it says."""
        self.page.get_by_role("button", name=button).first.click()

    def reads(self, said: str) -> None:
        """See what the page says was done."""
        expect(self.page.get_by_role("status")).to_contain_text(said)


def reminded(site: Site, contact_id: int) -> None:
    """Have the young person be asked about their meeting last, as when its reminder went."""
    services = site.services
    with services.store.begin() as tx:
        meeting_id = tx.db.scalar(
            select(appointment.c.id).where(appointment.c.contact_id == contact_id)
        )
        assert meeting_id is not None
        address_id = addresses.ensure(tx, f"tel:{phone(NUMBER)}", services.now())
        addresses.ask(tx, address_id, kind="reminder", about=meeting_id, now=services.now())


def is_over(site: Site, contact_id: int) -> None:
    """Let their meeting have been two hours ago."""
    with site.services.store.begin() as tx:
        tx.db.execute(
            update(appointment)
            .where(appointment.c.contact_id == contact_id)
            .values(starts_at=site.services.now() - timedelta(hours=2))
        )


def test_a_worker_books_changes_promises_keeps_and_hands_over(
    visit: Callable[..., Page], site: Site
) -> None:
    services, name = site.services, f"Pat{NUMBER}"
    sam = a_member(services, RoleName.WORKER, email=SAM, team="Week")
    a_member(services, RoleName.WORKER, email="week.jo@council.example", name="Jo", team="Week")
    pat = a_contact(services, number=NUMBER, worker=SAM)
    services.start_flow(flow="my-meetings", contact_id=pat)
    texts(services, *MY_MEETINGS, number=NUMBER)
    page = visit(reduced_motion="reduce")
    page.context.add_cookies([{"name": COOKIE, "value": cookie_of(services, sam), "url": site.url}])
    at = Looking(page)

    books_in_four_taps(at, name)
    reminded(site, pat)
    texts(services, "2", "3", number=NUMBER)
    agrees_to_the_change(at, name)
    is_over(site, pat)
    promises_and_keeps(at, name)
    helps_to_get_in_touch(at, pat)
    hands_over(at, name)

    assert at.faults == {}


def books_in_four_taps(at: Looking, name: str) -> None:
    at.open("/admin/week", "01-empty-week")
    at.press("Book a meeting")
    at.look("02-who")
    at.page.get_by_role("link", name=name).click()
    expect(at.page.get_by_role("heading", name=f"What {name} asked for")).to_be_visible()
    at.look("03-times-that-fit")
    at.page.locator(".sayso-suggestions button").first.click()
    expect(at.page.get_by_text("1 segment").first).to_be_visible()
    expect(at.page.get_by_text("These texts go out in your first name.")).to_be_visible()
    at.look("04-the-texts")
    at.press("Book it")
    at.reads("The meeting is booked.")
    at.look("05-booked")


def agrees_to_the_change(at: Looking, name: str) -> None:
    at.open("/admin/week", "06-they-asked")
    asked = at.page.locator("strong", has_text=f"{name} needs to change the meeting")
    expect(asked).to_be_visible()
    at.press("Move it to")
    at.reads(f"Agreed. The meeting is moved, and {name} is told.")
    at.look("07-moved")


def promises_and_keeps(at: Looking, name: str) -> None:
    at.open("/admin/week", "08-did-you-meet")
    at.press("We met")
    at.page.get_by_label("What", exact=True).first.fill("ring the school")
    at.look("09-promises")
    at.press("See the text")
    expect(at.page.get_by_text("ring the school")).to_be_visible()
    at.look("09-the-text-of-it")
    at.press("Write it down and text it")
    at.reads("Written down.")
    at.look("10-promised")
    at.press(f"ring the school, {name}")
    at.reads(f"Done. {name} is told that it is done.")


def helps_to_get_in_touch(at: Looking, contact_id: int) -> None:
    at.open(f"/admin/people/{contact_id}", "11-person")
    at.press("They have a new number")
    at.look("12-code")
    at.open("/admin/my-ways", "13-how-you-hear")


def hands_over(at: Looking, name: str) -> None:
    at.page.goto("/admin/people/hand-over")
    at.page.get_by_label(name).check()
    at.page.get_by_label("To whom").select_option(label="Jo")
    at.look("14-hand-over")
    at.press("See what they are told")
    at.look("14-what-they-are-told")
    at.press("Hand over and tell them")
    at.reads("1 handed over.")
    at.look("15-handed-over")
