"""The `sayso` command. What it makes goes to standard output, alone; messages to standard error.

One module holds the commands of one subject; this one only gathers them. It loads none of them
before it is asked for: the worker starts without the web, and the web without the measurements.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType

import click

from bot import logs
from bot.loading import loading_for_good
from bot.settings import wants_json_logs

__all__ = ["main"]

# Each command: the module that holds it, and its name there.
_COMMANDS = {
    "settings": ("bot.cli.running", "settings"),
    "migrate": ("bot.cli.running", "migrate"),
    "serve": ("bot.cli.running", "serve"),
    "worker": ("bot.cli.running", "worker"),
    "carrier": ("bot.cli.running", "carrier"),
    "user": ("bot.cli.people", "user"),
    "contact": ("bot.cli.people", "contact"),
    "flow": ("bot.cli.conversations", "flow"),
    "talk": ("bot.cli.conversations", "talk"),
    "check": ("bot.cli.conversations", "check"),
    "appointment": ("bot.cli.meetings", "appointment"),
    "chat": ("bot.cli.meetings", "chat_group"),
    "series": ("bot.cli.calendars", "series"),
    "calendar": ("bot.cli.calendars", "calendar_group"),
    "replan": ("bot.cli.calendars", "replan"),
    "totals": ("bot.cli.findings", "totals"),
    "results": ("bot.cli.findings", "results"),
    "concerns": ("bot.cli.findings", "concerns"),
    "attendance": ("bot.cli.findings", "attendance"),
    "cases": ("bot.cli.rights", "cases"),
    "retention": ("bot.cli.rights", "retention"),
    "audit": ("bot.cli.guarding", "audit_group"),
    "keys": ("bot.cli.guarding", "keys_group"),
    "nlu": ("bot.cli.language", "nlu"),
    "move": ("bot.cli.housekeeping", "move"),
    "backup": ("bot.cli.housekeeping", "backup"),
    "restore": ("bot.cli.housekeeping", "restore_command"),
    "bench": ("bot.bench.commands", "bench"),
    "simulate": ("bot.cli.simulating", "simulate"),
    "translations": ("bot.translating.commands", "translations"),
}


class _Gathered(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(_loaded(module), name)
        return command


def _loaded(module: str) -> ModuleType:
    if module not in sys.modules:
        with loading_for_good():
            import_module(module)
    return sys.modules[module]


@click.group(cls=_Gathered, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Sayso: young people take part by text or chat."""
    logs.set_up(as_json=wants_json_logs(os.environ))
