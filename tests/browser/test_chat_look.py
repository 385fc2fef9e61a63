"""Letters, colours and voice as each young person needs them, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from bot.web.look import THEMES
from tests.browser.looks import OF_COLOUR, is_clean
from tests.browser.site import Site
from tests.browser.test_chat_page import SOON_MS, hears, message

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
NARROW: ViewportSize = {"width": 320, "height": 568}
# A voice that only writes down what it is to say.
PRETEND_VOICE = """() => {
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        speak: (one) => { sessionStorage.voice = 'talking'; said.push([one.lang, one.text]); },
        cancel: () => { sessionStorage.voice = 'silent'; },
    } });
}"""

Visit = Callable[..., Page]


def a_chat(visit: Visit, site: Site, **options: Any) -> Page:
    page = visit(**({"viewport": PHONE} | options))
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    site.ask(contact_id)
    page.reload()
    return page


def choose(page: Page, *labels: str) -> None:
    page.get_by_role("link", name="Change letters, colours or language").click()
    for label in labels:
        page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Use these").click()
    page.wait_for_url("**/chat")  # whole, with its style


def size_of_words(page: Page) -> float:
    size: str = page.locator(".words p").first.evaluate("one => getComputedStyle(one).fontSize")
    return float(size.removesuffix("px"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_bigger_letters_wider_spaces_and_dark_stay_chosen(
    visit: Visit, site: Site, script: bool
) -> None:
    page = a_chat(visit, site, java_script_enabled=script)
    choose(page, "Biggest", "Wider", "Dark")
    expect(page).to_have_url(site.url + "/chat")

    html = page.locator("html")
    for _ in ("now", "and the next time"):
        expect(html).to_have_attribute("data-theme", "dark")
        expect(html).to_have_attribute("data-size", "biggest")
        expect(html).to_have_attribute("data-space", "wide")
        page.goto(site.url + "/chat")


def test_the_biggest_letters_are_half_as_big_again_and_fit(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site, viewport=NARROW)
    usual = size_of_words(page)

    choose(page, "Biggest", "Wider")

    assert size_of_words(page) == 1.5 * usual
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_axe_finds_nothing_whatever_is_chosen(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site, viewport=NARROW, reduced_motion="reduce")
    choose(page, "Biggest", "Wider")

    for address in ("/chat", "/chat/look"):
        page.goto(site.url + address)
        is_clean(page)
        for theme in set(THEMES) - {"phone"}:
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            is_clean(page, *OF_COLOUR)


def test_every_message_of_ours_can_be_listened_to_in_its_language(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site)
    page.add_init_script(f"({PRETEND_VOICE})()")
    page.reload()
    ours, listen = page.locator(".ours"), page.get_by_role("button", name="Listen")
    expect(listen).to_have_count(ours.count())

    listen.last.click()
    expect(listen.last).to_have_attribute("aria-pressed", "true")
    listen.last.click()
    expect(listen.last).to_have_attribute("aria-pressed", "false")

    ((language, words),) = page.evaluate("said")
    assert language == "en-GB"
    assert ours.last.locator("p").first.inner_text() in words
    assert "1, " in words  # the answers are read too


def test_what_comes_later_can_be_listened_to_too(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site)
    page.add_init_script(f"({PRETEND_VOICE})()")
    page.reload()
    before = page.locator(".ours").count()

    page.locator("#options button").first.click()
    expect(page.locator(".ours")).not_to_have_count(before)

    expect(page.get_by_role("button", name="Listen")).to_have_count(page.locator(".ours").count())


def test_leaving_fast_is_silence(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site)
    page.add_init_script(f"({PRETEND_VOICE})()")
    page.reload()
    page.get_by_role("button", name="Listen").last.click()
    assert page.evaluate("sessionStorage.voice") == "talking"

    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")

    page.goto(site.url + "/chat")
    assert page.evaluate("sessionStorage.voice") == "silent"


def test_it_can_be_put_on_a_phone_under_a_name_that_tells_nothing(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site)
    address = page.locator("link[rel=manifest]").get_attribute("href")

    answer = page.request.get(site.url + str(address))

    assert answer.ok
    assert answer.json()["name"] == answer.json()["short_name"] == "Chat"
    assert answer.json()["display"] == "standalone"


def test_the_language_is_changed_from_there(visit: Visit, site: Site) -> None:
    page = a_chat(visit, site)
    page.get_by_role("link", name="Change letters, colours or language").click()

    page.get_by_role("link", name="Change language").click()
    page.get_by_role("button", name="Another language").click()

    expect(page.locator(".mine").last).to_contain_text("Change language")


def left(page: Page, selector: str) -> float:
    """Return how far from the left edge the last of these begins."""
    box = page.locator(selector).last.bounding_box()
    assert box is not None
    return box["x"]


OVERLAPS = """() => {
    const parts = [...document.querySelectorAll('.top button, .intro, .bubble, .option')];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return boxes.some((a, i) => boxes.some((b, j) => i < j
        && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
}"""


def test_the_page_turns_with_a_language_written_from_right_to_left(
    visit: Visit, site: Site
) -> None:
    page = a_chat(visit, site, viewport={"width": 320, "height": 1200}, reduced_motion="reduce")
    options = [{"value": "1", "label": "جی ہاں"}, {"value": "2", "label": "نہیں"}]
    page.evaluate("scrollTo(0, 0)")

    hears(page, message(90, "کیا یہ نمبر ٹھیک ہے؟", lang="ur", dir="rtl", options=options))
    expect(page.locator("html")).to_have_attribute("dir", "rtl", timeout=SOON_MS)
    page.evaluate("scrollTo(0, 0)")

    assert left(page, ".exit button") < left(page, ".ask-who button")
    assert left(page, ".write .send") < left(page, "textarea")
    assert left(page, "#options .label") < left(page, "#options .number")
    assert not page.evaluate(OVERLAPS)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    is_clean(page)
