"""Rules about the code itself: sizes, docstrings, who may send, what may be logged, layers."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "nlu", "webhooks", "admin")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations/versions" not in path.as_posix() and "static" not in path.parts
)
LONGEST = 400
LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
# What a young person says or is called by; none of it may be handed to a logger.
PRIVATE = re.compile(
    r"(^|_)(text|texts|urn|body|nickname|number|phone|words|value|reply|email|to|said|told)$"
)
NAMELESS = frozenset({"utils", "helpers", "manager", "handler", "data", "info", "common", "misc"})


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Yield every method call of a module, and the method's name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_holds(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= LONGEST
    assert path.stem not in NAMELESS
    if tree_of(path).body:
        assert ast.get_docstring(tree_of(path))


def test_nine_modules_in_ten_are_under_two_hundred_lines() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]

    assert sum(length > 200 for length in lengths) <= len(lengths) / 10


def test_only_delivering_the_outbox_offers_a_message_to_a_channel() -> None:
    senders = {name_of(path) for path in MODULES for _, called in calls(path) if called == "send"}

    assert senders <= {"bot/services/deliver_outbox.py"}


def _is_logger(node: ast.Call) -> bool:
    function = node.func
    assert isinstance(function, ast.Attribute)
    owner = function.value
    named = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return function.attr in LOGGING and named in {"log", "logger", "logging", "_log"}


def test_no_logging_call_is_handed_words_names_or_numbers() -> None:
    told = [
        f"{name_of(path)}:{node.lineno} {named}"
        for path in MODULES
        for node, _ in calls(path)
        if _is_logger(node)
        for argument in node.args[1:]
        for part in ast.walk(argument)
        for named in [getattr(part, "attr", None) or getattr(part, "id", None)]
        if isinstance(part, ast.Attribute | ast.Name) and PRIVATE.search(str(named))
    ]

    assert told == []


def test_nothing_is_logged_that_was_put_together_beforehand() -> None:
    formatted = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node, _ in calls(path)
        if _is_logger(node) and node.args and not isinstance(node.args[0], ast.Constant)
    ]

    assert formatted == []


def test_every_setting_is_in_the_readme_or_its_documents() -> None:
    read = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    readers = "optional|required|read|either|yes|url|directory"
    names = set(re.findall(rf"self\._(?:{readers})\(\s*\"([A-Z_]+)\"", read))
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    written = "\n".join(file.read_text(encoding="utf-8") for file in documents)

    assert len(names) > 20
    assert sorted(name for name in names if name not in written) == []


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stdout[-3000:]


def test_tests_and_code_use_no_number_outside_the_drama_range() -> None:
    mobile = re.compile(r"(?:\+447|\b07)(?!700 ?900)\d{3} ?\d{6}\b")
    found = [
        name_of(path)
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        if mobile.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
