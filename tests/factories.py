"""Makers of what tests need, keyword-only and with a default for everything; and a clock."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select, update

from bot.conversation.model import Became, Inbound
from bot.meetings.quiet_hours import parse_quiet_hours
from bot.settings import Settings, Twilio
from bot.store.columns import AnyRow
from bot.store.database import Store, open_engine
from bot.store.outbox import BODY
from bot.store.tables import address, contact, outbox
from bot.store.users import RoleName, StaffSession, add_user

if TYPE_CHECKING:
    from bot.app import Services

BEGINNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday morning in winter: UTC is London
BASE_URL = "http://localhost:8000"
TOKEN = "a pretend token"
ROTA_EMAIL, ROTA_PHONE = "safe@example.org", "+447700900001"
WORKER_EMAIL = "sam@example.org"

_numbers = itertools.count(1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def now(self) -> datetime:
        """Return its time, aware, in UTC."""
        return self._now

    def forward(self, **by: float) -> datetime:
        """Move it on by `timedelta(**by)` and return its time."""
        self._now += timedelta(**by)
        return self._now

    def reset(self) -> None:
        """Go back to the moment every test begins at."""
        self._now = BEGINNING


def a_setting(**changes: Any) -> Settings:
    """Return complete settings with pretend keys."""
    usual = Settings(
        database_url="sqlite:///:memory:",
        secret_key="pretend secret key of the tests",
        encryption_keys=(("k1", b"1" * 32),),
        index_key=b"2" * 32,
        pseudonym_key=b"3" * 32,
        public_base_url=BASE_URL,
        twilio=Twilio("AC" + "1" * 32, TOKEN, from_number="+447700900000"),
        organisation="The Hub",
        live=True,
        quiet_hours=parse_quiet_hours("none"),
        sender_rate=0,
        safeguarding_email=ROTA_EMAIL,
        safeguarding_phone=ROTA_PHONE,
        allow_drama_numbers=True,
    )
    return replace(usual, **changes)


def phone(number: int) -> str:
    """Return one of Ofcom's drama numbers: 1 to 899."""
    return f"+447700900{100 + number}"


def a_worker(
    services: Services,
    *,
    email: str = WORKER_EMAIL,
    name: str = "Sam",
    role: RoleName = RoleName.WORKER,
) -> int:
    """Add a worker, or staff of another role, and return the id of the account."""
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        return int(add_user(db, email=email, roles=[role], name=name).id)


def a_contact(
    services: Services,
    *,
    number: int = 1,
    worker: str | None = None,
    ok_to_text: bool = True,
    age_band: str = "13-15",
    gender: str | None = "girl",
    area: str | None = "Harlow",
    discretion: str | None = None,
) -> int:
    """Add a contact whose number is confirmed unless told otherwise, and return the id."""
    contact_id = services.add_contact(
        nickname=f"Pat{number}",
        phone=phone(number),
        age_band=age_band,
        gender=gender,
        worker_email=worker,
        area=area,
        ok_to_text=ok_to_text,
    )
    if discretion is not None:
        with services.store.begin() as tx:
            tx.db.execute(
                update(contact).where(contact.c.id == contact_id).values(discretion=discretion)
            )
    return contact_id


def an_inbound(services: Services, words: str, **fields: Any) -> Inbound:
    """Return one text as the webhook would parse it, with a fresh provider id."""
    usual = Inbound(
        external_id=f"SM{next(_numbers):032x}",
        urn=f"tel:{phone(1)}",
        text=words,
        channel="sms",
        received_at=services.now(),
    )
    return replace(usual, **fields)


def texts(services: Services, *words: str, number: int = 1, **fields: Any) -> list[Became | None]:
    """Have one phone text these, one after the other; return what became of each."""
    urn = f"tel:{phone(number)}"
    return [services.receive(an_inbound(services, text, urn=urn, **fields)) for text in words]


def rows(store: Store, table: Table, *which: Any) -> list[AnyRow]:
    """Return the rows of a table, by their key."""
    with store.reading() as tx:
        return list(tx.db.execute(select(table).where(*which).order_by(*table.primary_key)))


def outgoing(store: Store, *which: Any, number: int | None = None) -> list[tuple[str, str, str]]:
    """Return (kind, state, words) of what is in the outbox, oldest first, to one phone if named."""
    query = select(outbox.c.kind, outbox.c.state, outbox.c.body).where(*which)
    with store.reading() as tx:
        if number is not None:
            query = query.join(address, address.c.id == outbox.c.address_id)
            query = query.where(address.c.digest == tx.digest(f"tel:{phone(number)}"))
        found = tx.db.execute(query.order_by(outbox.c.id)).all()
        return [(row.kind, row.state, tx.cipher.decrypt(row.body, BODY)) for row in found]


def said_to(store: Store, number: int = 1) -> list[str]:
    """Return the words written for one phone, oldest first, whatever became of them."""
    return [words for _, _, words in outgoing(store, number=number)]


def address_of(store: Store, number: int = 1) -> AnyRow:
    """Return what is stored of one phone."""
    with store.reading() as tx:
        digest = tx.digest(f"tel:{phone(number)}")
    return rows(store, address, address.c.digest == digest)[0]


@contextmanager
def away(store: Store, folder: object) -> Iterator[None]:
    """Put the database out of reach while the block lasts: the driver itself fails."""
    here = store.engine
    nowhere = (
        f"sqlite:///{folder}"  # a folder is no database file
        if here.dialect.name == "sqlite"
        else "postgresql+psycopg://postgres@127.0.0.1:9/none?connect_timeout=2"
    )
    store.use(open_engine(nowhere))
    try:
        yield
    finally:
        store.engine.dispose()
        store.use(here)
