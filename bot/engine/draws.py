"""What a draw takes, and in which order: the same lot always draws the same. Pure."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from bot.engine.model import Ask, Draw, Flow, State

LOT = "lot"
YOUNGEST = "11-12"  # an age nobody has told us counts as this: the softer question is asked


def fits_age(ask: Ask, state: State) -> bool:
    """Say whether a question is one for the age of whom we talk with."""
    return not ask.ages or state.facts.get("age_band", YOUNGEST) in ask.ages


def drawn(flow: Flow, draw: Draw, state: State) -> State:
    """Return `state` with what `draw` takes, drawn now unless it was before."""
    if draw.key in state.drawn:
        return state
    strands = [strand for strand in draw.strands if _is_open(flow, draw, strand, state)]
    if draw.by_lot:
        lot = state.facts.get(LOT, "")
        strands.sort(key=lambda strand: _place(lot, draw.key, strand))
    if draw.again and len(strands) < draw.take:
        strands += _oldest_first(flow, draw, state, but=strands)
    return replace(state, drawn={**state.drawn, draw.key: tuple(strands[: draw.take])})


def following(flow: Flow, draw: Draw, state: State, here: str) -> str:
    """Return where a draw leads on to from `here`: its first strand, the next one, or past it."""
    order = state.drawn[draw.key]
    strand = flow.index.strand.get((draw.key, here))
    position = order.index(strand) + 1 if strand in order else 0
    return order[position] if position < len(order) else draw.goto


def _oldest_first(flow: Flow, draw: Draw, state: State, *, but: list[str]) -> list[str]:
    """Return the strands had before, those had longest ago first."""
    fresh = replace(state, had=())
    had = [one for one in draw.strands if one not in but and _is_open(flow, draw, one, fresh)]
    return sorted(had, key=lambda strand: _last_had(flow, strand, state))


def _last_had(flow: Flow, strand: str, state: State) -> int:
    asked = flow.index.asks.get(strand, ())
    return max((state.had.index(one) for one in asked if one in state.had), default=-1)


def is_left(flow: Flow, state: State) -> bool:
    """Say whether a flow has something left to ask; one that draws nothing always has."""
    draws = [node for node in flow.nodes.values() if isinstance(node, Draw)]
    return not draws or any(
        draw.again or any(_is_open(flow, draw, strand, state) for strand in draw.strands)
        for draw in draws
    )


def _is_open(flow: Flow, draw: Draw, strand: str, state: State) -> bool:
    """A strand is left out once any of it was asked in an earlier session, or at another age."""
    node = flow.nodes.get(strand)
    others_go_on = isinstance(node, Ask) and node.instead in (None, draw.key)
    if others_go_on and isinstance(node, Ask) and not fits_age(node, state):
        return False
    return not any(question in state.had for question in flow.index.asks.get(strand, ()))


def _place(lot: str, draw: str, strand: str) -> bytes:
    return sha256(f"{lot}/{draw}/{strand}".encode()).digest()
