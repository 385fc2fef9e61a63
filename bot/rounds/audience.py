"""Whom a round asks: by team, area, age band and caseload. Pure; nobody is chosen by an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """The groups a round asks. An empty kind leaves nobody out; kinds narrow one another.

    Args:
        teams, workers: their ids.
        areas, age_bands: as they stand with the contact: "Harlow", "13-15".
    """

    teams: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    workers: tuple[int, ...] = ()


EVERYBODY = Audience()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One young person on the books. `channel`: "sms", "chat", or None where nothing reaches."""

    contact_id: int
    age_band: str
    area: str | None
    team_id: int | None
    worker_id: int | None
    language: str
    channel: str | None


def belongs(audience: Audience, person: Candidate) -> bool:
    """Tell whether a round for this audience is for this person."""
    return (
        (not audience.teams or person.team_id in audience.teams)
        and (not audience.areas or person.area in audience.areas)
        and (not audience.age_bands or person.age_band in audience.age_bands)
        and (not audience.workers or person.worker_id in audience.workers)
    )


def chosen(audience: Audience, people: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return those a round asks, reachable or not, in the order given."""
    return tuple(person for person in people if belongs(audience, person))


def dump(audience: Audience) -> str:
    """Return an audience as JSON."""
    return json.dumps(asdict(audience), sort_keys=True)


def load(text: str) -> Audience:
    """Return the audience that `dump` wrote."""
    return Audience(**{kind: tuple(names) for kind, names in json.loads(text).items()})
