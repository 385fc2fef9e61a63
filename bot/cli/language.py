"""Commands that read language: `sayso nlu reply`, `intent` and `screen`. They need no settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from bot.cli.speaking import FAULTS, give, plainly, tell
from bot.read_lines import READERS, Fault, read_lines
from bot.safeguarding import assess, learnt
from bot.safeguarding.leaving import ear_of
from bot.services.understand import Understand
from bot.settings import encoder_directory
from nlu.embedded.interpreter import in_a_turn, rows_of
from nlu.embedded.loading import load_interpreter


@click.group()
def nlu() -> None:
    """Read JSON Lines from standard input as Sayso reads messages; answer one object a line."""


def _command(name: str) -> Callable[[], None]:
    @plainly
    def answer() -> None:
        assess.warm_up()
        learnt.read_all()
        interpreter = load_interpreter(encoder_directory(os.environ))
        rows = rows_of(interpreter)
        ear = ear_of(rows) if interpreter else None
        understand = Understand(interpreter, in_a_turn(interpreter), rows, ear, None)
        faults = 0
        for answered in read_lines(understand, READERS[name], sys.stdin.buffer):
            if isinstance(answered, Fault):
                faults += 1
                tell(f"sayso: {answered.says}")
            else:
                give(answered)
        if faults:
            sys.exit(FAULTS)

    return answer


for _name, _reader in READERS.items():
    nlu.command(_name, help=_reader.__doc__)(_command(_name))
