"""Commands that show what came in: totals, results, concerns."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bot.cli.speaking import FAULTS, fail, give, plainly, services_for, tell
from bot.insight.snapshot import results as results_of
from bot.meetings.attendance import attendance as attended
from bot.store.queries.attendance import happened
from bot.store.queries.scope import of_the_command_line


@click.group()
def totals() -> None:
    """What young people said, added up."""


@totals.command("release")
@click.argument("key")
@plainly
def totals_release(key: str) -> None:
    """Make a new safe snapshot, if enough more young people have answered."""
    released = services_for().release(key)
    if released is None:
        fail("Not yet: ten more young people must answer before the totals change.", FAULTS)
    tell("Released.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The only form.")
@plainly
def attendance(as_json: bool) -> None:
    """Print what became of meetings, by reminder and by choice: rounded shares, no small groups."""
    services = services_for()
    with services.store.reading() as tx:
        told = attended(happened(tx, services.house))
    give(json.dumps(asdict(told), indent=2))


@click.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="The only form for now.")
@plainly
def results(key: str, as_json: bool) -> None:
    """Print the newest safe snapshot of a flow."""
    shown, released = services_for().release.newest(key)
    give(
        json.dumps(
            {
                "flow": shown.key,
                "released_at": released.released_at.isoformat() if released else None,
                "questions": results_of(released.figures) if released else [],
            },
            indent=2,
        )
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The only form.")
@plainly
def concerns(as_json: bool) -> None:
    """List the concerns, without words."""
    lines = services_for().concerns.queue(of_the_command_line(), include_closed=True)
    give(
        json.dumps(
            [
                {
                    "id": line.id,
                    "address": line.address_kind,
                    "severity": line.severity,
                    "state": line.state,
                    "opened_at": line.opened_at.isoformat(),
                    "acknowledged_at": line.acknowledged_at and line.acknowledged_at.isoformat(),
                }
                for line in lines
            ],
            indent=2,
        )
    )
