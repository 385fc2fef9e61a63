"""What staff pages have in the demo alone: the officer's button that lets ten more answer."""

from __future__ import annotations

from typing import Protocol

from flask import Blueprint, Flask, flash, redirect
from flask.typing import ResponseReturnValue

from admin.guard import guard
from admin.viewer import viewer
from bot.demo.ten_more import FLOW, LetTenMoreAnswer, Outcome
from bot.wiring import Services

TEN_MORE = "/admin/demo/ten-more"
BOARD = f"/admin/board/{FLOW}"


class TenMore(Protocol):
    """Lets ten more sample young people answer."""

    def __call__(self, *, actor: str) -> Outcome:
        """Return what came of it."""
        ...


def with_demo(app: Flask) -> Flask:
    """Add the demo's pages to the web application if its settings say that it is one."""
    services: Services = app.extensions["sayso"]
    if services.settings.demo:
        ten_more = LetTenMoreAnswer(services.store, services.house, services.release, services.now)
        app.register_blueprint(demo_pages(ten_more))
        app.jinja_env.globals["demo_ten_more"] = TEN_MORE  # the board draws the button
    return app


def demo_pages(ten_more: TenMore) -> Blueprint:
    """Return `POST /admin/demo/ten-more`, for the participation officer."""
    blueprint = guard(Blueprint("demo", __name__))

    @blueprint.post(TEN_MORE)
    def let_ten_more_answer() -> ResponseReturnValue:
        outcome = ten_more(actor=viewer().actor)
        flash(_said(outcome), "success" if outcome.released else "info")
        return redirect(BOARD, 303)

    return blueprint


def _said(outcome: Outcome) -> str:
    if not outcome.answered and not outcome.released:
        return "All the sample young people have answered."
    if not outcome.released:
        return f"{outcome.answered} more have answered. The totals change when it is 10 or more."
    return f"{outcome.answered} more have answered, so the totals are new."
