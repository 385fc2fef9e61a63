"""Sayso's whole turn beside the floor's: A B A B over HTTP, every text checked afterwards."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from types import MappingProxyType
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

from bot.bench import floor, load, rows
from bot.bench.databases import Databases, databases
from bot.bench.load import Load
from bot.bench.phones import form_of, signed_post
from bot.bench.plain import unsealed
from bot.bench.processor import spent
from bot.bench.report import FLOOR, PLAIN, SAYSO, SEALED, Run
from bot.bench.rows import Place
from bot.bench.servers import floor_server, own_folder, plain_server, sayso_server
from bot.bench.walks import Bodies, Crowd
from bot.errors import BadInput
from bot.settings import Settings, sample
from bot.wiring import Services, build

CLIENTS = 8
WARM_UP_TURNS = 400
FASTEST = 1200  # turns a second: texts are written beforehand for no more than this
LEAST_ANSWERED = 0.95
INBOUND = "/webhooks/twilio/inbound"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the servers: where it listens, how a text to it is signed, its process."""

    name: str
    socket: Path
    url: str
    validator: RequestValidator
    pid: int = 0

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
        return (
            Run.of(at_floor, database=self.kind, side=FLOOR, bodies=bodies, round_=round_),
            self.alone(SAYSO, bodies, seconds=seconds, round_=round_),
        )

    def alone(self, name: str, bodies: Bodies, *, seconds: float, round_: int) -> Run:
        """Drive Sayso alone, and call the run by this name.

        Raises:
            BadInput: a text was refused, not stored, or did not answer its question.
        """
        rows.put_back(self.services, self.places)
        before = rows.count(self.services)
        processor = spent(self.sayso.pid)
        driven = self._drive(self.sayso, bodies, seconds)
        processor = spent(self.sayso.pid) - processor
        check(driven, rows.count(self.services).since(before))
        run = Run.of(driven, database=self.kind, side=name, bodies=bodies, round_=round_)
        return replace(run, cpu_ms=round(1000 * processor / len(driven.times), 3))

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


def measure(
    kinds: Sequence[str], *, seconds: float, rounds: int, tell: Tell, cipher_alone: bool = False
) -> tuple[Run, ...]:
    """Measure on each kind of database; return every run, in the order they were made.

    Args:
        seconds: how long each run lasts.
        tell: hears how far the measurement is.
        cipher_alone: leave the floor out, and measure what sealing costs alone.
    """
    runs: list[Run] = []
    for kind in kinds:
        with own_folder() as folder, databases(kind, folder) as each, _ready(each, folder) as two:
            bench, plain = two
            bench.warm_up()
            compared = () if cipher_alone else Bodies
            for round_, bodies in itertools.product(range(1, rounds + 1), compared):
                runs += bench.pair(bodies, seconds=seconds, round_=round_)
                tell(f"{kind}, round {round_}, {bodies}: {runs[-2].per_s} | {runs[-1].per_s}")
            plain.warm_up()
            for round_ in range(1, rounds + 1):
                runs += _with_and_without(bench, plain, seconds=seconds, round_=round_)
                tell(f"{kind}, round {round_}, cipher: {runs[-2].per_s} | {runs[-1].per_s}")
    return tuple(runs)


def _with_and_without(bench: Bench, plain: Bench, *, seconds: float, round_: int) -> list[Run]:
    """Drive Sayso and the same build without its cipher, each first in every other round."""
    order = [(bench, SEALED), (plain, PLAIN)]
    driven = {
        name: one.alone(name, Bodies.MIX, seconds=seconds, round_=round_)
        for one, name in (order if round_ % 2 else reversed(order))
    }
    return [driven[SEALED], driven[PLAIN]]


@contextmanager
def _ready(each: Databases, folder: Path) -> Iterator[tuple[Bench, Bench]]:
    """Yield Sayso beside the floor, and the same without its cipher."""
    sealed, plain = (environment(url, folder) for url in (each.sayso, each.plain))
    settings = Settings.from_environment(sealed)
    services, without = build(settings), unsealed(build(Settings.from_environment(plain)))
    floor.fill(each.floor)
    places, places_without = rows.fill(services), rows.fill(without)
    sockets = tuple(folder / f"{name}.sock" for name in ("floor", "sayso", "plain"))
    beside = Side(FLOOR, sockets[0], floor.URL, RequestValidator(floor.TOKEN))
    url = settings.public_base_url + INBOUND
    with (
        floor_server(each.floor, sockets[0]),
        sayso_server(sealed, sockets[1]) as pid,
        plain_server(plain, sockets[2]) as plain_pid,
    ):
        yield (
            Bench(
                each.kind,
                services,
                places,
                beside,
                Side(SAYSO, sockets[1], url, signer(sealed), pid),
                Random(each.kind),
            ),
            Bench(
                each.kind,
                without,
                places_without,
                beside,
                Side(PLAIN, sockets[2], url, signer(plain), plain_pid),
                Random(each.kind),
            ),
        )
    for one in (services, without):
        one.store.engine.dispose()


@contextmanager
def one_side(
    each: Databases, folder: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Bench]:
    """Yield Sayso alone, ready to be driven beside something else.

    Args:
        settings: those that are not as they are for every measurement.
    """
    values = {**environment(each.sayso, folder), **settings}
    services, socket = build(Settings.from_environment(values)), folder / "sayso.sock"
    places = rows.fill(services)
    url = services.settings.public_base_url + INBOUND
    with sayso_server(values, socket) as pid:
        side = Side(SAYSO, socket, url, signer(values), pid)
        yield Bench(each.kind, services, places, side, side, Random(each.kind))
    services.store.engine.dispose()


def signer(environment: Mapping[str, str]) -> RequestValidator:
    """Return what signs texts to a Sayso with these settings."""
    return RequestValidator(environment["SAYSO_TWILIO_AUTH_TOKEN"])


def environment(database_url: str, folder: Path) -> Mapping[str, str]:
    """Return the settings Sayso runs with: all its protections on, and nothing leaves."""
    return {
        **sample(),
        "SAYSO_DATABASE_URL": database_url,
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_SENDING": "dry",
    }
