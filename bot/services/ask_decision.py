"""Ask a named person to decide on a finding, by a signed link and without an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from itsdangerous import BadSignature, URLSafeSerializer

from bot.conversation.house import House
from bot.errors import BadInput
from bot.rounds.findings import LONGEST_WHY, Decision, reminders_due
from bot.store import addresses, audits, findings, outbox
from bot.store.database import Store, Transaction
from bot.store.findings import Finding
from bot.store.outbox import NewMessage
from bot.text.email_address import email_address

LONGEST_NAME = 80
SHORTEST_WHY = 10
SALT = "sayso.decision"


@dataclass(frozen=True, slots=True)
class AskDecision:
    """Sends, reminds and records. The link names the finding and the asking: a new one ends it."""

    store: Store
    house: House
    secret_key: str = field(repr=False)
    now: Callable[[], datetime]

    def __call__(self, finding_id: int, *, name: str, email: str, user_id: int) -> None:
        """Ask this person; whoever was asked before has no say any more.

        Raises:
            BadInput: no name, no such address, or it is decided already.
        """
        now, called = self.now(), name.strip()
        if not 0 < len(called) <= LONGEST_NAME or not called.isprintable():
            raise BadInput("say who decides: their name")
        checked = email_address(email)
        if checked is None:
            raise BadInput("that is no e-mail address: look it over")
        with self.store.begin() as tx:
            found = findings.one(tx, finding_id, lock=True)
            if found is None or found.progress.decision is not None:
                raise BadInput("this is decided already, or gone")
            findings.change(
                tx,
                finding_id,
                decider=called,
                decider_address_id=addresses.ensure(tx, f"mailto:{checked}", now),
                asked_times=found.asked_times + 1,
                asked_at=now,
                reminders=0,
            )
            asked = findings.one(tx, finding_id)
            if asked is not None:
                self._send(tx, asked, 0, now)
            audits.record(
                tx,
                actor=f"user:{user_id}",
                action="finding.ask",
                subject=f"finding:{finding_id}",
                now=now,
            )

    def link(self, found: Finding) -> str:
        """Return the address at which this finding is decided."""
        token = self._signer().dumps([found.id, found.asked_times])
        return f"{self.house.base_url}/decide/{token}"

    def remind(self) -> int:
        """Remind whoever has not answered, after 10 and after 20 days; return how many."""
        now, sent = self.now(), 0
        with self.store.begin() as tx:
            for one in findings.awaiting_decision(tx):
                due = reminders_due(one.progress, one.reminders, now)
                if due > one.reminders:
                    self._send(tx, one, due, now)
                    findings.change(tx, one.id, reminders=due)
                    sent += 1
        return sent

    def find(self, token: str) -> Finding | None:
        """Return the finding a link leads to; None for a link that is not ours or has ended."""
        try:
            finding_id, times = self._signer().loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        with self.store.reading() as tx:
            found = findings.one(tx, finding_id)
        return found if found is not None and found.asked_times == times else None

    def record(
        self, token: str, *, decision: str, because: str, by_when: date | None
    ) -> Finding | None:
        """Record what was decided; None where the link leads nowhere.

        Raises:
            BadInput: no decision, or "no" and "later" without saying why or when.
        """
        found = self.find(token)
        if found is None:
            return None
        if found.progress.published_at is not None:
            raise BadInput("young people have been told already: write to the participation team")
        why, now = because.strip(), self.now()
        _refuse(decision, why, by_when, now.astimezone(self.house.zone).date())
        with self.store.begin() as tx:
            findings.change(
                tx,
                found.id,
                decision=decision,
                because=why or None,
                by_when=by_when,
                decided_at=now,
            )
            audits.record(
                tx,
                actor="decision link",
                action=f"finding.{decision}",
                subject=f"finding:{found.id}",
                now=now,
            )
            return findings.one(tx, found.id)

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret_key, salt=SALT)

    def _send(self, tx: Transaction, found: Finding, reminder: int, now: datetime) -> None:
        if found.decider_address_id is None or "email" not in self.house.routes:
            return
        again = "We asked you before. " if reminder else ""
        outbox.enqueue(
            tx,
            NewMessage(
                address_id=found.decider_address_id,
                channel="email",
                kind="decision",
                subject="Young people said something only you can answer",
                body=(
                    f"Dear {found.decider},\n\n{again}Young people told {self.house.organisation} "
                    f"about {found.about}. {found.who_said}: {found.heard}.\n\nWill you change it? "
                    "Say yes, yes but later, or no and why. It takes two minutes and needs no "
                    "account. What you say is told back to everyone who answered, in plain "
                    f"words.\n\n{self.link(found)}\n\nThe link is for you alone."
                ),
                dedupe_key=f"decision:{found.id}:{found.asked_times}:{reminder}",
                due_at=now,
            ),
            now,
        )


def _refuse(decision: str, why: str, by_when: date | None, today: date) -> None:
    if decision not in {choice.value for choice in Decision}:
        raise BadInput("choose yes, yes but later, or no")
    if decision != Decision.YES and len(why) < SHORTEST_WHY:
        raise BadInput("say why, in a sentence: young people are told it in plain words")
    if len(why) > LONGEST_WHY:
        raise BadInput(f"say it in {LONGEST_WHY} letters at most")
    if decision == Decision.LATER and by_when is None:
        raise BadInput("say by when")
    if by_when is not None and by_when < today:
        raise BadInput("that day has passed: choose one ahead")
