"""Themes, quotes, the pack and focus groups in a real browser: axe in light and dark, small and
large windows, by keyboard alone; text from right to left; ten thousand answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.services.gather_themes import GatherThemes
from bot.store import answers
from bot.store.quotes import State, keep
from bot.store.tables import respondent, totals_answer
from bot.store.theme_answers import Place
from bot.store.theme_tables import theme, theme_answer
from bot.store.users import RoleName
from tests.browser.site import Site
from tests.factories import a_contact, rows
from tests.staff_pages import COOKIE, a_member, cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
WINDOWS = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})
BOARD = "/admin/board/good-place"
PAGES = (
    f"{BOARD}/themes",
    f"{BOARD}/quotes/i5",
    f"{BOARD}/pack",
    "/admin/board/good-worker/themes",
    "/admin/board/good-worker/quotes/g4",
    "/admin/focus-groups",
    "/admin/focus-groups/new",
)
INSIDE = (
    *("free wifi", "fast wifi for games", "wifi that works", "good wifi and plugs"),
    *("a quiet room", "quiet room to be alone", "somewhere quiet, a room", "quiet calm room"),
    *(
        "a kitchen to cook in",
        "kitchen to cook tea",
        "cook food in a kitchen",
        "a big kitchen cook",
    ),
    *("وائی فائی تیز", "وائی فائی چاہیے"),
)
OUTSIDE = ("a pond with seats", "more seats", "seats and benches", "bike racks", "safe bike racks")


def answered(wave: int, people: int) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Yield a respondent with their answers, one after the other."""
    for number in range(people):
        who = f"{wave:08x}{number:024x}"
        yield (
            {"pseudonym": who, "family": "good-place", "age_band": "13-15", "gender": "girl"},
            [
                {
                    "question": "i1",
                    "value": '["relax", "make_noise"]' if number % 3 else '["relax"]',
                },
                {"question": "o3", "value": '"near_bus"' if number % 2 else '"near_home"'},
                {"question": "i5", "words": INSIDE[number % len(INSIDE)]},
                {"question": "o4", "words": OUTSIDE[number % len(OUTSIDE)]},
                {"question": "leave", "value": '"yes"' if number % 4 == 0 else '"no"'},
            ],
        )


def fill(site: Site, people: int, wave: int = 1) -> None:
    """Have these many answer, release it and gather, without the encoder."""
    services = site.services
    with services.store.begin() as tx:
        cards, said = [], []
        for card, given in answered(wave, people):
            cards.append(card)
            for one in given:
                sealed = one.pop("words", None)
                said.append(
                    {
                        "value": None,
                        **one,
                        "words": tx.cipher.encrypt(str(sealed), answers.TOTALS_WORDS)
                        if sealed
                        else None,
                        "pseudonym": card["pseudonym"],
                        "wave": wave,
                        "family": "good-place",
                        "flow_version_id": 1,
                        "status": "answered",
                        "held": False,
                        "channel": "sms",
                        "language": "en",
                        "answered_on": services.now().date(),
                    }
                )
        tx.db.execute(respondent.insert(), cards)
        tx.db.execute(totals_answer.insert(), said)
    assert services.release("good-place", wave=wave) is not None
    without(site)()


def without(site: Site) -> GatherThemes:
    return replace(site.services.gather_themes, meaning=lambda: None)


@pytest.fixture(scope="module")
def cookie(site: Site) -> str:
    """Return an officer's cookie, with 210 answers gathered and some quotes released."""
    fill(site, 210)
    services, place = site.services, Place("good-place", 1, "i5")
    with services.store.begin() as tx:
        for number, words in ((0, "free wifi"), (4, "a quiet room […]"), (12, "وائی فائی تیز")):
            keep(
                tx,
                place,
                f"{1:08x}{number:024x}",
                state=State.RELEASED,
                on=services.now().date(),
                words=words,
            )
    a_contact(services, number=880)
    user_id = a_member(services, RoleName.OFFICER, email=next(_emails), team="Themes")
    return cookie_of(services, user_id)


_emails = (f"themes{number}@council.example" for number in itertools.count(1))


def opened(page: Page) -> None:
    """Open every "Change", so that what is in it is looked at too."""
    for each in page.locator("details").all():
        each.evaluate("one => one.open = true")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    visit: Visit, site: Site, cookie: str, colours: str
) -> None:
    faults = {}
    for window in WINDOWS:
        page = visit(viewport=window, reduced_motion="reduce", color_scheme=colours)
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
        for path in PAGES:
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            opened(page)
            found = Axe().run(page)
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if found.violations_count or too_wide > 0:
                faults[path, window["width"]] = too_wide, found.generate_report()

    assert faults == {}


def test_a_theme_is_named_by_keyboard_alone(visit: Visit, site: Site, cookie: str) -> None:
    page = visit(viewport=WINDOWS[1], reduced_motion="reduce")
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    page.goto(PAGES[0])

    def reach(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by keyboard")

    reach(".sayso-theme summary")
    page.keyboard.press("Enter")
    reach("[name=name]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Get online")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Get online")).to_be_visible()
    assert "Get online" in {row.name for row in rows(site.services.store, theme)}


def test_words_from_right_to_left_are_shown_so(visit: Visit, site: Site, cookie: str) -> None:
    page = visit(viewport=WINDOWS[0])
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    page.goto(PAGES[0])

    assert page.locator('.sayso-said[dir="rtl"]').count() >= 1


def test_ten_thousand_answers_make_a_page_of_the_same_size(
    visit: Visit, site: Site, cookie: str
) -> None:
    fill(site, 10_000, wave=3)
    page = visit(viewport=WINDOWS[1])
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])

    page.goto(f"{PAGES[0]}?wave=3")
    assert len(page.content().encode()) < 200_000
    assert page.locator(".sayso-theme").count() >= 3
    page.goto(f"{PAGES[1]}?wave=3")
    expect(page.get_by_role("button", name="Release", exact=True)).to_be_visible()
    held = rows(site.services.store, theme_answer, theme_answer.c.wave == 3)
    assert all(one.group_id is not None for one in held)
