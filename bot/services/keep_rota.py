"""Change who is told of a concern, when, and by which rules. Every change is audited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.safeguarding.rota import WEEKDAYS, Post, Responder, Rota
from bot.store import alerts, audits, rotas, stock
from bot.store.database import Store, Transaction
from bot.store.rotas import Rules
from bot.text.email_address import email_address
from bot.text.phone import parse_mobile

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class KeepRota:
    """The rota's side of safeguarding."""

    store: Store
    house: House
    now: Callable[[], datetime]
    allow_drama: bool = False

    def read(self) -> tuple[Rota, Rules, tuple[Responder, ...]]:
        """Return the rota, its rules, and everybody who can be put on it."""
        with self.store.reading() as tx:
            return rotas.load(tx, self.house), rotas.rules_of(tx), rotas.responders(tx)

    def add_responder(
        self, *, name: str, email: str, phone: str, user_id: int | None, by: int
    ) -> int:
        """Add a person or a team who can be told.

        Raises:
            BadInput: no name, or no way to tell them, or one that cannot be; or they are there.
        """
        if not 0 < len(name.strip()) <= LONGEST_NAME:
            raise BadInput("Say who it is.")
        mail, number = self._mail(email), self._number(phone)
        if mail is None and number is None:
            raise BadInput("Give an e-mail address or a mobile number, better both.")
        with self.store.begin() as tx:
            if same := _there_already(rotas.responders(tx), name.strip(), mail, number):
                raise BadInput(f"{same.name} can be told already, there. Nobody was added.")
            made = rotas.add_responder(
                tx, name=name.strip(), email=mail, phone=number, user_id=user_id, now=self.now()
            )
            self._audit(tx, by, "rota.person", f"responder:{made}")
            return made

    def _mail(self, typed: str) -> str | None:
        address = typed.strip().lower()
        if not address:
            return None
        if email_address(address) is None:
            raise BadInput("That is not an e-mail address.")
        return address

    def _number(self, typed: str) -> str | None:
        return parse_mobile(typed, allow_drama=self.allow_drama) if typed.strip() else None

    def end_responder(self, responder_id: int, *, by: int) -> None:
        """Take somebody off the rota, shifts and all."""
        with self.store.begin() as tx:
            rotas.end_responder(tx, responder_id, self.now())
            self._audit(tx, by, "rota.person.end", f"responder:{responder_id}")

    def send_test(self, responder_id: int, *, by: int, name: str) -> int:
        """Send somebody on the rota a test, every way they are told; return how many went.

        Raises:
            BadInput: there is nobody of that id.
        """
        with self.store.begin() as tx:
            found = {one.id: one for one in rotas.responders(tx)}.get(responder_id)
            if found is None:
                raise BadInput("They are not on the rota any more.")
            sent = alerts.tell_as_a_test(tx, found.urns, by=name, now=self.now())
            self._audit(tx, by, "rota.test", f"responder:{responder_id}")
            return sent

    def reached(self) -> frozenset[str]:
        """Return the addresses of the rota that an alert, or a test, has reached."""
        with self.store.reading() as tx:
            return stock.reached(tx, [urn for one in rotas.responders(tx) for urn in one.urns])

    def add_shift(
        self,
        *,
        responder_id: int,
        post: str,
        days: Iterable[int],
        first: date | None,
        last: date | None,
        by: int,
    ) -> int:
        """Put somebody on a post.

        Raises:
            BadInput: nobody of that id, no such post, no day, it ends before it begins, or they do
                it already.
        """
        chosen = sorted({day for day in days if 0 <= day <= 6})
        if not chosen:
            raise BadInput("Choose at least one day.")
        if first is not None and last is not None and last < first:
            raise BadInput("The last day comes before the first.")
        with self.store.begin() as tx:
            if responder_id not in {one.id for one in rotas.responders(tx)}:
                raise BadInput("Choose who it is.")
            asked = _post(post)
            if both := self._held(tx, responder_id, asked, (first, last)) & set(chosen):
                days_said = ", ".join(WEEKDAYS[day] for day in sorted(both))
                raise BadInput(f"They do that already on {days_said}. Leave those days out.")
            made = rotas.add_shift(
                tx,
                responder_id=responder_id,
                post=asked,
                days=chosen,
                first=first,
                last=last,
                now=self.now(),
            )
            self._audit(tx, by, "rota.shift", f"shift:{made}")
            return made

    def _held(
        self, tx: Transaction, responder_id: int, post: Post, dates: tuple[date | None, date | None]
    ) -> frozenset[int]:
        """Return on which days somebody holds this post already, between the very same dates."""
        same = [
            shift.days
            for shift in rotas.load(tx, self.house).shifts
            if (shift.responder.id, shift.post) == (responder_id, post)
            and (shift.first, shift.last) == dates
        ]
        return frozenset().union(*same)

    def end_shift(self, shift_id: int, *, by: int) -> None:
        """Take somebody off a post."""
        with self.store.begin() as tx:
            rotas.end_shift(tx, shift_id, self.now())
            self._audit(tx, by, "rota.shift.end", f"shift:{shift_id}")

    def change_rules(self, rules: Rules, *, by: int) -> None:
        """Put new rules in force.

        Raises:
            BadInput: it would never be staffed, or the steps do not come one after the other.
        """
        if not rules.hours.days or rules.hours.opens >= rules.hours.closes:
            raise BadInput("Choose at least one day, and hours that end after they begin.")
        pace = rules.pace
        if not 0 < pace.deputy <= pace.lead <= pace.manager <= 24 * 60 or not 0 < pace.again <= 240:
            raise BadInput("Each step comes after the one before, and again within 4 hours.")
        with self.store.begin() as tx:
            rotas.change_rules(tx, rules, user_id=by, now=self.now())
            self._audit(tx, by, "rota.rules", "rota")

    def _audit(self, tx: Transaction, by: int, action: str, subject: str) -> None:
        audits.record(tx, actor=f"user:{by}", action=action, subject=subject, now=self.now())


def _there_already(
    people: Iterable[Responder], name: str, email: str | None, phone: str | None
) -> Responder | None:
    """Return who of these people this is: a telephone alone may be a team's, which many share."""
    for one in people:
        if email is not None and email == one.email:
            return one
        if phone is not None and phone == one.phone and _is_one(name, email, one):
            return one
    return None


def _is_one(name: str, email: str | None, other: Responder) -> bool:
    return email is None or other.name.casefold() == name.casefold()


def _post(typed: str) -> Post:
    try:
        return Post(typed)
    except ValueError as error:
        raise BadInput("Choose what they do.") from error
