"""Rounds held before: about 100 and about 900 young people, like the two pre-pilots of seed 000.

Each is a family of its own with its own released totals. Nobody in them is a contact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.demo.answering import answer_on, taste
from bot.demo.people import drawn_for
from bot.engine.advance import start
from bot.engine.model import Flow
from bot.store import answers
from bot.store.answers import Coarse, Sitting
from bot.store.database import Transaction
from bot.store.flows import Published

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Round:
    """One earlier round: how many took part, when, and who they were, by weight."""

    key: str
    name: str
    young_people: int
    held: timedelta  # before now
    age_bands: Weights
    areas: Weights


ROUNDS = (
    Round(
        key="good-place-prepilot-1",
        name="A good place to go: pre-pilot, about 100",
        young_people=104,
        held=timedelta(weeks=40),
        age_bands={"13-15": 1},
        areas={"Lowestoft": 1},
    ),
    Round(
        key="good-place-prepilot-2",
        name="A good place to go: pre-pilot, about 900",
        young_people=912,
        held=timedelta(weeks=20),
        age_bands={"11-12": 28, "13-15": 48, "16-18": 24},
        areas={"Chatham": 34, "Gillingham": 28, "Rochester": 20, "Strood": 12, "Rainham": 6},
    ),
)


def document_of(earlier: Round, document: str) -> str:
    """Return the flow document of an earlier round: the same questions, its own key and name."""
    raw = json.loads(document)
    raw["key"] = raw["family"] = earlier.key
    raw["about"]["name"] = earlier.name
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def hold(tx: Transaction, published: Published, earlier: Round, now: datetime) -> None:
    """Write what everyone of an earlier round said, as a real sitting would."""
    for place in range(earlier.young_people):
        draw = drawn_for(earlier.key, place)
        coarse = _coarse(earlier, draw)
        _sit(tx, published, coarse, draw=draw, now=now - earlier.held)


def _coarse(earlier: Round, draw: Random) -> Coarse:
    return Coarse(
        age_band=_one_of(earlier.age_bands, draw),
        gender=_one_of({"girl": 48, "boy": 52}, draw),
        area=_one_of(earlier.areas, draw),
    )


def _one_of(weights: Weights, draw: Random) -> str:
    return draw.choices(tuple(weights), weights=tuple(weights.values()))[0]


def _sit(
    tx: Transaction, published: Published, coarse: Coarse, *, draw: Random, now: datetime
) -> None:
    flow: Flow = published.flow
    # No contact stands behind it, so the pseudonym is drawn and not derived.
    pseudonym = f"{draw.getrandbits(128):032x}"
    state, first = start(flow, {"language": "en", "age_band": coarse.age_band or ""})
    _, events = answer_on(flow, state, taste(draw), draw)
    answers.add_respondent(tx, pseudonym, flow.family, coarse)
    sitting = Sitting(
        session_id=0,
        contact_id=0,
        flow_version_id=published.id,
        flow=flow.key,
        family=flow.family,
        channel="chat",
        language="en",
        pseudonym=pseudonym,
        counted=True,
    )
    answers.record(tx, sitting, (*first, *events), now)
