"""The languages Sayso ships; asking for one by its name, and from then on speaking it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation.again import question_again, reply_of
from bot.conversation.model import Became, Inbound, OpenSession, Reply, Situation, Turn, Understood
from bot.conversation.phrases import sentences
from bot.engine.advance import ask_again
from bot.engine.events import ContactChanged
from bot.engine.model import DEFAULT_LANGUAGE, Flow, State
from bot.text.folding import fold, words
from bot.text.keywords import Control

# The languages Sayso ships, and what each calls itself, for whoever reads no other.
ITSELF: Mapping[str, str] = MappingProxyType(
    {"en": "English", "cy": "Cymraeg", "pl": "Polski", "ur": "\u0627\u0631\u062f\u0648"}
)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
_CALLED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("english", "saesneg", "angielsku", "angielski"), "en"),
        **dict.fromkeys(("welsh", "cymraeg", "gymraeg"), "cy"),
        **dict.fromkeys(("polish", "polski", "polsku"), "pl"),
        **dict.fromkeys(("urdu", "اردو"), "ur"),
    }
)


def way_of(language: str) -> str:
    """Return which way a language is written: "ltr" or "rtl"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def html_lang(language: str) -> str:
    """Return the `lang` of a page: our English is British, and is read aloud so."""
    return "en-GB" if language == DEFAULT_LANGUAGE else language


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
        text = f"{not_spoken(situation.session.state.language, situation.drafts)}\n{again.text}"
        return Turn(Became.ANSWER, replace(again, text=text), situation.session.state, told)
    return _spoken(situation.session, flow, wanted, told)


def not_spoken(language: str, drafts: frozenset[str]) -> str:
    """Return what is said in `language` to who picked one that is not said yet."""
    return sentences("around", drafts)["not_spoken"].text.to(language)


def in_language(state: State, wanted: str) -> State:
    """Return where a session stands, held in another language from now on."""
    return replace(state, facts={**state.facts, "language": wanted})


def said_in(flow: Flow, state: State) -> str:
    """Return the language a session really speaks: English where its flow has not all of it."""
    return state.language if state.language in flow.index.spoken else DEFAULT_LANGUAGE


def _spoken(
    session: OpenSession, flow: Flow, wanted: str, told: tuple[ContactChanged, ...]
) -> Turn:
    state = in_language(session.state, wanted)
    reply: Reply = reply_of(ask_again(flow, state))
    return Turn(Became.ANSWER, reply, state, told)
