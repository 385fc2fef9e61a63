"""A small simulated year goes well; and goes wrong as soon as what keeps it right is taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.year import measure
from bot.bench.year.judging import Findings, judge
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.services import deliver_outbox
from bot.store import outbox, recipients, unasked


def lived(folder: Path, *, young_people: int = 4, seed: int = 3) -> Findings:
    year = measure.begin(folder, young_people=young_people, seed=seed)
    year.run()
    findings = judge(year.diary, year.carrier.taken, year.rows())
    year.services.store.engine.dispose()
    return findings


def faults(findings: Findings) -> dict[str, int]:
    return {name: getattr(findings, name) for name in measure.FAULTS if getattr(findings, name)}


def test_no_text_of_a_year_is_stale_doubled_late_quiet_or_unexplained(tmp_path: Path) -> None:
    findings = lived(tmp_path)

    assert faults(findings) == {}
    assert findings.planned > 30
    assert findings.sent > 30


def test_without_what_keeps_it_right_the_count_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_outbox, "why_not", lambda *_: None)
    monkeypatch.setattr(outbox, "void_appointment", lambda *_: 0)
    for planning in (recipients, unasked):
        monkeypatch.setattr(planning, "quiet_for", lambda *_: NO_QUIET_HOURS)

    findings = lived(tmp_path)

    assert findings.stale > 0
    assert findings.cancelled > 0
    assert findings.quiet_hours > 0
