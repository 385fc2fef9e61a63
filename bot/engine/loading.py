"""Flow files into documents and flows. The only place of the engine that reads files and YAML."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bot.engine.fields import FlowFault, Raw
from bot.engine.inlining import inlined
from bot.engine.model import Flow
from bot.engine.parsing import FORM, NO_DRAFTS, USED, read_flow
from bot.errors import FlowError

__all__ = ["USED", "document", "load_flow", "read_flow", "read_yaml", "shipped"]

_BOT = Path(__file__).parent.parent
FLOWS = _BOT / "flows"
PHRASES = _BOT / "phrases"
AROUND = PHRASES / "around.yaml"


_MERGE = "tag:yaml.org,2002:merge"


class _Loader(yaml.CSafeLoader):
    """YAML that refuses a key given twice, where the plain loader keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        written = tuple(key for key, _ in node.value)  # the plain loader adds what is merged in
        merges = any(key.tag == _MERGE for key in written)
        made = super().construct_mapping(node, deep)
        if merges or len(made) != len(written):
            self._refuse_twice(node, written)
        return made

    def _refuse_twice(self, node: yaml.MappingNode, written: tuple[yaml.Node, ...]) -> None:
        keys = [self.construct_object(key, deep=True) for key in written]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                line = node.start_mark.line + 1
                raise FlowFault("bad_form", f"line {line}", f"{key!r} is given twice: keep one")


def read_yaml(text: str) -> Mapping[str, Any]:
    """Return the mapping a YAML text holds.

    Raises:
        FlowError: the text is no YAML, is no mapping, or gives a key twice; names the line.
    """
    return mapping_at(parse_yaml(text))


def parse_yaml(text: str) -> yaml.Node | None:
    """Return a YAML text as it was written, each part with its line; None if it holds nothing.

    Raises:
        FlowFault: the text is no YAML; names the line.
    """
    with _as_fault():
        return yaml.compose(text, Loader=_Loader)  # nosec B506 - a safe loader


def mapping_at(root: yaml.Node | None) -> Mapping[str, Any]:
    """Return the mapping a parsed text holds.

    Raises:
        FlowFault: it is no mapping, or gives a key twice; names the line.
    """
    with _as_fault():
        raw = None if root is None else _Loader("").construct_document(root)
    if not isinstance(raw, dict):
        raise FlowFault("bad_form", "line 1", "a mapping of names to values belongs here")
    return raw


@contextmanager
def _as_fault() -> Iterator[None]:
    try:
        yield
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        line = mark.line + 1 if mark else 1
        raise FlowFault("bad_form", f"line {line}", "this is no YAML") from error


def document(flow_file_text: str, phrases_text: str, beside: Path = FLOWS) -> str:
    """Return a flow and the phrases it uses as one canonical JSON text, kept as a version.

    Flows it calls are put in place: looked for `beside` it, then among those that ship. Spacing,
    comments and the order of fields do not change it; the order of nodes does.

    Raises:
        FlowError: the flow cannot be read; names the node and the mend.
    """
    return _canonical(flow_file_text, read_yaml(phrases_text), beside)


def _canonical(flow_file_text: str, phrases: Raw, beside: Path) -> str:
    raw = flat(read_yaml(flow_file_text), beside)
    read_flow(raw, phrases)
    used = {key: phrases[key] for key in USED}
    nodes = {key: _sorted(node) for key, node in raw["nodes"].items()}
    whole = _sorted({**raw, "phrases": used, "form": FORM}) | {"nodes": nodes}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def flat(raw: Raw, beside: Path = FLOWS) -> Raw:
    """Return a parsed flow file with the flows it calls put in place.

    Raises:
        FlowFault: a called flow is not there or cannot be read.
    """

    def find(key: str) -> Raw:
        for folder in (beside, FLOWS):
            path = folder / f"{key}.yaml"
            if path.is_file():
                return _called(path.read_text(encoding="utf-8"))
        raise FlowFault("missing_flow", str(raw.get("key")), f"calls {key!r}, which is no flow")

    return inlined(raw, find)


@lru_cache(maxsize=16)
def _called(text: str) -> Raw:
    """Return a flow that others call: several do, one after the other."""
    return read_yaml(text)


def load_flow(text: str, drafts: frozenset[str] = NO_DRAFTS) -> Flow:
    """Return the flow of a document that `document` made.

    Args:
        drafts: the languages in which draft translations are said.

    Raises:
        FlowError: the text is not such a document.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise FlowError("this flow document is not JSON: publish the flow again") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("phrases"), dict):
        raise FlowError("this flow document lacks its phrases: publish the flow again")
    return read_flow(raw, raw["phrases"], drafts)


def shipped() -> Mapping[str, str]:
    """Return flow key -> canonical document for every flow that ships with Sayso.

    Read once: what ships does not change while it runs.

    Raises:
        FlowError: a file cannot be read, or its name is not its flow's key.
    """
    return _documents_in(FLOWS)


@cache
def _documents_in(folder: Path) -> Mapping[str, str]:
    phrases = read_yaml(AROUND.read_text(encoding="utf-8"))
    documents = {}
    for path in sorted(folder.glob("*.yaml")):
        text = _canonical(path.read_text(encoding="utf-8"), phrases, folder)
        if json.loads(text)["key"] != path.stem:
            raise FlowError(f"{path.name}: name the file after the key of its flow")
        documents[path.stem] = text
    return MappingProxyType(documents)


def _sorted(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _sorted(raw[key]) for key in sorted(raw)}
    return [_sorted(item) for item in raw] if isinstance(raw, list) else raw
