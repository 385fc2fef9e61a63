"""From a worrying text to a person's eyes, while other young people write: seconds, at the 95th
percentile. The concern must stand on the queue's page, and its alerts must have reached the
provider of texts and the mail server.
"""

from __future__ import annotations

import itertools
import os
import re
import resource
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.bench import load, rows
from bot.bench.databases import databases
from bot.bench.load import Load
from bot.bench.postbox import Postbox, postbox
from bot.bench.rows import Place
from bot.bench.servers import own_folder, pretend_carrier, sayso_server, sayso_worker
from bot.bench.staff_browser import got, sign_in
from bot.bench.turns import INBOUND, Side
from bot.bench.walks import Bodies, Crowd
from bot.channels.carrier import RunningCarrier
from bot.errors import BadInput
from bot.settings import Settings, sample
from bot.store.staff_tables import RoleName
from bot.store.tables import concern_message, inbound_message
from bot.wiring import Services, build

OTHERS = 4  # connections that keep up the other traffic
WORRY = "i want to kill myself tonight"
STRANGERS = range(90_000, 100_000)  # pretend people nobody has a session with
LOOK_EVERY = 0.5  # seconds, as the page itself does (admin/static/newest.js)
PATIENCE = 30.0
LISTED = re.compile(r'href="/admin/concerns/(\d+)"')
TOLD = re.compile(r"Concern (\d+)\.")


@dataclass(frozen=True, slots=True)
class Alarms:
    """What one run came to. Seconds from sending a worrying text, sorted.

    Args:
        on_screen: until the queue's page listed its concern.
        texted: until the provider of texts had its first alert.
        mailed: until the mail server had its first alert.
        others_per_second: turns of other people that were answered meanwhile.
        cpu_share: processor seconds that web and worker took, a second of the run.
        load: the machine's load average over the last minute of the run.
    """

    on_screen: tuple[float, ...]
    texted: tuple[float, ...]
    mailed: tuple[float, ...]
    others_per_second: float
    cpu_share: float = 0.0
    load: float = 0.0

    def as_json(self) -> dict[str, float | int]:
        """Return the figures as `sayso bench alarms --json` prints them."""
        return {
            "alarms": len(self.on_screen),
            "others_per_second": round(self.others_per_second, 1),
            **_spread("on_screen", self.on_screen),
            **_spread("texted", self.texted),
            **_spread("mailed", self.mailed),
            "cpu_share": round(self.cpu_share, 2),
            "load": round(self.load, 1),
        }


def _spread(name: str, times: Sequence[float]) -> dict[str, float]:
    return {
        f"{name}_median_s": round(_share(times, 0.5), 3),
        f"{name}_p95_s": round(_share(times, 0.95), 3),
        f"{name}_longest_s": round(times[-1], 3),
    }


def _share(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


@dataclass(slots=True)
class Screen:
    """The queue's page, left open in a safeguarding lead's browser: it does as its script does."""

    services: Services
    socket: Path
    cookie: str
    mark: str = ""
    seen: dict[int, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Ask what is new until told to stop; note when each concern was first on the page."""
        while not self.over.wait(LOOK_EVERY):
            mark = self._got("/admin/concerns/newest")
            if mark == self.mark:
                continue
            self.mark, page = mark, self._got("/admin/concerns")
            now = time.perf_counter()
            for found in LISTED.findall(page):
                self.seen.setdefault(int(found), now)

    def _got(self, path: str) -> str:
        return got(self.services, self.socket, path, self.cookie)


def measure(*, seconds: float, others: float, kind: str = "sqlite") -> Alarms:
    """Measure with the embedded engine: two web processes, one worker, a pretend carrier.

    Args:
        seconds: how long worrying texts come, two a second.
        others: turns a second that other people write meanwhile.
        kind: the database, "sqlite" or "postgresql".

    Raises:
        BadInput: a text was refused, or a concern or its alert never came.
    """
    with (
        own_folder() as folder,
        databases(kind, folder) as each,
        pretend_carrier() as carrier,
        postbox() as mail,
    ):
        environment = _environment(folder, each.sayso, carrier, mail)
        services = build(Settings.from_environment(environment))
        places = rows.fill(services)
        side = _side(services, folder)
        before, began = _children(), time.perf_counter()
        with sayso_server(environment, side.socket), sayso_worker(environment, folder):
            _await_worker(services)
            screen = Screen(
                services, side.socket, sign_in(services, side.socket, RoleName.SAFEGUARDING)
            )
            ran = _run(side, places, screen, seconds=seconds, others=others)
            load_average = os.getloadavg()[0]
        spent = (_children() - before) / (time.perf_counter() - began)
        seen = Seen(screen.seen, _texted(carrier), _mailed(mail))
        measured = _figures(ran, _opened(services), seen)
        services.store.engine.dispose()
    return replace(measured, cpu_share=spent, load=load_average)


def _children() -> float:
    """Return the processor seconds of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(
    folder: Path, database_url: str, carrier: RunningCarrier, mail: Postbox
) -> Mapping[str, str]:
    return {
        **sample(),
        "SAYSO_DATABASE_URL": database_url,
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "SAYSO_TWILIO_AUTH_TOKEN": "a pretend token",
        "SAYSO_TWILIO_API_BASE_URL": carrier.url,
        "SAYSO_MAIL_URL": mail.url,
        "SAYSO_MAIL_FROM": "sayso@example.org",
        "SAYSO_DEMO": "yes",  # a printed link signs in directly
    }


def _side(services: Services, folder: Path) -> Side:
    settings = services.settings
    return Side(
        "sayso",
        folder / "sayso.sock",
        settings.public_base_url + INBOUND,
        RequestValidator(settings.twilio.auth_token),
    )


def _await_worker(services: Services) -> None:
    until = time.monotonic() + PATIENCE
    while services.lease_seen_at() is None:
        if time.monotonic() > until:
            raise BadInput("the worker did not start")
        time.sleep(LOOK_EVERY)


@dataclass(frozen=True, slots=True)
class Ran:
    """What was written: when each worrying text was sent, by its provider's id; the others'."""

    sent: Mapping[str, float]
    others: Sequence[_Writer]


@dataclass(frozen=True, slots=True)
class Seen:
    """When each concern was first on the page, at the texts' provider and at the mail server."""

    on_screen: Mapping[int, float]
    texted: Mapping[int, float]
    mailed: Mapping[int, float]


def _run(
    side: Side, places: Sequence[Place], screen: Screen, *, seconds: float, others: float
) -> Ran:
    """Let others write at their pace, send worrying texts, and wait until each was on screen."""
    writing = [
        _Writer(side, list(places[number::OTHERS]), pace=others / OTHERS, seconds=seconds + 2)
        for number in range(OTHERS)
    ]
    threads = [threading.Thread(target=one.write) for one in writing]
    looking = threading.Thread(target=screen.look)
    for thread in (looking, *threads):
        thread.start()
    sent: dict[str, float] = {}
    for number in range(int(seconds * 2)):
        time.sleep(0.5)
        external_id = f"SM{'a' * 24}{number:08x}"
        sent[external_id] = time.perf_counter()
        _send(side, side.request(external_id, STRANGERS[number], WORRY))
    waited_until = time.perf_counter() + PATIENCE
    while time.perf_counter() < waited_until and len(screen.seen) < len(sent):
        time.sleep(LOOK_EVERY)
    for thread in threads:
        thread.join()
    time.sleep(4 * LOOK_EVERY)  # a last look, and a last alert
    screen.over.set()
    looking.join()
    return Ran(sent, writing)


def _send(side: Side, request: bytes) -> None:
    done = load.run(side.socket, [[request]])
    if done.refused:
        raise BadInput(f"a worrying text was refused: {done.first_refusal}")


@dataclass(slots=True)
class _Writer:
    """One connection by which other young people write, at their pace."""

    side: Side
    places: list[Place]
    pace: float
    seconds: float
    done: Load | None = None

    def write(self) -> None:
        """Write until the time is over."""
        texts = list(itertools.islice(self._texts(), int(self.pace * self.seconds) + 1))
        self.done = load.run(self.side.socket, [self._paced(texts)], seconds=self.seconds)

    def _texts(self) -> Iterator[bytes]:
        draw = Random(self.places[0].person)
        crowd = Crowd.of([(place.person, place.here) for place in self.places], draw)
        for number in itertools.count():
            said = crowd.next_text(Bodies.MIX)
            if said is None:
                return
            yield self.side.request(f"SM{self.places[0].person:08x}{number:024x}", *said)

    def _paced(self, texts: Sequence[bytes]) -> Iterator[bytes]:
        began = time.perf_counter()
        for number, text in enumerate(texts):
            time.sleep(max(0.0, began + number / self.pace - time.perf_counter()))
            yield text


def _opened(services: Services) -> dict[str, int]:
    """Return the concern that each flagged text is under, by the text's provider's id."""
    with services.store.reading() as tx:
        joined = concern_message.join(
            inbound_message, inbound_message.c.id == concern_message.c.message_id
        )
        columns = (inbound_message.c.external_id, concern_message.c.concern_id)
        return {row[0]: row[1] for row in tx.db.execute(select(*columns).select_from(joined))}


def _texted(carrier: RunningCarrier) -> dict[int, float]:
    clocks = time.perf_counter() - time.time()
    texts = carrier.exchange.ledger.all_texts()
    return _first((text.created_at.timestamp() + clocks, text.body) for text in texts)


def _mailed(mail: Postbox) -> dict[int, float]:
    return _first(mail.mails)


def _first(alerts: Iterable[tuple[float, str]]) -> dict[int, float]:
    """Return when each concern was first told of, by its number."""
    told: dict[int, float] = {}
    for at, words in alerts:
        found = TOLD.search(words)
        if found:
            told.setdefault(int(found[1]), at)
    return told


def _figures(ran: Ran, opened: Mapping[str, int], seen: Seen) -> Alarms:
    """Join what was sent with what was seen, by the concern that each text opened.

    Raises:
        BadInput: a concern, its place on the page or one of its alerts never came, or two texts
            of different people share a concern.
    """
    concerns = {external_id: opened.get(external_id) for external_id in ran.sent}
    there = set(seen.on_screen) & set(seen.texted) & set(seen.mailed)
    if not set(concerns.values()) <= there or len(set(concerns.values())) != len(concerns):
        raise BadInput("a concern was never on the page, or its alert reached no provider")
    driven = [one.done for one in ran.others if one.done is not None]

    def taken(when: Mapping[int, float]) -> tuple[float, ...]:
        known = ((found, concerns[one]) for one, found in ran.sent.items())
        return tuple(sorted(when[number] - at for at, number in known if number is not None))

    return Alarms(
        on_screen=taken(seen.on_screen),
        texted=taken(seen.texted),
        mailed=taken(seen.mailed),
        others_per_second=sum(one.accepted / one.seconds for one in driven),
    )
