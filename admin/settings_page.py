"""What is set, in words. No key, password or address of a server is ever shown here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.concerns import local_numbers
from admin.desk import Desk
from admin.guard import guard
from admin.times import say_ago, say_clock
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.safeguarding import dates
from bot.safeguarding.rota import everybody
from bot.safeguarding.signposts import ALWAYS
from bot.settings import Settings
from bot.store import rotas, sign_offs

PROVIDER_HELP = (
    "If your text provider answers HELP by itself, change its answer: it must name 999 and "
    "Childline 0800 1111. We tell a person each time, and send nothing after it."
)
LATE = timedelta(minutes=2)  # a worker renews its lease every few seconds


def settings_page(desk: Desk) -> Blueprint:
    """Return the page of settings."""
    blueprint = Blueprint("settings", __name__, url_prefix="/admin/settings")

    @blueprint.get("")
    def show() -> ResponseReturnValue:
        today = desk.now().date()
        with desk.store.reading() as tx:
            unsigned = sign_offs.wanting(tx, today)
            rota = everybody(rotas.load(tx, desk.house), desk.now())
        seen, now = desk.lease_seen_at(), desk.now()
        return render_template(
            "settings.html",
            rows=(*_rows(desk.settings), ("Sender", _say_seen(seen, now))),
            rota=[_say_urn(urn) for urn in rota],
            numbers=["".join(line) for line in local_numbers(desk.settings.local_numbers)],
            warnings=[
                *_warnings(desk.settings, rota, seen=seen, now=now),
                *_dated(today, unsigned),
            ],
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


def _warnings(
    settings: Settings, rota: Sequence[str], *, seen: datetime | None, now: datetime
) -> list[str]:
    found = (
        (not rota, "Nobody would be told of a concern. Add a safeguarding account."),
        (
            settings.heartbeat_url is None,
            "No outside monitor is set: if alerting stops at night, nobody is told.",
        ),
        (
            settings.mail_url is None,
            "There is no mail server, so no e-mail about a concern can go out.",
        ),
        (
            bool(rota) and settings.mail_url is None and not _by_text(rota),
            "Everybody on the rota is told by e-mail alone, and none can go out.",
        ),
        (
            not settings.local_numbers,
            "There are no local numbers: the concerns page cannot say whom to phone.",
        ),
        (
            seen is None or now - seen > LATE,
            "The sender is not running: no text, reminder or alert goes out.",
        ),
    )
    return [sentence for applies, sentence in found if applies]


def _dated(today: date, unsigned: Sequence[str]) -> list[str]:
    """What a day that has come asks somebody to look at."""
    old = [
        f"{as_told(one.message)} Texts {'still name it' if one.key in ALWAYS else 'leave it out'}."
        for one in dates.faults(today)
    ]
    soon = [as_told(one.message) for one in dates.warnings(today)]
    if unsigned:
        soon.append(
            f"{len(unsigned)} of the fixed replies are not signed, or their review is due. "
            "A safeguarding lead signs them under Concerns."
        )
    return old + soon


def as_told(message: str) -> str:
    """Return one of the checker's messages as a sentence."""
    return f"{message[:1].upper()}{message[1:]}."


def _by_text(rota: Sequence[str]) -> bool:
    return any(urn.startswith("tel:") for urn in rota)
