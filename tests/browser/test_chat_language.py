"""A language is one press away, by its own name: the page and the question speak it from then."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import OF_COLOUR, OF_ROOM, axe, faults_of
from tests.browser.site import Site

pytestmark = pytest.mark.browser

SOON_MS = 8_000  # longer than one round of looking for news
WHERE = {"English": "Where is good", "Cymraeg": "Ble", "Polski": "Gdzie", "اردو": "کون سی"}
EXIT = {"Cymraeg": "Gadael nawr", "Polski": "Wyjdź stąd", "اردو": "صفحہ چھوڑیں"}
# Pages beside the chat, and what is told where there is none.
BESIDE = ("/chat/my-page", "/chat/numbers", "/results", "/privacy", "/chat/no/such/page")
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """Serve the application where every draft is switched on."""
    with Site.open(
        tmp_path_factory.mktemp("tongues"), draft_languages=frozenset({"cy", "pl", "ur"})
    ) as site:
        yield site


def asked(visit: Visit, site: Site, **options: object) -> Page:
    """Open the chat of somebody who has just been asked where to meet."""
    page = visit(**options)
    contact_id = site.young_person()
    site.welcomed(contact_id)
    page.goto(site.link(contact_id))
    site.ask(contact_id, "my-meetings")
    page.goto("/chat")
    page.get_by_role("button", name="OK, let's go").click()
    expect(newest(page)).to_contain_text(WHERE["English"])
    return page


def newest(page: Page) -> Locator:
    return page.locator("#log > .ours").last


def pick(page: Page, language: str) -> None:
    page.locator(".globe").click()
    page.get_by_role("button", name=language, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_press_on_its_name_and_all_speaks_it(visit: Visit, site: Site, script: bool) -> None:
    page = asked(visit, site, java_script_enabled=script)

    for language, leave in EXIT.items():
        pick(page, language)

        expect(newest(page)).to_contain_text(WHERE[language])
        expect(page.locator("#leave button")).to_contain_text(leave)
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_asked_for_in_words_the_page_follows_and_the_box_keeps_the_focus(
    visit: Visit, site: Site
) -> None:
    page = asked(visit, site)

    page.locator("#text").fill("po polsku")
    page.locator("#text").press("Enter")

    expect(newest(page)).to_contain_text(WHERE["Polski"])
    expect(page.locator("html")).to_have_attribute("lang", "pl", timeout=SOON_MS)
    expect(page.locator("#leave button")).to_contain_text(EXIT["Polski"])
    expect(page.locator("#text")).to_be_focused()


def test_half_written_words_are_not_lost_to_another_language(visit: Visit, site: Site) -> None:
    page = asked(visit, site)
    page.locator("#text").fill("po polsku")
    page.locator("#text").press("Enter")

    page.locator("#text").fill("I like")
    page.wait_for_timeout(SOON_MS)

    expect(page.locator("#text")).to_have_value("I like")


@pytest.mark.parametrize("language", [*EXIT])
def test_the_way_out_stays_in_the_first_line_and_nothing_scrolls_sideways(
    visit: Visit, site: Site, language: str
) -> None:
    page = asked(visit, site)
    pick(page, language)
    expect(page.locator("#leave button")).to_contain_text(EXIT[language])
    page.wait_for_load_state()

    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        box, top = page.locator("#leave button").bounding_box(), page.locator(".top").bounding_box()
        assert box is not None
        assert top is not None
        assert box["y"] - top["y"] < box["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_urdu_in_any_look(visit: Visit, site: Site) -> None:
    page = asked(visit, site, reduced_motion="reduce")
    pick(page, "اردو")
    faults = {}

    for path in ("/chat", "/chat/language", "/chat/look", *BESIDE):
        page.goto(path)
        faults[path] = list(faults_of(page))

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["cy", "pl", "ur"])
def test_pages_without_a_chat_fit_a_window_at_400_percent_and_axe_finds_nothing_in_more_contrast(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(viewport={"width": 320, "height": 256}, contrast="more", reduced_motion="reduce")

    for path in ("/chat", *BESIDE):
        page.goto(f"{path}?language={language}")

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert axe(page, *OF_COLOUR, *OF_ROOM, "valid-lang", "html-has-lang") == [], path
