"""Which small picture stands beside an answer in the chat. Pure: found by what the answer says.

A picture never carries a meaning alone: the words of the answer always stand beside it. The chat
keeps an answer's words, not its key, so the words of every shipped flow lead back to the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from bot.engine.loading import FLOWS, read_yaml

FACE, FEWEST_FACES = "face-", 3

# Key of an option -> name of its picture, a symbol of `static/pictures/answers.svg`.
PICTURES: Mapping[str, str] = MappingProxyType(
    {
        "really_good": "face-5",
        "good": "face-4",
        "very_ok": "face-4",
        "ok": "face-3",
        "up_and_down": "face-3",
        "hard": "face-2",
        "not_good": "face-2",
        "not_ok": "face-2",
        "really_hard": "face-1",
        "cafe": "cup",
        "outside": "tree",
        "centre": "centre",
        "school": "school",
        "college": "school",
        "home": "house",
        "library": "book",
        "quiet_room": "chair",
        "music_room": "music",
        "football": "ball",
        "play_sport": "ball",
        "face_to_face": "two",
        "walk": "walk",
        "walks": "walk",
        "walk_bike": "bike",
        "phone": "phone",
        "video": "screen",
        "text": "bubble",
        "bus": "bus",
        "lift": "car",
    }
)


def pictures_of(labels: Sequence[str]) -> tuple[str | None, ...]:
    """Return the name of the picture of each answer, in order; None where one has none.

    Faces stand only where they are a scale: "OK" by itself is no feeling. A question most of whose
    answers have no picture has none at all.
    """
    found = [_by_label().get(label) for label in labels]
    if sum(name is not None and name.startswith(FACE) for name in found) < FEWEST_FACES:
        found = [None if name and name.startswith(FACE) else name for name in found]
    enough = 2 * sum(name is not None for name in found) >= len(found)
    return tuple(found) if enough else (None,) * len(found)


@cache
def _by_label() -> Mapping[str, str]:
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for file in sorted(FLOWS.glob("*.yaml")):
        for option in _options(read_yaml(file.read_text(encoding="utf-8"))):
            for said in _said(option["label"]):
                found[said].add(PICTURES.get(option["key"]))
    # Words that mean two things have no picture, rather than perhaps the wrong one.
    return {said: name for said, (name, *more) in found.items() if name and not more}


def _options(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for node in document["nodes"].values():
        yield from node.get("options", ())


def _said(label: Mapping[str, Any]) -> Iterator[str]:
    for written in label.values():
        yield written["text"] if isinstance(written, Mapping) else written


def warm_up() -> None:
    """Read the flows once, so that no young person waits for it."""
    _by_label()
