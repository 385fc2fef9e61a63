"""Commands about people: staff accounts, young people and carers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from admin.first_link import first_path
from bot.cli.speaking import give, plainly, services_for, sheet_told
from bot.store import audits, staff
from bot.store.staff_tables import RoleName
from bot.store.users import StaffSession, add_user


@click.group()
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


@click.group()
def contact() -> None:
    """Young people and carers."""


@contact.command("add")
@click.option("--nickname", required=True)
@click.option("--phone", required=True)
@click.option("--age-band", required=True)
@click.option("--gender", default=None)
@click.option("--worker", "worker_email", default=None, help="Their lead professional's e-mail.")
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="und: nobody knows yet, they are asked first.",
)
@click.option("--area", default=None)
@click.option("--ok-to-text", is_flag=True, help="A worker confirmed the number with them.")
@plainly
def contact_add(**fields: Any) -> None:
    """Add a contact and print its id."""
    give(services_for().add_contact(**fields))


@contact.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only look: nothing is added.")
@plainly
def contact_import(file: Path, dry_run: bool) -> None:
    """Add the contacts of a CSV file, all or none, and print their ids."""
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    sheet_told(services_for().sheets.contacts(text, look=dry_run), dry_run)
