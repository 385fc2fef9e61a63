"""A small town over the real web, worker and a rough network: nothing lost, doubled or stray."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from bot.bench.simulate import running
from bot.bench.simulate.findings import FAULTS
from bot.bench.simulate.personas import MOMENT, Kind, town
from tests.conftest import new_database

pytestmark = pytest.mark.slow

EVERY_KIND = len(Kind)
SLOWER_THAN_THE_REST = 3 * MOMENT  # and not so slow that the day waits for them alone


def test_a_town_has_every_kind_and_is_the_same_for_one_seed() -> None:
    one, again = town(EVERY_KIND, 7), town(EVERY_KIND, 7)

    assert {persona.kind for persona in one} == set(Kind)
    assert [[p.answer() for _ in range(9)] for p in one] == [
        [p.answer() for _ in range(9)] for p in again
    ]


def test_two_workers_on_postgresql_lose_double_and_stray_nothing(postgresql: Any) -> None:
    found = running.simulate(
        young_people=EVERY_KIND,
        days=1,
        seed=3,
        workers=2,
        database_url=new_database(postgresql, f"town_{uuid4().hex[:12]}"),
        tell=lambda _words: None,
        slow=SLOWER_THAN_THE_REST,
    )

    assert {name: getattr(found, name) for name in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert found.completed >= 1
    assert found.concerns == 1
