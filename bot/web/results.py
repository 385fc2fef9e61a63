"""The public page of what changed. Nothing stands on it that an officer has not released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.engine.model import Flow
from bot.errors import BadInput
from bot.rounds.findings import Decision
from bot.services.show_changes import Change
from bot.store.totals import Released
from bot.web.chrome import Chrome
from bot.web.own_words import say_date

TOLD_BACK = ("good-place",)  # conversations whose totals are told back to everybody
ANSWERS = {Decision.YES: "did_yes", Decision.LATER: "did_later", Decision.NO: "did_not"}


class Releases(Protocol):
    """Hands out a flow and its newest released snapshot."""

    def newest(self, flow: str) -> tuple[Flow, Released | None]:
        """Return them; None before the first release. Raises BadInput for an unknown flow."""
        ...


def results(
    releases: Releases,
    changes: Callable[[], Sequence[Change]],
    around: Callable[[], Chrome] = Chrome,
) -> Blueprint:
    """Return `GET /results`: what enough young people told us, and what came of it.

    Args:
        changes: what is published, the newest first.
        around: what stands around the page, for whoever asks for it.
    """
    blueprint = Blueprint("results", __name__, template_folder="templates")

    @blueprint.get("/results")
    def page() -> ResponseReturnValue:
        chrome = around()
        names = (_name_if_released(releases, flow) for flow in TOLD_BACK)
        return render_template(
            "results.html",
            chrome=chrome,
            day=lambda date: say_date(date, chrome.spoken),
            heard=[name for name in names if name],
            changes=changes(),
            answers=ANSWERS,
        )

    return blueprint


def _name_if_released(releases: Releases, key: str) -> str | None:
    try:
        flow, released = releases.newest(key)
    except BadInput:  # not published here
        return None
    return flow.about.name if released is not None else None
