"""What a measurement comes to: medians, ratios first, every run kept."""

from __future__ import annotations

import json

import pytest

from bot.bench.load import Load
from bot.bench.report import FLOOR, SAYSO, Ratio, Run, as_json, as_text
from bot.bench.rows import Counts
from bot.bench.turns import check
from bot.bench.walks import Bodies
from bot.errors import BadInput


def a_run(side: str, *, per_s: float, p95: float, round_: int = 1, **other: object) -> Run:
    fields = {"database": "sqlite", "bodies": Bodies.MIX, "turns": 100, "p50": 5.0, **other}
    return Run(side=side, per_s=per_s, p95=p95, round=round_, **fields)  # type: ignore[arg-type]


def three_rounds() -> list[Run]:
    return [
        a_run(side, per_s=per_s, p95=p95, round_=round_, bodies=bodies)
        for bodies in Bodies
        for round_, (floor, sayso) in enumerate([(400.0, 200.0), (10.0, 210.0), (410.0, 5.0)], 1)
        for side, per_s, p95 in ((FLOOR, floor, 40.0), (SAYSO, sayso, 60.0))
    ]


def test_a_ratio_compares_the_medians_of_the_rounds() -> None:
    assert Ratio.of(r for r in three_rounds() if r.bodies is Bodies.MIX) == Ratio(0.5, 1.5)


def test_json_has_each_database_and_every_run() -> None:
    told = json.loads(json.dumps(as_json(three_rounds())))

    assert told["sqlite"]["turns_ratio"] == 0.5
    assert told["sqlite"]["p95_ratio"] == 1.5
    assert set(told["sqlite"]) >= {"digits", "words"}
    assert len(told["runs"]) == 18
    assert {"per_s", "p50", "p95", "side", "bodies", "round"} <= set(told["runs"][0])
    assert "postgresql" not in told


def test_the_text_says_the_ratios_first() -> None:
    lines = as_text(three_rounds()).splitlines()

    assert "turns 0.50" in lines[1]
    assert "p95 1.50" in lines[1]


def test_times_are_in_milliseconds_and_turns_a_second() -> None:
    load = Load(seconds=2.0, times=tuple(n / 1000 for n in range(1, 101)), refused=0)

    run = Run.of(load, database="sqlite", side=SAYSO, bodies=Bodies.WORDS, round_=2)

    assert (run.turns, run.per_s, run.p50, run.p95) == (100, 50.0, 51.0, 96.0)


@pytest.mark.parametrize(
    ("stored", "why"),
    [
        (Counts(99, 99, 99), "stored"),
        (Counts(100, 94, 100), "answered"),
        (Counts(100, 100, 99), "replies"),
    ],
)
def test_a_run_that_lost_or_misread_texts_is_refused(stored: Counts, why: str) -> None:
    load = Load(seconds=1.0, times=(0.01,) * 100, refused=0)

    check(load, Counts(100, 95, 100))
    with pytest.raises(BadInput, match=why):
        check(load, stored)
