"""A load generator in one thread: each pretend person writes again only after the last reply."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput

Address = Path | tuple[str, int]  # a unix socket, or a host and its port

MOST_RECONNECTIONS = 5000
SILENCE_SECONDS = 30.0
HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Load:
    """What one run came to. Times in seconds, one a reply, sorted."""

    seconds: float
    times: tuple[float, ...]
    refused: int
    first_refusal: str | None = None

    @property
    def accepted(self) -> int:
        """How many replies were 200."""
        return len(self.times) - self.refused

    @property
    def per_second(self) -> float:
        """How many replies came a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the time within which `share` in [0, 1] of the replies came, in seconds."""
        if not self.times:
            return 0.0
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


class _Client:
    """One keep-alive connection that sends one request at a time."""

    __slots__ = ("address", "needs", "requests", "sent", "sent_at", "socket", "taken")

    def __init__(self, address: Address, requests: Iterable[bytes]) -> None:
        self.address = address
        self.requests: Iterator[bytes] = iter(requests)
        self.socket = connect(address)
        self.sent = b""
        self.sent_at = 0.0
        self.taken = b""
        self.needs: int | None = None

    def send_next(self) -> bool:
        """Send the next request; return False when there is none left."""
        request = next(self.requests, None)
        if request is None:
            return False
        self.sent = request
        self.sent_at = time.perf_counter()
        self._send()
        return True

    def reconnect(self) -> None:
        """Open a new connection and send the same request again; its clock goes on."""
        self.socket.close()
        self.socket = connect(self.address)
        self._send()

    def _send(self) -> None:
        self.taken, self.needs = b"", None
        self.socket.sendall(self.sent)

    def receive(self) -> bytes | None:
        """Take what has come; return the whole response once it is here, b"" if they closed."""
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            return b""
        self.taken += data
        if self.needs is None:
            self.needs = _length(self.taken)
        if self.needs is None or len(self.taken) < self.needs:
            return None
        return self.taken


def connect(address: Address) -> socket.socket:
    """Open a connection to a server."""
    family = socket.AF_UNIX if isinstance(address, Path) else socket.AF_INET
    opened = socket.socket(family)
    try:
        opened.connect(str(address) if isinstance(address, Path) else address)
    except OSError:
        opened.close()
        raise
    return opened


def _length(taken: bytes) -> int | None:
    """Return how long the whole response is, or None while its head is not all here."""
    end = taken.find(HEAD_END)
    if end < 0:
        return None
    head = taken[:end].lower()
    at = head.find(LENGTH)
    if at < 0:
        raise BadInput("a server answered without saying how long its answer is")
    return end + len(HEAD_END) + int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0])


def run(address: Address, sources: Sequence[Iterable[bytes]], seconds: float | None = None) -> Load:
    """Drive a server with one client for each of `sources` until they run dry or time is up.

    Raises:
        BadInput: the server keeps closing, says nothing, or speaks something else than HTTP.
    """
    run_of = _Run(address, time.perf_counter(), seconds)
    try:
        for requests in sources:
            run_of.add(requests)
        while run_of.live:
            run_of.step()
        return run_of.result()
    finally:
        run_of.close()


class _Run:
    def __init__(self, address: Address, began: float, seconds: float | None) -> None:
        self.address = address
        self.began = began
        self.ends = began + seconds if seconds is not None else float("inf")
        self.selector = selectors.DefaultSelector()
        self.live = 0
        self.times: list[float] = []
        self.refused = 0
        self.first_refusal: str | None = None
        self.reconnections = 0

    def add(self, requests: Iterable[bytes]) -> None:
        client = _Client(self.address, requests)
        if client.send_next():
            self.selector.register(client.socket, selectors.EVENT_READ, client)
            self.live += 1
        else:
            client.socket.close()

    def step(self) -> None:
        ready = self.selector.select(SILENCE_SECONDS)
        if not ready:
            raise BadInput(f"the server said nothing for {SILENCE_SECONDS:.0f} seconds")
        for key, _ in ready:
            self._serve(key.data)

    def _serve(self, client: _Client) -> None:
        response = client.receive()
        if response is None:
            return
        if not response:
            self._again(client)
            return
        now = time.perf_counter()
        self.times.append(now - client.sent_at)
        if response[9:12] != b"200":
            self.refused += 1
            self.first_refusal = self.first_refusal or response[:300].decode("latin-1")
        if now > self.ends or not client.send_next():
            self.selector.unregister(client.socket)
            client.socket.close()
            self.live -= 1

    def _again(self, client: _Client) -> None:
        """Servers close a connection now and then: the same request goes on a new one."""
        self.reconnections += 1
        if self.reconnections > MOST_RECONNECTIONS:
            raise BadInput("the server keeps closing its connections")
        self.selector.unregister(client.socket)
        client.reconnect()
        self.selector.register(client.socket, selectors.EVENT_READ, client)

    def result(self) -> Load:
        seconds = time.perf_counter() - self.began
        return Load(seconds, tuple(sorted(self.times)), self.refused, self.first_refusal)

    def close(self) -> None:
        """Close every connection still open: a run that failed leaves none behind."""
        for key in tuple((self.selector.get_map() or {}).values()):
            key.data.socket.close()
        self.selector.close()
