"""Reads the shared training examples, written in Rasa's form. Both engines train from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "nlu.yml"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One text and what it means."""

    text: str
    intent: str


def read_examples(path: Path = FILE) -> tuple[Example, ...]:
    """Return every example, in the order of the file."""
    blocks = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    return tuple(
        Example(line.removeprefix("- "), block["intent"])
        for block in blocks
        for line in block["examples"].splitlines()
    )


def write_examples(examples: Sequence[Example], path: Path) -> None:
    """Write examples in Rasa's form."""
    lines = ['version: "3.1"', "nlu:"]
    for intent in dict.fromkeys(example.intent for example in examples):
        texts = (example.text for example in examples if example.intent == intent)
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fold_of(examples: Sequence[Example]) -> tuple[int, ...]:
    """Return each example's fold, 0 to 4: neighbours together, since they resemble each other.

    A fold drawn by chance would judge a text by its near double.
    """
    count: dict[str, int] = {}
    for example in examples:
        count[example.intent] = count.get(example.intent, 0) + 1
    met: dict[str, int] = {}
    folds = []
    for example in examples:
        place = met.get(example.intent, 0)
        met[example.intent] = place + 1
        folds.append(place * FOLDS // count[example.intent])
    return tuple(folds)
