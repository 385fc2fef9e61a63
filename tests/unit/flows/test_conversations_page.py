"""docs/conversations.md tells of every conversation what its file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.checking import shipped_files
from bot.engine.loading import load_flow, read_yaml, shipped
from bot.engine.model import Ask, Sees

PAGE = Path(__file__).parents[3] / "docs" / "conversations.md"
FLOWS = {key: load_flow(text) for key, text in shipped().items()}
FILES = {path.stem: path for path in shipped_files()}


def told() -> dict[str, list[str]]:
    """Return the cells of each row of the page's table, by the key in its first."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0].strip("`"): row for row in rows if row[0].startswith("`") and len(row) == 7}


def own_questions(key: str) -> int:
    nodes = read_yaml(FILES[key].read_text(encoding="utf-8"))["nodes"]
    flow = FLOWS[key]
    asks = [flow.nodes.get(node) for node in nodes]
    return sum(isinstance(ask, Ask) and ask.sees is not Sees.NOBODY for ask in asks)


def test_the_page_tells_of_every_conversation() -> None:
    assert told().keys() == FLOWS.keys()


@pytest.mark.parametrize("key", FLOWS)
def test_the_page_tells_how_long_who_sees_it_and_what_is_a_draft(key: str) -> None:
    row, flow = told()[key], FLOWS[key]

    assert row[2] == str(own_questions(key))
    assert row[4] == flow.sees.value
    assert row[5] == (", ".join(flow.about.reviewed_by) or "nobody")
    assert row[6].split() == [language for language in flow.languages if language != "en"]
