"""The data map says what the schema is: no table or column without a purpose, a time and an end."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import yaml
from sqlalchemy import LargeBinary

import bot.store
from bot.privacy.retention import Kind
from bot.store import erasing, expiring
from bot.store.metadata import metadata

MAP: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "docs" / "data-map.yaml").read_text(encoding="utf-8")
)
TABLES: dict[str, dict[str, Any]] = MAP["tables"]
for _module in iter_modules(bot.store.__path__):  # so that `metadata` has every table
    import_module(f"bot.store.{_module.name}")
# Bytes of a passkey are public by nature, and a chart of safe totals is shown to anybody.
NOT_SEALED = {("drawing", "content"), ("web_authn", "credential_id"), ("web_authn", "public_key")}


def test_every_table_is_in_the_map_and_no_other() -> None:
    assert set(TABLES) == set(metadata.tables)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_in_the_map_and_no_other(name: str) -> None:
    assert TABLES[name]["columns"] == [column.name for column in metadata.tables[name].columns]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_the_map_calls_sealed_is_what_is_encrypted(name: str) -> None:
    bytes_of = {
        column.name
        for column in metadata.tables[name].columns
        if isinstance(column.type, LargeBinary) and (name, column.name) not in NOT_SEALED
    }

    if name != "web_authn":
        assert set(TABLES[name].get("sealed", ())) == bytes_of


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_has_a_purpose_with_a_basis_and_a_time(name: str) -> None:
    entry = TABLES[name]

    assert MAP["purposes"][entry["purpose"]]["basis"]
    assert entry["holds"]
    assert (
        entry["kept"] in set(Kind) or entry["about"] in {"nobody", "staff"} or " " in entry["kept"]
    )


def test_erasing_touches_what_the_map_says_it_deletes_and_nothing_it_keeps() -> None:
    deleted = {
        name for name, entry in TABLES.items() if entry["erased"].startswith(("deleted", "emptied"))
    }

    assert set(erasing.TOUCHED) == deleted


def test_every_kind_with_a_time_is_the_time_of_some_table() -> None:
    kinds = {entry["kept"] for entry in TABLES.values()} & set(Kind)

    assert kinds | {Kind.PRIVATE_TEXTS, Kind.STRANGERS} == set(Kind)


def test_every_kind_has_a_rule_or_is_people_s_to_end() -> None:
    by_people = {Kind.CONCERNS, Kind.AUDIT, Kind.PEOPLE}

    assert set(Kind) - by_people == set(expiring._RULES)


def test_whatever_points_at_a_contact_is_erased_or_held() -> None:
    theirs = {
        table.name
        for table in metadata.tables.values()
        if any(key.column.table.name == "contact" for key in table.foreign_keys)
    }
    ends = ("deleted", "emptied", "held")

    assert [name for name in theirs if not TABLES[name]["erased"].startswith(ends)] == []
