"""Screening rules against lists written after they were: danger in English, and other languages.

Their misses were read and mended, so they guard what was found and measure nothing to come.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safeguarding.assess import Severity, assess


def _lists(name: str) -> tuple[list[str], list[str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    told, others = text.split("\n---\n")
    return told.splitlines()[1:], others.splitlines()


@pytest.mark.parametrize(
    ("name", "count", "least", "most"),
    [
        ("fresh_abroad.txt", 500, 0.99, 0.07),
        ("fresh_danger.txt", 500, 0.7, 0.05),
        ("fresh_grave.txt", 120, 0.85, 0.12),
    ],
)
def test_rules_hear_what_is_told_and_little_else(
    name: str, count: int, least: float, most: float
) -> None:
    told, others = _lists(name)
    missed = [text for text in told if assess(text) is None]
    alarmed = [text for text in others if assess(text) is not None]

    assert len(told) > count
    assert len(missed) <= (1 - least) * len(told), missed
    assert len(alarmed) <= most * len(others), alarmed


def test_grave_danger_is_called_immediate() -> None:
    told, _ = _lists("fresh_grave.txt")
    heard = [found for text in told if (found := assess(text)) is not None]
    grave = [found for found in heard if found.severity is Severity.IMMEDIATE]

    assert len(grave) >= 0.9 * len(heard)
