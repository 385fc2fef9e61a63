"""Screening against lists of sentences. The texts are invented.

`explicit` and `ordinary` are by somebody who had not read the rules; the other two are not.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.safeguarding.assess import assess

LEAST_RECALL = 0.95
MOST_FALSE_ALARMS = 0.10


def _texts(name: str) -> list[str]:
    items: list[Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [item if isinstance(item, str) else item["text"] for item in items]


def _listed(texts: list[str], places: list[int]) -> str:
    return "\n".join(f"{place}: {texts[place]!r}" for place in places)


@pytest.mark.parametrize("name", ["explicit.yaml", "indirect.yaml"])
def test_disclosures_are_heard(name: str) -> None:
    texts = _texts(name)
    missed = [place for place, text in enumerate(texts) if assess(text) is None]
    assert len(texts) >= 100
    assert 1 - len(missed) / len(texts) >= LEAST_RECALL, f"missed:\n{_listed(texts, missed)}"


@pytest.mark.parametrize("name", ["ordinary.yaml", "everyday.yaml"])
def test_ordinary_talk_seldom_raises_an_alarm(name: str) -> None:
    texts = _texts(name)
    raised = [place for place, text in enumerate(texts) if assess(text) is not None]
    assert len(texts) >= 200
    assert len(raised) / len(texts) <= MOST_FALSE_ALARMS, f"raised:\n{_listed(texts, raised)}"
