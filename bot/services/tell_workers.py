"""What workers are told by the clock: what the day holds, and after a meeting, did you meet.

Nothing goes where there is nothing to say, and nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.conversation.house import House
from bot.store import handing_back, staff_news
from bot.store.database import Store, Transaction
from bot.store.queries import day_ahead
from bot.store.queries.day_ahead import Ahead, Over

MORNING, NOON = time(7, 30), time(12)
BY_DAY = (time(8), time(20))
AFTER = timedelta(minutes=15)
NOT_LATER = timedelta(days=3)  # though no worker process ran, a night and a day


@dataclass(frozen=True, slots=True)
class TellWorkers:
    """Runs every few minutes; what was told is known by its key."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def __call__(self) -> None:
        """Tell whoever has something to hear now; who is back has their young people again."""
        now = self.now()
        clock = now.astimezone(self.house.zone).time()
        with self.store.begin() as tx:
            handing_back.hand_back(tx, self.house, now)
            if MORNING <= clock < NOON:
                for ahead in day_ahead.by_worker(tx, self.house.zone, now):
                    self._morning(tx, ahead, now)
            if BY_DAY[0] <= clock < BY_DAY[1]:
                for over in day_ahead.just_over(tx, now - NOT_LATER, now - AFTER):
                    self._did_you_meet(tx, over, now)

    def _morning(self, tx: Transaction, ahead: Ahead, now: datetime) -> None:
        day = now.astimezone(self.house.zone).date()
        staff_news.tell(
            tx,
            self.house,
            ahead.worker_id,
            summary(ahead),
            key=f"morning:{day}",
            now=now,
            subject="Sayso: your day",
        )

    def _did_you_meet(self, tx: Transaction, over: Over, now: datetime) -> None:
        at = self._when(over.starts_at, now)
        if over.gathering is not None:  # one digit cannot say who of them came
            staff_news.tell(
                tx,
                self.house,
                over.worker_id,
                f"Did you meet your group {at}? Say who came",
                key=f"met:{over.gathering}",
                now=now,
                subject="Sayso: did you meet?",
            )
            return
        staff_news.ask_if_met(
            tx,
            self.house,
            over.worker_id,
            question=f"Did you meet {over.initial} {at}?",
            appointment_id=over.appointment_id,
            now=now,
        )

    def _when(self, starts_at: datetime, now: datetime) -> str:
        """Return when it was to begin: a time for today, with its day if it was before."""
        local, today = starts_at.astimezone(self.house.zone), now.astimezone(self.house.zone).date()
        at = f"at {local:%H:%M}"
        if local.date() == today:
            return at
        yesterday = local.date() == today - timedelta(days=1)
        return f"yesterday {at}" if yesterday else f"on {local:%A} {at}"


def summary(ahead: Ahead) -> str:
    """Say a worker's day in one line. Pure. Who has not replied is called just that."""
    parts = [_count(ahead.meetings, "meeting") + " today"]
    replies = (
        (ahead.coming, "coming"),
        (ahead.not_coming, "can't come"),
        (ahead.changing, "need a change"),
        (ahead.silent, "no reply yet"),
    )
    said = [f"{count} {word}" for count, word in replies if count]
    if said:
        parts[0] += f": {', '.join(said)}"
    if ahead.asked:
        parts.append(f"{_count(ahead.asked, 'request')} to answer")
    if ahead.to_do:
        parts.append(f"{_count(ahead.to_do, 'thing')} to do")
    return ". ".join(parts)


def _count(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count or 'No'} {name}s"
