"""A drawing on web chat in a real browser: a photo, with scripts or not; the pad, by any means."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bot.store.queries import drawings_seen
from bot.store.theme_tables import drawn_answer
from tests.browser.looks import faults_of
from tests.browser.site import Site
from tests.browser.test_chat_access import SIZES, TOUCH, is_code
from tests.drawn import a_photo
from tests.factories import rows

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
PHOTO = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
PAD = "Or draw on this screen"
DOWN_TO_PAD = "canvas => canvas.scrollIntoView({block: 'center'})"


def at_the_drawing(visit: Visit, site: Site, **options: Any) -> Page:
    """Return a window in which a young person is asked for a drawing."""
    with site.services.store.begin() as tx:
        tx.db.execute(drawn_answer.delete())  # others of this site drew before
    page = visit(reduced_motion="reduce", **options)
    contact_id = site.young_person()
    site.welcomed(contact_id)
    page.goto(site.link(contact_id))
    site.ask(contact_id, "good-place")
    for number in range(5):
        page.request.post(
            f"{site.url}/chat/messages", data={"client_id": f"drawing{number}", "text": "1"}
        )
    page.goto("/chat")
    expect(page.get_by_role("heading", name="Draw it")).to_be_visible()
    return page


def newest(site: Site) -> Image.Image:
    """Return the one drawing that was kept."""
    (row,) = rows(site.services.store, drawn_answer)
    with site.services.store.begin() as tx:
        found = drawings_seen.picture(tx, row.id, concern_id=None)
        tx.db.execute(drawn_answer.delete())
    assert found is not None
    return Image.open(BytesIO(found.content)).convert("RGB")


def darkest(picture: Image.Image) -> int:
    return int(picture.convert("L").getextrema()[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_photo_of_paper_is_sent(visit: Visit, site: Site, scripts: bool) -> None:
    page = at_the_drawing(visit, site, java_script_enabled=scripts)

    page.get_by_label("Choose your photo").set_input_files([PHOTO])  # type: ignore[list-item]
    page.get_by_role("button", name="Send my drawing").click()

    page.get_by_text("I sent a drawing.").wait_for()
    page.get_by_text("That is 5.").wait_for()
    expect(page.get_by_role("heading", name="Draw it")).to_be_hidden()
    assert newest(site).size == (400, 300)


def test_without_scripts_there_is_no_pad_and_a_refusal_is_read(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site, java_script_enabled=False)
    assert page.get_by_role("button", name=PAD).count() == 0
    no_picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"hello"}

    page.get_by_label("Choose your photo").set_input_files([no_picture])  # type: ignore[list-item]
    page.get_by_role("button", name="Send my drawing").click()

    expect(page.get_by_role("alert")).to_contain_text("We cannot open that file")


def test_a_finger_draws_takes_back_and_sends(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_role("button", name=PAD).click()
    sheet = page.get_by_role("application", name="Your drawing")
    page.get_by_text("Blue", exact=True).click()
    page.get_by_text("Thick", exact=True).click()
    sheet.evaluate(DOWN_TO_PAD)  # each press before may have moved the page
    box = sheet.bounding_box()
    assert box is not None
    for far in (0.3, 0.7):
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * far)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * far, steps=8)
        page.mouse.up()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Send my drawing").click()
    page.get_by_text("I sent a drawing.").wait_for()

    made = newest(site)
    assert made.size == (960, 720)
    red, _, blue = made.getpixel((480, 216))  # type: ignore[misc]
    assert blue > red + 60
    assert min(made.getpixel((480, 504))) > 240  # type: ignore[type-var, arg-type]


def test_keys_alone_draw_and_send(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_role("button", name=PAD).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("application", name="Your drawing")).to_be_focused()

    page.keyboard.press("Space")
    expect(page.get_by_text("The line has begun.")).to_be_attached()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_text("The line has ended.")).to_be_attached()
    page.get_by_role("button", name="Send my drawing").focus()
    page.keyboard.press("Enter")
    page.get_by_text("I sent a drawing.").wait_for()

    made = newest(site)
    assert max(made.getpixel((540, 360))) < 120  # type: ignore[type-var, arg-type]
    assert min(made.getpixel((540, 300))) > 240  # type: ignore[type-var, arg-type]


def test_start_again_is_a_clean_sheet_that_is_not_sent(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_role("button", name=PAD).click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Send my drawing").click()

    assert page.get_by_label("Choose your photo").evaluate("file => !file.validity.valid")
    assert not rows(site.services.store, drawn_answer)


def test_words_go_instead_and_the_form_goes_away(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_label("Your message").fill("a big slide")
    page.keyboard.press("Enter")

    page.get_by_text("That is 5.").wait_for()
    expect(page.get_by_role("heading", name="Draw it")).to_be_hidden()


def test_without_a_signal_the_drawing_stays_here(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_role("button", name=PAD).click()
    page.keyboard.press("Space")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send my drawing").click()

    expect(page.get_by_role("alert")).to_contain_text("Your drawing is still here")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send my drawing").click()
    page.get_by_text("I sent a drawing.").wait_for()
    assert darkest(newest(site)) < 120


def test_axe_finds_nothing_with_the_pad_open(visit: Visit, site: Site) -> None:
    page = at_the_drawing(visit, site)
    page.get_by_role("button", name=PAD).click()

    assert list(faults_of(page)) == []


@pytest.mark.parametrize("size", SIZES, ids=["400 %", "phone", "desk"])
def test_the_pad_is_for_everybody(visit: Visit, site: Site, size: Any) -> None:
    page = at_the_drawing(visit, site, viewport=size)
    page.get_by_role("button", name=PAD).click()

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    pressed = page.locator("#draw").locator("button:visible, .pad-choice, [type=file], .share")
    boxes = [each.bounding_box() for each in pressed.all()]
    assert len(boxes) == 1 + 2 + 1 + 6 + 1 + 1  # pad, acts, send, choices, file, share
    assert [box for box in boxes if box and min(box["width"], box["height"]) < TOUCH] == []


def test_the_page_stays_light_and_the_pad_comes_only_when_it_is_asked_for(
    visit: Visit, site: Site
) -> None:
    page = visit()
    weights: dict[str, int] = {}
    page.on(
        "response",
        lambda each: weights.update({each.url: len(each.body())}) if is_code(each.url) else None,
    )
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    page.wait_for_load_state("networkidle")
    without = dict(weights)
    opened = at_the_drawing(lambda **_: page, site)
    opened.wait_for_load_state("networkidle")

    assert not [url for url in without if url.endswith("draw.js")]
    assert [url for url in weights if url.endswith("draw.js")]
    assert sum(weights.values()) < 60_000
