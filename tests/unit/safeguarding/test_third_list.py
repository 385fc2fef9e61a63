"""Screening as it runs, rules and all that has learnt, against a list whose misses nobody reads.

What the figures mean, and how far they reach, stands in docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from bot.safeguarding.assess import Assessment, Severity
from bot.safeguarding.training import texts
from bot.services.understand import Understand
from nlu.embedded.interpreter import in_a_turn, rows_of
from nlu.embedded.loading import load_interpreter

LIST: Mapping[str, list[str]] = {
    kind: block.splitlines()
    for kind, block in yaml.safe_load(
        Path(__file__).with_name("third.yaml").read_text(encoding="utf-8")
    ).items()
}
Found = Mapping[str, Sequence[Assessment | None]]


@pytest.fixture(scope="session")
def found() -> Found:
    interpreter = load_interpreter()
    screen = Understand(interpreter, in_a_turn(interpreter), rows_of(interpreter)).screen
    return {kind: [screen(text) for text in said] for kind, said in LIST.items()}


def share(found: Sequence[Assessment | None], severity: Severity | None = None) -> float:
    """Return how many of the texts raised a concern, or one of that severity, of one."""
    heard = [one for one in found if one and severity in {None, one.severity}]
    return len(heard) / len(found)


@pytest.mark.parametrize(("kind", "least"), [("immediate", 0.92), ("concern", 0.92)])
def test_most_disclosures_are_heard(found: Found, kind: str, least: float) -> None:
    assert share(found[kind]) >= least


@pytest.mark.parametrize(("kind", "most"), [("alike", 0.15), ("ordinary", 0.025)])
def test_few_other_texts_raise_an_alarm(found: Found, kind: str, most: float) -> None:
    assert share(found[kind]) <= most


def test_most_of_what_is_immediate_is_called_so(found: Found) -> None:
    assert share(found["immediate"], Severity.IMMEDIATE) >= 0.75
    assert share(found["concern"], Severity.IMMEDIATE) <= 0.35


def test_nothing_was_learnt_from_the_list() -> None:
    learnt = {text.lower() for _, _, text in texts()}
    told = {text.lower() for kind in ("immediate", "concern") for text in LIST[kind]}
    assert not told & learnt
