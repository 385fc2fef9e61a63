"""What the pages of themes read: one flow's own words, as they may be shown. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request

from admin.board import on_board
from admin.board_tables import THEIR_WORKER, in_words
from admin.desk import Desk
from admin.theme_views import OwnWords, Side, Told, own_words, sides
from bot.engine.model import Ask, Flow
from bot.engine.quoting import is_in_own_words, leave_of
from bot.insight.figures import SafeTally
from bot.insight.layouts import Layout, layout_of
from bot.store import theme_answers, themes, totals
from bot.store.answers import WAVE
from bot.store.queries import drawings_seen
from bot.store.theme_answers import Place
from bot.store.totals import Released


@dataclass(frozen=True, slots=True)
class Sheet:
    """One flow as the board of themes shows it."""

    flow: Flow
    released: Released | None
    wave: int
    layout: Layout
    asked: tuple[OwnWords, ...]
    sides: tuple[Side, ...]


def wave_asked() -> int:
    """Return the wave a page is to show: the first, unless its address says another."""
    return request.args.get("wave", type=int) or request.form.get("wave", type=int) or WAVE


def place_of(desk: Desk, flow: str, question: str) -> tuple[Flow, Place]:
    """Return a flow on the board and one of its questions in own words; 404 for any other."""
    found = on_board(desk, flow)
    if found is None or not is_in_own_words(found[0].nodes.get(question)):
        abort(404)
    return found[0], Place(found[0].family, wave_asked(), question)


def sheet_of(desk: Desk, key: str) -> Sheet:
    """Return the sheet of one flow; 404 where it is not on the board."""
    found = on_board(desk, key)
    if found is None:
        abort(404)
    flow, wave = found[0], wave_asked()
    texts = questions_of(desk, flow)
    layout = layout_of(flow.key, texts)
    with desk.store.reading() as tx:
        released = totals.newest(tx, flow.key, wave)
        asked = []
        for question, text in texts.items():
            place = Place(flow.family, wave, question)
            told = Told(
                question,
                text,
                themes.of_place(tx, place),
                desk.quotes.released(tx, flow, place),
                is_waiting=theme_answers.are_waiting(tx, place),
                may_quote=leave_of(flow, question) is not None,
                drawings=drawings_seen.released(tx, place) if released else (),
            )
            asked.append(own_words(told, layout, threshold=desk.release.threshold))
    safe = released.figures if released else SafeTally(desk.release.threshold, ())
    laid = sides(layout, safe, in_words(flow, safe, desk.house), asked)
    return Sheet(flow, released, wave, layout, tuple(asked), laid)


def questions_of(desk: Desk, flow: Flow) -> dict[str, str]:
    """Return the questions in own words of a flow, and how they were asked."""
    return {
        key: desk.house.fill(node.text.to("en"), THEIR_WORKER)
        for key, node in flow.nodes.items()
        if isinstance(node, Ask) and is_in_own_words(node)
    }
