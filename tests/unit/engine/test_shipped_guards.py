"""Any one guard taken out of a copy of any shipped flow makes the check fail, by its code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.engine.checking import check_text
from bot.engine.issue import Level
from bot.engine.loading import AROUND
from tests.unit.engine.shipped_guards import FILES, Broken, together, without_each_guard

PHRASES = AROUND.read_text(encoding="utf-8")


def written(broken: Broken) -> str:
    return json.dumps(broken.raw, ensure_ascii=False)  # JSON is YAML too


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_guard_of_a_shipped_flow_can_be_taken_out_unnoticed(path: Path) -> None:
    unnoticed = []
    for broken in together(without_each_guard(path)):
        found = check_text(written(broken), PHRASES, beside=path.parent)
        faults = {(issue.code, issue.node) for issue in found if issue.level is Level.FAULT}
        unnoticed += [(broken.code, at) for at in broken.nodes if (broken.code, at) not in faults]

    assert unnoticed == []


def one_of_each() -> dict[str, tuple[Path, Broken]]:
    found: dict[str, tuple[Path, Broken]] = {}
    for path in FILES:
        for broken in without_each_guard(path):
            found.setdefault(broken.code, (path, broken))
    return found


@pytest.mark.parametrize(("code", "path_and_broken"), one_of_each().items())
def test_the_command_fails_and_names_the_code(
    tmp_path: Path, code: str, path_and_broken: tuple[Path, Broken]
) -> None:
    path, broken = path_and_broken
    copy = tmp_path / path.name
    copy.write_text(written(broken), encoding="utf-8")

    told = CliRunner().invoke(main, ["check", str(copy)])

    assert told.exit_code == 1
    assert f": {code}: " in told.output
