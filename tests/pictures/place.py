"""The demo's sample organisation, on loopback: the same people and the same day each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page

from bot.app import Services, create_app
from bot.demo.folder import ORGANISATION
from bot.demo.pages import with_demo
from bot.demo.people import JO, sample_people
from bot.demo.prepare import prepare
from bot.demo.sitting import known_samples
from bot.meetings.quiet_hours import parse_quiet_hours
from bot.store import leases, staff, tasks
from bot.store.chats import chat_urn
from tests.browser.serving import served
from tests.factories import a_setting, an_inbound
from tests.staff_pages import COOKIE, cookie_of

THE_DAY = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)  # a Tuesday in winter: UTC is London
LOCAL_NUMBERS = "Front door 0117 496 0100, Duty team 0117 496 0101"


@dataclass(frozen=True, slots=True)
class Place:
    """The sample organisation at `url`."""

    url: str
    services: Services
    ids: dict[str, int] = field(default_factory=dict)

    def sign_in(self, page: Page, email: str) -> None:
        """Sign the window in as one member of staff."""
        with self.services.store.reading() as tx:
            user_id = staff.by_email(tx, email).id
        value = cookie_of(self.services, user_id)
        page.context.add_cookies([{"name": COOKIE, "value": value, "url": self.url}])

    def chat_of(self, nickname: str) -> str:
        """Return a personal link into the chat of one sample young person."""
        return self.services.chat.link(self.ids[nickname])

    def ask(self, flow: str, nickname: str) -> None:
        """Begin a conversation with one sample young person."""
        self.services.start_flow(flow=flow, contact_id=self.ids[nickname])

    def says(self, nickname: str, *words: str) -> None:
        """Have one sample young person say these in the chat, one after the other."""
        urn = chat_urn(self.ids[nickname])
        for said in words:
            self.services.receive(an_inbound(self.services, said, urn=urn, channel="chat"))

    def texts(self, nickname: str, words: str) -> None:
        """Have the phone of one sample young person text these words."""
        (person,) = (one for one in sample_people() if one.nickname == nickname)
        self.services.receive(an_inbound(self.services, words, urn=f"tel:{person.number}"))


@contextmanager
def sample_place(folder: Path) -> Iterator[Place]:
    """Serve it, from a database made anew in `folder`."""

    def make(url: str) -> Flask:
        settings = replace(
            a_setting(),
            database_url=f"sqlite:///{folder}/sayso.db",
            spool_directory=folder / "spool",
            public_base_url=url,
            organisation=ORGANISATION,
            local_numbers=LOCAL_NUMBERS,
            quiet_hours=parse_quiet_hours("20:00-09:00"),
            demo=True,
        )
        return with_demo(create_app(settings, lambda: THE_DAY))

    with served(make) as (url, app):
        services: Services = app.extensions["sayso"]
        prepare(services)
        place = Place(url, services, _ids(services))
        _live_a_little(place)
        yield place


def _ids(services: Services) -> dict[str, int]:
    with services.store.reading() as tx:
        return {sample.nickname: sample.contact_id for sample in known_samples(tx)}


def _live_a_little(place: Place) -> None:
    """Let a day have happened: a worry, a wish to talk, something a worker is to do."""
    with place.services.store.begin() as tx:
        leases.take(tx, "pictures", THE_DAY)  # the clock stands still, so it is always just seen
    with place.services.store.begin() as tx:
        worker_id = staff.by_email(tx, JO.email).id
        tasks.raise_for(
            tx,
            worker_id=worker_id,
            contact_id=place.ids["Pip"],
            kind="wifi_link",
            now=THE_DAY,
        )
    place.texts("Fizz", "my stepdad hits me when hes been drinking")
    place.texts("Lark", "i want to die")
