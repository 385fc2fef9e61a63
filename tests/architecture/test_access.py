"""Access is decided in one place, and the page that tells of it is what the code says."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import bot
from bot.privacy import matrix
from bot.privacy.routes import ROUTES
from bot.store import queries
from bot.store.queries.scope import Scope

ROOT = Path(bot.__file__).parents[1]
# For planning reminders, not for anybody's eyes.
FOR_THE_SERVICE = {
    "day_ahead.by_worker",
    "day_ahead.just_over",
    "erasures.unfinished",
    "wishes.chosen",
    "wishes.chosen_by",
    "wishes.keys_chosen",
}
# Counted, and made safe, before anybody sees it.
FOR_TOTALS = {"attendance.happened"}
# Pictures, looked at without being told whose: the table holds no name to show.
OF_NOBODY_NAMED = {
    "drawings_seen.next_unchecked",
    "drawings_seen.picture",
    "drawings_seen.released",
    "drawings_seen.waiting",
}
# A young person's own, for the holder of the chat's cookie.
THEIR_OWN = {
    "drawings_seen.theirs",
    "own.about",
    "own.answers",
    "own.counted",
    "own.families",
    "own_pages.own",
    "own_past.meetings",
    "own_past.messages",
}
# Of one person who was read in scope just before.
OF_ONE_IN_SCOPE = {
    "drawings_seen.of_concern",
    "meetings.texts_about",
    "own_pages.released_to",
    "texts.of_contact",
    "texts.take_words_out",
}


def test_the_page_about_access_is_the_matrix() -> None:
    page = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")

    assert page == matrix.page(), "run: python -m bot.privacy.matrix > docs/access.md"


def test_no_cell_of_the_page_is_empty() -> None:
    rows = [line for line in matrix.page().splitlines() if line.startswith("|")]

    assert len(rows) > len(ROUTES)
    assert [row for row in rows if any(not cell.strip() for cell in row.split("|")[1:-1])] == []


def people_queries() -> list[tuple[str, list[str]]]:
    """Return every public query of the staff pages that reads about people, with what it takes."""
    found = []
    for module in iter_modules(queries.__path__):
        loaded = import_module(f"{queries.__name__}.{module.name}")
        if "cipher" not in inspect.getsource(loaded) and "answer" not in vars(loaded):
            continue
        for name, function in vars(loaded).items():
            if inspect.isfunction(function) and function.__module__ == loaded.__name__:
                takes = [
                    str(one.annotation) for one in inspect.signature(function).parameters.values()
                ]
                if not name.startswith("_"):
                    found.append((f"{module.name}.{name}", takes))
    return found


def test_no_query_about_people_can_be_called_without_a_scope() -> None:
    assert len(people_queries()) >= 8
    without = {name for name, takes in people_queries() if Scope.__name__ not in takes}
    known = FOR_THE_SERVICE | FOR_TOTALS | OF_NOBODY_NAMED | THEIR_OWN

    assert without - known == OF_ONE_IN_SCOPE


@pytest.mark.parametrize(("maker", "only"), [
    ("Grant", {"bot/privacy/policy.py"}),
    # A worker texts from their own number, or sends a sheet: over their own caseload alone.
    ("Scope", {"admin/viewer.py", "bot/store/queries/scope.py"}),
])  # fmt: skip
def test_grants_and_scopes_are_made_in_one_place(maker: str, only: set[str]) -> None:
    made_in = {
        str(file.relative_to(ROOT))
        for folder in ("admin", "bot", "webhooks")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == maker
    }

    assert made_in == only


def test_only_the_audit_log_itself_writes_its_rows() -> None:
    touching = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "bot").rglob("*.py")
        if any(
            word in file.read_text(encoding="utf-8")
            for word in (" audit.insert", "update(audit)", "delete(audit)", " audit.delete")
        )
    }

    assert touching == {"bot/store/audits.py"}
