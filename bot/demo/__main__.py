"""`python -m bot.demo`: the one command of the demo. It reads its options and runs the whole."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from bot.demo.folder import API, DATABASE, Folder, from_outside
from bot.demo.processes import is_free
from bot.demo.running import Demo, Failed
from bot.errors import SaysoError, SettingsError
from bot.settings import Settings

FAULT, BAD_USE = 1, 2


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65534))
@click.option(
    "--folder", "path", default="var/demo", show_default=True, type=click.Path(path_type=Path)
)
@click.option("--fresh", is_flag=True, help="Begin anew: forget what was done before.")
def main(port: int, path: Path, fresh: bool) -> None:
    """Run the whole service with sample young people."""
    stop = _stop_when_asked()
    given = from_outside(os.environ)
    _check(given, port=port, fresh=fresh)
    folder = Folder(path)
    folder.make(fresh=fresh)
    try:
        settings = Settings.from_environment(folder.environment(port, given))
        Demo(folder, port, settings, given, stop).run(click.echo)
    except SettingsError as error:
        _fail("The settings are not right:\n" + "\n".join(f"- {p}" for p in error.problems))
    except Failed as failed:
        _fail(str(failed), FAULT)
    except SaysoError as error:
        _fail(f"demo: {error}")


def _stop_when_asked() -> threading.Event:
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        # In a thread of its own: this one may be holding the lock that `set` takes.
        threading.Thread(target=stop.set).start()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, ask)
    return stop


def _check(given: Mapping[str, str], *, port: int, fresh: bool) -> None:
    if fresh and DATABASE in given:
        _fail(f"--fresh does not empty a database of yours. Unset {DATABASE}, or empty it.")
    for wanted in (port,) if API in given else (port, port + 1):
        if not is_free(wanted):
            _fail(f"Port {wanted} is in use. Try another: make demo PORT={port + 100}")


def _fail(message: str, code: int = BAD_USE) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main(prog_name="python -m bot.demo")
