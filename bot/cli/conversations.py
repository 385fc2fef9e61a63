"""Commands about conversations: start, publish, check, talk."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from bot.cli.speaking import FAULTS, ID, fail, give, plainly, services_for, tell
from bot.conversation.budget import BegunBy
from bot.engine.checking import as_line, as_row, check_file, shipped_files
from bot.engine.issue import Issue, Level
from bot.engine.loading import AROUND, document, load_flow
from bot.errors import FlowError
from bot.safeguarding import dates
from bot.talk import talk as talk_in_terminal
from bot.wiring import utc_now


def document_of(file: Path) -> str:
    """Return a flow file with the phrases that ship, as one document."""
    phrases = AROUND.read_text(encoding="utf-8")
    return document(file.read_text(encoding="utf-8"), phrases, file.parent)


@click.group()
def flow() -> None:
    """Conversations."""


@flow.command("start")
@click.argument("key")
@click.option("--contact", "contact_id", required=True, type=ID)
@click.option(
    "--when-there-is-room",
    "waits",
    is_flag=True,
    help="Wait for a week of theirs with room for it, as prompts do. Unless said, it begins now.",
)
@click.option("--promise", help="What their worker said they would do; after-meeting asks of it.")
@click.option("--who", help="Whom it is about, as carer-view says it.")
@plainly
def flow_start(
    key: str, contact_id: int, *, waits: bool, promise: str | None, who: str | None
) -> None:
    """Begin a flow with a contact who has been told of it, or when their week has room."""
    begun_by = BegunBy.STAFF if waits else BegunBy.KEYWORD
    told = {name: said for name, said in (("promise", promise), ("who", who)) if said}
    started = services_for().start_flow(
        flow=key, contact_id=contact_id, begun_by=begun_by, told=told
    )
    tell(f"{key}: {started}")


@flow.command("publish")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@plainly
def flow_publish(files: tuple[Path, ...]) -> None:
    """Publish flow files as new versions, if they have no faults and no id changes its meaning."""
    services = services_for()
    found = [issue for file in files for issue in check_file(file) if issue.level is Level.FAULT]
    if found:
        fail("\n".join(as_line(issue) for issue in found), FAULTS)
    documents = {load_flow(written).key: written for written in map(document_of, files)}
    try:
        versions = services.publish(documents)
    except FlowError as refused:
        fail(f"sayso: {refused}", FAULTS)
    for key, version in versions.items():
        tell(f"Published {key}, version {version}.")


@click.command()
@click.argument("key")
@plainly
def talk(key: str) -> None:
    """Talk to a flow in the terminal: one line in, one message."""
    talk_in_terminal(key, sys.stdin, sys.stdout)


def _dated(today: date) -> list[Issue]:
    """Return what is wrong, or soon will be, because a day has come."""
    found = [(dates.faults(today), Level.FAULT), (dates.warnings(today), Level.NOTE)]
    return [
        Issue(one.code, "", one.key, one.message, level=level, file="signposts.yaml")
        for overdue, level in found
        for one in overdue
    ]


def _missing() -> list[Issue]:
    """Return what this deployment lacks: the set-up page's list, what is dated with it."""
    return [
        Issue(
            line.code,
            line.step,
            "",
            f"{line.says} {f'(Set {line.setting}.)' if line.setting else ''}".rstrip(),
            level=Level.FAULT if line.is_must else Level.NOTE,
            file="this deployment",
        )
        for line in services_for().take_stock.missing()
    ]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--go-live",
    "goes_live",
    is_flag=True,
    help="Look at this deployment too, its settings and database: what is missing is a fault.",
)
@plainly
def check(files: tuple[Path, ...], as_json: bool, *, goes_live: bool) -> None:
    """Check flows and phrases; exit 1 if there are faults. Notes are listed and fault nothing."""
    checked = files or shipped_files()
    found = [issue for file in checked for issue in check_file(file)]
    if goes_live:
        found += _missing()
    elif not files:
        found += _dated(utc_now().date())
    if as_json:
        give(json.dumps([as_row(issue) for issue in found], indent=2, ensure_ascii=False))
    for issue in [] if as_json else found:
        give(as_line(issue))
    if any(issue.level is Level.FAULT for issue in found):
        sys.exit(FAULTS)
    tell(f"{len(checked)} files, no faults.")
