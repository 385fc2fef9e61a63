"""Sayso's whole turn beside the floor's: A B A B over HTTP, every text checked afterwards."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

from bot.app import Services, build
from bot.bench import floor, load, rows
from bot.bench.databases import Databases, databases
from bot.bench.load import Load
from bot.bench.phones import form_of, signed_post
from bot.bench.report import FLOOR, SAYSO, Run
from bot.bench.rows import Place
from bot.bench.servers import floor_server, own_folder, sayso_server
from bot.bench.walks import Bodies, Crowd
from bot.errors import BadInput
from bot.settings import Settings, sample

CLIENTS = 8
WARM_UP_TURNS = 400
FASTEST = 1200  # turns a second: texts are written beforehand for no more than this
LEAST_ANSWERED = 0.95
INBOUND = "/webhooks/twilio/inbound"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two servers: where it listens, and how a text to it is signed."""

    name: str
    socket: Path
    url: str
    validator: RequestValidator

    def request(self, sid: str, person: int, text: str) -> bytes:
        """Return one signed webhook, whole."""
        form, parts = form_of(sid, person, text), urlsplit(self.url)
        return signed_post(
            parts.path,
            form,
            host=parts.netloc,
            signature=self.validator.compute_signature(self.url, form),
        )


@dataclass(frozen=True, slots=True)
class Bench:
    """Both sides of one database, ready to be driven in turn."""

    kind: str
    services: Services
    places: tuple[Place, ...]
    floor: Side
    sayso: Side
    draw: Random
    numbers: Iterator[int] = field(default_factory=itertools.count)
    prefix: str = field(default_factory=lambda: secrets.token_hex(4))

    def pair(self, bodies: Bodies, *, seconds: float, round_: int) -> tuple[Run, Run]:
        """Drive the floor, then Sayso, with texts of one kind.

        Raises:
            BadInput: a text was refused, not stored, or did not answer its question.
        """
        at_floor = self._drive(self.floor, bodies, seconds)
        rows.put_back(self.services, self.places)
        before = rows.count(self.services)
        at_sayso = self._drive(self.sayso, bodies, seconds)
        check(at_sayso, rows.count(self.services).since(before))
        return (
            Run.of(at_floor, database=self.kind, side=FLOOR, bodies=bodies, round_=round_),
            Run.of(at_sayso, database=self.kind, side=SAYSO, bodies=bodies, round_=round_),
        )

    def warm_up(self) -> None:
        """Let every process and thread of both sides meet its first texts outside the timing."""
        rows.put_back(self.services, self.places)
        for side in (self.floor, self.sayso):
            load.run(side.socket, self._texts(side, Bodies.MIX, WARM_UP_TURNS))

    def _drive(self, side: Side, bodies: Bodies, seconds: float) -> Load:
        driven = load.run(
            side.socket, self._texts(side, bodies, int(seconds * FASTEST)), seconds=seconds
        )
        if driven.refused:
            raise BadInput(f"{side.name} refused {driven.refused} texts: {driven.first_refusal}")
        return driven

    def _texts(self, side: Side, bodies: Bodies, most: int) -> list[list[bytes]]:
        """Write at most `most` texts for each client's own people, who never meet another's."""
        return [self._of_client(side, bodies, client, most // CLIENTS) for client in range(CLIENTS)]

    def _of_client(self, side: Side, bodies: Bodies, client: int, most: int) -> list[bytes]:
        people = [(place.person, place.here) for place in self.places[client::CLIENTS]]
        crowd = Crowd.of(people, self.draw)
        written: list[bytes] = []
        while len(written) < most and (said := crowd.next_text(bodies)) is not None:
            sid = f"SM{self.prefix}{next(self.numbers):024x}"
            written.append(side.request(sid, *said))
        return written


def check(driven: Load, stored: rows.Counts) -> None:
    """See that what was accepted is stored, and that it was what it was meant to be.

    Raises:
        BadInput: naming what is amiss; figures of such a run would mean nothing.
    """
    if stored.stored != driven.accepted:
        raise BadInput(f"{driven.accepted} texts were accepted but {stored.stored} are stored")
    if stored.answered < LEAST_ANSWERED * driven.accepted:
        raise BadInput(f"only {stored.answered} of {driven.accepted} texts answered a question")
    if stored.replies < stored.answered:
        raise BadInput(f"{stored.answered} answers had only {stored.replies} replies")


def measure(kinds: Sequence[str], *, seconds: float, rounds: int, tell: Tell) -> tuple[Run, ...]:
    """Measure on each kind of database; return every run, in the order they were made.

    Args:
        seconds: how long each run lasts.
        tell: hears how far the measurement is.
    """
    runs: list[Run] = []
    for kind in kinds:
        with own_folder() as folder, databases(kind, folder) as both, _ready(both, folder) as bench:
            bench.warm_up()
            for round_, bodies in itertools.product(range(1, rounds + 1), Bodies):
                runs += bench.pair(bodies, seconds=seconds, round_=round_)
                tell(f"{kind}, round {round_}, {bodies}: {runs[-2].per_s} | {runs[-1].per_s}")
    return tuple(runs)


@contextmanager
def _ready(both: Databases, folder: Path) -> Iterator[Bench]:
    environment = _environment(both, folder)
    settings = Settings.from_environment(environment)
    services = build(settings)
    floor.fill(both.floor)
    places = rows.fill(services)
    sockets = folder / "floor.sock", folder / "sayso.sock"
    with floor_server(both.floor, sockets[0]), sayso_server(environment, sockets[1]):
        yield Bench(
            both.kind,
            services,
            places,
            Side(FLOOR, sockets[0], floor.URL, RequestValidator(floor.TOKEN)),
            Side(
                SAYSO,
                sockets[1],
                settings.public_base_url + INBOUND,
                RequestValidator(settings.twilio.auth_token),
            ),
            Random(both.kind),
        )
    services.store.engine.dispose()


def _environment(both: Databases, folder: Path) -> Mapping[str, str]:
    """Return the settings Sayso runs with: all its protections on, and nothing leaves."""
    return {
        **sample(),
        "SAYSO_DATABASE_URL": both.sayso,
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_SENDING": "dry",
    }
