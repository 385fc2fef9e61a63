"""Checks on what a young person reads: short, plain, one text each, no carrier words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Ask, Flow, Node, Say, Text
from bot.text.gsm import Encoding, Segments, measure
from bot.text.plain_words import hard_words
from bot.text.rendering import sms_body
from bot.text.templating import fill, placeholders

# The longest names a text must still fit with, in characters; longer ones are refused, not cut.
LONGEST = {"worker": 11, "when": 18, "place": 15, "org": 15, "promise": 31, "who": 11}
COUNTS = {"count": 1, "left": 2}
# An officer's words, and a link of one's own, in phrases alone: no flow fills them.
OFFICERS = {"area": 15, "heard": 45, "change": 60, "link": 72}
# A worker's words about a meeting, in phrases alone.
WORKERS = {"way": 100, "others": 30, "was": 11, "promises": 105}
_LENGTHS = {**LONGEST, **COUNTS, **OFFICERS, **WORKERS}
LONGEST_NAMES = {name: "W" * length for name, length in _LENGTHS.items()}

# One text in GSM-7. Other alphabets have half the room: two parts of 67, stated here once.
ROOM = {Encoding.GSM7: 160, Encoding.UCS2: 134}

LONGEST_SENTENCE = 15  # words
LONGEST_QUESTION = 20

# A carrier acts on these when they are a whole reply.
_LEAVE = frozenset(
    {"stop", "stopall", "cancel", "quit", "revoke", "optout", "unsubscribe", "unstop"}
)
# Everyday words too: in a sentence they matter only when shown as something to send.
_EVERYDAY = frozenset({"end", "start", "help"})
_SEND = re.compile(r"\b(?:text|send|reply|type|say)\s+\W?(\w+)", re.IGNORECASE)
_BARE_YES = re.compile(
    r"(?<!\d )\b(?:(?-i:YES)\b|(?:text|send|reply|type)\s+\W?yes\b)", re.IGNORECASE
)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_WORD = re.compile(r"\w+(?:['-]\w+)*|\{\w+\}")
# Urdu ends a sentence with signs of its own.
_SENTENCE = re.compile("[^.?!\u06d4\u061f]+[.?!\u06d4\u061f]*")
_HOW_TO_LEAVE = re.compile("[^.?!\u06d4\u061f]*\\bSTOP\\b[^.?!\u06d4\u061f]*[.\u06d4]")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in one language, and the labels listed below it."""

    language: str
    text: str
    labels: tuple[str, ...] = ()


def said_by(node: Node) -> Iterator[Said]:
    """Yield what a node says, in each language it says it in."""
    match node:
        case Ask(text=text, choices=choices, why=why, on_chat=on_chat):
            for language, sentence in text.by_language.items():
                yield Said(language, sentence, tuple(c.label.to(language) for c in choices))
            for beside in (why, on_chat):
                yield from _each(beside) if beside else ()
        case Say(text=text):
            yield from _each(text)
        case _:
            return


def has_known_placeholders(nodes: Iterable[Node]) -> bool:
    """Say whether names can be filled in everywhere, which the measuring checks need."""
    return not any(_unknown(said) for node in nodes for said in said_by(node))


def unknown_placeholder(flow: Flow, node: Node) -> Iterator[Issue]:
    """A gap is one of those Sayso can fill."""
    for said in said_by(node):
        names = _unknown(said) if not flow.start else [*_unknown(said), *_officers(said)]
        for name in names:
            mend = f"nothing fills {{{name}}}: use one of {', '.join(LONGEST)}"
            yield Issue("unknown_placeholder", flow.key, node.key, mend)


def over_one_segment(flow: Flow, node: Node) -> Iterator[Issue]:
    """A question with its options, or a sentence by itself, goes in one text."""
    for said in said_by(node):
        size = _size(said)
        most = ROOM[size.encoding]
        if size.units > most:
            mend = (
                f"{size.units} of {most} units ({said.language}, {size.encoding}) "
                "with the longest names: cut it"
            )
            yield Issue("over_one_segment", flow.key, node.key, mend)


def not_gsm(flow: Flow, node: Node) -> Iterator[Issue]:
    """English keeps to the letters that fit 160 to a text."""
    for said in said_by(node):
        if said.language == DEFAULT_LANGUAGE and _size(said).encoding is Encoding.UCS2:
            mend = "a sign in it is not in GSM-7 and makes the text cost double: use a plain one"
            yield Issue("not_gsm", flow.key, node.key, mend)


def long_sentence(flow: Flow, node: Node) -> Iterator[Issue]:
    """Sentences have 15 words at most, questions 20."""
    for said in said_by(node):
        for sentence in _SENTENCE.findall(said.text):
            words = len(_WORD.findall(sentence))
            asks = sentence.rstrip().endswith(("?", "\u061f"))
            most = LONGEST_QUESTION if asks else LONGEST_SENTENCE
            if words > most:
                code, kind = (
                    ("long_question", "question") if asks else ("long_sentence", "sentence")
                )
                mend = f"a {kind} ({said.language}) has {words} words of {most}: make it two"
                yield Issue(code, flow.key, node.key, mend)


def banned_word(flow: Flow, node: Node) -> Iterator[Issue]:
    """English says it in plain words."""
    for said in said_by(node):
        if said.language != DEFAULT_LANGUAGE:
            continue
        for word, instead in hard_words("\n".join((said.text, *said.labels))):
            mend = f"{word!r} is hard to read: say {instead!r}"
            yield Issue("banned_word", flow.key, node.key, mend)


def bare_yes(flow: Flow, node: Node) -> Iterator[Issue]:
    """The carrier takes a bare Yes for coming back: in a prompt it stands beside its digit."""
    for said in said_by(node):
        if _BARE_YES.search(said.text):
            mend = f"Yes stands without its digit ({said.language}): write 1 Yes, or use an option"
            yield Issue("bare_yes", flow.key, node.key, mend)


def carrier_word(flow: Flow, node: Node) -> Iterator[Issue]:
    """Nothing invites a reply that the carrier takes for leaving, coming back or help."""
    for said in said_by(node):
        words = _invited(said.text) | _in_labels(said.labels)
        if words and node.key == _says_how_to_leave(flow):
            text = _HOW_TO_LEAVE.sub("", said.text, count=1)
            words = _invited(text) | _in_labels(said.labels)
        for word in sorted(words):
            mend = f"{word.upper()!r} means something to the carrier ({said.language}): reword it"
            yield Issue("carrier_word", flow.key, node.key, mend)


def _says_how_to_leave(flow: Flow) -> str | None:
    """Return the one node that may: the first of `welcome` with a plain sentence about STOP."""
    for node in flow.nodes.values() if flow.key == "welcome" else ():
        if any(_HOW_TO_LEAVE.search(said.text) for said in said_by(node)):
            return node.key
    return None


def _invited(text: str) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(text)}
    shown = {word.casefold() for word in (*_CAPITALS.findall(text), *_SEND.findall(text))}
    return (words & _LEAVE) | (shown & _EVERYDAY)


def _in_labels(labels: tuple[str, ...]) -> set[str]:
    words = {word.casefold() for label in labels for word in _WORD.findall(label)}
    return words & (_LEAVE | _EVERYDAY)


def _unknown(said: Said) -> list[str]:
    names = placeholders("\n".join((said.text, *said.labels)))
    return [name for name in names if name not in LONGEST_NAMES]


def _officers(said: Said) -> list[str]:
    return [name for name in placeholders(said.text) if name in {**OFFICERS, **WORKERS}]


@lru_cache(maxsize=2048)
def _size(said: Said) -> Segments:
    """Return the size with the longest names: more than one check asks for it."""
    labels = [fill(label, LONGEST_NAMES) for label in said.labels]
    return measure(sms_body(fill(said.text, LONGEST_NAMES), labels))


def _each(text: Text) -> Iterator[Said]:
    for language, sentence in text.by_language.items():
        yield Said(language, sentence)
