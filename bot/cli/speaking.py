"""How a command speaks. What it makes goes to standard output, alone; the rest beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click

from bot.errors import SaysoError, SettingsError, StoreUnavailable
from bot.services.import_sheets import Looked
from bot.settings import Settings
from bot.store import known_keys
from bot.wiring import Services, build

P = ParamSpec("P")
R = TypeVar("R")

ID = click.IntRange(1, 2**63 - 1)
FAULTS, BAD_USE = 1, 2


def tell(message: str) -> None:
    """Say something to whoever runs the command, on standard error."""
    click.echo(message, err=True)


def give(value: object) -> None:
    """Print what the command made, on standard output."""
    click.echo(str(value))


def fail(message: str, code: int = BAD_USE) -> NoReturn:
    """Say what is wrong and what to do, and leave."""
    tell(message)
    sys.exit(code)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        fail("The settings are not right:\n" + "\n".join(f"- {p}" for p in error.problems))
    except SaysoError as error:
        fail(f"sayso: {error}")


def services_for() -> Services:
    """Return every use case, wired by the settings in the environment.

    Raises:
        SettingsError: a setting is missing or bad, or a key is not the database's.
    """
    services = build(Settings.from_environment())
    with suppress(StoreUnavailable), services.store.reading() as tx:
        known_keys.check(tx, services.settings.pseudonym_key)
    return services


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn our own errors into a sentence and exit code 2."""

    @wraps(command)
    def plain(*args: P.args, **kwargs: P.kwargs) -> R:
        with _plain_errors():
            return command(*args, **kwargs)

    return plain


def sheet_told(looked: Looked, dry_run: bool) -> None:
    """Say what a sheet holds and what is to be mended in it; print the ids of what was made."""
    for line in looked.lines if dry_run else ():
        tell(line)
    if looked.faults:
        fail("\n".join(map(str, looked.faults)) + "\nNothing was added.", FAULTS)
    if dry_run:
        tell(f"{len(looked.lines)} rows are good. Nothing was added.")
    for made in looked.made:
        give(made)
