"""What is lacking, where a question asks what stands in the way: "no lift" is the trouble. Pure."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"\b(?:stops? (?:you|u|people|young|anyone|us)|stopping (?:you|u)"
    r"|hard(?:er|est)?|difficult|barriers?|puts? you off|in the way|problems?"
    r"|worr(?:y|ies)|bothers?|trouble|keeps? you from|prevents?|struggle|cant you|tricky)\b"
)
_LACKS = re.compile(
    r"\b(?:no(?! one\b)|aint got|dont have|dont get|havent|not enough|cant|couldnt|cannot"
    r"|never have|never any|without|lack of|dont come|doesnt (?:come|stop|go|run)"
    r"|dont (?:stop|go|run))\b"
)


def asks_of_trouble(prompt: str) -> bool:
    """Tell whether a question asks what is in somebody's way."""
    return _ASKS.search(prompt.casefold()) is not None


def tells_of_lack(words: tuple[str, ...]) -> bool:
    """Tell whether a reply says that it lacks a thing, and not that the thing is no trouble."""
    return words[:1] not in {("not",), ("nothing",)} and _LACKS.search(" ".join(words)) is not None
