"""The demo's own folder: keys made once, settings written, those from outside first."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.demo.folder import Folder, from_outside
from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "demo")
    made.make()
    return made


def test_the_settings_are_complete_and_for_this_port(folder: Folder) -> None:
    settings = Settings.from_environment(folder.environment(8300, {}))

    assert settings.public_base_url == "http://localhost:8300"
    assert settings.twilio.api_base_url == settings.carrier_url == "http://localhost:8301"
    assert (settings.demo, settings.live, settings.organisation) == (True, True, "Riverside")


def test_a_shell_reads_the_settings_as_they_are(folder: Folder) -> None:
    given = {"SAYSO_ORGANISATION": "Pat's $HOME, and `more`"}
    settings = folder.environment(8300, given)

    shell = f"set -ea; . {folder.settings}; env -0"
    read = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True, env={})

    told = dict(pair.split("=", 1) for pair in read.stdout.split("\0") if "=" in pair)
    assert {name: told.get(name) for name in settings} == dict(settings)
    assert read.stderr == ""


def test_keys_are_made_once_and_kept_for_the_next_start(folder: Folder) -> None:
    first = Settings.from_environment(folder.environment(8300, {}))
    second = Settings.from_environment(folder.environment(8400, {}))

    assert first.encryption_keys == second.encryption_keys
    assert (first.pseudonym_key, first.secret_key) == (second.pseudonym_key, second.secret_key)
    assert second.public_base_url == "http://localhost:8400"


def test_a_setting_from_outside_wins_and_its_carrier_has_no_phone_page(folder: Folder) -> None:
    given = {"SAYSO_TWILIO_API_BASE_URL": "http://localhost:9", "SAYSO_TWILIO_AUTH_TOKEN": "t"}

    settings = Settings.from_environment(folder.environment(8300, given))

    assert settings.twilio.api_base_url == "http://localhost:9"
    assert (settings.twilio.auth_token, settings.carrier_url) == ("t", None)


def test_only_our_own_settings_with_something_in_them_count_as_given() -> None:
    environment = {"SAYSO_CAP_PER_DAY": "2", "SAYSO_NLU_URL": " ", "PATH": "/bin"}

    assert from_outside(environment) == {"SAYSO_CAP_PER_DAY": "2"}


def test_only_the_owner_may_read_the_keys_and_the_settings(folder: Folder) -> None:
    folder.environment(8300, {})

    files = list(folder.path.glob("*.env"))
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_beginning_anew_forgets_what_was_there_and_nothing_of_anybody_else(folder: Folder) -> None:
    before = folder.environment(8300, {})["SAYSO_INDEX_KEY"]
    (folder.path / "sayso.db").touch()
    (folder.path / "notes.md").touch()
    folder.mark_loaded()
    assert folder.is_loaded

    folder.make(fresh=True)

    assert not folder.is_loaded
    assert [file.name for file in folder.path.iterdir()] == ["notes.md"]
    assert folder.environment(8300, {})["SAYSO_INDEX_KEY"] != before


def test_a_database_whose_loading_was_broken_off_does_not_count_as_loaded(folder: Folder) -> None:
    (folder.path / "sayso.db").touch()

    assert not folder.is_loaded
