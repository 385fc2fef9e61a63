"""Settle what a young person asked of a meeting: agree with one tap, or offer another time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.phrases import phrase
from bot.errors import BadInput
from bot.meetings.booking_rules import check_time
from bot.meetings.wording import say_when
from bot.store import appointments, audits, changing, contacts, diaries, meeting_requests, talking
from bot.store.database import Store, Transaction
from bot.store.meeting_requests import Request
from bot.store.talking import Telling
from nlu.port import Option

AGREED, OTHER, SEEN = "agreed", "other", "seen"


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """The worker's answer. The agreed change moves the meeting and everybody is told of it."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def agree(self, request: Request, *, user_id: int, actor: str) -> None:
        """Do what was asked: move the meeting to their time, or make it a call.

        Raises:
            BadInput: the time has passed, somebody settled it, or it asks for neither.
        """
        now = self.now()
        with self.store.begin() as tx:
            meeting = (
                appointments.one(tx, request.appointment_id) if request.appointment_id else None
            )
            if meeting is None or not (request.starts_at or request.by_phone):
                raise BadInput("they named no time: find one with them")
            starts_at = request.starts_at or meeting.starts_at
            check_time(starts_at, now)
            self._settle(tx, request, AGREED, user_id=user_id, now=now)
            if request.by_phone:
                appointments.make_by_phone(tx, meeting.id)
            changing.move(
                tx,
                self.house,
                meeting.id,
                starts_at=starts_at,
                place=meeting.place,
                now=now,
                by=user_id,
            )
            subject = f"appointment:{meeting.id}"
            audits.record(tx, actor=actor, action="appointment.agree", subject=subject, now=now)

    def not_that_time(self, request: Request, *, user_id: int, actor: str) -> bool:
        """Say that their time does not work, and offer others; tell whether a text can go.

        Raises:
            BadInput: they named no time, or somebody settled it.
        """
        now = self.now()
        if request.starts_at is None:
            raise BadInput("they named no time")
        with self.store.begin() as tx:
            self._settle(tx, request, OTHER, user_id=user_id, now=now)
            person = contacts.person(tx, request.contact_id)
            if person is None:
                return False
            about = appointments.one(tx, request.appointment_id) if request.appointment_id else None
            times = diaries.offers_for(
                tx,
                self.house,
                contact_id=request.contact_id,
                worker_id=person.worker_id,
                now=now,
                about=about,
            )
            zone = self.house.zone
            key = "not_that_time" if times else "not_that_time_ask"
            text = phrase(key, self.house.drafts).text
            spoken = text.spoken(person.language)
            options = tuple(Option(at.isoformat(), say_when(at, now, zone, spoken)) for at in times)
            when = say_when(request.starts_at, now, zone, spoken)
            telling = Telling(
                words=self.house.fill(
                    text.to(person.language), person.worker, person.language, when=when
                ),
                key=f"request:{request.id}:other",
                step="change" if about is not None else "meet",
                options=options,
                appointment_id=request.appointment_id,
                waits_for_caps=True,
            )
            subject = f"request:{request.id}"
            audits.record(tx, actor=actor, action="request.other_time", subject=subject, now=now)
            return talking.tell(tx, self.house, request.contact_id, telling, now=now)

    def seen(self, request: Request, *, user_id: int) -> None:
        """Take it off the list: it was sorted in person.

        Raises:
            BadInput: somebody settled it.
        """
        with self.store.begin() as tx:
            self._settle(tx, request, SEEN, user_id=user_id, now=self.now())

    def _settle(
        self, tx: Transaction, request: Request, outcome: str, *, user_id: int, now: datetime
    ) -> None:
        settled = meeting_requests.settle(tx, request.id, outcome=outcome, user_id=user_id, now=now)
        if not settled:
            raise BadInput("that is settled already")
