"""Commands about meetings and the web chat."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bot.cli.speaking import ID, fail, give, plainly, services_for, sheet_told, tell
from bot.store import staff
from bot.wiring import Services


@click.group()
def appointment() -> None:
    """Meetings."""


@appointment.command("add")
@click.option("--contact", "contact_id", required=True, type=ID)
@click.option("--worker", "worker_email", required=True)
@click.option("--at", "starts", required=True, help="ISO date and time; without a zone, ours.")
@click.option("--place", required=True)
@click.option("--lead", "leads", multiple=True, help="1w, 3d, 2h, 30m, evening; may be repeated.")
@plainly
def appointment_add(
    *, contact_id: int, worker_email: str, starts: str, place: str, leads: tuple[str, ...]
) -> None:
    """Book a meeting and print its id."""
    services = services_for()
    starts_at, worker_id = start_and_worker(services, starts, worker_email)
    give(
        services.book(
            contact_id=contact_id,
            worker_id=worker_id,
            starts_at=starts_at,
            place=place,
            leads=leads,
        )
    )


@appointment.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only look: nothing is booked.")
@plainly
def appointment_import(file: Path, dry_run: bool) -> None:
    """Book the meetings of a CSV file, all or none, and print their ids."""
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    sheet_told(services_for().sheets.meetings(text, look=dry_run), dry_run)


@click.group("chat")
def chat_group() -> None:
    """The web chat."""


@chat_group.command("link")
@click.option("--contact", "contact_id", required=True, type=ID)
@plainly
def chat_link(contact_id: int) -> None:
    """Print a personal web-chat link."""
    give(services_for().chat.link(contact_id))


@chat_group.command("revoke")
@click.option("--contact", "contact_id", required=True, type=ID)
@plainly
def chat_revoke(contact_id: int) -> None:
    """Take back every web-chat link of a contact, and close the chats opened with them."""
    ended = services_for().chat.revoke(contact_id)
    tell(f"{ended} {'link opens' if ended == 1 else 'links open'} nothing any more.")


def start_and_worker(services: Services, starts: str, worker_email: str) -> tuple[datetime, int]:
    """Read when a meeting is, in our zone unless it names one, and whose it is."""
    try:
        starts_at = datetime.fromisoformat(starts)
    except ValueError:
        fail("--at wants a date and time like 2027-03-02T16:00")
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=services.settings.timezone)
    with services.store.reading() as tx:
        return starts_at, staff.lead_professional(tx, worker_email).id
