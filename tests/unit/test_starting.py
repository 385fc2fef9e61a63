"""What a process does not need, it does not load: a start keeps young people waiting too."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from sqlalchemy import String

from bot.loading import loading_for_good
from bot.store import staff_tables
from bot.store.users import Role, User

OF_THE_WEB = {"flask", "flask_security", "webauthn", "admin", "bot.web", "prometheus_client"}
OF_FEW = {"alembic", "procrastinate", "icalendar", "holidays", "duckdb", "altair", "xlsxwriter"}


def loaded_by(module: str) -> set[str]:
    """Return the names of all that a new process has loaded after one import."""
    script = f"import sys, {module}; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("bot.cli", {"sqlalchemy", *OF_THE_WEB, *OF_FEW}),
        ("bot.jobs", OF_THE_WEB | OF_FEW),
        ("bot.app", OF_FEW),
    ],
)
def test_a_process_loads_only_what_it_uses(module: str, spared: set[str]) -> None:
    assert not loaded_by(module) & spared


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        (staff_tables.user, User.__table__),
        (staff_tables.role, Role.__table__),
        (staff_tables.roles_users, User.metadata.tables["roles_users"]),
    ],
)
def test_what_is_read_of_staff_accounts_is_what_is_kept(read: object, kept: object) -> None:
    assert read.name == kept.name  # type: ignore[attr-defined]
    for column in read.c:  # type: ignore[attr-defined]
        real = kept.c[column.name].type  # type: ignore[attr-defined]
        is_text = isinstance(column.type, String) and isinstance(real, String)
        assert is_text or type(column.type.as_generic()) is type(real.as_generic())


def test_rubbish_is_looked_for_again_after_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.isenabled()))

    with loading_for_good():
        assert not gc.isenabled()

    assert gc.isenabled()
    assert frozen == [False]


def test_rubbish_is_looked_for_again_after_loading_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)

    with pytest.raises(ModuleNotFoundError), loading_for_good():
        raise ModuleNotFoundError

    assert gc.isenabled()
