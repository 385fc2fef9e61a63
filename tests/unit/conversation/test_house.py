"""Sentences filled in for one young person, with a worker's name and without."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.conversation.house import YOUR_WORKER, House
from bot.meetings.quiet_hours import parse_quiet_hours

DRAFTS = frozenset({"cy", "pl", "ur"})


def house(drafts: frozenset[str] = DRAFTS) -> House:
    return House(
        organisation="Riverside",
        base_url="https://sayso.example",
        zone=ZoneInfo("Europe/London"),
        quiet=parse_quiet_hours("none"),
        pseudonym_key=b"",
        drafts=drafts,
    )


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "{worker} rings. Ask {worker}.", "Your worker rings. Ask your worker."),
        ("pl", "{worker} dzwoni. Tu {worker}.", "Twój pracownik dzwoni. Tu twój pracownik."),
        ("cy", "{worker}: {org}", "Dy weithiwr: Riverside"),
        ("ur", "{worker}", "آپ کا ورکر"),
        ("fr", "{worker}", "Your worker"),
    ],
)
@pytest.mark.parametrize("nobody", [None, YOUR_WORKER])
def test_a_worker_without_a_name_is_called_so_in_the_language_of_the_sentence(
    language: str, text: str, said: str, nobody: str | None
) -> None:
    assert house().fill(text, nobody, language) == said


def test_a_draft_that_is_not_switched_on_is_not_said() -> None:
    assert house(frozenset()).fill("{worker}", None, "pl") == "Your worker"


def test_a_name_stands_as_it_is_in_every_language() -> None:
    assert house().fill("{worker}. {worker}", "jo", "pl") == "jo. jo"
