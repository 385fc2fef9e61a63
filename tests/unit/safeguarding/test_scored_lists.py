"""Screening as it runs, rules and all that has learnt, against lists whose misses nobody reads.

What the figures mean, and how far they reach, stands in docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.safeguarding.assess import Assessment, Severity
from bot.safeguarding.training import texts
from bot.services.understand import Understand
from nlu.embedded.interpreter import in_a_turn, rows_of
from nlu.embedded.loading import load_interpreter

# In the fourth most stands beside the same words in jest, in the sixth half beside everyday talk;
# the seventh has one to four words.
NAMES = ("third", "fourth", "fifth", "sixth", "seventh")
Found = Callable[[str, str], Sequence[Assessment | None]]


def listed(name: str) -> Mapping[str, list[str]]:
    """Return a list's texts by kind."""
    file = Path(__file__).with_name(f"{name}.yaml")
    held = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {kind: block.splitlines() for kind, block in held.items()}


@pytest.fixture(scope="session")
def found() -> Found:
    interpreter = load_interpreter()
    screen = Understand(interpreter, in_a_turn(interpreter), rows_of(interpreter)).screen
    return cache(lambda name, kind: [screen(text) for text in listed(name)[kind]])


def share(found: Sequence[Assessment | None], severity: Severity | None = None) -> float:
    """Return how many of the texts raised a concern, or one of that severity, of one."""
    heard = [one for one in found if one and severity in {None, one.severity}]
    return len(heard) / len(found)


@pytest.mark.parametrize(
    ("name", "kind", "least"),
    [
        ("third", "immediate", 0.94),
        ("third", "concern", 0.88),
        ("fourth", "immediate", 0.97),
        ("fourth", "concern", 0.94),
        ("fifth", "immediate", 0.95),
        ("fifth", "concern", 0.91),
        ("sixth", "immediate", 0.95),
        ("sixth", "concern", 0.90),
        ("seventh", "immediate", 0.89),
        ("seventh", "concern", 0.81),
    ],
)
def test_most_disclosures_are_heard(found: Found, name: str, kind: str, least: float) -> None:
    assert share(found(name, kind)) >= least


@pytest.mark.parametrize(
    ("name", "kind", "most"),
    [
        ("third", "alike", 0.13),
        ("third", "ordinary", 0.02),
        ("fourth", "alike", 0.23),
        ("fourth", "ordinary", 0.01),
        ("fifth", "alike", 0.11),
        ("fifth", "ordinary", 0.02),
        ("sixth", "alike", 0.12),
        ("sixth", "ordinary", 0.04),
        ("seventh", "alike", 0.03),
        ("seventh", "ordinary", 0.02),
        ("worrying_words", "ordinary", 0.11),
    ],
)
def test_few_other_texts_raise_an_alarm(found: Found, name: str, kind: str, most: float) -> None:
    assert share(found(name, kind)) <= most


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [*((name, 0.87, 0.18) for name in NAMES if name != "seventh"), ("seventh", 0.77, 0.25)],
)
def test_most_of_what_is_immediate_is_called_so(
    found: Found, name: str, least: float, most: float
) -> None:
    assert share(found(name, "immediate"), Severity.IMMEDIATE) >= least
    assert share(found(name, "concern"), Severity.IMMEDIATE) <= most


@pytest.mark.parametrize("name", NAMES)
def test_nothing_was_learnt_from_the_list(name: str) -> None:
    learnt = {text.lower() for _, _, text in texts()}
    told = {text.lower() for kind in ("immediate", "concern") for text in listed(name)[kind]}
    assert not told & learnt
