"""Ask one thing: one to three questions, with the checker, segments and a phone beside them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from admin.desk import Desk
from admin.guard import guard
from admin.viewer import viewer
from admin.words import as_sentence
from bot.engine.loading import load_flow
from bot.engine.model import Ask
from bot.errors import BadInput
from bot.rounds.writing_flow import MOST_QUESTIONS, Written, keyed
from bot.store import asked_things

NUMBERS = tuple(range(1, MOST_QUESTIONS + 1))
SKIPS = "Or text SKIP."  # what an open question ends with


def ask_page(desk: Desk) -> Blueprint:
    """Return the pages on which an officer writes questions and a colleague reads them over."""
    blueprint = Blueprint("ask_page", __name__, url_prefix="/admin/ask")
    _add_writing(blueprint, desk)
    _add_reading(blueprint, desk)
    return guard(blueprint)


def _add_writing(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("")
    def new() -> ResponseReturnValue:
        return _page(desk, MultiDict())

    @blueprint.post("")
    def write() -> ResponseReturnValue:
        name, questions = request.form.get("name", ""), _questions(request.form)
        if "save" not in request.form or desk.ask_thing.look(name, questions).faults:
            return _page(desk, request.form)
        thing_id = desk.ask_thing.save(name, questions, user_id=viewer().id)
        return redirect(f"/admin/ask/{thing_id}")


def _add_reading(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/<int:thing_id>")
    def one(thing_id: int) -> ResponseReturnValue:
        with desk.store.reading() as tx:
            found = asked_things.one(tx, thing_id)
        if found is None:
            abort(404)
        asked = [node for node in load_flow(found.document).nodes.values() if isinstance(node, Ask)]
        return render_template(
            "ask_read.html", thing=found, asked=asked, mine=found.written_by == viewer().id
        )

    @blueprint.post("/<int:thing_id>/read")
    def read(thing_id: int) -> ResponseReturnValue:
        try:
            desk.ask_thing.read_over(thing_id, user_id=viewer().id)
        except BadInput as error:
            flash(as_sentence(error), "error")
        else:
            flash("These questions can be asked now.", "success")
        return redirect(f"/admin/ask/{thing_id}")


def _page(desk: Desk, form: MultiDict[str, str]) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        waiting = [one for one in asked_things.every(tx) if not one.published]
    looked = desk.ask_thing.look(form.get("name", ""), _questions(form)) if form else None
    page = render_template("ask.html", typed=form, numbers=NUMBERS, looked=looked, waiting=waiting)
    return page, 400 if looked and looked.faults and "save" in form else 200


def _questions(form: MultiDict[str, str]) -> list[Written]:
    """Return the questions a form holds; what was left empty is none."""
    return [one for number in NUMBERS if (one := _question(form, number)) is not None]


def _question(form: MultiDict[str, str], number: int) -> Written | None:
    text = form.get(f"text{number}", "").strip()
    if not text:
        return None
    labels = [line.strip() for line in form.get(f"options{number}", "").splitlines()]
    options = keyed([label for label in labels if label])
    if not options and not text.endswith(SKIPS):
        text = f"{text} {SKIPS}"
    ticked = form.getlist(f"how{number}")
    offers = form.get(f"offers{number}", "").replace(",", " ").split()
    return Written(
        text,
        options,
        several="several" in ticked,
        sensitive="sensitive" in ticked,
        offers=frozenset(int(one) for one in offers if one.isdecimal()),
    )
