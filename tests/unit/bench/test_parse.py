"""`sayso bench parse`: what reading a reply costs."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bot.bench.commands import bench
from bot.bench.parse import _REPLIES, measure
from nlu.port import Kind
from nlu.reading import read_reply


def test_every_reply_it_measures_is_one_the_readers_understand() -> None:
    for question, reply in _REPLIES:
        assert read_reply(question, reply).kind is Kind.ANSWER, reply


def test_the_figures_are_in_order_and_told_as_json() -> None:
    figures = measure(rounds=2)

    assert set(figures) == {"readers", "readers_and_rules"}
    for figure in figures.values():
        assert 0 < figure["p50_ms"] <= figure["p95_ms"]
    told = CliRunner().invoke(bench, ["parse", "--json", "--rounds", "1"])
    assert set(json.loads(told.stdout)) == set(figures)
