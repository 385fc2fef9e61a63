"""What every flow has without writing it: the opening, the check-in after five, the signpost
offer, and what follows them. Pure; the sentences come from bot/phrases/around.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.engine.fields import Raw, get, many, mapping, text, word
from bot.engine.model import (
    Ask,
    Branch,
    Case,
    Choice,
    End,
    Node,
    Outcome,
    Phrases,
    Say,
    Sees,
    Text,
)
from nlu.port import QuestionType

# Where a standing question leads back to what it came between.
AFTER = "_after"
OPENING, AGAIN, CHECK_IN, CHECK_IN_ONE, OFFER, LEFT = (
    *("_opening", "_again", "_check_in", "_check_in_one", "_offer", "_left"),
)
# Going on from one of these begins a new sitting.
BEGINS_A_SITTING = frozenset({OPENING, AGAIN, CHECK_IN, CHECK_IN_ONE})
ASKS = {
    "totals": "open_totals",
    "worker": "open_worker",
    AGAIN: "open_again",
    CHECK_IN: "check_in",
    CHECK_IN_ONE: "check_in_one",
    OFFER: "signpost_offer",
}
ADULT = "19-25"  # whom Childline cannot serve

_Ways = Mapping[str, tuple[str, bool]]  # option key -> where it leads, and whether it pauses


@dataclass(frozen=True, slots=True)
class _Phrasebook:
    raw: Raw
    drafts: frozenset[str]

    def ask(
        self, node: str, phrase: str, ways: _Ways, *, goto: str, own: Text | None = None
    ) -> Ask:
        where = f"phrases/{phrase}"
        entry = mapping(get(self.raw, phrase, "phrases"), where)
        choices = []
        for raw in many(get(entry, "options", where), where):
            option = mapping(raw, where)
            key = word(get(option, "key", where), where)
            leads, pauses = ways[key]
            label = text(get(option, "label", where), where, self.drafts)
            choices.append(_choice(key, label, leads, pauses=pauses))
        said = own or text(get(entry, "text", where), where, self.drafts)
        return Ask(node, QuestionType.SINGLE, said, goto, Sees.NOBODY, tuple(choices))


def standing(
    raw: Raw,
    phrases: Phrases,
    *,
    drafts: frozenset[str],
    start: str,
    private: bool,
    opens: str,
    opening: Text | None,
) -> Mapping[str, Node]:
    """Return the standing nodes of one flow, by key.

    Args:
        raw: parsed around.yaml.
        private: a `totals` flow: what was put off opens with the promise again.
        opens: "totals", "worker" or "none".
    """
    book = _Phrasebook(raw, drafts)
    nodes = [
        *_check_ins(book, private=private),
        *_offer(book, phrases),
        *_leaving(phrases, private),
    ]
    if opens != "none":
        ways = {"go": (start, False), "later": (OPENING, True), "no": ("_no_thanks", False)}
        nodes.append(book.ask(OPENING, ASKS[opens], ways, goto="_not_now", own=opening))
    return {node.key: node for node in nodes}


def _choice(key: str, label: Text, goto: str, *, pauses: bool) -> Choice:
    if key == "please":
        return Choice(key, label, goto, sets={"person": "asked"}, raises="wants_a_person")
    return Choice(key, label, goto, pauses=pauses)


def _check_ins(book: _Phrasebook, *, private: bool) -> list[Node]:
    later = "_later" if private else AFTER
    ways = {"carry_on": (AFTER, False), "later": (later, True), "leave": (LEFT, False)}
    nodes: list[Node] = [
        book.ask(key, ASKS[key], ways, goto=LEFT) for key in (CHECK_IN, CHECK_IN_ONE)
    ]
    if private:
        again = {"go": (AFTER, False), "later": ("_later", True), "no": (LEFT, False)}
        nodes.append(book.ask(AGAIN, ASKS[AGAIN], again, goto=LEFT))
    return nodes


def _offer(book: _Phrasebook, phrases: Phrases) -> list[Node]:
    ways = {"please": ("_asked", False), "not_now": (AFTER, False), "numbers": ("_numbers", False)}
    return [
        book.ask(OFFER, ASKS[OFFER], ways, goto=AFTER),
        Say("_asked", phrases.person_asked, AFTER),
        Branch("_numbers", (Case("age_band", (ADULT,), "_adult"),), "_young"),
        Say("_young", phrases.numbers_young, AFTER),
        Say("_adult", phrases.numbers_adult, AFTER),
    ]


def _leaving(phrases: Phrases, private: bool) -> list[Node]:
    left = phrases.left_totals if private else phrases.left_worker
    return [
        Say("_not_now", phrases.not_now, "_broke_off"),
        Say("_no_thanks", phrases.no_thanks, "_refused"),
        Say("_later", phrases.later_totals, AGAIN),
        Say(LEFT, left, "_partial"),
        End("_broke_off", Outcome.BROKE_OFF),
        End("_refused", Outcome.REFUSED),
        End("_partial", Outcome.PARTIAL),
    ]
