"""When services run, and nothing else: APScheduler in the one process that holds the lease.

Where many workers send (`SAYSO_ENGINE=procrastinate`), each sends what it claims, and only what
must be done by one goes by the lease.

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

from bot.errors import StoreUnavailable
from bot.sending import Sending, build_sending
from bot.store import dispatch, ideas, leases
from bot.store.lanes import Lane
from bot.store.leases import Held
from bot.store.wakings import DUE_NOTE, NOTE, waking
from bot.wiring import Services

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
TELL_WORKERS_EVERY = 120
REPLAN_LOOK_EVERY = 10
ERASE_EVERY = 5
REDACT_EVERY = 20
RETENTION_AT = (3, 10)  # local: hour and minute
DRAW_EVERY = 10
GATHER_EVERY = 20
SWEEP_EVERY = 15.0  # where many send: for what no call and no job told of


@dataclass(slots=True)
class Schedule:
    """The jobs of one worker process. Each does nothing while another process holds the lease."""

    services: Services
    sending: Sending
    held: Held | None = field(default=None)
    sends: Held | None = field(default=None)  # what its claims say: its own lease, or all senders'
    stopping: threading.Event = field(default_factory=threading.Event)
    planned_under: Held | None = field(default=None)

    @property
    def is_one_of_many(self) -> bool:
        """Whether every worker sends, and not the holder of the scheduler's lease alone."""
        return self.services.settings.engine == "procrastinate"

    def renew(self) -> None:
        """Take or keep the lease."""
        before = self.held
        with self.services.store.begin() as tx:
            now = self.services.now()
            self.held = leases.take(tx, self.sending.holder, now)
            self.sends = leases.share(tx, now) if self.is_one_of_many else self.held
        if (self.held is None) != (before is None):
            log.info("scheduler lease %s", "taken" if self.held else "lost")

    def dispatch(self) -> None:
        """Send what is due and not urgent, batch after batch until nothing is."""
        while self.sends is not None and not self.stopping.is_set():
            if not self.sending.deliver.rest(self.sends):
                return

    def keep_sending(self) -> None:
        """Send what is not urgent as it comes due, until told to stop: for one of many workers."""
        self._keep(self.dispatch, self._until_next, DUE_NOTE)

    def _until_next(self) -> float:
        """Return the seconds to wait if nobody calls: a sweep finds what no call told of."""
        now = self.services.now()
        with self.services.store.reading() as tx:
            after = dispatch.next_due(tx, now)
            waits = (
                self.sends is None
                or not leases.is_still_held(tx, self.sends, now)
                or any(
                    dispatch.is_any_due(tx, self.sends, lane, now)
                    for lane in (Lane.REST, Lane.UNASKED)
                )
            )
        if waits:  # for a sender that is free, for the pace, or for the lease to be renewed
            return DISPATCH_EVERY
        return min(SWEEP_EVERY, (after - now).total_seconds()) if after else SWEEP_EVERY

    def keep_urgent(self) -> None:
        """Send what keeps somebody safe as soon as it is written, until told to stop.

        A thread of its own: no other job, and no number of ordinary texts, comes before it.
        """
        self._keep(self.send_urgent, lambda: URGENT_LOOK_EVERY, NOTE)

    def _keep(self, send: Callable[[], None], pause: Callable[[], float], note: str) -> None:
        written = waking(self.services.store.engine, self.stopping, note)
        while not self.stopping.is_set():
            try:
                send()
                written.wait(pause())
            except StoreUnavailable:
                log.warning("what is to go waits: the store cannot be reached")
                self.stopping.wait(URGENT_LOOK_EVERY)
            except Exception:
                log.exception("nothing could be sent just now; it is tried again")
                self.stopping.wait(URGENT_LOOK_EVERY)
        written.close()

    def send_urgent(self) -> None:
        """Send what keeps somebody safe and is due now."""
        while self.sends is not None and self.sending.deliver.urgent(self.sends):
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
            self.services.invite_group.tell()

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

    def watch_spending(self) -> None:
        """Mail administrators when the month's texts are nearly used up, and when they are."""
        if self.held is not None:
            self.services.watch_spending()

    def ask_after_stuck(self) -> None:
        """Ask the provider about texts whose receipts never came."""
        if self.held is not None:
            self.sending.ask_after_stuck()

    def check_numbers(self) -> None:
        """Ask again about numbers nobody confirmed for six months, or that a text did not reach."""
        if self.held is not None:
            self.services.check_numbers()

    def draw_charts(self) -> None:
        """Draw the charts of what was released."""
        if self.held is not None:
            self.sending.draw_charts(self.stopping.is_set)

    def gather_themes(self) -> None:
        """Gather what was said in own words, of what was released."""
        if self.held is not None:
            self.services.gather_themes(self.stopping.is_set)

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
            self.services.release.tend_copies()

    def prepare_reviews(self) -> None:
        """Ask who has a review ahead what they want to say there."""
        if self.held is not None:
            self.services.prepare_reviews()

    def release_meetings(self) -> None:
        """Fix what is told of meetings, promises and teams, where enough more are in it."""
        if self.held is not None:
            self.services.release_meetings()

    def tell_workers(self) -> None:
        """Tell workers what the day holds, and ask whether they met."""
        if self.held is not None:
            self.services.tell_workers()

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
    with asked_to_stop() as wait_for_it, working(Schedule(services, build_sending(services))):
        log.info("worker started")
        wait_for_it()
    log.info("worker stopped")


@contextmanager
def working(schedule: Schedule) -> Iterator[None]:
    """Run one worker's schedule while the block lasts, then let what is under way end."""
    scheduler = scheduler_of(schedule)
    threads = [threading.Thread(target=lane, name=lane.__name__) for lane in _lanes(schedule)]
    _ask_for_lease(schedule)
    scheduler.start()
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        schedule.stopping.set()
        scheduler.shutdown(wait=True)
        for thread in threads:
            thread.join()
        schedule.sending.deliver.finish()
        schedule.give_up()


def _ask_for_lease(schedule: Schedule) -> None:
    """Ask before any job does: without it a job's first turn does nothing, and some have few."""
    try:
        schedule.renew()
    except StoreUnavailable:
        log.warning("the lease waits: the store cannot be reached")
    except Exception:  # a database that is still being migrated, say
        log.exception("the lease could not be asked for just now; it is tried again")


def _lanes(schedule: Schedule) -> tuple[Callable[[], None], ...]:
    if not schedule.is_one_of_many:
        return (schedule.keep_urgent,)
    from bot.later_jobs import LaterJobs  # noqa: PLC0415

    url = schedule.services.settings.database_url
    later = LaterJobs(url, schedule.dispatch, schedule.send_urgent, schedule.stopping)
    return schedule.keep_urgent, schedule.keep_sending, later.keep


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
    jobs: tuple[tuple[Callable[[], None], float], ...] = (
        (schedule.renew, RENEW_EVERY),
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
        (schedule.tell_workers, TELL_WORKERS_EVERY),
        (schedule.prepare_reviews, HOURLY),
        (schedule.release_meetings, HOURLY),
        (schedule.watch_spending, HOURLY),
        (schedule.replan, REPLAN_LOOK_EVERY),
        (schedule.erase, ERASE_EVERY),
        (schedule.redact, REDACT_EVERY),
        (schedule.mix, HOURLY),
        (schedule.draw_charts, DRAW_EVERY),
        (schedule.gather_themes, GATHER_EVERY),
    )
    if not schedule.is_one_of_many:
        jobs += ((schedule.dispatch, DISPATCH_EVERY),)
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
    scheduler.add_job(schedule.ask_after_stuck, CronTrigger(hour=4, minute=20), coalesce=True)
    scheduler.add_listener(_tell_of_trouble, EVENT_JOB_ERROR)
    return scheduler


def _tell_of_trouble(event: JobExecutionEvent) -> None:
    # APScheduler logs the traceback itself; a store that is away is worth a line, not a page.
    if isinstance(event.exception, StoreUnavailable):
        log.warning("job %s waits: the store cannot be reached", event.job_id)
