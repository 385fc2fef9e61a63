"""From a worrying text to a person's eyes, while other young people write: seconds, at the 95th
percentile. The concern must stand on the queue's page, and its alert must have reached a provider.
"""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

from admin.first_link import first_path
from bot.app import Services, build
from bot.bench import load, rows
from bot.bench.load import Load, connect
from bot.bench.rows import Place
from bot.bench.servers import own_folder, sayso_server, sayso_worker
from bot.bench.turns import INBOUND, Side
from bot.bench.walks import Bodies, Crowd
from bot.channels.carrier import CarrierConfig, RunningCarrier, running
from bot.errors import BadInput
from bot.settings import Settings, sample
from bot.store.tables import concern
from bot.store.users import RoleName, StaffSession, add_user

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
        offered: until a provider had its first alert.
        others_per_second: turns of other people that were answered meanwhile.
    """

    on_screen: tuple[float, ...]
    offered: tuple[float, ...]
    others_per_second: float

    def as_json(self) -> dict[str, float | int]:
        """Return the figures as `sayso bench alarms --json` prints them."""
        return {
            "alarms": len(self.on_screen),
            "others_per_second": round(self.others_per_second, 1),
            "on_screen_median_s": round(_share(self.on_screen, 0.5), 3),
            "on_screen_p95_s": round(_share(self.on_screen, 0.95), 3),
            "offered_median_s": round(_share(self.offered, 0.5), 3),
            "offered_p95_s": round(_share(self.offered, 0.95), 3),
        }


def _share(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


class _Socket(HTTPConnection):
    """HTTP over a server's unix socket."""

    def __init__(self, path: Path, host: str) -> None:
        super().__init__(host)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = connect(self._path)


@dataclass(slots=True)
class Screen:
    """The queue's page, left open in a safeguarding lead's browser: it does as its script does."""

    socket: Path
    host: str
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
        browser = _Socket(self.socket, self.host)
        browser.request("GET", path, headers={"Cookie": self.cookie})
        answer = browser.getresponse()
        page = answer.read().decode()
        browser.close()
        if answer.status != 200:
            raise BadInput(f"the page of concerns answered {answer.status}")
        return page


def measure(*, seconds: float, others: float) -> Alarms:
    """Measure on SQLite with the embedded engine: two web processes, one worker, a pretend carrier.

    Args:
        seconds: how long worrying texts come, two a second.
        others: turns a second that other people write meanwhile.

    Raises:
        BadInput: a text was refused, or a concern or its alert never came.
    """
    with own_folder() as folder, _carrier() as carrier:
        environment = _environment(folder, carrier)
        services = build(Settings.from_environment(environment))
        places = rows.fill(services)
        side = _side(services, folder)
        with sayso_server(environment, side.socket), sayso_worker(environment, folder):
            _await_worker(services)
            screen = Screen(side.socket, "localhost:8000", _sign_in(services, side.socket))
            measured = _run(side, places, screen, carrier, seconds=seconds, others=others)
        _check(services, measured)
        services.store.engine.dispose()
    return measured


@contextmanager
def _carrier() -> Iterator[RunningCarrier]:
    config = CarrierConfig("AC" + "1" * 32, "a pretend token", "http://127.0.0.1:9/", port=0)
    with running(config, is_posting=False) as carrier:
        yield carrier


def _environment(folder: Path, carrier: RunningCarrier) -> Mapping[str, str]:
    return {
        **sample(),
        "SAYSO_DATABASE_URL": f"sqlite:///{folder / 'sayso.db'}",
        "SAYSO_SPOOL_DIR": str(folder / "spool"),
        "SAYSO_TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "SAYSO_TWILIO_AUTH_TOKEN": "a pretend token",
        "SAYSO_TWILIO_API_BASE_URL": carrier.url,
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


def _sign_in(services: Services, socket: Path) -> str:
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        added = add_user(db, email="lead@example.org", roles=[RoleName.SAFEGUARDING])
        path = first_path(added, services.settings.secret_key)
    browser = _Socket(socket, urlsplit(services.settings.public_base_url).netloc)
    browser.request("GET", path)
    answer = browser.getresponse()
    answer.read()
    jar = SimpleCookie()
    for header in answer.headers.get_all("Set-Cookie") or ():
        jar.load(header)
    browser.close()
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def _run(
    side: Side,
    places: Sequence[Place],
    screen: Screen,
    carrier: RunningCarrier,
    *,
    seconds: float,
    others: float,
) -> Alarms:
    """Let others write at their pace, send worrying texts, and wait until each is seen."""
    writing = [
        _Writer(side, list(places[number::OTHERS]), pace=others / OTHERS, seconds=seconds + 2)
        for number in range(OTHERS)
    ]
    threads = [threading.Thread(target=one.write) for one in writing]
    looking = threading.Thread(target=screen.look)
    for thread in (looking, *threads):
        thread.start()
    sent: list[float] = []
    for number in range(int(seconds * 2)):
        time.sleep(0.5)
        sent.append(time.perf_counter())
        _send(side, side.request(f"SM{'a' * 24}{number:08x}", STRANGERS[number], WORRY))
    waited_until = time.perf_counter() + PATIENCE
    while time.perf_counter() < waited_until and len(screen.seen) < len(sent):
        time.sleep(LOOK_EVERY)
    for thread in threads:
        thread.join()
    screen.over.set()
    looking.join()
    return _figures(sent, screen, carrier, writing)


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


def _figures(
    sent: Sequence[float], screen: Screen, carrier: RunningCarrier, writing: Sequence[_Writer]
) -> Alarms:
    """Join what was sent with what was seen: concerns are numbered in the order they open."""
    clocks = time.perf_counter() - time.time()
    told: dict[int, float] = {}
    for text in carrier.exchange.ledger.all_texts():
        found = TOLD.search(text.body)
        if found:
            told.setdefault(int(found[1]), text.created_at.timestamp() + clocks)
    numbers = range(1, len(sent) + 1)
    if not set(numbers) <= set(screen.seen) & set(told):
        raise BadInput("a concern was never on the page, or its alert reached no provider")
    driven = [one.done for one in writing if one.done is not None]
    return Alarms(
        on_screen=tuple(sorted(screen.seen[n] - sent[n - 1] for n in numbers)),
        offered=tuple(sorted(told[n] - sent[n - 1] for n in numbers)),
        others_per_second=sum(one.accepted / one.seconds for one in driven),
    )


def _check(services: Services, measured: Alarms) -> None:
    with services.store.reading() as tx:
        stored = len(tx.db.execute(concern.select()).all())
    if stored != len(measured.on_screen):
        raise BadInput(f"{len(measured.on_screen)} worrying texts opened {stored} concerns")
