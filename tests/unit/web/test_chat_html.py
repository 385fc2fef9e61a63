"""The young person's pages as they leave the server, for where there is no browser to look."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.conversation.bubbles import ChatMessage
from bot.store.chats import Visit
from bot.web.chat import chat, chat_cookie

STATIC = Path(__file__).parents[3] / "bot/web/static"
QUESTION = ChatMessage(1, False, "Is this a good number?", "en", ("Yes, it is mine", "I share it"))
MOST_WORDS = 15
CARRIER_WORDS = {
    "stop",
    "cancel",
    "end",
    "quit",
    "revoke",
    "optout",
    "unsubscribe",
    "start",
    "help",
}


@dataclass
class FakeChats:
    """One chat, open to whoever has a cookie, and the way in to it."""

    messages: tuple[ChatMessage, ...] = ()

    def visit(self, cookie: str) -> Visit | None:
        return Visit(1, 1) if cookie else None

    def newest(self, visit: Visit) -> tuple[ChatMessage, ...]:
        return self.messages

    def enter(self, token: str) -> str | None:
        return None

    def leave(self, cookie: str) -> None:
        return None


def browse(*messages: ChatMessage, cookie: str = "a visit") -> FlaskClient:
    fake: Any = FakeChats(messages)
    app = Flask("sayso", static_folder=STATIC)
    app.register_blueprint(chat(chat_cookie(secure=False), opening=fake, chats=fake))
    client = app.test_client()
    if cookie:
        client.set_cookie("sayso-chat", cookie)
    return client


def chat_html(*messages: ChatMessage) -> str:
    return browse(*messages).get("/chat").text


def every_page() -> dict[str, str]:
    stranger = browse(cookie="")
    return {
        "chat": chat_html(QUESTION),
        "empty chat": chat_html(),
        "join": stranger.get("/chat").text,
        "old link": stranger.get("/chat/" + "a" * 22).text,
        "left": browse().post("/chat/leave").text,
    }


def tags(page: str, name: str) -> list[str]:
    return cast(list[str], re.findall(rf"<{name}\b[^>]*>", page))


def test_the_answers_to_the_newest_question_are_buttons_of_a_form() -> None:
    page = chat_html(QUESTION)

    form = page[page.index('id="answers"') : page.index("</form>", page.index('id="answers"'))]

    assert 'name="client_id"' in form
    assert [tag for tag in tags(form, "button") if 'name="text"' in tag and "submit" in tag] == [
        f'<button class="option" type="submit" name="text" value="{number}">' for number in (1, 2)
    ]


def test_where_several_fit_each_box_has_its_number_beside_it() -> None:
    page = chat_html(
        ChatMessage(
            1, False, "Send all that fit, like 1 2.", "en", ("Relax", "Noise"), several=True
        )
    )

    assert re.findall(r'name="text" value="\d"><span class="its-number">(\d)</span>', page) == [
        *("1", "2")
    ]


def test_a_question_without_options_offers_no_buttons() -> None:
    page = chat_html(QUESTION, ChatMessage(2, True, "1", ""), ChatMessage(3, False, "And?", "en"))

    assert 'class="option"' not in page
    assert re.search(r'id="answers"[^>]* hidden>', page)


def test_an_answer_by_number_is_shown_in_words() -> None:
    page = chat_html(QUESTION, ChatMessage(2, True, "2", ""))

    assert "<p>I share it</p>" in page


@pytest.mark.parametrize("words", ["9", "2 9", "twice", "no"])
def test_an_answer_that_is_no_number_of_an_option_is_shown_as_it_was_written(words: str) -> None:
    page = chat_html(QUESTION, ChatMessage(2, True, words, ""))

    assert f"<p>{words}</p>" in page


def test_each_message_says_its_language_and_direction() -> None:
    page = chat_html(ChatMessage(1, False, "Salam", "ur"), ChatMessage(2, True, "ok", ""))

    assert '<div class="words" lang="ur" dir="rtl">' in page
    assert '<div class="words" dir="auto">' in page


def test_words_never_become_markup() -> None:
    page = chat_html(ChatMessage(1, True, "<script>alert(1)</script>", ""))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("name", ["chat", "empty chat", "join", "old link", "left"])
def test_no_page_holds_a_script_or_style_of_its_own(name: str) -> None:
    page = every_page()[name]

    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
    assert [tag for tag in tags(page, "script") if "src=" not in tag] == []


@pytest.mark.parametrize("name", ["chat", "empty chat", "join", "old link"])
def test_every_page_has_a_way_out(name: str) -> None:
    page = every_page()[name]

    assert 'action="/chat/leave"' in page
    assert "Exit this page" in page


@pytest.mark.parametrize("name", ["chat", "empty chat", "join", "old link", "left"])
def test_sentences_are_short(name: str) -> None:
    body = every_page()[name].partition("<body")[2]
    lines = re.split(r"</(?:p|li|h1|h2|button|a|label)>", body)
    text = [html.unescape(re.sub(r"<[^>]*>", " ", line)) for line in lines]
    sentences = [each for line in text for each in re.split(r"(?<=[.?!:])\s", line)]

    assert [each for each in sentences if len(re.findall(r"[\w']+", each)) > MOST_WORDS] == []


@pytest.mark.parametrize("name", ["chat", "join", "left"])
def test_no_button_says_what_a_carrier_acts_on(name: str) -> None:
    labels = re.findall(r"<button[^>]*>(.*?)</button>", every_page()[name], re.DOTALL)
    words = {word for label in labels for word in re.findall(r"[a-z]+", label.casefold())}

    assert words & CARRIER_WORDS == set()


def test_a_picture_stands_beside_the_words_it_shows() -> None:
    page = chat_html(ChatMessage(1, False, "Where?", "en", ("Cafe", "At home"), several=True))

    assert page.count('answers.svg#cup"') == page.count('answers.svg#house"') == 1
    assert '<span class="label">Cafe</span>' in page
