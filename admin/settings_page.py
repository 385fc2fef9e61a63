"""What is set, in words. No key, password or address of a server is ever shown here."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.concerns import local_numbers
from admin.desk import Desk
from admin.guard import guard
from admin.setting_words import every_setting
from admin.times import say_ago, say_clock
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.safeguarding.rota import everybody
from bot.settings import Settings
from bot.store import rotas

PROVIDER_HELP = (
    "If your text provider answers HELP by itself, change its answer: it must name 999 and "
    "Childline 0800 1111. We tell a person each time, and send nothing after it."
)


def settings_page(desk: Desk) -> Blueprint:
    """Return the page of settings."""
    blueprint = Blueprint("settings", __name__, url_prefix="/admin/settings")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        with desk.store.reading() as tx:
            rota = everybody(rotas.load(tx, desk.house), desk.now())
        seen, now = desk.lease_seen_at(), desk.now()
        return render_template(
            "settings.html",
            rows=(*_rows(desk.settings), ("Sender", _say_seen(seen, now))),
            rota=[_say_urn(urn) for urn in rota],
            numbers=["".join(line) for line in local_numbers(desk.settings.local_numbers)],
            warnings=[line.says for line in desk.take_stock.missing() if line.check.running],
            every=every_setting(desk.settings),
        )

    return guard(blueprint)


def _rows(settings: Settings) -> tuple[tuple[str, str], ...]:
    quiet = settings.quiet_hours
    hours = "None: texts may go at any hour."
    if quiet != NO_QUIET_HOURS:
        hours = f"Nothing is sent unasked from {say_clock(quiet.start)} to {say_clock(quiet.end)}."
    sending = "On: texts reach phones." if settings.live else "Off: nothing reaches a phone."
    return (
        ("Organisation", settings.organisation),
        ("Sending", sending),
        ("Quiet hours", hours),
        ("Time zone", settings.timezone.key),
        ("The word HELP", PROVIDER_HELP),
        ("E-mail", "A mail server is set." if settings.mail_url else "No mail server is set."),
    )


def _say_seen(seen: datetime | None, now: datetime) -> str:
    return "Never seen" if seen is None else f"Last seen {say_ago(seen, now)}"


def _say_urn(urn: str) -> str:
    scheme, _, value = urn.partition(":")
    return f"E-mail to {value}" if scheme == "mailto" else f"Text to the number ending {value[-3:]}"
