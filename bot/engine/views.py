"""How each question reads in each language, built once a flow and not each turn. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.model import DEFAULT_LANGUAGE, Ask, Node, Text, View
from nlu.port import Option

Views = Mapping[str, Mapping[str, View]]


def views_of(nodes: Mapping[str, Node]) -> Views:
    """Return question -> language -> its words; English is always there."""
    return {node.key: _of(node) for node in nodes.values() if isinstance(node, Ask)}


def spoken_in(nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the languages in which every question of `nodes` is said; English is one."""
    asked = [node.text.by_language.keys() for node in nodes.values() if isinstance(node, Ask)]
    return tuple(sorted(set(asked[0]).intersection(*asked[1:]))) if asked else (DEFAULT_LANGUAGE,)


def _of(ask: Ask) -> Mapping[str, View]:
    languages = {language for said in _texts(ask) for language in said.by_language}
    return {language: _in(ask, language) for language in {DEFAULT_LANGUAGE, *languages}}


def _in(ask: Ask, language: str) -> View:
    text = ask.text.to(language)
    on_chat = ask.on_chat.to(language) if ask.on_chat else None
    options = tuple(Option(choice.key, choice.label.to(language)) for choice in ask.choices)
    return View(
        text,
        options,
        has_gaps="{" in text or "{" in (on_chat or ""),
        options_have_gaps=any("{" in option.label for option in options),
        on_chat=on_chat,
    )


def _texts(ask: Ask) -> Iterator[Text]:
    yield ask.text
    for choice in ask.choices:
        yield choice.label
