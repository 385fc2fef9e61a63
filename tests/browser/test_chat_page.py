"""The chat as a young person meets it: pressed, typed, by keys alone, off the air, left fast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.site import Site

pytestmark = pytest.mark.browser

FIRST = "Is this a good number?"
SECOND = "Does anyone else look at this phone?"
THIRD = "What you say stays with your team."
LAST = "All set."
SOON_MS = 5_000  # longer than one round of looking for news

Visit = Callable[..., Page]


@pytest.fixture
def asked(site: Site, visit: Visit) -> Callable[..., Page]:
    """Return a function that opens the chat of somebody who has just been asked something."""

    def open_chat(**options: Any) -> Page:
        page = visit(**options)
        contact_id = site.young_person()
        page.goto(site.link(contact_id))
        site.ask(contact_id)
        page.reload()
        return page

    return open_chat


def said(page: Page) -> Locator:
    return page.locator("#log > .bubble .words")


def newest(page: Page) -> Locator:
    return page.locator("#log > .ours").last


def answer(page: Page, label: str) -> Locator:
    return page.get_by_role("group").get_by_role("button", name=label)


def box(page: Page) -> Locator:
    return page.get_by_label("Your message")


def message(number: int, text: str, **fields: Any) -> dict[str, Any]:
    usual = {"id": number, "from": "sayso", "text": text, "lang": "en", "dir": "ltr", "options": []}
    return {**usual, **fields}


def hears(page: Page, *messages: dict[str, Any]) -> None:
    """Have the next look for news find these."""
    body = json.dumps({"messages": messages})
    page.route("**/chat/messages?after=*", lambda route: route.fulfill(body=body))


def test_the_welcome_is_answered_by_pressing(asked: Callable[..., Page]) -> None:
    page = asked()

    answer(page, "Yes, it is mine").click()
    expect(newest(page)).to_contain_text(SECOND)
    answer(page, "Sometimes").click()
    expect(newest(page)).to_contain_text(THIRD)
    answer(page, "OK").click()
    answer(page, "OK").click()

    expect(newest(page)).to_contain_text(LAST)
    expect(page.get_by_role("group")).to_be_hidden()
    expect(page.locator(".mine .words")).to_have_text(["Yes, it is mine", "Sometimes", "OK", "OK"])


def test_a_number_typed_answers_too_and_the_box_keeps_the_focus(
    asked: Callable[..., Page],
) -> None:
    page = asked()

    box(page).fill("1")
    box(page).press("Enter")

    expect(newest(page)).to_contain_text(SECOND)
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")


def test_keys_alone_press_an_answer_and_go_on_in_the_box(asked: Callable[..., Page]) -> None:
    page = asked()

    box(page).focus()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(answer(page, "Yes, it is mine")).to_be_focused()
    page.keyboard.press("Enter")

    expect(newest(page)).to_contain_text(SECOND)
    expect(box(page)).to_be_focused()


def test_the_log_has_a_name_and_grows_at_its_end_only(asked: Callable[..., Page]) -> None:
    page = asked()
    log = page.get_by_role("log", name="Messages")
    log.locator(".bubble").first.evaluate("item => { item.dataset.mark = 'kept'; }")

    answer(page, "Yes, it is mine").click()

    expect(log.get_by_role("listitem").filter(has_text="said:")).to_have_count(3)
    expect(log.locator(".bubble").first).to_have_attribute("data-mark", "kept")
    expect(said(page).nth(1)).to_have_text("Yes, it is mine")


def test_who_sees_this_is_told_and_the_question_is_put_again(asked: Callable[..., Page]) -> None:
    page = asked()

    page.get_by_role("button", name="Who sees this?").click()

    expect(newest(page)).to_contain_text("sees what you say here")
    expect(answer(page, "Yes, it is mine")).to_be_visible()


def test_a_question_that_comes_later_appears_by_itself(site: Site, visit: Visit) -> None:
    page = visit()
    contact_id = site.young_person()
    page.goto(site.link(contact_id))
    expect(page.get_by_role("group")).to_be_hidden()

    site.ask(contact_id)

    expect(newest(page)).to_contain_text(FIRST, timeout=SOON_MS)
    expect(answer(page, "I share it")).to_be_visible()


def test_what_is_said_without_a_signal_waits_and_goes_once(
    asked: Callable[..., Page], site: Site
) -> None:
    page, before = asked(), site.received()
    page.context.set_offline(True)
    answer(page, "Yes, it is mine").click()
    expect(page.locator("#sending")).to_have_text("Not sent yet. We will keep trying.")
    expect(page.locator(".waiting")).to_have_count(1)

    page.context.set_offline(False)

    expect(newest(page)).to_contain_text(SECOND)
    expect(page.locator("#sending")).to_be_empty()
    expect(page.locator(".waiting")).to_have_count(0)
    assert site.received() == before + 1


def test_a_message_whose_answer_was_lost_is_sent_again_and_counts_once(
    asked: Callable[..., Page], site: Site
) -> None:
    page, before = asked(), site.received()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/chat/messages", lose, times=1)
    answer(page, "Yes, it is mine").click()

    expect(newest(page)).to_contain_text(SECOND, timeout=SOON_MS)
    expect(page.locator("#sending")).to_be_empty()
    expect(page.locator(".mine")).to_have_count(1)
    assert site.received() == before + 1


def test_words_are_shown_as_they_were_written(asked: Callable[..., Page]) -> None:
    page = asked()
    markup = "<b>hi</b> <img src=x onerror=alert(1)>"

    box(page).fill(markup)
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator(".mine .words")).to_have_text(markup)
    page.reload()
    expect(page.locator(".mine .words")).to_have_text(markup)


def test_where_several_fit_they_are_ticked_and_sent_together(asked: Callable[..., Page]) -> None:
    page = asked()
    options = [{"value": "1", "label": "Relax"}, {"value": "2", "label": "Meet friends"}]
    hears(page, message(90, "What should you be able to do?", options=options, several=True))
    expect(newest(page)).to_contain_text("What should you", timeout=SOON_MS)

    page.get_by_label("Relax").check()
    page.get_by_label("Meet friends").check()
    with page.expect_request("**/chat/messages") as sent:
        page.get_by_role("button", name="Send these").click()

    assert (sent.value.post_data_json or {})["text"] == "1 2"
    expect(page.locator(".mine .words")).to_have_text("Relax, Meet friends")


def test_a_message_is_said_in_its_own_language_and_direction(asked: Callable[..., Page]) -> None:
    page = asked()

    hears(page, message(90, "آپ کیسے ہیں؟", lang="ur", dir="rtl"))

    words = newest(page).locator(".words")
    expect(words).to_have_attribute("dir", "rtl", timeout=SOON_MS)
    expect(words).to_have_attribute("lang", "ur")


def test_a_chat_that_was_closed_elsewhere_says_so(asked: Callable[..., Page]) -> None:
    page = asked()
    page.context.clear_cookies()

    answer(page, "Yes, it is mine").click()

    expect(page.locator("#sending")).to_contain_text("This chat has closed here.")


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_fast_ends_the_visit_and_back_does_not_return(
    asked: Callable[..., Page], way: str
) -> None:
    page = asked()

    with page.expect_request("**/chat/leave"):
        if way == "button":
            page.get_by_role("button", name="Exit this page").click()
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()

    assert FIRST not in page.content()
    assert is_out(page)


def is_out(page: Page) -> bool:
    """Say whether the chat is shut here: word of it may still be on its way to us."""
    tries = (page.goto("/chat") and page.locator("h1").inner_text() for _ in range(20))
    return "Your chat has its own link" in tries


def test_capital_letters_do_not_leave(asked: Callable[..., Page]) -> None:
    page = asked()

    box(page).press_sequentially("I AM OK")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")

    expect(box(page)).to_have_value("I AM OKABCD")


def test_pressing_shift_says_how_many_are_left(asked: Callable[..., Page]) -> None:
    page = asked()

    page.keyboard.press("Shift")

    expect(page.locator("#leaving")).to_have_text("Press Shift 2 more times to leave.")


def test_title_and_address_tell_nothing(asked: Callable[..., Page], site: Site) -> None:
    page = asked()

    assert page.title() == "Chat"
    assert page.url == f"{site.url}/chat"


def test_the_whole_welcome_works_without_javascript(asked: Callable[..., Page]) -> None:
    page = asked(java_script_enabled=False)

    answer(page, "Yes, it is mine").click()
    box(page).fill("2")
    page.get_by_role("button", name="Send", exact=True).click()
    answer(page, "OK").click()
    answer(page, "OK").click()

    expect(newest(page)).to_contain_text(LAST)
    expect(page.locator(".mine .words")).to_have_text(["Yes, it is mine", "Sometimes", "OK", "OK"])
    page.get_by_role("button", name="Exit this page").click()
    expect(page.get_by_text("This does not clear your history.")).to_be_visible()
    assert is_out(page)
