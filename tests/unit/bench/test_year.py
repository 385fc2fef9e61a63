"""A small simulated year goes well; and goes wrong as soon as what keeps it right is taken out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bench.year import carrier, life, measure
from bot.bench.year.judging import Findings, judge
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.services import deliver_outbox, tell_workers
from bot.store import gatherings, outbox, recipients, staff_news, talking, unasked
from bot.store.database import Transaction
from bot.store.queries.day_ahead import Over
from bot.store.tables import appointment


def lived(folder: Path, *, young_people: int = 4, seed: int = 3) -> Findings:
    year = measure.begin(folder, young_people=young_people, seed=seed)
    year.run()
    findings = judge(year.diary, year.carrier.taken, year.rows(), end=life.END)
    year.services.store.engine.dispose()
    return findings


def faults(findings: Findings) -> dict[str, int]:
    return {name: getattr(findings, name) for name in measure.FAULTS if getattr(findings, name)}


def test_no_text_of_a_year_is_stale_doubled_late_quiet_or_unexplained(tmp_path: Path) -> None:
    findings = lived(tmp_path)

    assert faults(findings) == {}
    assert findings.planned > 200
    assert findings.sent > 200


def test_a_text_whose_answer_was_lost_at_the_years_end_is_looked_up_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "LOST", 1.0)

    findings = lived(tmp_path, young_people=2)

    assert faults(findings) == {}


def test_without_what_keeps_it_right_the_count_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_outbox, "why_not", lambda *_: None)
    monkeypatch.setattr(outbox, "void_appointment", lambda *_: 0)
    for planning in (recipients, unasked):
        monkeypatch.setattr(planning, "quiet_for", lambda *_: NO_QUIET_HOURS)

    findings = lived(tmp_path, young_people=2)

    assert findings.stale > 0
    assert findings.cancelled > 0
    assert findings.quiet_hours > 0


def test_a_group_of_which_one_alone_is_told_shows_in_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatherings, "all_of", lambda _, appointment_id: (appointment_id,))

    findings = lived(tmp_path)

    assert findings.stale > 0
    assert findings.unexplained > 0


def test_what_follows_a_meeting_and_is_lost_shows_in_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talking, "tell", lambda *_, **__: True)
    monkeypatch.setattr(staff_news, "ask_if_met", lambda *_, **__: None)

    findings = lived(tmp_path)

    assert findings.unexplained > 50


def test_a_worker_asked_too_soon_or_of_a_meeting_that_is_off_shows_in_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_workers.day_ahead, "just_over", every_meeting)

    findings = lived(tmp_path, young_people=2)

    assert findings.stale > 0
    assert findings.cancelled > 0


def every_meeting(tx: Transaction, _since: datetime, until: datetime) -> tuple[Over, ...]:
    """Return every meeting booked, whether it is over or off, or not."""
    rows = tx.db.execute(select(appointment).where(appointment.c.created_at < until))
    return tuple(Over(row.id, row.worker_id, "P", row.starts_at) for row in rows)
