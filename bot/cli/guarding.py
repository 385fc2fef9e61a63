"""Commands that guard what is kept: the audit log's check, and new keys."""

from __future__ import annotations

import sys

import click

from bot.cli.speaking import FAULTS, give, plainly, services_for, tell
from bot.store import audits


@click.group("audit")
def audit_group() -> None:
    """The audit log."""


@audit_group.command("verify")
@plainly
def audit_verify() -> None:
    """See that no row of the audit log was edited, removed, reordered or cut off."""
    with services_for().store.reading() as tx:
        found = audits.verify(tx)
    for fault in found.faults:
        tell(f"The audit log is not whole: {fault}.")
    if found.faults:
        sys.exit(FAULTS)
    give(f"{found.rows} rows, whole. The newest is {found.newest}")
