"""Commands about young people's rights: cases with their dates, and what is too old to be kept."""

from __future__ import annotations

import json

import click

from bot.cli.speaking import give, plainly, services_for, tell
from bot.services.keep_to_retention import Report
from bot.store import cases as stored
from bot.store import redactions


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The only form.")
@plainly
def cases(as_json: bool) -> None:
    """List complaints and erasures with their dates, without words."""
    with services_for().store.reading() as tx:
        found = stored.all_of(tx)
    give(
        json.dumps(
            [
                {
                    "id": case.id,
                    "kind": case.kind,
                    "state": case.state,
                    "opened_at": case.opened_at.isoformat(),
                    "due_at": case.due_at.isoformat(),
                    "acknowledged_at": case.acknowledged_at and case.acknowledged_at.isoformat(),
                    "closed_at": case.closed_at and case.closed_at.isoformat(),
                }
                for case in found
            ],
            indent=2,
        )
    )


@click.command()
@click.option("--dry-run", is_flag=True, help="Count what would go, and delete nothing.")
@plainly
def retention(dry_run: bool) -> None:
    """Delete what is too old to be kept, and print what went. The worker does so each night."""
    services = services_for()
    report = services.retention(dry=dry_run)
    give(json.dumps(_as_json(report), indent=2))
    with services.store.reading() as tx:
        waiting, refused = redactions.waiting(tx)
    tell(f"At the provider: {waiting} texts still to be forgotten, {refused} refused.")
    for concern_id in report.to_dispose:
        tell(f"Concern {concern_id} is past its schedule date: people must dispose of it.")


def _as_json(report: Report) -> dict[str, object]:
    return {
        "ran_at": report.ran_at.isoformat(),
        "dry_run": report.dry,
        "kinds": [
            {
                "kind": line.kind,
                "kept_for": line.period,
                "older_than": line.before.isoformat(),
                "rows": dict(line.rows),
            }
            for line in report.lines
        ],
        "concerns_to_dispose_of": list(report.to_dispose),
    }
