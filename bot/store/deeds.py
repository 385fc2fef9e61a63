"""What every answer about a meeting is worked out from, and the ways to say one. One transaction.

A `Deed` is one message about a meeting, being done. What it says comes from `bot/phrases` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.conversation.house import House
from bot.conversation.model import About, KnownContact, Reply
from bot.conversation.phrases import phrase
from bot.meetings.wording import Style, say_when
from bot.store import addresses, recipients, staff_news, talks, tasks
from bot.store.appointments import Appointment
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.meeting_requests import Asking, Kind, add
from bot.store.tables import contact
from nlu.port import Option

STILL_ON = timedelta(hours=1)  # after its start, "I'm late" is still about this meeting


@dataclass(frozen=True, slots=True)
class Deed:
    """One message about a meeting. `meeting` is the one it is about, None where there is none.

    Args:
        interrupts: a flow's question waits, so nothing more is asked than was asked for.
    """

    tx: Transaction
    house: House
    now: datetime
    contact: KnownContact
    address_id: int
    about: About
    language: str
    meeting: Appointment | None
    talk_id: int | None
    interrupts: bool

    @property
    def worker_id(self) -> int | None:
        """Whose meeting it is, else whose caseload they are on."""
        return self.meeting.worker_id if self.meeting is not None else self.contact.worker_id

    @property
    def worker(self) -> str:
        """The first name of that worker."""
        return self.meeting.worker if self.meeting is not None else self.contact.worker


def say(deed: Deed, key: str, **gaps: str) -> Reply:
    """Return a sentence filled in for this young person."""
    text = phrase(key, deed.house.drafts).text.to(deed.language)
    safe = {name: value.replace("{", "(").replace("}", ")") for name, value in gaps.items()}
    return Reply(deed.house.fill(text, deed.worker, deed.language, **safe))


def when(deed: Deed, at: datetime) -> str:
    """Say a time as people do."""
    return say_when(at, deed.now, deed.house.zone, deed.language)


def ask(deed: Deed, said: Reply, step: str, options: Sequence[Option]) -> Reply:
    """Return a question of a talk; it is the latest question of this address from now on."""
    talk_id = talks.begin(
        deed.tx,
        deed.contact.id,
        step,
        options,
        appointment_id=deed.meeting.id if deed.meeting is not None else None,
        now=deed.now,
    )
    addresses.ask(deed.tx, deed.address_id, kind=talks.TALK, about=talk_id, now=deed.now)
    return Reply(said.text, options=tuple(option.label for option in options))


def request(
    deed: Deed,
    kind: Kind,
    *,
    starts_at: datetime | None = None,
    by_phone: bool = False,
    minutes: int | None = None,
    words: str | None = None,
) -> None:
    """Put something before the worker, and tell them at once by the route they chose."""
    asking = Asking(
        contact_id=deed.contact.id,
        worker_id=deed.worker_id,
        kind=kind,
        appointment_id=deed.meeting.id if deed.meeting is not None else None,
        starts_at=starts_at,
        by_phone=by_phone,
        minutes=minutes,
        words=words,
    )
    request_id = add(deed.tx, asking, deed.now)
    news = _news(deed, asking)
    staff_news.tell(
        deed.tx,
        deed.house,
        deed.worker_id,
        news,
        key=f"request:{request_id}:{deed.now.isoformat()}:{starts_at}:{by_phone}",
        now=deed.now,
    )


def task(deed: Deed, kind: str) -> None:
    """Put something on the worker's list."""
    tasks.raise_for(
        deed.tx,
        worker_id=deed.worker_id,
        contact_id=deed.contact.id,
        kind=kind,
        appointment_id=deed.meeting.id if deed.meeting is not None else None,
        now=deed.now,
    )


_NEWS = {
    Kind.CHANGE: "{who} needs to change a meeting{meets}",
    Kind.CANNOT: "{who} can't come{meets}",
    Kind.LATE: "{who} is running late{meets}",
    Kind.MEET: "{who} would like to meet",
    Kind.COMPANY: "{who} would like someone with them{meets}",
    Kind.WAY: "{who} needs a hand getting there{meets}",
    Kind.WORDS: "{who} wrote about a meeting{meets}",
}


def _news(deed: Deed, asking: Asking) -> str:
    zone = deed.house.zone
    meets = f", {say_when(deed.meeting.starts_at, deed.now, zone)}" if deed.meeting else ""
    said = _NEWS[asking.kind].format(who=initial(deed.tx, deed.contact.id), meets=meets)
    if asking.minutes is not None:
        said += f", {asking.minutes} minutes"
    if asking.starts_at is not None:
        said += f". Would like {say_when(asking.starts_at, deed.now, zone)}"
    return f"{said}. By phone is fine" if asking.by_phone else said


def initial(tx: Transaction, contact_id: int) -> str:
    """Return the first letter of what they are called, as a lock screen may show it."""
    nickname = tx.db.execute(select(contact.c.nickname).where(contact.c.id == contact_id))
    return tx.cipher.decrypt(nickname.scalar_one(), NICKNAME)[:1].upper()


def is_private(deed: Deed) -> bool:
    """Tell whether the place may be said here: others do not often see this phone."""
    known = recipients.all_of(deed.tx, deed.house, [deed.contact.id])[deed.contact.id]
    return known.preferences.style is not Style.PLAIN
