"""Words not to use with young people, and what to say instead. Pure; the list is data beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_suffix(".yaml")


@cache
def plainer() -> dict[str, str]:
    """Return word or phrase -> what to say instead, all in small letters."""
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {str(word).casefold(): str(instead) for word, instead in raw.items()}


@cache
def _listed() -> re.Pattern[str]:
    longest_first = sorted(plainer(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I)


def hard_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each listed word of `text` and its replacement: ("utilise", "use")."""
    for found in _listed().finditer(text):
        yield found[0], plainer()[found[0].casefold()]
