"""The papers say what they must: the DPIA's headings and processors, the checklist's every line."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
DPIA = (DOCS / "dpia.md").read_text(encoding="utf-8")
CHECKLIST = (DOCS / "asvs-5-level-2.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$", CHECKLIST, re.M)
HEADINGS = (
    "Identify the need for a DPIA",
    "Describe the processing",
    "Consultation",
    "Assess necessity and proportionality",
    "Identify and assess risks",
    "Identify measures to reduce risk",
    "Sign off and record outcomes",
)
STATES = {"met", "partly", "not met", "not applicable", "deployment"}


def test_the_dpia_has_the_icos_headings_and_names_who_processes() -> None:
    assert re.findall(r"^## \d\. (.+)$", DPIA, re.M) == list(HEADINGS)
    assert all(name in DPIA for name in ("Twilio", "mail provider", "host", "outside monitor"))


def test_every_risk_has_its_measures() -> None:
    risks, measures = DPIA.split("## 6.")

    assert re.findall(r"^\| (\d+) \|", risks, re.M) == re.findall(r"^\| (\d+) \|", measures, re.M)


def test_every_line_of_the_checklist_says_how_it_was_verified() -> None:
    assert len(LINES) == 253  # ASVS 5.0.0 has so many of levels 1 and 2
    assert len({number for number, *_ in LINES}) == 253
    assert {state.strip() for _, _, state, _ in LINES} <= STATES
    assert [number for number, _, _, how in LINES if len(how.strip()) < 8] == []


def test_what_the_checklist_points_at_is_there() -> None:
    root = DOCS.parent
    named = set(
        re.findall(r"(?:tests|bot|admin|webhooks|docs)/[\w/.-]+\.(?:py|md|yaml)", CHECKLIST)
    )

    assert [path for path in sorted(named) if not (root / path).exists()] == []
