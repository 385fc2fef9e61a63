"""The `sayso` command. What it makes goes to standard output, alone; messages to standard error.

One module holds the commands of one subject; this one only gathers them.
"""

from __future__ import annotations

import os

import click

from bot import logs
from bot.bench.commands import bench
from bot.cli.calendars import calendar_group, replan, series
from bot.cli.conversations import check, flow, talk
from bot.cli.findings import attendance, concerns, results, totals
from bot.cli.guarding import audit_group, keys_group
from bot.cli.housekeeping import backup, move, restore_command
from bot.cli.language import nlu
from bot.cli.meetings import appointment, chat_group
from bot.cli.people import contact, user
from bot.cli.rights import cases, retention
from bot.cli.running import carrier, migrate, serve, settings, worker
from bot.cli.simulating import simulate
from bot.settings import wants_json_logs
from bot.translating.commands import translations

__all__ = ["main"]

_COMMANDS: tuple[click.Command, ...] = (
    settings,
    migrate,
    serve,
    worker,
    carrier,
    user,
    contact,
    flow,
    appointment,
    series,
    calendar_group,
    replan,
    chat_group,
    talk,
    check,
    totals,
    results,
    concerns,
    cases,
    retention,
    audit_group,
    keys_group,
    attendance,
    nlu,
    move,
    backup,
    restore_command,
    bench,
    simulate,
    translations,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Sayso: young people take part by text or chat."""
    logs.set_up(as_json=wants_json_logs(os.environ))


for _command in _COMMANDS:
    main.add_command(_command)
