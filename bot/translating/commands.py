"""`sayso translations …`: sentences out to whoever translates them, and back into their files."""

from __future__ import annotations

from pathlib import Path

import click

from bot.engine.checking import shipped_files
from bot.errors import BadInput
from bot.translating.sheet import made, read, taken

SHEET = click.Path(dir_okay=False, path_type=Path)


@click.group()
def translations() -> None:
    """Sentences for people who translate them; docs/translating.md says how."""


@translations.command("out")
@click.argument("sheet", type=SHEET)
@click.option("--language", required=True, help="BCP 47: cy, pl, ur.")
def out(sheet: Path, language: str) -> None:
    """Write every sentence, and how it stands in one language, to a CSV sheet."""
    sheet.write_text(made(language, _texts()), encoding="utf-8-sig")
    click.echo(f"Wrote {sheet}.", err=True)


@translations.command("in")
@click.argument("sheet", type=SHEET)
def back_in(sheet: Path) -> None:
    """Take the translations of a sheet into their files; exit 1 if rows were left out."""
    try:
        language, rows = read(sheet.read_text(encoding="utf-8-sig"))
    except (BadInput, OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{sheet}: {error}") from error
    files = {path.name: path for path in shipped_files()}
    changed, left_out = taken(language, rows, _texts())
    for name, text in changed.items():
        files[name].write_text(text, encoding="utf-8")
        click.echo(f"Changed {name}.", err=True)
    for row in left_out:
        told = "its English changed, or it is gone: make a new sheet"
        click.echo(f"Left out {row.file} {row.place}: {told}.", err=True)
    if left_out:
        raise SystemExit(1)


def _texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in shipped_files()}
