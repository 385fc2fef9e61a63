"""The commands: what they make goes to standard output, alone; what they say, to standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import sample

CONTACT = ("contact", "add", "--nickname", "Pat", "--phone", "07700 900101", "--age-band", "13-15")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return settings over a migrated SQLite of these tests' own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('commands') / 'sayso.db'}"
    made = {**sample(), "SAYSO_DATABASE_URL": url}
    assert run(made, "migrate").exit_code == 0
    return made


@pytest.fixture
def stocked(environment: dict[str, str]) -> dict[str, str]:
    """Return them with a worker, whose e-mail is sam@example.org."""
    run(environment, "user", "add", "--email", "sam@example.org", "--role", "worker")
    return environment


def run(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment)


def only_line(result: Result) -> str:
    """Return the one line on standard output of a command that went well."""
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    return line


def test_the_sample_is_name_and_value_lines(environment: dict[str, str]) -> None:
    lines = run({}, "settings", "--sample").stdout.splitlines()

    assert {line.partition("=")[0] for line in lines} == set(sample())


def test_missing_settings_are_all_named_and_the_exit_is_2() -> None:
    nothing = dict.fromkeys(sample(), "")

    result = run(nothing, "migrate")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "SAYSO_DATABASE_URL" in result.stderr
    assert "SAYSO_PSEUDONYM_KEY" in result.stderr


def test_a_contact_prints_its_id(environment: dict[str, str]) -> None:
    assert only_line(run(environment, *CONTACT)).isdigit()


def test_a_user_prints_a_one_time_link(environment: dict[str, str]) -> None:
    result = run(environment, "user", "add", "--email", "olu@example.org", "--role", "officer")

    assert only_line(result).startswith("http://localhost:8000/")


def test_a_meeting_and_a_chat_link_print_only_themselves(stocked: dict[str, str]) -> None:
    contact_id = only_line(run(stocked, *CONTACT, "--worker", "sam@example.org", "--ok-to-text"))
    booked = run(
        stocked,
        *("appointment", "add", "--contact", contact_id, "--worker", "sam@example.org"),
        *("--at", "2099-03-02T16:00", "--place", "the cafe", "--lead", "2d", "--lead", "2h"),
    )

    assert only_line(booked).isdigit()
    link = only_line(run(stocked, "chat", "link", "--contact", contact_id))
    assert link.startswith("http://localhost:8000/chat/")


def test_starting_a_flow_says_so_on_standard_error_alone(environment: dict[str, str]) -> None:
    contact_id = only_line(run(environment, *CONTACT))

    result = run(environment, "flow", "start", "welcome", "--contact", contact_id)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "welcome" in result.stderr


def test_what_cannot_be_done_is_a_sentence_and_exit_2(environment: dict[str, str]) -> None:
    result = run(environment, "flow", "start", "nothing", "--contact", "1")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("sayso: no flow")
    assert "Traceback" not in result.stderr


def test_a_number_that_is_wrong_is_not_repeated(environment: dict[str, str]) -> None:
    result = run(environment, *CONTACT[:5], "020 7946 0123", *CONTACT[6:])

    assert result.exit_code == 2
    assert "7946" not in result.stdout + result.stderr


def test_results_before_any_release_are_an_empty_shape(environment: dict[str, str]) -> None:
    told = json.loads(run(environment, "results", "good-place", "--json").stdout)

    assert told == {"flow": "good-place", "released_at": None, "questions": []}
    assert run(environment, "totals", "release", "good-place").exit_code == 1


def test_concerns_are_listed_without_words(environment: dict[str, str]) -> None:
    assert json.loads(run(environment, "concerns", "--json").stdout) == []


def test_migrating_again_publishes_nothing(environment: dict[str, str]) -> None:
    result = run(environment, "migrate")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Published" not in result.stderr


def test_checking_finds_no_faults_in_what_ships(environment: dict[str, str]) -> None:
    found = json.loads(run(environment, "check", "--json").stdout)

    assert {one["level"] for one in found} <= {"note"}


@pytest.mark.parametrize("key", ["../welcome", "nothing", ""])
def test_talking_to_no_flow_is_exit_2(key: str) -> None:
    result = CliRunner().invoke(main, ["talk", key])

    assert result.exit_code == 2
    assert not Path(key).is_file()


def test_talking_ends_with_the_input() -> None:
    result = CliRunner().invoke(main, ["talk", "welcome"], input="1\n")

    assert result.exit_code == 0
    assert "Is this a good number?" in result.stdout


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("leave me alone", "You will get no more texts from us."),
        ("he hits me", "You did the right thing."),
        ("HELPME", "A person will read this."),
        ("MEET", "You have no meeting booked right now. Want one? Ask Jo."),
        ("wibble wobble", "Sorry, I did not get that."),
    ],
)
def test_talking_says_what_a_real_message_would_be_told(said: str, answer: str) -> None:
    result = CliRunner().invoke(main, ["talk", "welcome"], input=f"{said}\n")

    assert result.exit_code == 0
    assert answer in result.stdout


def test_check_alone_looks_at_no_deployment() -> None:
    result = run(dict.fromkeys(sample(), ""), "check", "--json")

    assert "one_administrator" not in result.stdout
    assert result.exit_code == 0


def test_check_before_going_live_says_what_is_missing_and_fails(
    environment: dict[str, str],
) -> None:
    result = run(environment, "check", "--go-live", "--json")

    found = {row["code"]: row for row in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert found["one_administrator"]["level"] == "fault"
    assert found["no_guest"]["level"] == "note"
    assert "Set SAYSO_LOCAL_NUMBERS" in found["no_local_numbers"]["message"]


def test_a_backup_takes_its_line_off_the_list(environment: dict[str, str], tmp_path: Path) -> None:
    assert "no_backup" in run(environment, "check", "--go-live").stdout

    assert run(environment, "backup", str(tmp_path / "today.backup")).exit_code == 0

    assert "no_backup" not in run(environment, "check", "--go-live").stdout
    assert run(environment, "audit", "verify").exit_code == 0
