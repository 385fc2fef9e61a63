"""`sayso simulate`: a town of pretend young people, and whether anything was lost on the way."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from bot.bench.simulate import findings, running
from bot.cli.speaking import give, plainly, tell


@click.command()
@click.option("--young-people", default=27, show_default=True, type=click.IntRange(1, 20_000))
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 366))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 16))
@click.option("--database", "database_url", help="An empty PostgreSQL database; SQLite without.")
@click.option("--json", "as_json", is_flag=True)
@plainly
def simulate(
    *,
    young_people: int,
    days: int,
    seed: int,
    workers: int,
    database_url: str | None,
    as_json: bool,
) -> None:
    """Have pretend young people live some days over the real web, worker and a rough network.

    Ends with 1 if a text was lost, doubled or stray.
    """
    found = asdict(
        running.simulate(
            young_people=young_people,
            days=days,
            seed=seed,
            workers=workers,
            database_url=database_url,
            tell=tell,
        )
    )
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    give(json.dumps(found) if as_json else "\n".join(lines))
    if any(found[fault] for fault in findings.FAULTS):
        sys.exit(1)
