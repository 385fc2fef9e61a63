"""Commands that guard what is kept: the audit log's check, and new keys."""

from __future__ import annotations

import sys

import click

from admin.resealing import reseal_staff
from bot.channels.spool import Spool
from bot.cli.speaking import FAULTS, fail, give, plainly, services_for, tell
from bot.store import audits, resealing
from bot.store.users import StaffSession
from bot.wiring import Services

PASSES = 3  # a row that somebody holds is passed over, and found at the next pass


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


@click.group("keys")
def keys_group() -> None:
    """The keys of names, numbers and words."""


@keys_group.command("rotate")
@plainly
def keys_rotate() -> None:
    """Seal everything anew with the first of SAYSO_ENCRYPTION_KEYS, while the service runs.

    Every process must have both keys by then, the new one first. Breaking off loses nothing:
    start it again. When it says so, the older keys can go from the settings.
    """
    services = services_for()
    newest, *older = (name for name, _ in services.settings.encryption_keys)
    sealed, unreadable = _reseal_rows(services)
    sealed += _reseal_beside(services)
    with services.store.begin() as tx:
        left = resealing.left(tx)
        audits.record(
            tx,
            actor="command",
            action="keys.rotate",
            subject="keys",
            now=services.now(),
            detail={"key": newest, "sealed": sealed, "left": left},
        )
    give(f"{sealed} sealed anew with {newest}, {left} rows left under an older key")
    if unreadable:
        fail(
            f"{unreadable} values are of a key that is not in the settings. Add it, and run this "
            "again.",
            FAULTS,
        )
    if left:
        fail(
            "Something still writes with an older key. Start every process with the new key "
            "first, and run this again.",
            FAULTS,
        )
    if older:
        tell(f"These keys are needed no more, but for backups made before: {', '.join(older)}.")


def _reseal_rows(services: Services) -> tuple[int, int]:
    sealed = unreadable = 0
    for _ in range(PASSES):
        with services.store.reading() as tx:
            waiting = resealing.left(tx)
        if waiting == 0:
            break
        unreadable = 0
        with click.progressbar(length=waiting, label="Rows", file=sys.stderr) as bar:
            for passed in resealing.reseal(services.store):
                sealed += passed.sealed
                unreadable += passed.unreadable
                bar.update(passed.rows)
    return sealed, unreadable


def _reseal_beside(services: Services) -> int:
    """Seal what is not a column of ours: kept-aside texts, and staff's own secrets."""
    settings, engine = services.settings, services.store.engine
    spool = Spool(settings.spool_directory, services.store.cipher, settings.index_key)
    with StaffSession(reading=engine, writing=engine) as db:
        return spool.reseal() + reseal_staff(db, settings.encryption_keys)
