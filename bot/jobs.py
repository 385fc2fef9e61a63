"""When services run, and nothing else: APScheduler in the one process that holds the lease.

The schedule asks for the lease before every job; a process that was frozen and woke finds the
epoch moved on, and its claims match nothing.
"""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.app import Sending, Services, build_sending
from bot.errors import StoreUnavailable
from bot.store import ideas, leases
from bot.store.leases import Held
from bot.store.wakings import waking

log = logging.getLogger(__name__)

DISPATCH_EVERY = 0.25  # seconds: a reply leaves within a second of its webhook
URGENT_LOOK_EVERY = 0.25  # even where nothing woke it: a try that is due again is news of nobody
RENEW_EVERY = 5
SETTLE_EVERY = 10
REPLAY_EVERY = 15
BEGIN_EVERY = 60
TEND_EVERY = 6 * 3600
ESCALATE_EVERY = 5
BEAT_EVERY = 30
HOURLY = 3600
REPLAN_LOOK_EVERY = 10
ERASE_EVERY = 5
REDACT_EVERY = 20
RETENTION_AT = (3, 10)  # local: hour and minute
DRAW_EVERY = 10


@dataclass(slots=True)
class Schedule:
    """The jobs of one worker process. Each does nothing while another process holds the lease."""

    services: Services
    sending: Sending
    held: Held | None = field(default=None)
    stopping: threading.Event = field(default_factory=threading.Event)
    planned_under: Held | None = field(default=None)

    def renew(self) -> None:
        """Take or keep the lease."""
        before = self.held
        with self.services.store.begin() as tx:
            self.held = leases.take(tx, self.sending.holder, self.services.now())
        if (self.held is None) != (before is None):
            log.info("scheduler lease %s", "taken" if self.held else "lost")

    def dispatch(self) -> None:
        """Send what is due and not urgent, batch after batch until nothing is."""
        while self.held is not None and not self.stopping.is_set():
            if not self.sending.deliver.rest(self.held):
                return

    def keep_urgent(self) -> None:
        """Send what keeps somebody safe as soon as it is written, until told to stop.

        A thread of its own: no other job, and no number of ordinary texts, comes before it.
        """
        written = waking(self.services.store.engine, self.stopping)
        while not self.stopping.is_set():
            try:
                self._send_urgent()
                written.wait(URGENT_LOOK_EVERY)
            except StoreUnavailable:
                log.warning("alerts wait: the store cannot be reached")
                self.stopping.wait(URGENT_LOOK_EVERY)
            except Exception:
                log.exception("alerts could not be sent just now; it is tried again")
                self.stopping.wait(URGENT_LOOK_EVERY)
        written.close()

    def _send_urgent(self) -> None:
        while self.held is not None and self.sending.deliver.urgent(self.held):
            if self.stopping.is_set():
                return

    def settle(self) -> None:
        """Find out about sends of which we do not know."""
        if self.held is not None:
            self.sending.settle(self.held)

    def replay(self) -> None:
        """Take in what was kept aside while the store was away."""
        if self.held is not None:
            self.services.replay()

    def begin_due(self) -> None:
        """Begin the flows whose week has come."""
        if self.held is not None:
            self.services.begin_due()

    def ask_rounds(self) -> None:
        """Ask who is due in each round, and tell on what came of others."""
        if self.held is not None:
            self.services.ask_round()
            self.services.tell_back()

    def tend_rounds(self) -> None:
        """Remind who is to decide, open cases for ideas, and count what was said of findings."""
        if self.held is not None:
            self.services.ask_decision.remind()
            self.services.tell_back.look_at_answers()
            with self.services.store.begin() as tx:
                ideas.open_cases(tx, self.services.house.zone)

    def tend(self) -> None:
        """Offer again what comes round, and close what nobody came back to."""
        if self.held is not None:
            self.services.tend.offer_again()
            self.services.tend.close_left()

    def escalate(self) -> None:
        """Turn to the next people about every concern that nobody has acknowledged."""
        if self.held is not None:
            self.services.escalate()

    def draw(self) -> None:
        """Draw by lot what a person reads though no rule flagged it."""
        if self.held is not None:
            self.services.read_again.draw()

    def remind_of_reviews(self) -> None:
        """Mail whoever must read a reply again or check a number, once a week."""
        if self.held is not None:
            self.services.remind_of_reviews()

    def check_numbers(self) -> None:
        """Ask again about numbers nobody confirmed for six months, or that a text did not reach."""
        if self.held is not None:
            self.services.check_numbers()

    def draw_charts(self) -> None:
        """Draw the charts of what was released."""
        if self.held is not None:
            self.sending.draw_charts()

    def beat(self) -> None:
        """Tell the outside monitor that alerting works, if it does."""
        if self.held is not None:
            self.services.heartbeat()

    def erase(self) -> None:
        """Finish what young people asked to be deleted."""
        if self.held is not None:
            self.services.finish_erasures()

    def redact(self) -> None:
        """Have the provider forget what we no longer hold."""
        if self.held is not None:
            self.sending.redact()

    def mix(self) -> None:
        """Leave no trace of which turn wrote which row of totals."""
        if self.held is not None:
            self.services.retention.mix()

    def keep_to_retention(self) -> None:
        """Delete what is too old to be kept."""
        if self.held is not None:
            report = self.services.retention()
            log.info("retention: %s rows went", report.total)

    def replan(self) -> None:
        """Plan reminders by the settings of this process, once each time it takes the lease."""
        held = self.held
        if held is not None and held != self.planned_under:
            changed = self.services.replan()
            self.planned_under = held
            log.info("reminders of %s meetings planned anew", changed)

    def give_up(self) -> None:
        """Let another worker take over at once."""
        if self.held is not None:
            with self.services.store.begin() as tx:
                leases.give_up(tx, self.held, self.services.now())
            self.held = None


def run_worker(services: Services) -> None:
    """Run the schedule until the process is asked to stop."""
    schedule = Schedule(services, build_sending(services))
    scheduler = scheduler_of(schedule)
    urgent = threading.Thread(target=schedule.keep_urgent, name="urgent lane")
    with asked_to_stop() as wait_for_it:
        scheduler.start()
        urgent.start()
        log.info("worker started")
        wait_for_it()
    schedule.stopping.set()
    scheduler.shutdown(wait=True)
    urgent.join()
    schedule.sending.deliver.finish()
    schedule.give_up()
    log.info("worker stopped")


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], object]]:
    """Yield what waits until the process is asked to stop.

    The signal comes through a pipe and its handler does nothing: one that set an event would take
    a lock that the waiting thread may be holding at that very moment, and hang both for ever.
    """
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    with reading, writing:
        signal.set_wakeup_fd(writing.fileno())
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, lambda _signal, _frame: None)
        yield lambda: reading.recv(1)
        signal.set_wakeup_fd(-1)


def scheduler_of(schedule: Schedule) -> BackgroundScheduler:
    """Return the scheduler with its jobs, not yet started. Jobs live in this process alone."""
    scheduler = BackgroundScheduler(timezone="UTC")
    jobs = (
        (schedule.renew, RENEW_EVERY),
        (schedule.dispatch, DISPATCH_EVERY),
        (schedule.settle, SETTLE_EVERY),
        (schedule.replay, REPLAY_EVERY),
        (schedule.begin_due, BEGIN_EVERY),
        (schedule.tend, TEND_EVERY),
        (schedule.ask_rounds, BEGIN_EVERY),
        (schedule.tend_rounds, HOURLY),
        (schedule.escalate, ESCALATE_EVERY),
        (schedule.beat, BEAT_EVERY),
        (schedule.draw, HOURLY),
        (schedule.check_numbers, HOURLY),
        (schedule.remind_of_reviews, HOURLY),
        (schedule.replan, REPLAN_LOOK_EVERY),
        (schedule.erase, ERASE_EVERY),
        (schedule.redact, REDACT_EVERY),
        (schedule.mix, HOURLY),
        (schedule.draw_charts, DRAW_EVERY),
    )
    for job, seconds in jobs:
        scheduler.add_job(
            job,
            IntervalTrigger(seconds=seconds),
            id=job.__name__,
            next_run_time=schedule.services.now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    hour, minute = RETENTION_AT
    scheduler.add_job(
        schedule.keep_to_retention,
        CronTrigger(hour=hour, minute=minute, timezone=schedule.services.settings.timezone),
        id="keep_to_retention",
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.add_listener(_tell_of_trouble, EVENT_JOB_ERROR)
    return scheduler


def _tell_of_trouble(event: JobExecutionEvent) -> None:
    # APScheduler logs the traceback itself; a store that is away is worth a line, not a page.
    if isinstance(event.exception, StoreUnavailable):
        log.warning("job %s waits: the store cannot be reached", event.job_id)
