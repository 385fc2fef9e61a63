"""Commands about meetings that came later: series, a worker's calendar, planning anew."""

from __future__ import annotations

import click

from bot.cli.meetings import start_and_worker
from bot.cli.speaking import ID, give, plainly, services_for, tell
from bot.meetings.recurrence import MeetingKind
from bot.store import staff


@click.group()
def series() -> None:
    """Meetings that come again."""


@series.command("add")
@click.option("--contact", "contact_id", required=True, type=ID)
@click.option("--worker", "worker_email", required=True)
@click.option("--at", "starts", required=True, help="The first: ISO; without a zone, ours.")
@click.option("--place", required=True)
@click.option("--rule", required=True, help="FREQ=MONTHLY;COUNT=12")
@click.option("--kind", type=click.Choice(list(MeetingKind)), default=MeetingKind.ONE_TO_ONE)
@click.option("--in-term", is_flag=True, help="None in the school holidays.")
@plainly
def series_add(
    *,
    contact_id: int,
    worker_email: str,
    starts: str,
    place: str,
    rule: str,
    kind: str,
    in_term: bool,
) -> None:
    """Book a series and print its id."""
    services = services_for()
    starts_at, worker_id = start_and_worker(services, starts, worker_email)
    give(
        services.book_series(
            contact_id=contact_id,
            worker_id=worker_id,
            starts_at=starts_at,
            place=place,
            rule=rule,
            in_term=in_term,
            kind=kind,
        )
    )


@click.group("calendar")
def calendar_group() -> None:
    """A worker's meetings in their own calendar."""


@calendar_group.command("link")
@click.option("--worker", "worker_email", required=True)
@plainly
def calendar_link(worker_email: str) -> None:
    """Print a new private address; the one before it ends."""
    services = services_for()
    with services.store.reading() as tx:
        worker_id = staff.lead_professional(tx, worker_email).id
    give(services.calendar.link(worker_id, actor="command"))


@calendar_group.command("end")
@click.option("--worker", "worker_email", required=True)
@plainly
def calendar_end(worker_email: str) -> None:
    """End the private address of a worker's calendar."""
    services = services_for()
    with services.store.reading() as tx:
        worker_id = staff.by_email(tx, worker_email).id
    services.calendar.end(worker_id, actor="command")
    tell("Ended: nobody can read it there any more.")


@click.command()
@plainly
def replan() -> None:
    """Plan the reminders of all meetings ahead anew, after a settings change."""
    tell(f"The texts of {services_for().replan()} meetings changed.")
