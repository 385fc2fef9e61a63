"""A conversation on a pretend phone: the real use cases, over a database in memory of its own.

What comes back is what a young person would be sent. None of it reaches the organisation's own
database, anybody's phone or a total: no sender looks at this database, it has keys of its own, and
it is gone when the answer is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.conversation.house import House
from bot.conversation.model import Became, Inbound
from bot.errors import BadInput
from bot.safeguarding.alerting import SEEN_WITHIN
from bot.safeguarding.rota import Rota
from bot.services.add_contact import AddContact
from bot.services.receive_message import ReceiveMessage
from bot.services.start_flow import StartFlow
from bot.services.understand import Understand
from bot.store import leases, rotas
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.in_memory import KEY_BYTES, SOMEBODY, in_memory
from bot.store.outbox import BODY
from bot.store.tables import address, flow_version, outbox, session

NUMBER = "+447700900999"  # one of Ofcom's drama numbers: nobody has it
URN = f"tel:{NUMBER}"
MOST_LINES, LONGEST_LINE = 60, 320
SAME_EACH_TIME = bytes(KEY_BYTES)  # what is drawn by lot falls the same when it is played again


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the pretend phone. `quiet` says why nothing came back, in place of a text."""

    mine: bool
    text: str = field(repr=False)
    language: str = "en"
    quiet: Became | None = None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A whole conversation.

    Args:
        alarmed: people would have been told at once, had it been real.
        runs: the real sender does; where it does not, what a child in need is sent owns up to it.
    """

    bubbles: tuple[Bubble, ...]
    alarmed: bool
    over: bool
    runs: bool


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Plays a conversation from its beginning, each time anew. It only reads the real database."""

    store: Store
    shelf: Shelf
    house: House
    understand: Understand
    now: Callable[[], datetime]

    def __call__(
        self, flow: str, lines: Sequence[str], *, language: str = "en", age_band: str = "13-15"
    ) -> Rehearsed:
        """Begin `flow` and text these lines, one after the other.

        Raises:
            BadInput: there is no such flow, or they are too many, too long or blank.
        """
        said = _good(lines)
        with self.store.reading() as tx:
            self.shelf.newest(tx, flow)
            rota, seen = rotas.load(tx, self.house), leases.seen_at(tx)
            versions = _newest(tx)
        runs = seen is not None and self.now() - seen <= SEEN_WITHIN
        with in_memory(self.now(), versions, runs=runs, rota=rota) as store:
            contact = {"language": language, "age_band": age_band}
            bubbles = self._play(store, flow, said, told=_last_resort(rota), contact=contact)
            return Rehearsed(bubbles, *_became_of(store), runs)

    def _play(
        self,
        store: Store,
        flow: str,
        lines: Sequence[str],
        *,
        told: tuple[str, ...],
        contact: Mapping[str, str],
    ) -> tuple[Bubble, ...]:
        house = replace(self.house, pseudonym_key=SAME_EACH_TIME, last_resort=told)
        clock = _Moments(self.now())
        contact_id = AddContact(store, clock, allow_drama=True)(
            nickname="Test", phone=NUMBER, ok_to_text=True, **contact
        )
        StartFlow(store, self.shelf, house, clock)(flow=flow, contact_id=contact_id)
        receive = ReceiveMessage(store, self.shelf, self.understand, house, clock)
        bubbles, last = _came(store, 0)
        for number, line in enumerate(lines):
            inbound = Inbound(f"pretend-{number}", URN, line, "sms", clock())
            became = receive(inbound)
            came, last = _came(store, last)
            bubbles += [Bubble(True, line), *(came or [Bubble(False, "", quiet=became)])]
        return tuple(bubbles)


def _last_resort(rota: Rota) -> tuple[str, ...]:
    return SOMEBODY if rota.last_resort or rota.accounts else ()


def _newest(tx: Transaction) -> list[dict[str, object]]:
    ids = select(func.max(flow_version.c.id)).group_by(flow_version.c.flow)
    rows = tx.db.execute(select(flow_version).where(flow_version.c.id.in_(ids)))
    return [dict(row) for row in rows.mappings()]


class _Moments:
    """A clock that moves on a second each time it is asked: what is said has an order."""

    def __init__(self, start: datetime) -> None:
        self._at = start

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def _good(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) > MOST_LINES:
        raise BadInput("this talk is long enough: start it again")
    if any(not line.strip() or len(line) > LONGEST_LINE for line in lines):
        raise BadInput(f"write something, up to {LONGEST_LINE} letters")
    return tuple(lines)


def _came(store: Store, after: int) -> tuple[list[Bubble], int]:
    """Return what was written to the pretend phone after one message, and the newest one's id."""
    with store.reading() as tx:
        rows = tx.db.execute(
            select(outbox.c.id, outbox.c.body, outbox.c.language)
            .join(address, address.c.id == outbox.c.address_id)
            .where(address.c.digest == tx.digest(URN), outbox.c.id > after)
            .order_by(outbox.c.id)
        ).all()
        found = [Bubble(False, tx.cipher.decrypt(row.body, BODY), row.language) for row in rows]
    return found, max((row.id for row in rows), default=after)


def _became_of(store: Store) -> tuple[bool, bool]:
    with store.reading() as tx:
        alerts = tx.db.scalar(select(func.count()).where(outbox.c.kind == "alert"))
        going = tx.db.scalar(select(func.count()).where(session.c.ended_at.is_(None)))
    return bool(alerts), not going
