"""The carrier's agenda: what is put down for a little later is done then, if nothing else comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

from bot.channels.carrier.agenda import Agenda

SOON, PATIENCE = timedelta(seconds=0.05), 10.0


def test_a_task_for_later_is_done_though_the_agenda_was_empty_and_nothing_follows() -> None:
    agenda, began, done = Agenda(name="test", clock=lambda: datetime.now(UTC)), Event(), Event()
    agenda.start()
    agenda.add(datetime.now(UTC), began.set)
    began.wait(PATIENCE)
    while agenda._changed._waiters.__len__() == 0:  # type: ignore[attr-defined]
        pass
    agenda.add(datetime.now(UTC) + SOON, done.set)

    was_done = done.wait(PATIENCE)

    agenda.stop()
    assert was_done
