"""Asking for a language by its name: from then on it is spoken, if it may be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation.again import question_again, reply_of
from bot.conversation.model import Became, Inbound, OpenSession, Reply, Situation, Turn, Understood
from bot.conversation.phrases import sentences
from bot.engine.advance import ask_again
from bot.engine.events import ContactChanged
from bot.engine.model import Flow
from bot.text.folding import fold, words
from bot.text.keywords import Control

_CALLED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("english", "saesneg", "angielsku", "angielski"), "en"),
        **dict.fromkeys(("welsh", "cymraeg", "gymraeg"), "cy"),
        **dict.fromkeys(("polish", "polski", "polsku"), "pl"),
        **dict.fromkeys(("urdu", "اردو"), "ur"),
    }
)


def named_language(text: str) -> str | None:
    """Return the one language a text names, BCP 47; None where it names none or several."""
    named = {_CALLED[word] for word in words(fold(text)) if word in _CALLED}
    return named.pop() if len(named) == 1 else None


def asks_for_language(
    situation: Situation, inbound: Inbound, understood: Understood, flow: Flow | None
) -> Turn | None:
    """Return what asking for a language by name does while a question is open."""
    wanted = named_language(inbound.text) if understood.control is Control.LANGUAGE else None
    again = question_again(situation, flow)
    if wanted is None or situation.session is None or flow is None or again is None:
        return None
    told = (ContactChanged("language", wanted),)
    if wanted not in flow.index.spoken:
        sorry = sentences("around", situation.drafts)["not_spoken"].text
        text = f"{sorry.to(situation.session.state.language)}\n{again.text}"
        return Turn(Became.ANSWER, replace(again, text=text), situation.session.state, told)
    return _spoken(situation.session, flow, wanted, told)


def _spoken(
    session: OpenSession, flow: Flow, wanted: str, told: tuple[ContactChanged, ...]
) -> Turn:
    state = replace(session.state, facts={**session.state.facts, "language": wanted})
    reply: Reply = reply_of(ask_again(flow, state))
    return Turn(Became.ANSWER, reply, state, told)
