"""A pretend phone: an administrator talks to it as a young person would. Nothing said is kept.

The page itself carries what was said so far; each answer plays it from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.words import as_sentence
from bot.conversation.languages import RIGHT_TO_LEFT
from bot.conversation.model import Became
from bot.errors import BadInput
from bot.readiness.service_checks import CALLED
from bot.rehearsal import Rehearsed
from bot.services.add_contact import AGE_BANDS

HERE = "/admin/test-phone"
FIRST = "welcome"
QUIET = {
    Became.OPT_OUT: "No text comes back: the provider answers this word, and no more go out.",
    Became.HELD: "No text comes back: a person answers now, until the concern is closed.",
}
QUIET_ELSE = "No text comes back."


@dataclass(frozen=True, slots=True)
class Said:
    """What a browser sent: which talk, and every line of it."""

    flow: str = FIRST
    language: str = "en"
    age_band: str = "13-15"
    lines: tuple[str, ...] = ()


def try_phone(desk: Desk) -> Blueprint:
    """Return the page of the pretend phone."""
    blueprint = Blueprint("try_phone", __name__, url_prefix=HERE)

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        return _page(desk, Said())

    @blueprint.post("")
    def say() -> ResponseReturnValue:
        before, text = _said(), request.form.get("text")
        after = before if text is None else Said(*_chosen(before), (*before.lines, text.strip()))
        try:
            return _page(desk, after, desk.rehearse(after.flow, after.lines, **_who(after)))
        except BadInput as error:
            return _mended(desk, before, as_sentence(error))

    return guard(blueprint)


def _said() -> Said:
    form = request.form
    return Said(
        form.get("flow", FIRST),
        form.get("language", "en"),
        form.get("age_band", "13-15"),
        tuple(form.getlist("said")),
    )


def _chosen(said: Said) -> tuple[str, str, str]:
    return said.flow, said.language, said.age_band


def _who(said: Said) -> dict[str, str]:
    return {"language": said.language, "age_band": said.age_band}


def _mended(desk: Desk, before: Said, problem: str) -> ResponseReturnValue:
    """Show what was there before, with what is wrong; a talk that cannot be played is dropped."""
    try:
        played = desk.rehearse(before.flow, before.lines, **_who(before))
    except BadInput:
        return _page(desk, Said(), problem=problem)
    return _page(desk, before, played, problem)


def _page(
    desk: Desk, said: Said, played: Rehearsed | None = None, problem: str | None = None
) -> ResponseReturnValue:
    with desk.store.reading() as tx:
        flows = [(one.flow.key, one.flow.about.name) for one in desk.shelf.all_newest(tx)]
    spoken = sorted(desk.house.drafts | {"en"})
    page = render_template(
        "try_phone.html",
        said=said,
        played=played,
        problem=problem,
        flows=sorted(flows, key=lambda pair: (pair[0] != FIRST, pair[1])),
        name=dict(flows).get(said.flow, ""),
        languages=[(one, CALLED.get(one, "English")) for one in spoken],
        ages=AGE_BANDS,
        quiet=QUIET,
        quiet_else=QUIET_ELSE,
        from_the_right=RIGHT_TO_LEFT,
    )
    return page, 400 if problem else 200
