"""`sayso bench pages`: how long each staff page takes in a full house, and how large it is.

Each page is asked for in this process, through the whole application as a server would call it:
from the request to the last byte, with signing in, the limits and the templates.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from admin.first_link import first_path
from bot.app import create_app, warm_up
from bot.bench.databases import databases
from bot.bench.page_places import OF_THE_BOARD, PAGES
from bot.bench.pages_house import Furnished, furnish
from bot.bench.servers import own_folder
from bot.bench.turns import environment
from bot.errors import BadInput
from bot.privacy.policy import Role, Tie, ties
from bot.privacy.routes import ROUTES
from bot.settings import Settings
from bot.store.database import Store
from bot.store.staff_tables import RoleName
from bot.store.users import StaffSession, User
from bot.wiring import Services

MOST_MS, MOST_BYTES = 400.0, 300_000
DEMO = {"SAYSO_DEMO": "yes"}  # a printed link signs in directly
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as one role opened it.

    Args:
        median_ms, worst_ms: by the clock, from the request to the last byte.
        processor_ms: the median of processor time.
        statements: of SQL, the last time.
    """

    role: str
    path: str
    median_ms: float
    worst_ms: float
    processor_ms: float
    statements: int
    size: int

    @property
    def is_over(self) -> bool:
        """Whether it takes too long or is too large."""
        return self.median_ms > MOST_MS or self.size > MOST_BYTES


def measure(
    kind: str, *, contacts: int, rounds: int, tell: Callable[[str], object]
) -> tuple[Page, ...]:
    """Fill a house with so many young people, and open every page as every role that may.

    Raises:
        BadInput: PostgreSQL's wheel is not installed, or a page is refused.
    """
    with own_folder() as folder, databases(kind, folder) as each:
        settings = Settings.from_environment({**environment(each.sayso, folder), **DEMO})
        app = create_app(settings)
        warm_up()
        services: Services = app.extensions["sayso"]
        tell(f"filling a house with {contacts:,} young people")
        house = furnish(services, contacts)
        gc.collect()
        gc.freeze()  # as a server does before it serves
        looks = Looks(app, services, house)
        found = []
        for role, path in looks.every():
            found.append(looks.measured(role, path, rounds))
            tell(f"{role}, {path}: {found[-1].median_ms} ms")
        services.store.engine.dispose()
    return tuple(found)


class Looks:
    """Opens the pages of a house as each role, and counts what they cost."""

    def __init__(self, app: Flask, services: Services, house: Furnished) -> None:
        self._house = house
        self._ran: list[str] = []
        _listen(services.store, self._ran)
        self._browsers = {
            role: signed_in(app, services, user_id) for role, user_id in house.users.items()
        }

    def every(self, *, board: bool = True) -> Iterator[tuple[RoleName, str]]:
        """Yield every page with each role that may open it."""
        for endpoint, paths in PAGES.items():
            if endpoint in OF_THE_BOARD and not board:
                continue
            for role in roles_of(endpoint):
                for path in paths:
                    yield role, path.format(**self._house.ids)

    def measured(self, role: RoleName, path: str, rounds: int) -> Page:
        """Open a page once for the templates' sake and then so many times."""
        self.opened(role, path)
        taken = [self._timed(role, path) for _ in range(rounds)]
        return Page(
            role=role.value,
            path=path,
            median_ms=round(median(clock for clock, _ in taken), 1),
            worst_ms=round(max(clock for clock, _ in taken), 1),
            processor_ms=round(median(processor for _, processor in taken), 1),
            statements=len(self._ran),
            size=len(self.opened(role, path)),
        )

    def opened(self, role: RoleName, path: str) -> bytes:
        """Open a page and return it.

        Raises:
            BadInput: it is refused, or leads elsewhere.
        """
        self._ran.clear()
        answer = self._browsers[role].get(path)
        if answer.status_code != 200:
            raise BadInput(f"{path} answered {role} with {answer.status_code}")
        return bytes(answer.data)

    def statements(self, role: RoleName, path: str) -> int:
        """Open a page and return how many statements of SQL that took."""
        self.opened(role, path)
        return len(self._ran)

    def _timed(self, role: RoleName, path: str) -> tuple[float, float]:
        clock, processor = time.perf_counter(), time.process_time()
        self.opened(role, path)
        return (
            1000 * (time.perf_counter() - clock),
            1000 * (time.process_time() - processor),
        )


def roles_of(endpoint: str) -> tuple[RoleName, ...]:
    """Return the roles that may open a page without opening a record first."""
    right = ROUTES[endpoint]
    return tuple(
        role
        for role in RoleName
        if ties(Role(role.value), right.resource, right.action) - {Tie.OPENED}
    )


def signed_in(app: Flask, services: Services, user_id: int) -> FlaskClient:
    """Return a browser in which this account is signed in, by a printed link of the demo."""
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db:
        path = first_path(db.get_one(User, user_id), services.settings.secret_key)
    browser = app.test_client()
    browser.get(path)
    return browser


def _listen(store: Store, ran: list[str]) -> None:
    """Write down each statement that runs from now on: on SQLite also those of `Prepared`."""

    def note(statement: str) -> None:
        if statement.lstrip().upper().startswith(STATEMENTS):
            ran.append(statement)

    if store.engine.dialect.name == "sqlite":
        store.engine.dispose()
        event.listen(store.engine, "connect", lambda raw, _: raw.set_trace_callback(note))
        return

    def before(_db: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        note(statement)

    event.listen(store.engine, "before_cursor_execute", before)


def as_text(pages: Sequence[Page]) -> str:
    """Return a line a page, the slowest first, and which are over."""
    lines = [f"{'ms':>7} {'worst':>7} {'cpu ms':>7} {'SQL':>4} {'bytes':>8}  role, page"]
    lines += [
        f"{one.median_ms:7} {one.worst_ms:7} {one.processor_ms:7} {one.statements:4} "
        f"{one.size:8}  {one.role}, {one.path}{' OVER' if one.is_over else ''}"
        for one in sorted(pages, key=lambda one: -one.processor_ms)
    ]
    return "\n".join(lines)
