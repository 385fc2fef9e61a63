"""What stands around a young person's pages, in their language: `chrome` in every template.

A sentence that is not said in that language yet is English and marked as such, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint
from markupsafe import Markup, escape

from bot.conversation.languages import ITSELF, html_lang, way_of
from bot.conversation.phrases import of_pages, page_language, sentences
from bot.engine.model import DEFAULT_LANGUAGE
from bot.engine.parsing import NO_DRAFTS

DANGER = "danger"
_IN_DANGER = ("danger_call", "danger_talk", "danger_text")
# Numbers to press, where they stand in a sentence about danger.
_NUMBERS = {"999": "tel:999", "0800 1111": "tel:08001111", "85258": "sms:85258"}
_NUMBER = re.compile(f"({'|'.join(_NUMBERS)})")


@dataclass(frozen=True, slots=True)
class Chrome:
    """The sentences around one page.

    Args:
        language: what is wanted, BCP 47.
        asked: it was chosen on this page, and goes along to the next.
    """

    language: str = DEFAULT_LANGUAGE
    drafts: frozenset[str] = NO_DRAFTS
    asked: bool = False

    @property
    def spoken(self) -> str:
        """The language the page is in."""
        return page_language(self.language, self.drafts)

    @property
    def lang(self) -> str:
        """The page's `lang`."""
        return html_lang(self.spoken)

    @property
    def dir(self) -> str:
        """The way the page runs."""
        return way_of(self.spoken)

    @property
    def languages(self) -> Mapping[str, str]:
        """Every language that ships, by what it calls itself."""
        return ITSELF

    @property
    def choices(self) -> Mapping[str, str]:
        """The languages these pages can be read in, by what each calls itself."""
        return {one: name for one, name in ITSELF.items() if page_language(one, self.drafts) == one}

    @property
    def query(self) -> str:
        """What keeps a choice of this page in the address of the next."""
        return f"?language={self.language}" if self.asked else ""

    def plain(self, key: str) -> str:
        """Return a sentence for where no mark fits: a title, or the hint in a box."""
        return of_pages(self.drafts)[key].text.to(self.language)

    def __call__(self, key: str) -> Markup:
        """Return a sentence of the page by its key."""
        said = of_pages(self.drafts)[key].text
        return self.marked(said.to(self.language), said.spoken(self.language))

    def marked(self, words: str, language: str = DEFAULT_LANGUAGE) -> Markup:
        """Return words of one language for this page; where it has another, they say so."""
        if language == self.spoken:
            return escape(words)
        marked = Markup('<span lang="{}" dir="{}">{}</span>')
        return marked.format(html_lang(language), way_of(language), words)

    def danger(self) -> Markup:
        """Return what somebody in danger can do, numbers as links: never a draft, whatever is on.

        It is all in one language: a line of two scripts cannot be read fast.
        """
        said = [sentences(DANGER, NO_DRAFTS)[key].text for key in _IN_DANGER]
        ready = all(one.spoken(self.language) == self.language for one in said)
        spoken = self.language if ready else DEFAULT_LANGUAGE
        words = Markup(" ").join(_linked(one.to(spoken)) for one in said)
        return Markup('<p lang="{}" dir="{}">{}</p>').format(
            html_lang(spoken), way_of(spoken), words
        )


def in_english(blueprint: Blueprint) -> None:
    """Have every template find `chrome`, in English unless its page says otherwise."""
    blueprint.app_context_processor(lambda: {"chrome": Chrome()})


def _linked(sentence: str) -> Markup:
    return Markup().join(_link(part) for part in _NUMBER.split(sentence))


def _link(part: str) -> str:
    """Return a number as a link that no line breaks apart; other words as they are."""
    if part not in _NUMBERS:
        return part
    return Markup('<a href="{}">{}</a>').format(_NUMBERS[part], part.replace(" ", "\u00a0"))
