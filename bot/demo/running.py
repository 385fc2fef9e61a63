"""A demo from start to end: what is prepared, which processes run, and when all is well."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import requests

from bot.app import build, create_app, warm_up
from bot.channels.carrier import serve as serve_carrier
from bot.demo.carrier import config_of
from bot.demo.folder import API, DATABASE, Folder
from bot.demo.leaflet import Place, leaflet
from bot.demo.pages import with_demo
from bot.demo.prepare import prepare
from bot.demo.processes import LOOPBACK, Part, Running, running
from bot.jobs import run_worker
from bot.serving import serve_web
from bot.settings import Settings

WEB_PROCESSES = 2
READY_WITHIN = 60.0  # seconds
LOOK_EVERY = 0.1


class Failed(Exception):
    """The demo cannot go on; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo.

    Args:
        given: the settings from outside, which say what is not ours to start or keep.
        stop: set when it is asked to end.
    """

    folder: Folder
    port: int
    settings: Settings
    given: Mapping[str, str]
    stop: threading.Event

    def run(self, say: Callable[[str], None]) -> None:
        """Run until asked to end; every process has ended when this returns.

        Raises:
            Failed: a process ended by itself, or the service did not become ready.
            SaysoError: the database cannot be made ready.
        """
        # The web loads while the database is made ready: nobody knows its address yet. The worker
        # sends at once, so what takes and tells of its texts must be up before it.
        with running(self._listening()) as listening:
            text = self._prepare(say)
            if self._come_to(listening, "/healthz"):
                with running(self._sending()) as sending:
                    parts = (*listening, *sending)
                    if self._come_to(parts, "/readyz"):
                        say(text)
                        self._watch(parts)
        say("The demo has ended.")

    def _prepare(self, say: Callable[[str], None]) -> str:
        """Make the database what it should be; return what to print once all is well."""
        is_ours = DATABASE not in self.given
        if is_ours and not self.folder.is_loaded:
            say("Loading the sample young people. This takes a moment, once.")
            self.folder.drop_database()
        today = prepare(build(self.settings))
        if is_ours:
            self.folder.mark_loaded()
        place = Place(
            base_url=self.settings.public_base_url,
            carrier_url=self.settings.carrier_url,
            settings=str(self.folder.settings),
        )
        return leaflet(place, today)

    def _listening(self) -> tuple[Part, ...]:
        web = Part("web", self._web, self.folder.log_of("web"))
        if API in self.given:
            return (web,)
        return web, Part("carrier", self._carrier, self.folder.log_of("carrier"))

    def _sending(self) -> tuple[Part, ...]:
        return (Part("worker", self._worker, self.folder.log_of("worker")),)

    def _web(self) -> None:
        serve_web(
            lambda counts: with_demo(create_app(self.settings, counts_folder=counts)),
            warm_up,
            bind=f"{LOOPBACK}:{self.port}",
            workers=WEB_PROCESSES,
        )

    def _worker(self) -> None:
        run_worker(build(self.settings))

    def _carrier(self) -> None:
        serve_carrier(config_of(self.settings, self.port + 1))

    def _come_to(self, parts: Sequence[Running], path: str) -> bool:
        """Wait until a page of ours answers well; False if asked to end before."""
        late = time.monotonic() + READY_WITHIN
        while not self.stop.wait(LOOK_EVERY):
            _fail_if_over(parts)
            if _is_well(f"http://{LOOPBACK}:{self.port}{path}"):
                return True
            if time.monotonic() > late:
                raise Failed(f"The demo is not ready after {READY_WITHIN:.0f} seconds.")
        return False

    def _watch(self, parts: Sequence[Running]) -> None:
        while not self.stop.wait(LOOK_EVERY):
            _fail_if_over(parts)


def _fail_if_over(parts: Sequence[Running]) -> None:
    for each in parts:
        if each.is_over:
            raise Failed(f"The {each.part.name} ended by itself. It said:\n{each.last_words()}")


def _is_well(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False
