"""What is done on a concern's page: each a form, each written down, none of it to be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput
from bot.services.close_concern import Closed
from bot.services.dispose_of_concern import Disposed

TAKEN = "It is yours now."
GONE = "Somebody else has it already."
CLOSED = {
    Closed.NOW: "The concern is closed.",
    Closed.BY_A_SECOND_PERSON: "A second person must look at it and close it.",
    Closed.REVIEW_DUE: "The concern is closed. Write its review within 5 days.",
}

DISPOSED = {
    Disposed.NOW: "It is gone for good, with all that was written in it.",
    Disposed.BY_A_SECOND_PERSON: "A second person must look at it and agree.",
}


class Page(Protocol):
    """What shows one concern again, with what to mend."""

    def __call__(
        self, desk: Desk, concern_id: int, faults: Mapping[str, str] | None = None
    ) -> ResponseReturnValue: ...


def add_acts(blueprint: Blueprint, desk: Desk, page: Page) -> None:
    """Add the routes that take a concern, write in it and hand it on."""
    act = _acting(desk, page)

    @blueprint.post("/<int:concern_id>/take")
    def take(concern_id: int) -> ResponseReturnValue:
        taken = desk.concerns.acknowledge(concern_id, user_id=viewer().id)
        flash(TAKEN if taken else GONE, "success" if taken else "error")
        return redirect(f"/admin/concerns/{concern_id}")

    @blueprint.post("/<int:concern_id>/note")
    def note(concern_id: int) -> ResponseReturnValue:
        words, done = request.form.get("note", ""), request.form.get("kind") == "action"
        return act(
            concern_id,
            "note",
            lambda: desk.concerns.note(concern_id, user_id=viewer().id, words=words, action=done),
            "It is written down.",
        )

    @blueprint.post("/<int:concern_id>/hand-over")
    def hand_over(concern_id: int) -> ResponseReturnValue:
        to, why = number_of(request.form.get("to", "")), request.form.get("why", "")
        return act(
            concern_id,
            "why" if to else "to",
            lambda: desk.concerns.hand_over(concern_id, user_id=viewer().id, to=to, why=why),
            "They are told now. Until somebody takes it, the rota is told too.",
        )

    @blueprint.post("/<int:concern_id>/write")
    def write(concern_id: int) -> ResponseReturnValue:
        words = request.form.get("message", "")
        return act(
            concern_id,
            "message",
            lambda: desk.concerns.write(concern_id, user_id=viewer().id, words=words),
            "It is on its way.",
        )


def add_endings(blueprint: Blueprint, desk: Desk, page: Page) -> None:
    """Add the routes that let questions go on, close a concern and review it."""
    act = _acting(desk, page)

    @blueprint.post("/<int:concern_id>/resume")
    def resume(concern_id: int) -> ResponseReturnValue:
        line = request.form.get("line", "")
        return act(
            concern_id,
            "line",
            lambda: desk.concerns.resume(concern_id, user_id=viewer().id, line=line),
            "Questions may go on.",
        )

    @blueprint.post("/<int:concern_id>/close")
    def close(concern_id: int) -> ResponseReturnValue:
        form = request.form
        try:
            came = desk.close_concern(
                concern_id,
                user_id=viewer().id,
                outcome=form.get("outcome", ""),
                real=form.get("real") != "no",
            )
        except BadInput as error:
            return page(desk, concern_id, {"outcome": as_sentence(error)})
        flash(CLOSED[came], "success")
        here = "" if came is Closed.NOW else f"/{concern_id}"
        return redirect(f"/admin/concerns{here}")

    @blueprint.post("/<int:concern_id>/review")
    def review(concern_id: int) -> ResponseReturnValue:
        words = request.form.get("review", "")
        return act(
            concern_id,
            "review",
            lambda: desk.close_concern.review(concern_id, user_id=viewer().id, words=words),
            "The review is written down.",
        )


def add_disposal(blueprint: Blueprint, desk: Desk, page: Page) -> None:
    """Add the route by which people dispose of a concern whose time is over."""

    @blueprint.post("/<int:concern_id>/dispose")
    def dispose(concern_id: int) -> ResponseReturnValue:
        why = request.form.get("why_over", "")
        try:
            came = desk.dispose_of_concern(concern_id, user_id=viewer().id, why=why)
        except BadInput as error:
            return page(desk, concern_id, {"why_over": as_sentence(error)})
        flash(DISPOSED[came], "success")
        here = "" if came is Disposed.NOW else f"/{concern_id}"
        return redirect(f"/admin/concerns{here}")


def _acting(desk: Desk, page: Page) -> Callable[..., ResponseReturnValue]:
    """Return what does one thing to a concern and shows it again, with what to mend if need be."""

    def act(
        concern_id: int, field: str, do: Callable[[], object], done: str
    ) -> ResponseReturnValue:
        try:
            do()
        except BadInput as error:
            return page(desk, concern_id, {field: as_sentence(error)})
        flash(done, "success")
        return redirect(f"/admin/concerns/{concern_id}")

    return act


def number_of(typed: str) -> int:
    """Return the id a form sent; 0, which nothing has, where it is none."""
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 19 else 0
