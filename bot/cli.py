"""The `sayso` command. What it makes goes to standard output, alone; messages to standard error."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from admin.first_link import first_path
from bot.app import Services, build, create_app, utc_now
from bot.bench.commands import bench
from bot.channels.carrier import CarrierConfig
from bot.channels.carrier import serve as serve_carrier
from bot.engine.issues import check as check_flow
from bot.engine.loading import AROUND, document, load_flow, shipped
from bot.errors import SaysoError, SettingsError
from bot.insight.snapshot import results as results_of
from bot.jobs import run_worker
from bot.safeguarding import dates
from bot.serving import serve_web
from bot.settings import Settings, sample
from bot.store import audits, staff
from bot.store.migrations.run import migrate as migrate_store
from bot.store.users import RoleName, StaffSession, add_user
from bot.talk import talk as talk_in_terminal

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
        fail("The settings are not complete:\n" + "\n".join(f"- {p}" for p in error.problems))
    except SaysoError as error:
        fail(f"sayso: {error}")


def document_of(file: Path) -> str:
    """Return a flow file with the phrases that ship, as one document."""
    return document(file.read_text(encoding="utf-8"), AROUND.read_text(encoding="utf-8"))


def services_for() -> Services:
    """Return every use case, wired by the settings in the environment."""
    return build(Settings.from_environment())


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn our own errors into a sentence and exit code 2."""

    @wraps(command)
    def plain(*args: P.args, **kwargs: P.kwargs) -> R:
        with _plain_errors():
            return command(*args, **kwargs)

    return plain


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Sayso: young people take part by text or chat."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # "Still running" is ordinary while a long batch goes out; errors are told.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)


@main.command()
@click.option("--sample", "wants_sample", is_flag=True, help="Print a complete working set.")
@plainly
def settings(wants_sample: bool) -> None:
    """Check the settings, or print a sample with fresh keys."""
    if wants_sample:
        for name, value in sample().items():
            give(f"{name}={value}")
        return
    Settings.from_environment()
    tell("The settings are complete.")


@main.command()
@plainly
def migrate() -> None:
    """Bring the database to the newest schema and publish changed flows."""
    services = services_for()
    migrate_store(services.store.engine)
    for key, version in services.publish(shipped()).items():
        tell(f"Published {key}, version {version}.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--socket", "socket_path", type=click.Path(path_type=Path), default=None)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@plainly
def serve(host: str, port: int, socket_path: Path | None, workers: int) -> None:
    """Serve the web: webhooks, chat and admin."""
    configured = Settings.from_environment()
    bind = f"unix:{socket_path}" if socket_path else f"{host}:{port}"
    serve_web(lambda: create_app(configured), bind=bind, workers=workers)


@main.command()
@plainly
def worker() -> None:
    """Run the scheduler and the sender, while this process holds the lease."""
    run_worker(services_for())


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@plainly
def carrier(port: int) -> None:
    """Run the pretend carrier: a phone network on this machine, for the demo and tests."""
    configured = Settings.from_environment()
    serve_carrier(
        CarrierConfig(
            account_sid=configured.twilio.account_sid,
            auth_token=configured.twilio.auth_token,
            inbound_url=f"{configured.public_base_url}/webhooks/twilio/inbound",
            port=port,
        )
    )


@main.group()
def user() -> None:
    """Staff accounts."""


@user.command("add")
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in RoleName]))
@click.option("--team", default=None)
@click.option("--name", default=None, help="The first name young people see.")
@plainly
def user_add(email: str, role: str, team: str | None, name: str | None) -> None:
    """Add an account and print its one-time link."""
    services = services_for()
    team_id = None
    if team:
        with services.store.begin() as tx:
            team_id = staff.ensure_team(tx, team)
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        added = add_user(db, email=email, roles=[RoleName(role)], name=name, team_id=team_id)
        path, user_id = first_path(added, services.settings.secret_key), added.id
    with services.store.begin() as tx:
        audits.record(
            tx,
            actor="command",
            action="user.add",
            subject=f"user:{user_id}",
            now=services.now(),
            detail={"role": role},
        )
    give(services.settings.public_base_url + path)


@main.group()
def contact() -> None:
    """Young people and carers."""


@contact.command("add")
@click.option("--nickname", required=True)
@click.option("--phone", required=True)
@click.option("--age-band", required=True)
@click.option("--gender", default=None)
@click.option("--worker", "worker_email", default=None, help="Their lead professional's e-mail.")
@click.option("--language", default="en", show_default=True)
@click.option("--area", default=None)
@click.option("--ok-to-text", is_flag=True, help="A worker confirmed the number with them.")
@plainly
def contact_add(**fields: Any) -> None:
    """Add a contact and print its id."""
    give(services_for().add_contact(**fields))


@main.group()
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


@main.group()
def appointment() -> None:
    """Meetings."""


@appointment.command("add")
@click.option("--contact", "contact_id", required=True, type=ID)
@click.option("--worker", "worker_email", required=True)
@click.option("--at", "starts", required=True, help="ISO date and time; without a zone, ours.")
@click.option("--place", required=True)
@click.option("--lead", "leads", multiple=True, help="1w, 3d, 2h, 30m, evening; may be repeated.")
@plainly
def appointment_add(
    *, contact_id: int, worker_email: str, starts: str, place: str, leads: tuple[str, ...]
) -> None:
    """Book a meeting and print its id."""
    services = services_for()
    try:
        starts_at = datetime.fromisoformat(starts)
    except ValueError:
        fail("--at wants a date and time like 2027-03-02T16:00")
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=services.settings.timezone)
    with services.store.reading() as tx:
        worker_id = staff.lead_professional(tx, worker_email).id
    give(
        services.book(
            contact_id=contact_id,
            worker_id=worker_id,
            starts_at=starts_at,
            place=place,
            leads=leads,
        )
    )


@main.group("chat")
def chat_group() -> None:
    """The web chat."""


@chat_group.command("link")
@click.option("--contact", "contact_id", required=True, type=ID)
@plainly
def chat_link(contact_id: int) -> None:
    """Print a personal web-chat link."""
    give(services_for().chat.link(contact_id))


@main.command()
@click.argument("key")
@plainly
def talk(key: str) -> None:
    """Talk to a flow in the terminal: one line in, one message."""
    talk_in_terminal(key, sys.stdin, sys.stdout)


@main.command()
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
    today = utc_now().date()
    faults += [
        {"file": one.key, "code": one.code, "flow": "", "node": one.key, "message": one.message}
        for one in dates.faults(today)
    ]
    for one in dates.warnings(today):
        tell(f"Soon: {one.message}.")
    if as_json:
        give(json.dumps(faults, indent=2))
    for fault in [] if as_json else faults:
        give("{file}: {node}: {code}: {message}".format(**fault))
    if faults:
        sys.exit(FAULTS)
    tell(f"{len(documents)} flows, no faults.")


@main.group()
def totals() -> None:
    """What young people said, added up."""


@totals.command("release")
@click.argument("key")
@plainly
def totals_release(key: str) -> None:
    """Make a new safe snapshot, if enough more young people have answered."""
    released = services_for().release(key)
    if released is None:
        fail("Not yet: ten more young people must answer before the totals change.", FAULTS)
    tell("Released.")


@main.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="The only form for now.")
@plainly
def results(key: str, as_json: bool) -> None:
    """Print the newest safe snapshot of a flow."""
    shown, released = services_for().release.newest(key)
    give(
        json.dumps(
            {
                "flow": shown.key,
                "released_at": released.released_at.isoformat() if released else None,
                "questions": results_of(released.figures) if released else [],
            },
            indent=2,
        )
    )


@main.command()
@click.option("--json", "as_json", is_flag=True, help="The only form.")
@plainly
def concerns(as_json: bool) -> None:
    """List the concerns, without words."""
    lines = services_for().concerns.queue(include_closed=True)
    give(
        json.dumps(
            [
                {
                    "id": line.id,
                    "address": line.address_kind,
                    "severity": line.severity,
                    "state": line.state,
                    "opened_at": line.opened_at.isoformat(),
                    "acknowledged_at": line.acknowledged_at and line.acknowledged_at.isoformat(),
                }
                for line in lines
            ],
            indent=2,
        )
    )


main.add_command(bench)
