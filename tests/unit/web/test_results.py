"""The public page: it names what was told back, and invents nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.engine.loading import load_flow, shipped
from bot.engine.model import Flow
from bot.errors import BadInput
from bot.insight.disclosure import publish
from bot.insight.tallies import tally
from bot.store.totals import Released
from bot.web.results import Releases, results

STATIC = Path(__file__).parents[3] / "bot/web/static"


@dataclass
class FakeReleases:
    """Hands out one flow, or knows none."""

    released: Released | None = None
    knows_it: bool = True

    def newest(self, flow: str) -> tuple[Flow, Released | None]:
        if not self.knows_it:
            raise BadInput("no such flow")
        return load_flow(shipped()[flow]), self.released


def a_release() -> Released:
    figures = publish(tally((), ()), threshold=10)
    return Released("good-place", 12, datetime(2026, 11, 23, tzinfo=UTC), figures)


def browse(releases: Releases) -> FlaskClient:
    app = Flask("sayso", static_folder=STATIC)
    app.register_blueprint(results(releases, tuple))
    return app.test_client()


def test_what_enough_young_people_told_us_about_is_named() -> None:
    page = browse(FakeReleases(a_release())).get("/results").text

    assert "A good place to go" in page


@pytest.mark.parametrize("releases", [FakeReleases(), FakeReleases(knows_it=False)])
def test_nothing_is_named_before_it_is_released(releases: FakeReleases) -> None:
    answer = browse(releases).get("/results")

    assert answer.status_code == 200
    assert "A good place to go" not in answer.text
    assert "There is nothing to show yet." in answer.text
