"""The guides show pictures that are made, and name pages and buttons that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from werkzeug.routing import Map, MapAdapter

from bot.app import create_app
from bot.cli import main
from tests.factories import a_setting
from tests.pictures.__main__ import KEPT
from tests.pictures.jobs import WINDOWS

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
MOST_BYTES = 40_000
LONGEST = 80  # lines: one page
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PLACE = re.compile(r"(?<![*\w])\*([A-Z][^*]+)\*(?![*\w])")
ADDRESS = re.compile(r"`(/[^`]*)`")
COMMAND = re.compile(r"`sayso ([a-z]+)")
# Bold that begins a step or a line of a list says what it is about; it is no button.
LEADS_IN = re.compile(r"^(?:\d+\.|-) \*\*[^*]+\.\*\*", re.MULTILINE)


def written() -> str:
    """Return all that stands on a page: templates, and the words that code puts into them."""
    found = [
        *(ROOT / "admin" / "templates").rglob("*.html"),
        *(ROOT / "bot" / "web" / "templates").rglob("*.html"),
        *(ROOT / "admin").glob("*.py"),
        *(ROOT / "bot" / "phrases" / name for name in ("pages.yaml", "chat.yaml", "open.yaml")),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in found)
    # "Switch {{ "off" if … }}" as it is first said.
    return text.replace('Switch {{ "off"', 'Switch off{{ "off"')


def text_of(guide: Path) -> str:
    return guide.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def words() -> str:
    return written()


@pytest.fixture(scope="module")
def addresses() -> MapAdapter:
    app = create_app(a_setting())
    rules: Map = app.url_map
    app.extensions["sayso"].store.engine.dispose()
    return rules.bind("localhost")


def test_there_is_a_guide_for_each_user() -> None:
    assert {guide.stem for guide in GUIDES} == {
        *("young-people", "workers", "participation-officers"),
        *("safeguarding-leads", "administrators"),
    }


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_picture_is_there_small_described_and_made_by_the_command(guide: Path) -> None:
    made = {f"{moment}-{window.name}.webp" for moment in KEPT for window in WINDOWS}
    shown = PICTURE.findall(text_of(guide))

    assert shown
    for says, where in shown:
        file = (guide.parent / where).resolve()
        assert says.strip()
        assert file.name in made
        assert 0 < file.stat().st_size <= MOST_BYTES, file.name


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_button_a_guide_names_is_on_a_page(guide: Path, words: str) -> None:
    named = {" ".join(one.split()) for one in BOLD.findall(LEADS_IN.sub("", text_of(guide)))}

    assert named
    assert [one for one in sorted(named) if one not in words] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_step_and_place_a_guide_names_is_on_a_page(guide: Path, words: str) -> None:
    text = text_of(guide)
    steps = {one.strip("*. ") for one in re.findall(r"^\d+\. (\*\*.+?\.\*\*)", text, re.MULTILINE)}
    places = {" ".join(one.split()) for one in PLACE.findall(text)}
    theirs = {"Open the link and sign in", "Running it"}  # the mail's link; the README

    assert [one for one in sorted((steps | places) - theirs) if one not in words] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_address_and_command_a_guide_names_is_there(
    guide: Path, addresses: MapAdapter
) -> None:
    text = text_of(guide)

    for address in ADDRESS.findall(text):
        assert addresses.match(address)
    for command in COMMAND.findall(text):
        assert main.get_command(None, command) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_one_page(guide: Path) -> None:
    assert len(text_of(guide).splitlines()) <= LONGEST
