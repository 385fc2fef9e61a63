"""The application as a browser finds it, and the young people who visit it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from flask import Flask

from bot.app import Services, create_app
from bot.engine.loading import shipped
from bot.store import contacts, situations
from bot.store.migrations.run import migrate
from bot.store.tables import inbound_message
from tests.browser.serving import served
from tests.factories import a_contact, a_setting, rows

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Site:
    """The application, served at `url`."""

    url: str
    services: Services
    app: Flask

    @classmethod
    @contextmanager
    def open(cls, folder: Path, **settings: Any) -> Iterator[Self]:
        """Serve the application over a database of its own in `folder`, while the block lasts."""

        def make(url: str) -> Flask:
            own = {"database_url": f"sqlite:///{folder}/sayso.db", "public_base_url": url}
            app = create_app(a_setting(**own, spool_directory=folder / "spool", **settings))
            services: Services = app.extensions["sayso"]
            migrate(services.store.engine)
            services.publish(shipped())
            return app

        with served(make) as (url, app):
            yield cls(url, app.extensions["sayso"], app)

    def young_person(self) -> int:
        """Add a contact nobody else is and return the id."""
        return a_contact(self.services, number=next(_numbers))

    def link(self, contact_id: int) -> str:
        """Return a personal chat link."""
        return self.services.chat.link(contact_id)

    def ask(self, contact_id: int, flow: str = "welcome") -> None:
        """Begin a conversation: in the chat, once they have opened it."""
        self.services.start_flow(flow=flow, contact_id=contact_id)

    def welcomed(self, contact_id: int) -> None:
        """Have them be past the welcome, so that anything may be asked at once."""
        with self.services.store.begin() as tx:
            contacts.welcomed(tx, contact_id, self.services.now())

    def is_asked(self, contact_id: int) -> bool:
        """Tell whether a question waits for them."""
        with self.services.store.reading() as tx:
            return situations.open_session_of(tx, contact_id) is not None

    def received(self) -> int:
        """Return how many messages have come in, from anybody."""
        return len(rows(self.services.store, inbound_message))
