"""Procrastinate, in a thread of its own: wakes a worker for what was written to go later.

A job says "look now" and nothing else. Safeguarding has a queue, and a worker, of its own; no job
takes a lock, for one due in March would hold back all that share it until then (E4a).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from psycopg import Error
from psycopg_pool import PoolTimeout

from bot.store.database import seen_when_cut

log = logging.getLogger(__name__)

SENDING, SAFEGUARDING = "sending", "safeguarding"
AGAIN_AFTER = 2.0
LOOK_EVERY = 0.2
STOPPING_TAKES = 5.0


@dataclass(frozen=True, slots=True)
class LaterJobs:
    """Runs the jobs of both queues until `stopping`; a database that goes away is waited for."""

    database_url: str
    dispatch: Callable[[], None]
    send_urgent: Callable[[], None]
    stopping: threading.Event

    def keep(self) -> None:
        """Run jobs until told to stop."""
        while not self.stopping.is_set():
            try:
                asyncio.run(self._run())
            except (ProcrastinateException, Error, PoolTimeout, OSError) as error:
                log.warning("jobs wait: %s", type(error).__name__)
                self.stopping.wait(AGAIN_AFTER)

    async def _run(self) -> None:
        app = self.app()
        async with app.open_async():
            queues = [asyncio.create_task(_worker(app, name)) for name in (SENDING, SAFEGUARDING)]
            while not self.stopping.is_set() and not any(queue.done() for queue in queues):
                await asyncio.sleep(LOOK_EVERY)
            for queue in queues:
                queue.cancel()
            for ended in await asyncio.gather(*queues, return_exceptions=True):
                if isinstance(ended, Exception):
                    raise ended

    def app(self) -> App:
        """Return Procrastinate with our tasks, not yet connected."""
        conninfo = self.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        kept = seen_when_cut(self.database_url)
        app = App(
            connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4, kwargs=kept)
        )
        app.task(name=f"look_at_{SENDING}", queue=SENDING)(self.dispatch)
        app.task(name=f"look_at_{SAFEGUARDING}", queue=SAFEGUARDING)(self.send_urgent)

        @app.periodic(cron="* * * * *")
        @app.task(name="retry_stalled", queue=SENDING, queueing_lock="retry_stalled")
        async def retry_stalled(timestamp: int) -> None:
            await retry_stalled_jobs(app)

        return app


async def retry_stalled_jobs(app: App, after: float = 30.0) -> int:
    """Put back what a worker had begun that has not been heard of for `after` seconds."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=after))
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)


async def _worker(app: App, queue: str) -> None:
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=1,
        install_signal_handlers=False,
        delete_jobs="successful",
        shutdown_graceful_timeout=STOPPING_TAKES,
    )
