"""Sentences go out to a sheet and come back into their files, and nothing else changes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.engine.checking import shipped_files
from bot.errors import BadInput
from bot.translating import commands
from bot.translating.sentences import Translation, put, sentences
from bot.translating.sheet import Row, made, read, taken

FILE = """\
# A comment that stays.
key: "tea"  # and this one
nodes:
  q1:
    ask: "single"
    text: {en: "Tea, or not?"}
    options:
      - {key: "yes", label: {en: "Yes"}, goto: "q1"}
      - {key: "no", label: {en: "No", cy: {text: "Na", of: "1ea442a1", status: "reviewed"}}}
  bye:
    say:
      en: "Bye: see you."
      cy: {text: "Hwyl", of: "00000000", status: "draft"}
    goto: "end"
"""
FILES = {"tea.yaml": FILE}


def row(place: str, text: str, of: str, *, status: str = "draft") -> Row:
    return Row("tea.yaml", place, Translation(text, of, status))


def table(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet)))


def test_a_sheet_has_each_sentence_and_how_it_stands() -> None:
    rows = [(one["place"], one["state"], one["cy"]) for one in table(made("cy", FILES))]

    assert rows == [
        ("nodes/q1/text", "missing", ""),
        ("nodes/q1/options/yes/label", "missing", ""),
        ("nodes/q1/options/no/label", "reviewed", "Na"),
        ("nodes/bye/say", "stale", "Hwyl"),
    ]


def test_what_comes_back_stands_beside_its_english_with_its_fingerprint() -> None:
    sheet = made("cy", FILES).replace('"Tea, or not?",', '"Tea, or not?",Te neu beidio?')

    language, rows = read("\ufeff" + sheet)
    changed, _ = taken(language, rows, FILES)

    said = yaml.safe_load(changed["tea.yaml"])["nodes"]["q1"]["text"]
    assert said["cy"] == {
        "text": "Te neu beidio?",
        "of": sentences(FILE)[0].fingerprint,
        "status": "draft",
    }


def test_only_the_sentence_that_changes_is_written_again() -> None:
    fingerprint = sentences(FILE)[1].fingerprint

    after = put(FILE, "cy", {"nodes/q1/options/yes/label": Translation("Ie", fingerprint)})

    changed = set(after.splitlines()) - set(FILE.splitlines())
    assert changed == {
        '      - {key: "yes", label: {en: "Yes", cy: {text: "Ie", '
        f'of: "{fingerprint}", status: "draft"}}}}, goto: "q1"}}'
    }


def test_a_sentence_given_each_language_a_line_of_its_own_is_still_the_same_yaml() -> None:
    after = put(FILE, "pl", {"nodes/q1/text": Translation('Herbata: "tak"?', "12345678")})

    said = yaml.safe_load(after)["nodes"]["q1"]["text"]
    assert said == {
        "en": "Tea, or not?",
        "pl": {"text": 'Herbata: "tak"?', "of": "12345678", "status": "draft"},
    }
    assert after.startswith("# A comment that stays.")


def test_a_row_made_from_another_english_is_left_out_and_told() -> None:
    old = row("nodes/q1/text", "Te?", "deadbeef")
    gone = row("nodes/q9/text", "Te?", "deadbeef")

    changed, left_out = taken("cy", [old, gone], FILES)

    assert (changed, left_out) == ({}, [old, gone])


def test_a_stale_sentence_sent_back_as_it_was_stays_stale() -> None:
    sheet = made("cy", FILES)

    assert taken(*read(sheet), FILES) == ({}, [])


def test_a_stale_sentence_that_still_fits_is_marked_reviewed() -> None:
    sheet = made("cy", FILES).replace("Hwyl,draft", "Hwyl,reviewed")

    changed, _ = taken(*read(sheet), FILES)

    said = yaml.safe_load(changed["tea.yaml"])["nodes"]["bye"]["say"]["cy"]
    assert said == {"text": "Hwyl", "of": sentences(FILE)[3].fingerprint, "status": "reviewed"}


def test_a_file_that_is_not_there_is_told() -> None:
    lost = Row("coffee.yaml", "nodes/q1/text", Translation("Coffi?", "deadbeef"))

    assert taken("cy", [lost], FILES) == ({}, [lost])


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("place,cy\na,b\n", "its columns are"),
        ("file,place,state,english,cy,status,of\nf,p,draft,Tea,Te,done,1\n", "row 2"),
    ],
)
def test_another_table_and_another_status_are_refused_in_words(sheet: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read(sheet)


def test_taking_a_sheet_back_unchanged_changes_nothing_that_ships() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in shipped_files()}

    assert taken(*read(made("ur", files)), files) == ({}, [])


def test_the_commands_write_a_sheet_and_take_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, sheet = tmp_path / "tea.yaml", tmp_path / "cy.csv"
    flow.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(commands, "shipped_files", lambda: (flow,))
    run = CliRunner().invoke

    assert run(commands.translations, ["out", str(sheet), "--language", "cy"]).exit_code == 0
    filled = sheet.read_text(encoding="utf-8-sig").replace(",Yes,,", ",Yes,Ie,")
    sheet.write_text(filled, encoding="utf-8-sig")

    assert run(commands.translations, ["in", str(sheet)]).exit_code == 0
    assert 'text: "Ie"' in flow.read_text(encoding="utf-8")


def test_a_sheet_that_is_none_is_refused_with_exit_2(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    result = CliRunner().invoke(commands.translations, ["in", str(other)])

    assert result.exit_code == 2
    assert "no sheet of sentences" in result.output
