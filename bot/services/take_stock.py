"""Look up how this deployment stands: the settings, the rota, the accounts, what is dated. It only
reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.house import House
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.readiness.missing import Line, missing
from bot.readiness.standing import Named, OnCall, Sending, Staff, Standing
from bot.safeguarding import dates
from bot.safeguarding.rota import (
    WEEKDAYS,
    Post,
    Responder,
    Rota,
    Step,
    everybody,
    whom_to_tell,
)
from bot.safeguarding.signposts import ALWAYS
from bot.settings import UNNAMED, Settings
from bot.store import guests, leases, rotas, rounds, sign_offs, stock
from bot.store.database import Store, Transaction
from bot.store.staff_tables import RoleName
from bot.translating.drafts import drafts


@dataclass(frozen=True, slots=True)
class TakeStock:
    """Says how the deployment stands, and what is missing."""

    store: Store
    house: House
    settings: Settings
    now: Callable[[], datetime]

    def missing(self) -> tuple[Line, ...]:
        """Return what is missing before it goes live."""
        return missing(self())

    def __call__(self) -> Standing:
        """Return how it stands at this moment."""
        settings, now = self.settings, self.now()
        today = now.astimezone(self.house.zone).date()
        with self.store.reading() as tx:
            rota, backed_up = rotas.load(tx, self.house), stock.backed_up_at(tx)
            return Standing(
                named=self._named(),
                staff=_staff(tx),
                on_call=_on_call(tx, rota, now),
                sending=self._sending(leases.seen_at(tx), rota, now),
                local_numbers=1 if settings.local_numbers else 0,
                stale=_stale(today),
                soon=tuple(as_told(one.message) for one in dates.warnings(today)),
                unsigned=len(sign_offs.wanting(tx, today)),
                drafts=_drafts(settings.draft_languages),
                guests=guests.count(tx),
                trials_open=sum(one.trial for one in rounds.asking(tx, now)),
                heartbeat=settings.heartbeat_url is not None,
                backup=None if backed_up is None else now - backed_up,
            )

    def _named(self) -> Named:
        settings = self.settings
        return Named(
            organisation=settings.organisation,
            has_own_name=settings.organisation != UNNAMED,
            is_https=settings.secure,
            is_demo=settings.demo,
            privacy_email=settings.privacy_email is not None,
        )

    def _sending(self, seen: datetime | None, rota: Rota, now: datetime) -> Sending:
        settings = self.settings
        told = everybody(rota, now)
        return Sending(
            live=settings.live,
            pretend=settings.twilio.api_base_url is not None,
            mail=settings.mail_url is not None,
            only_mail=bool(told) and not any(urn.startswith("tel:") for urn in told),
            quiet_hours=settings.quiet_hours != NO_QUIET_HOURS,
            capped=settings.cap_per_day > 0 or settings.cap_per_week > 0,
            worker_seen=None if seen is None else now - seen,
        )


def _staff(tx: Transaction) -> Staff:
    counts = stock.accounts_set_up(tx)
    return Staff(
        administrators=counts.get(RoleName.ADMINISTRATOR, 0),
        safeguarding=counts.get(RoleName.SAFEGUARDING, 0),
        with_caseload=counts.get(RoleName.WORKER, 0) + counts.get(RoleName.LEAD, 0),
        officers=counts.get(RoleName.OFFICER, 0),
    )


def _on_call(tx: Transaction, rota: Rota, now: datetime) -> OnCall:
    today = now.astimezone(rota.zone).date()
    leads = {one for one in _holders(rota, Post.LEAD, today) if one.email and one.phone}
    reached = stock.reached(tx, [urn for one in leads for urn in one.urns])
    duty = [shift for shift in rota.shifts if shift.post is Post.DUTY and not shift.is_dated]
    covered = {day for shift in duty for day in shift.days}
    return OnCall(
        told=len(whom_to_tell(rota, Step.FIRST, now)),
        uncovered=tuple(WEEKDAYS[day] for day in sorted(rota.hours.days - covered)),
        on_duty=len(_holders(rota, Post.DUTY, today)),
        leads=len(leads),
        leads_reached=sum(reached.issuperset(one.urns) for one in leads),
        last_resort=len(rota.last_resort),
    )


def _holders(rota: Rota, post: Post, today: date) -> set[Responder]:
    return {
        shift.responder
        for shift in rota.shifts
        if shift.post is post and (shift.last is None or shift.last >= today)
    }


def _stale(today: date) -> tuple[str, ...]:
    return tuple(
        f"{as_told(one.message)} Texts {'still name it' if one.key in ALWAYS else 'leave it out'}."
        for one in dates.faults(today)
    )


def as_told(message: str) -> str:
    """Return one of the checker's messages as a sentence."""
    return f"{message[:1].upper()}{message[1:]}."


def _drafts(sent: frozenset[str]) -> dict[str, int]:
    """Return how many drafts each language has that may go out as such."""
    return (
        {language: drafts()[language] for language in sent if drafts().get(language)}
        if sent
        else {}
    )
