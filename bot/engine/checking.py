"""Check whole files, flows and phrases alike, and say at which line each finding stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.engine import wording
from bot.engine.fields import FlowFault, Raw, many, mapping, text, word
from bot.engine.issue import Issue, Level
from bot.engine.issues import check, check_said, too_hard
from bot.engine.lines import line_at, lines_of
from bot.engine.loading import (
    AROUND,
    FLOWS,
    PHRASES,
    flat,
    mapping_at,
    parse_yaml,
    read_flow,
    read_yaml,
)
from bot.engine.model import (
    DEFAULT_LANGUAGE,
    About,
    Ask,
    Choice,
    Flow,
    Index,
    Node,
    Phrases,
    Say,
    Sees,
    Text,
)
from bot.engine.stated import stated
from bot.engine.translations import translations
from nlu.port import QuestionType

_SAID_AROUND = ("opening", "closing")  # what a flow says in place of what all say
WELSH = "cy"
_OF_PAGES = ("chat.yaml", "open.yaml", "pages.yaml", "refusals.yaml")
# Files of phrases that are whole in other languages than Welsh alone.
_WHOLE_IN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (*_OF_PAGES, "meetings.yaml", "reminders.yaml", "rights.yaml"), (WELSH, "pl", "ur")
    ),
    "danger.yaml": (),  # English until a speaker has read it: a draft of it is never said
}
EVERY_LANGUAGE = frozenset({"cy", "pl", "ur"})
# Phrases that answer somebody who leaves or comes back: they must name the word for it.
ABOUT_LEAVING = frozenset({"opt_out", "opt_in"})


def check_file(path: Path, around: str | None = None) -> list[Issue]:
    """Return every finding about one file of `bot/flows` or `bot/phrases`, notes included.

    Args:
        around: the phrases a flow uses, in place of those that ship.
    """
    written = path.read_text(encoding="utf-8")
    around = AROUND.read_text(encoding="utf-8") if around is None else around
    return check_text(written, around, name=str(path), beside=path.parent)


def check_text(written: str, around: str, *, name: str = "", beside: Path = FLOWS) -> list[Issue]:
    """Return every finding about the text of a file; what cannot be read is one finding."""
    lines: Mapping[tuple[str | int, ...], int] = {}
    try:
        root = parse_yaml(written)
        lines = lines_of(root)
        raw = mapping_at(root)
        is_flow = "nodes" in raw or "start" in raw
        found = _flow(raw, around, beside) if is_flow else _phrases(raw, Path(name).name)
    except FlowFault as fault:
        found = [Issue(fault.code, fault.flow, fault.node, str(fault), _place_of(fault))]
    return [replace(issue, file=name, line=_line(issue, lines)) for issue in found]


def as_line(issue: Issue) -> str:
    """Return a finding as one line: "welcome.yaml:17: w1: long_option: option ..."."""
    level = "note: " if issue.level is Level.NOTE else ""
    place = f"{issue.file}:{issue.line}: {issue.node or issue.flow}"
    return f"{place}: {level}{issue.code}: {issue.message}"


def as_row(issue: Issue) -> dict[str, object]:
    """Return a finding for programs that read it."""
    return {
        "file": issue.file,
        "line": issue.line,
        "code": issue.code,
        "level": issue.level,
        "flow": issue.flow,
        "node": issue.node,
        "message": issue.message,
        "mend": issue.message,
    }


def shipped_files() -> tuple[Path, ...]:
    """Return every flow and every file of phrases that ships with Sayso."""
    return (*sorted(FLOWS.glob("*.yaml")), *sorted(PHRASES.glob("*.yaml")))


def _flow(raw: Raw, around: str, beside: Path) -> list[Issue]:
    key = str(raw.get("key", ""))
    drafts = EVERY_LANGUAGE | {one for one in raw.get("languages", ()) if isinstance(one, str)}
    flow = read_flow(flat(raw, beside), _around(around), drafts)
    found = [*translations(key, raw), *stated(raw, flow)]
    # What a called flow says is checked in its own file.
    own = {*mapping(raw["nodes"], key), *flow.standing, *_SAID_AROUND, ""}
    return [issue for issue in (*check(flow), *found) if issue.node in own]


@lru_cache(maxsize=4)
def _around(written: str) -> Raw:
    """Return the phrases around a flow: the same ones for every file that is checked."""
    return read_yaml(written)


def _phrases(raw: Raw, name: str) -> list[Issue]:
    whole = _WHOLE_IN.get(name, (WELSH,))
    found = list(translations(name, {**raw, "languages": whole}))
    nodes = [node for key, entry in raw.items() for node in _said(key, entry)]
    flow = _bare(name, nodes)
    for node in nodes:
        told = check_said(flow, node, measured=wording.has_known_placeholders([node]))
        leaving = node.key in ABOUT_LEAVING
        found += [i for i in told if not (leaving and i.code == "carrier_word")]
    english = [node.text.to(DEFAULT_LANGUAGE) for node in nodes]
    return [*found, *too_hard(name, english)]


def _said(key: str, entry: object) -> Iterator[Ask | Say]:
    """Yield an entry of a file of phrases as the node that would say it, if it says anything."""
    if not isinstance(entry, Mapping) or "text" not in entry:
        return
    sentence = text(entry["text"], key, EVERY_LANGUAGE)
    choices = tuple(_choice(key, option) for option in many(entry.get("options", []), key))
    if choices:
        yield Ask(key, QuestionType.SINGLE, sentence, "", Sees.NOBODY, choices)
    else:
        yield Say(key, sentence, "")


def _choice(key: str, raw: object) -> Choice:
    option = mapping(raw, key)
    return Choice(word(option["key"], key), text(option["label"], key, EVERY_LANGUAGE))


def _bare(name: str, nodes: list[Ask | Say]) -> Flow:
    """Return a flow of nothing but phrases, for the checks of what is said."""
    said: dict[str, Node] = {node.key: node for node in nodes}
    none = Text({DEFAULT_LANGUAGE: ""})
    empty = Phrases(**dict.fromkeys(Phrases.__dataclass_fields__, none))
    about = About(name, name, name, name)
    return Flow(name, name, about, Sees.NOBODY, "", said, empty, Index(""))


def _line(issue: Issue, lines: Mapping[tuple[str | int, ...], int]) -> int:
    if not lines:
        return _line_said(issue)
    if issue.place:
        is_phrase = ("nodes",) not in lines and issue.place[0] == "nodes"
        return line_at(lines, issue.place[1:] if is_phrase else issue.place)
    return line_at(lines, ("nodes", issue.node) if ("nodes",) in lines else (issue.node,))


def _line_said(issue: Issue) -> int:
    """A file that is no YAML names its line in the finding: "line 7: ..."."""
    _, _, number = issue.flow.partition("line ")
    return int(number) if number.isdecimal() else 1


def _place_of(fault: FlowFault) -> tuple[str | int, ...]:
    if fault.flow.startswith("line "):
        return ()
    return ("nodes", fault.node) if fault.node else ()
