"""Playing the days: each morning a conversation is begun, and phones answer as they are."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from bot.bench.phones import phone
from bot.bench.servers import own_folder
from bot.bench.simulate import findings
from bot.bench.simulate.findings import Findings
from bot.bench.simulate.personas import SLOW, Kind, Persona, town
from bot.bench.simulate.place import Place, deployment
from bot.conversation.budget import BegunBy
from bot.errors import BadInput
from bot.store.tables import inbound_message, outbox

FLOWS = ("good-place", "about-you", "good-worker", "ideas")
LOOK_EVERY = 0.02
QUIET_FOR = 4.0  # seconds without a text either way: the day is over
LONGEST_DAY = 900.0
GIVEN_UP_AFTER = 60.0  # a text that moves no more for so long is lost


@dataclass
class Town:
    """Phones and who holds them; `waits` are seconds from a text to the answer it brought."""

    place: Place
    people: dict[str, Persona]
    contacts: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seen: int = 0
    brought: int = 0
    asked_at: dict[str, float] = field(default_factory=dict)
    answering: list[tuple[float, str]] = field(default_factory=list)

    def settle_in(self) -> None:
        """Add everybody; who shares a phone has a sister on the same number."""
        for number, persona in self.people.items():
            self.contacts.append(self._add(number, "Zed"))
            if persona.kind is Kind.SHARES_A_PHONE:
                self._add(number, "Ash")

    def _add(self, number: str, nickname: str) -> int:
        return self.place.services.add_contact(
            nickname=nickname, phone=number, age_band="13-15", ok_to_text=True
        )

    def live_a_day(self, flow: str) -> None:
        """Begin one conversation with everybody, and answer until nothing moves."""
        for persona in self.people.values():
            persona.begin_day()
        for contact_id in self.contacts:
            try:
                self.place.services.start_flow(
                    flow=flow, contact_id=contact_id, begun_by=BegunBy.KEYWORD
                )
            except BadInput:  # they left, and nothing may be begun with them
                continue
        self._answer_until_quiet()

    def _answer_until_quiet(self) -> None:
        began = moved = time.monotonic()
        while (now := time.monotonic()) - moved < QUIET_FOR or self._is_busy():
            if now - began > LONGEST_DAY or now - moved > GIVEN_UP_AFTER:
                return
            if self._read(now) or self._text(now):
                moved = now
            time.sleep(LOOK_EVERY)

    def _read(self, now: float) -> bool:
        """Look at every phone for new texts; each may be answered after a while."""
        texts = self.place.carrier.exchange.ledger.all_texts()
        new, self.seen = texts[: len(texts) - self.seen], len(texts)
        arrived = [text for text in reversed(new) if not text.is_inbound]
        for text in arrived:
            asked = self.asked_at.pop(text.phone, None)
            if asked is not None:
                self.waits.append(now - asked)
            persona = self.people.get(text.phone)
            if persona is not None:
                heapq.heappush(self.answering, (now + persona.pause(), text.phone))
        return bool(arrived)

    def _text(self, now: float) -> bool:
        """Have everybody whose time has come answer."""
        said = False
        while self.answering and self.answering[0][0] <= now:
            _, number = heapq.heappop(self.answering)
            words = self.people[number].answer()
            if words is not None:
                self.place.carrier.exchange.bring(number, words)
                self.brought += 1
                self.asked_at[number] = now
                said = True
        return said

    def _is_busy(self) -> bool:
        """Tell whether a text is still on its way, to us or from us."""
        if self.answering:
            return True
        waiting = outbox.c.state.in_(("queued", "claimed", "sending", "unknown"))
        with self.place.services.store.reading() as tx:
            stored = tx.db.scalar(select(func.count()).select_from(inbound_message)) or 0
            if stored < self.brought:  # still on its way to us, or lost
                return True
            count = select(func.count()).select_from(outbox)
            return bool(tx.db.scalar(count.where(waiting, outbox.c.channel == "sms")))


def simulate(
    *,
    young_people: int,
    days: int,
    seed: int,
    workers: int,
    database_url: str | None,
    tell: Callable[[str], None],
    slow: float = SLOW,
) -> Findings:
    """Live so many days, and return what became of every text.

    Args:
        database_url: an empty PostgreSQL database; None makes a SQLite file of its own.
        slow: seconds that who is slow takes over an answer, about.
    """
    with own_folder() as folder:
        url = database_url or f"sqlite:///{folder / 'sayso.db'}"
        with deployment(folder, seed=seed, workers=workers, database_url=url) as place:
            return _lived(place, town(young_people, seed, slow), days, tell)


def _lived(
    place: Place, people: Sequence[Persona], days: int, tell: Callable[[str], None]
) -> Findings:
    here = Town(place, {phone(persona.number): persona for persona in people})
    here.settle_in()
    for day in range(days):
        here.live_a_day(FLOWS[day % len(FLOWS)])
        tell(f"Day {day + 1} of {days}: {here.seen:,} texts so far.")
    texts = place.carrier.exchange.ledger.all_texts()
    with place.services.store.reading() as tx:
        return findings.look(tx, texts, here.people, here.waits)
