"""The whole chat without JavaScript: every type of question, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask
from nlu.port import QuestionType
from tests.browser.site import Site
from tests.drawn import a_photo

pytestmark = pytest.mark.browser

FLOWS = ("my-meetings", "my-review", "how-things-are-health", "about-you", "good-place")
PHOTO = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
OWN_WORDS = "a quiet place by the river"
A_NUMBER = "4"
MOST_TURNS = 40


def asks(flow: str) -> set[QuestionType]:
    nodes = load_flow(shipped()[flow]).nodes.values()
    return {node.type for node in nodes if isinstance(node, Ask)}


def test_these_conversations_ask_every_type_of_question_there_is() -> None:
    assert set().union(*map(asks, FLOWS)) == set().union(*map(asks, shipped()))


@pytest.mark.parametrize("flow", FLOWS)
def test_a_whole_conversation_is_had_without_javascript(
    visit: Callable[..., Page], site: Site, flow: str
) -> None:
    page = visit(java_script_enabled=False)
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    site.welcomed(contact_id)
    site.ask(contact_id, flow)
    page.goto("/chat")
    expect(page.locator(".ours").first).to_be_visible()

    turns = 0
    while site.is_asked(contact_id):
        turns += 1
        assert turns < MOST_TURNS, page.locator(".ours").last.inner_text()
        with page.expect_navigation():  # until the page that follows is here whole
            replies(page)

    assert turns > 1
    expect(page.locator("#answers")).to_be_hidden()
    expect(page.locator(".mine")).to_have_count(turns)


def replies(page: Page) -> None:
    """Answer what is asked the way the page offers: draw, tick, press, or write."""
    boxes, buttons = page.locator("#options input"), page.locator("#options button")
    if page.locator("#draw").is_visible():
        page.locator("#picture").set_input_files([PHOTO])  # type: ignore[list-item]
        page.locator("#draw [type=submit]").click()
    elif boxes.count():
        boxes.first.check()
        boxes.last.check()
        page.get_by_role("button", name="Send these").click()
    elif buttons.count():
        buttons.first.click()
    else:
        asked = page.locator(".ours").last.inner_text()
        words = A_NUMBER if "how many" in asked.lower() else OWN_WORDS
        page.get_by_label("Your message").fill(words)
        page.get_by_role("button", name="Send", exact=True).click()
