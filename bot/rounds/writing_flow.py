"""One to three questions of an officer's, as a flow file: what "ask one thing" saves. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.text.folding import fold

MOST_QUESTIONS = 3
OPEN, SINGLE, MULTI = "text", "single", "multi"
Raw = dict[str, Any]
# What a question touches that an answer to it may hurt. A person marks the rest.
_MAY_HURT = re.compile(
    r"\b(?:safe|unsafe|hurt\w*|harm\w*|hit|hits|abus\w+|bull(?:y|ied|ying)|scared|afraid|sad|"
    r"lonely|alone|worr\w+|drugs?|drunk|drinking|vap\w+|smok\w+|sex\w*|suicid\w*|die|death|"
    r"hungry|homeless|police|knife|knives|gangs?|fight\w*|steal\w*|mental)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """One question as an officer wrote it. No options: it is answered in their own words.

    Args:
        options: (key, label) in order.
        practice: what it serves.
        sensitive: an answer to it may hurt: a person is offered, and somebody reads it over first.
        offers: the options, by their number from 1, that bring that offer; none means any answer.
    """

    text: str
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    practice: str = "002: young people are asked"
    why: str = ""
    sensitive: bool = False
    offers: frozenset[int] = frozenset()

    @property
    def kind(self) -> str:
        """What kind of question it is to the engine."""
        if not self.options:
            return OPEN
        return MULTI if self.several else SINGLE


def may_hurt(question: Written) -> bool:
    """Tell whether a question is of the kind that somebody else reads over before it is asked."""
    said = " ".join((question.text, *(label for _, label in question.options)))
    return question.sensitive or _MAY_HURT.search(said) is not None


def keyed(labels: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (key, label) of each label: keys are of its letters, and no two are the same."""
    found: list[tuple[str, str]] = []
    for label in labels:
        stem = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:24] or "option"
        key = stem if not stem[0].isdecimal() else f"option_{stem}"
        while key in {taken for taken, _ in found}:
            key += "_too"
        found.append((key, label))
    return tuple(found)


def flow_of(key: str, name: str, questions: Sequence[Written], *, counts: bool, helps: str) -> Raw:
    """Return the flow file that asks these, one after the other; everybody sees totals alone.

    Args:
        counts: it costs a young person's week.
        helps: what it is good for, to whoever answers.
    """
    keys = [f"a{number}" for number in range(1, len(questions) + 1)]
    following = [*keys[1:], "complete"]
    nodes: Raw = {
        node: _ask(question, goto)
        for node, question, goto in zip(keys, questions, following, strict=True)
    }
    return {
        "key": key,
        "family": key,
        "languages": ["en"],
        "about": {
            "name": name,
            "source": "written by the participation officer",
            "owner": "participation officer",
            "helps": helps,
            "reviewed_by": [],
        },
        "sees": "totals",
        "triggers": {"staff": True},
        "budget": {"counts": counts},
        "start": keys[0],
        "nodes": nodes | {"complete": {"end": "complete"}},
    }


def _ask(question: Written, goto: str) -> Raw:
    node: Raw = {
        "ask": question.kind,
        "text": {"en": question.text},
        "serves": [{"practice": question.practice}],
        "goto": goto,
    }
    if question.why:
        node["why"] = {"en": question.why}
    if question.options:
        node["options"] = [_option(question, *one) for one in enumerate(question.options, start=1)]
    if question.sensitive:
        node["sensitive"] = True
        if not question.offers:
            node["offers"] = "person"
    return node


def _option(question: Written, number: int, option: tuple[str, str]) -> Raw:
    key, label = option
    offered = {"offers": "person"} if question.sensitive and number in question.offers else {}
    return {"key": key, "label": {"en": label}} | offered
