"""Commands about conversations: start, publish, check, talk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.cli.speaking import FAULTS, ID, give, plainly, services_for, tell
from bot.engine.issues import check as check_flow
from bot.engine.loading import AROUND, document, load_flow, shipped
from bot.talk import talk as talk_in_terminal


def document_of(file: Path) -> str:
    """Return a flow file with the phrases that ship, as one document."""
    return document(file.read_text(encoding="utf-8"), AROUND.read_text(encoding="utf-8"))


@click.group()
def flow() -> None:
    """Conversations."""


@flow.command("start")
@click.argument("key")
@click.option("--contact", "contact_id", required=True, type=ID)
@plainly
def flow_start(key: str, contact_id: int) -> None:
    """Begin a flow with a contact."""
    started = services_for().start_flow(flow=key, contact_id=contact_id)
    tell(f"{key}: {started}")


@flow.command("publish")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@plainly
def flow_publish(files: tuple[Path, ...]) -> None:
    """Publish flow files as new versions."""
    services = services_for()
    documents = {}
    for file in files:
        written = document_of(file)
        documents[load_flow(written).key] = written
    for key, version in services.publish(documents).items():
        tell(f"Published {key}, version {version}.")


@click.command()
@click.argument("key")
@plainly
def talk(key: str) -> None:
    """Talk to a flow in the terminal: one line in, one message."""
    talk_in_terminal(key, sys.stdin, sys.stdout)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@plainly
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check flows; exit 1 if there are faults."""
    documents = {str(file): document_of(file) for file in files} or shipped()
    faults = [
        {
            "file": name,
            "code": issue.code,
            "flow": issue.flow,
            "node": issue.node,
            "message": issue.message,
        }
        for name, written in documents.items()
        for issue in check_flow(load_flow(written))
    ]
    if as_json:
        give(json.dumps(faults, indent=2))
    for fault in [] if as_json else faults:
        give("{file}: {node}: {code}: {message}".format(**fault))
    if faults:
        sys.exit(FAULTS)
    tell(f"{len(documents)} flows, no faults.")
