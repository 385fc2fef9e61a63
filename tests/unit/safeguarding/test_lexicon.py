"""The pattern language of the lexicon, and its static mistakes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import FlowError
from bot.safeguarding.lexicon import compiled, lexicon
from bot.safeguarding.plain_words import plain


def a_lexicon(*patterns: str) -> dict[str, Any]:
    return {
        "spelling": {
            "same": {"do not": "dont"},
            "unlike": {},
            "signs": {},
            "negatives": {},
            "emoji": {},
            "near": "overdose",
            "masked": "harm",
            "run_together": "run away",
        },
        "common": "i me",
        "sets": {"who": "he she my_dad"},
        "denial": {"after_not": "going", "after_nobody": "has", "heard_all_the_same": []},
        "taken_back": "i lied",
        "home": "home",
        "urgent": {"categories": [], "patterns": "right_now"},
        "rules": [{"category": "other", "severity": "concern", "patterns": "\n".join(patterns)}],
    }


def fits(pattern: str, text: str) -> bool:
    made = compiled(a_lexicon(pattern))
    return made.patterns[0].regex.search(plain(text, made.tables)) is not None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("hit/hurt me", "they hurt me", True),
        ("hit/hurt me", "they hurt them", False),
        ("<who> hits", "my dad hits", True),
        ("<who> hits", "my mum hits", False),
        ("hurt* me", "hurting me", True),
        ("was really? sad", "was sad", True),
        ("was really? sad", "was really sad", True),
        ("was .. sad", "was so very sad", True),
        ("was .. sad", "was a b c d e sad", False),
        ("was .. sad", "was not sad", False),
        ("was ... sad", "was a b c d e sad", True),
        ("^ sad", "sad day", True),
        ("^ sad", "so sad", False),
        ("so sad/$", "so", True),
        ("dont cry", "do not cry", True),
        ("cry now", "cry, now", True),
    ],
)
def test_a_pattern_fits_what_it_says(pattern: str, text: str, expected: bool) -> None:
    assert fits(pattern, text) is expected


def test_an_unknown_set_is_named() -> None:
    with pytest.raises(FlowError, match="'<whom>'"):
        compiled(a_lexicon("<whom> hits"))


def test_a_pattern_of_gaps_alone_is_refused() -> None:
    with pytest.raises(FlowError, match="no word of its own"):
        compiled(a_lexicon(".. really?"))


def test_the_gravest_rules_come_first() -> None:
    severities = [rule.severity for rule in lexicon().rules]
    assert severities == sorted(severities, reverse=True)
    assert set(severities) == {"immediate", "concern"}
