"""Screening against lists of sentences. The texts are invented; each list says how it was made.

What the figures mean, and how far they reach, stands in docs/understanding.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.safeguarding.assess import assess

MOST_FALSE_ALARMS = 0.05


def _texts(name: str, part: str | None = None) -> list[str]:
    raw: Any = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    items: list[Any] = raw if part is None else raw[part]
    return [item if isinstance(item, str) else item["text"] for item in items]


def _listed(texts: list[str], part: str | None) -> str:
    """Show what went wrong, but not of lists that must stay unread by those who write rules."""
    return "" if part in {"scored", "last"} else "\n".join(texts)


@pytest.mark.parametrize(
    ("name", "part", "least"),
    [
        ("explicit.yaml", None, 0.98),
        ("indirect.yaml", None, 0.98),
        ("second_explicit.yaml", "seen", 0.98),
        ("second_explicit.yaml", "drawn_on", 0.98),
        ("second_explicit.yaml", "scored", 0.90),
        ("second_explicit.yaml", "last", 0.70),
    ],
)
def test_disclosures_are_heard(name: str, part: str | None, least: float) -> None:
    texts = _texts(name, part)
    missed = [text for text in texts if assess(text) is None]
    assert len(texts) >= 50
    assert 1 - len(missed) / len(texts) >= least, f"{len(missed)} missed {_listed(missed, part)}"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("ordinary.yaml", None),
        ("everyday.yaml", None),
        ("second_ordinary.yaml", "seen"),
        ("second_ordinary.yaml", "drawn_on"),
        ("second_ordinary.yaml", "scored"),
        ("second_ordinary.yaml", "last"),
    ],
)
def test_ordinary_talk_seldom_raises_an_alarm(name: str, part: str | None) -> None:
    texts = _texts(name, part)
    raised = [text for text in texts if assess(text) is not None]
    assert len(texts) >= 50
    assert len(raised) / len(texts) <= MOST_FALSE_ALARMS, (
        f"{len(raised)} raised {_listed(raised, part)}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "i cut myself lol",
        "in pshe we did self harm and i do that",
        "we learned about fgm and it happened to me",
        "my essay on suicide is hard because i want to do it",
        "we did a lesson on domestic abuse and thats my boyfriend",
        "can we talk about self harm",
        "my dad hits me when i lose at football",
        "my coach hits me at training",
        "he held a knife to me on my bike",
    ],
)
def test_lessons_sport_and_jokes_hide_nobody_who_is_hurt(text: str) -> None:
    assert assess(text) is not None


@pytest.mark.parametrize("name", ["second_explicit.yaml", "second_ordinary.yaml"])
def test_no_text_stands_in_two_parts(name: str) -> None:
    parts = ("seen", "scored", "drawn_on", "last")
    texts = [text.lower() for part in parts for text in _texts(name, part)]
    assert len(texts) == len(set(texts))
