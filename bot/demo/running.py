"""A demo from start to end: which processes, in which order, and when all is well.

It stays light: what needs the database is `bot.demo.prepare`, so that nothing waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import requests

from bot.demo.folder import API, DATABASE, Folder
from bot.demo.processes import LOOPBACK, Command, Running, running

READY_WITHIN = 180.0  # seconds; the first loading is part of it
LOOK_EVERY = 0.1


class Failed(Exception):
    """The demo cannot go on; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo.

    Args:
        environment: every setting, for the processes.
        given: the settings from outside, which say what is not ours to start or keep.
        stop: set when it is asked to end.
    """

    folder: Folder
    port: int
    environment: Mapping[str, str]
    given: Mapping[str, str]
    stop: threading.Event

    def run(self, say: Callable[[str], None]) -> None:
        """Run until asked to end; every process has ended when this returns.

        Raises:
            Failed: a process ended by itself, or the service did not become ready.
        """
        if DATABASE not in self.given and self.folder.is_loaded:
            self._serve((self._preparation(), *self._service()), say)
        else:
            say("Loading the sample young people. The first time takes a moment.")
            if self._prepare_first():
                self._serve(self._service(), say)
        say("The demo has ended.")

    def _prepare_first(self) -> bool:
        """Make the database what it should be, before anything uses it."""
        if DATABASE not in self.given:
            self.folder.drop_database()
        with running((self._preparation(),), self.environment) as preparing:
            done = self._until(lambda: preparing[0].is_over, preparing)
        if done and DATABASE not in self.given:
            self.folder.mark_loaded()
        return done

    def _serve(self, commands: Sequence[Command], say: Callable[[str], None]) -> None:
        with running(commands, self.environment) as processes:
            passing = [each for each in processes if each.command.once]

            def well() -> bool:
                return all(each.is_over for each in passing) and self._is_ready()

            if self._until(well, processes):
                say(self.folder.leaflet.read_text(encoding="utf-8"))
                self._watch(processes)

    def _preparation(self) -> Command:
        words = ("bot.demo.prepare", str(self.folder.leaflet))
        return Command("preparation", words, self.folder.log_of("preparation"), once=True)

    def _service(self) -> tuple[Command, ...]:
        log_of = self.folder.log_of
        web = Command("web", ("bot", "serve", "--port", f"{self.port}"), log_of("web"))
        worker = Command("worker", ("bot", "worker"), log_of("worker"))
        if API in self.given:
            return web, worker
        words = ("bot", "carrier", "--port", f"{self.port + 1}")
        return web, worker, Command("carrier", words, log_of("carrier"))

    def _until(self, well: Callable[[], bool], processes: Sequence[Running]) -> bool:
        """Wait until all is well; False if asked to end before."""
        late = time.monotonic() + READY_WITHIN
        while not self.stop.wait(LOOK_EVERY):
            _fail_if_over(processes)
            if well():
                return True
            if time.monotonic() > late:
                raise Failed(f"The demo is not ready after {READY_WITHIN:.0f} seconds.")
        return False

    def _watch(self, processes: Sequence[Running]) -> None:
        while not self.stop.wait(LOOK_EVERY):
            _fail_if_over(processes)

    def _is_ready(self) -> bool:
        here = f"http://{LOOPBACK}:{self.port}"
        return all(_is_well(here + path) for path in ("/healthz", "/readyz"))


def _fail_if_over(processes: Sequence[Running]) -> None:
    for each in processes:
        if each.has_failed:
            raise Failed(f"The {each.command.name} ended by itself. It said:\n{each.last_words()}")


def _is_well(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False
