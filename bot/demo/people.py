"""The sample young people and staff of the demo. Pure: the same ones every time, nobody real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from random import Random

SEED = "riverside"
TEAM = "Riverside"
FIRST_NUMBER = 447700900100

NICKNAMES = (
    *("Bree", "Kit", "Ziggy", "Marlo", "Tink", "Ash", "Pip", "Roo", "Nova", "Dex", "Juno"),
    *("Fizz", "Otis", "Wren", "Coco", "Taz", "Skye", "Bam", "Lark", "Moss", "Indie", "Gus"),
    *("Pixie", "Rafi", "Bean", "Sol", "Tilly", "Kez", "Jax", "Fern", "Dot", "Mack", "Zee"),
    *("Rio", "Hex", "Poppy", "Bo", "Cai", "Luca", "Mo", "Teddy", "Ivo", "Sunny", "Zuzu"),
    *("Ned", "Kuba", "Ola", "Gethin", "Nia", "Spike", "Remy", "Tab"),
)
# Shaped like the consultation of seed 000: 52 asked, 40:60, from 11 to 16, five peer educators
# over 16, six places.
GIRLS, BOYS = 21, 31
AGE_BANDS: Mapping[str, int] = {"11-12": 12, "13-15": 27, "16-18": 11, "19-25": 2}
AREAS: Mapping[str, int] = {
    "Basildon": 17,
    "Southend": 13,
    "Laindon": 8,
    "Pitsea": 6,
    "Wickford": 5,
    "Billericay": 3,
}
ON_THE_PHONE, ON_THE_CHAT = "Kit", "Juno"  # who have a question waiting, on each channel
LANGUAGES: Mapping[str, str] = {"Gethin": "cy", "Nia": "cy", "Kuba": "pl", "Ola": "pl"}


@dataclass(frozen=True, slots=True)
class Staff:
    """One sample member of staff; `role` is one of the store's, `title` what the demo calls it."""

    name: str
    role: str
    title: str

    @property
    def email(self) -> str:
        """Where they sign in from."""
        return f"{self.name.lower()}@riverside.example"


JO = Staff("Jo", "worker", "worker")
SAM = Staff("Sam", "worker", "worker")
OFFICER = Staff("Ade", "officer", "participation officer")
LEAD = Staff("Mina", "safeguarding", "safeguarding lead")
STAFF = (JO, SAM, OFFICER, LEAD, Staff("Pat", "administrator", "administrator"))


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One sample young person; `number` is E.164, of the range set aside for drama."""

    nickname: str
    number: str
    age_band: str
    gender: str
    area: str
    language: str
    worker: Staff | None


def drawn_for(*what: object) -> Random:
    """Return a generator that draws the same for the same person and purpose every time."""
    seed = ":".join(map(str, (SEED, *what)))
    # Sample data: it guards nothing.
    # Sample people are the same for one seed: no secret.
    return Random(seed)  # noqa: S311  # nosec B311


def sample_people() -> tuple[SamplePerson, ...]:
    """Return the 52 sample young people, in the order of their numbers."""
    genders = _shuffled("gender", {"girl": GIRLS, "boy": BOYS})
    ages = _shuffled("age", AGE_BANDS)
    areas = _shuffled("area", AREAS)
    return tuple(
        SamplePerson(
            nickname=nickname,
            number=f"+{FIRST_NUMBER + place}",
            age_band=ages[place],
            gender=genders[place],
            area=areas[place],
            language=LANGUAGES.get(nickname, "en"),
            worker=_worker(place),
        )
        for place, nickname in enumerate(NICKNAMES)
    )


def phone_book() -> Mapping[str, str]:
    """Return number -> nickname, for the pretend carrier's phone page."""
    return {person.number: person.nickname for person in sample_people()}


def _shuffled(what: str, shares: Mapping[str, int]) -> list[str]:
    values = list(chain.from_iterable(repeat(value, count) for value, count in shares.items()))
    drawn_for(what).shuffle(values)
    return values


def _worker(place: int) -> Staff | None:
    """Jo and Sam take turns; every third young person has no lead professional yet."""
    return (JO, SAM, None)[place % 3]
