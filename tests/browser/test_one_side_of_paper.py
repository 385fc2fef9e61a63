"""A page in their own words prints on one side of A4, for them and for their worker."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from bot.store.users import RoleName
from tests.browser.site import Site
from tests.factories import a_contact, an_inbound
from tests.staff_pages import COOKIE, a_member, cookie_of

Visit = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONGEST = 1600  # letters of one message
A4 = (595, 842)  # points
SAID = {
    "a few words": "drawing, and my dog",
    "a story": "It is going all right and I like the art room most of all. " * 9,
    "as much as may be sent": ("It is going all right and I like art. " * 50)[:LONGEST],
    "many short lines": "one\n" * 399 + "more",
}
SAM = "paper.sam@council.example"


def sides(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def size(pdf: bytes) -> tuple[int, int]:
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert found is not None
    return round(float(found[1])), round(float(found[2]))


def printed(page: Page, url: str, words: str) -> tuple[int, tuple[int, int]]:
    """Return on how many sides of which size a page is printed, once it says `words`."""
    page.goto(url)
    assert words.split(maxsplit=1)[0] in page.locator("dl").inner_text()
    pdf = page.pdf(prefer_css_page_size=True)
    return sides(pdf), size(pdf)


def gets_ready(site: Site, page: Page, contact_id: int, words: str) -> None:
    page.goto(site.link(contact_id))
    site.ask(contact_id, "getting-ready")
    for said in ("1", words, words, "2", words, "1 2 3 4 5", "1", "3"):
        site.services.receive(
            an_inbound(site.services, said, urn=f"chat:{contact_id}", channel="chat")
        )


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
def test_their_own_page_is_one_side_of_a4(site: Site, visit: Visit, words: str) -> None:
    page = visit()
    contact_id = site.young_person()
    gets_ready(site, page, contact_id, words)

    assert printed(page, f"{site.url}/chat/page", words) == (1, A4)


def test_what_a_worker_prints_is_one_side_of_a4(site: Site, visit: Visit) -> None:
    page = visit()
    sam = a_member(site.services, RoleName.WORKER, email=SAM)
    cookie = cookie_of(site.services, sam)
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])

    for number, words in enumerate(SAID.values(), start=870):
        contact_id = a_contact(site.services, number=number, worker=SAM)
        gets_ready(site, page, contact_id, words)

        address = f"{site.url}/admin/people/{contact_id}/page"
        assert printed(page, address, words) == (1, A4)


def test_two_sides_would_be_counted(visit: Visit) -> None:
    page = visit()
    page.set_content("<p style='break-after: page'>one</p><p>two</p>")

    assert sides(page.pdf()) == 2
