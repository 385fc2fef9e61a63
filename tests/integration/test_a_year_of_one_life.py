"""A year of one young person through the real services never breaks what their week may hold.

More lives than one: SAYSO_LIVES="1 2 3" SAYSO_LIVES_ON="sqlite postgresql".
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from bot.app import Services, build
from bot.engine.loading import shipped
from bot.meetings.quiet_hours import parse_quiet_hours
from bot.store.migrations.run import migrate
from bot.store.tables import session
from tests.conftest import new_database
from tests.factories import Clock, a_setting, rows
from tests.integration.living import Life
from tests.sending import Sender

WEEK = timedelta(days=7)
PER_DAY, PER_WEEK = 2, 5
DAYS = 365
LIVES = [int(seed) for seed in os.environ.get("SAYSO_LIVES", "7").split()]
ON = os.environ.get("SAYSO_LIVES_ON", "sqlite").split()


@pytest.fixture(params=ON)
def living(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Services]:
    url = f"sqlite:///{tmp_path}/sayso.db"
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql"), f"life_{uuid4().hex[:12]}")
    settings = a_setting(
        database_url=url,
        spool_directory=tmp_path / "spool",
        cap_per_day=PER_DAY,
        cap_per_week=PER_WEEK,
        quiet_hours=parse_quiet_hours("20:00-09:00"),
    )
    clock.reset()
    made = build(settings, clock.now)
    migrate(made.store.engine)
    made.publish(shipped())
    yield made
    made.store.engine.dispose()


@pytest.mark.parametrize("seed", LIVES)
def test_a_year_of_one_life_never_breaks_the_week(
    living: Services, clock: Clock, seed: int
) -> None:
    life = Life(living, Sender.taking_over(living, clock), clock, Random(seed))

    for _ in range(DAYS):
        life.day()

    unasked = [put for put in life.puts if put.unasked]
    assert len({put.session_id for put in unasked}) >= 12  # they were asked, and often
    _judge_questions(life)
    _judge_sittings(living, life)
    _judge_after_meeting(living)
    _judge_texts(life)


def _judge_questions(life: Life) -> None:
    unasked = [put for put in life.puts if put.unasked]
    for put in unasked:
        week = [one for one in unasked if put.at <= one.at < put.at + WEEK]
        assert len(week) <= 5, f"{len(week)} questions nobody asked for in a week"


def _judge_sittings(living: Services, life: Life) -> None:
    """One sitting a week; what follows at once on one is part of it."""
    joined = {row.id for row in rows(living.store, session) if row.begun_by == "after"}
    moments = defaultdict(list)
    for put in life.puts:
        if put.unasked and put.session_id not in joined:
            moments[put.session_id].append(put.at)
    spans = sorted((min(found), max(found)) for found in moments.values())
    for (_, last), (first, _) in pairwise(spans):
        assert first - last >= WEEK, "two sittings in one week"


def _judge_after_meeting(living: Services) -> None:
    begun = [
        row.started_at for row in rows(living.store, session, session.c.flow == "after-meeting")
    ]
    assert len(begun) >= 3
    assert all(later - sooner >= timedelta(weeks=4) for sooner, later in pairwise(begun))


def _judge_texts(life: Life) -> None:
    """By the local day, any seven in a row; that a meeting moved counts, and always goes."""
    zone = life.services.house.zone
    days = []
    for kind, at in life.texts():
        today = at.astimezone(zone).date()
        if kind != "notice":
            assert days.count(today) < PER_DAY
            assert sum(today - timedelta(days=6) <= day for day in days) < PER_WEEK
        days.append(today)
    assert len(days) > 45
