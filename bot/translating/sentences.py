"""The sentences of a YAML file, and putting translations beside them. Pure: text in, text out.

Only the sentence that changes is written again; comments and the rest of the file stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from bot.engine.model import DEFAULT_LANGUAGE
from bot.engine.translations import fingerprint


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence in one other language. `of` is the fingerprint of the English it was made from;
    empty where the file does not say."""

    text: str
    of: str = ""
    status: str = "draft"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a file.

    Args:
        place: where it stands: "nodes/c1/options/yes/label".
        start, stop: the characters of the file that hold it.
        column: where its lines begin when each language has its own; None keeps it on one line.
    """

    place: str
    english: str
    others: Mapping[str, Translation] = field(default_factory=dict)
    start: int = 0
    stop: int = 0
    column: int | None = None

    @property
    def fingerprint(self) -> str:
        """What a translation made from this English says it is of."""
        return fingerprint(self.english)


def sentences(file_text: str) -> list[Sentence]:
    """Return every sentence of a YAML file, in its order; one that is shared stands once.

    Raises:
        yaml.YAMLError: the text is no YAML.
    """
    root = yaml.compose(file_text, Loader=yaml.SafeLoader)
    seen: set[int] = set()
    found: list[Sentence] = []
    if root is None:
        return found
    for place, node, column in _walk(root, (), None):
        if node.start_mark.index not in seen:
            seen.add(node.start_mark.index)
            found.append(_sentence(place, node, column))
    return found


def put(file_text: str, language: str, given: Mapping[str, Translation]) -> str:
    """Return the file with the translations `given` by place; what stands in none is left out."""
    out = file_text
    for sentence in reversed(sentences(file_text)):
        new = given.get(sentence.place)
        if new is None or new == sentence.others.get(language):
            continue
        others = {**sentence.others, language: new}
        before, after = out[: sentence.start], out[sentence.stop :]
        if sentence.column is not None and before.endswith(": "):
            before = before[:-1] + "\n" + " " * sentence.column
        out = before + _written(sentence, others) + after
    return out


def _walk(
    node: yaml.Node, place: tuple[str, ...], column: int | None
) -> Iterator[tuple[tuple[str, ...], yaml.MappingNode, int | None]]:
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            yield from _walk(item, (*place, _key_of(item) or str(number)), None)
    elif isinstance(node, yaml.MappingNode):
        if any(_is_english(key, value) for key, value in node.value):
            yield place, node, column
            return
        for key, value in node.value:
            below = None if node.flow_style else key.start_mark.column + 2
            yield from _walk(value, (*place, str(key.value)), below)


def _is_english(key: yaml.Node, value: yaml.Node) -> bool:
    return key.value == DEFAULT_LANGUAGE and isinstance(value, yaml.ScalarNode)


def _key_of(node: yaml.Node) -> str | None:
    """Return what an option calls itself."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == "key":
            return str(value.value)
    return None


def _sentence(place: tuple[str, ...], node: yaml.MappingNode, column: int | None) -> Sentence:
    said = {str(key.value): value for key, value in node.value}
    stop = node.end_mark.index if node.flow_style else node.value[-1][1].end_mark.index
    return Sentence(
        place="/".join(place),
        english=str(said.pop(DEFAULT_LANGUAGE).value),
        others={language: _translation(value) for language, value in said.items()},
        start=node.start_mark.index,
        stop=stop,
        column=column,
    )


def _translation(node: yaml.Node) -> Translation:
    if not isinstance(node, yaml.MappingNode):
        return Translation(str(node.value))
    said = {str(key.value): str(value.value) for key, value in node.value}
    return Translation(said["text"], said.get("of", ""), said.get("status", "draft"))


def _written(sentence: Sentence, others: Mapping[str, Translation]) -> str:
    """Return the sentence in all its languages, as the file writes such a place."""
    said = [f"{DEFAULT_LANGUAGE}: {_quoted(sentence.english)}"]
    said += [f"{language}: {_inline(one)}" for language, one in others.items()]
    if sentence.column is None:
        return "{" + ", ".join(said) + "}"
    return ("\n" + " " * sentence.column).join(said)


def _inline(one: Translation) -> str:
    return f'{{text: {_quoted(one.text)}, of: "{one.of}", status: "{one.status}"}}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
