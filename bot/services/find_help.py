"""`get-help` for somebody nobody knows: their picks go in and a page comes out. Nothing is stored.

There is no session and no contact; each page brings along what was picked before it. They only
ever pick, so that there are no words to screen and nobody is promised an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.languages import said_in
from bot.engine.advance import Advanced, advance, question_at, start
from bot.engine.events import MsgCreated
from bot.engine.model import DEFAULT_LANGUAGE, Flow, SessionStatus
from bot.safeguarding.signposts import load, usable
from bot.store.database import Store
from bot.store.flows import Shelf
from nlu.port import Kind, Reading

GET_HELP = "get-help"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its lines, and what can be picked on it; nothing at the end.

    Args:
        picks: what led here, as the numbers of the options: (2, 1).
        language: what it is said in: English where the language asked for is not there whole.
    """

    lines: tuple[str, ...]
    options: tuple[str, ...]
    picks: tuple[int, ...]
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class FindHelp:
    """Walks through the signposts without knowing who asks."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def __call__(self, picks: Sequence[int], language: str = DEFAULT_LANGUAGE) -> HelpPage:
        """Return the page that these picks lead to; the first that is no option ends them.

        Raises:
            BadInput: get-help is not published here.
        """
        with self.store.reading() as tx:
            flow = self.shelf.newest(tx, GET_HELP).flow
        taken: list[int] = []
        at = start(flow, self._facts(language))
        for pick in picks:
            after = _picked(flow, at, pick)
            if after is None:
                break
            at = after
            taken.append(pick)
        return self._page(at, tuple(taken), said_in(flow, at[0]))

    def _facts(self, language: str) -> dict[str, str]:
        today = self.now().astimezone(self.house.zone).date()
        signposts = " ".join(one.key for one in usable(load(), today))
        return {"language": language, "channel": "chat", "signposts": signposts}

    def _page(self, at: Advanced, picks: tuple[int, ...], language: str) -> HelpPage:
        said = next((event for event in at[1] if isinstance(event, MsgCreated)), MsgCreated(""))
        labels = (self.house.fill(option.label, None, language) for option in said.options)
        lines = self.house.fill(said.text, None, language).splitlines()
        return HelpPage(tuple(lines), tuple(labels), picks, language)


def _picked(flow: Flow, at: Advanced, pick: int) -> Advanced | None:
    state, _ = at
    if state.status is not SessionStatus.WAITING:
        return None
    options = question_at(flow, state).options
    if not 0 < pick <= len(options):
        return None
    return advance(flow, state, Reading(Kind.ANSWER, options[pick - 1].key))
