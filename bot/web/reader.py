"""Which language a young person's page speaks: one order for every page.

What was pressed on the page itself, else what we hold of whose chat is open here, else what their
browser asks for, else English.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from bot.conversation.languages import ITSELF
from bot.engine.model import DEFAULT_LANGUAGE
from bot.engine.parsing import NO_DRAFTS
from bot.store.chats import Visit
from bot.web.chrome import Chrome


@dataclass(frozen=True, slots=True)
class Reader:
    """Tells what stands around a page for whoever asks for it.

    Args:
        cookie: the name of the visit's cookie.
        visit: returns whose chat a cookie opens, or None.
        drafts: the languages in which draft translations are said.
    """

    cookie: str
    visit: Callable[[str], Visit | None]
    drafts: frozenset[str] = NO_DRAFTS

    def __call__(self) -> Chrome:
        """Return it for the request at hand."""
        return self._asked() or Chrome(self._held() or self._of_browser(), self.drafts)

    def unheld(self) -> Chrome:
        """Return it without a look at what we hold: for when that cannot be asked."""
        return self._asked() or Chrome(self._of_browser(), self.drafts)

    def _asked(self) -> Chrome | None:
        asked = request.args.get("language", "")
        return Chrome(asked, self.drafts, asked=True) if asked in ITSELF else None

    def _held(self) -> str | None:
        value = request.cookies.get(self.cookie, "")
        visit = self.visit(value) if value else None
        return visit.language if visit is not None else None

    def _of_browser(self) -> str:
        spoken = tuple(Chrome(drafts=self.drafts).choices)
        return request.accept_languages.best_match(spoken, DEFAULT_LANGUAGE)
