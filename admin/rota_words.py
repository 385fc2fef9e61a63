"""How the rota is said and read on its page. Pure."""

from __future__ import annotations

from datetime import datetime, time

from werkzeug.datastructures import MultiDict

from admin.times import parse_time, say_date
from bot.errors import BadInput
from bot.safeguarding.rota import (
    EVERY_DAY,
    WEEKDAYS,
    Hours,
    Pace,
    Post,
    Responder,
    Rota,
    Shift,
    Step,
    is_staffed,
    say_when_read,
    whom_to_tell,
)
from bot.store.rotas import Rules
from bot.text.phone import as_dialled

POSTS = (
    (Post.DUTY, "On duty: told first"),
    (Post.DEPUTY, "Deputy: told when nobody takes it"),
    (Post.LEAD, "Safeguarding lead: told after the deputy, and out of hours at once"),
    (Post.MANAGER, "Manager: told last"),
    (Post.OUT_OF_HOURS, "Out of hours: told at once when nobody is at work"),
)
_SHORT = {
    Post.DUTY: "on duty",
    Post.DEPUTY: "deputy",
    Post.LEAD: "safeguarding lead",
    Post.MANAGER: "manager",
    Post.OUT_OF_HOURS: "out of hours",
}
DAYS = tuple(enumerate(WEEKDAYS))


def say_shift(shift: Shift) -> str:
    """Return "Mina: on duty, Monday and Tuesday, from 4 January 2027"."""
    days = [WEEKDAYS[day] for day in sorted(shift.days)]
    said = "every day" if shift.days == EVERY_DAY else ", ".join(days)
    dates = (f", from {say_date(shift.first)}" if shift.first else "") + (
        f", to {say_date(shift.last)}" if shift.last else ""
    )
    return f"{shift.responder.name}: {_SHORT[shift.post]}, {said}{dates}"


def say_ways(one: Responder) -> str:
    """Return where messages go to them: "mina@riverside.example, 07700 900777"."""
    phone = as_dialled(one.phone) if one.phone else "no mobile number"
    return f"{one.email or 'No e-mail address'}, {phone}"


def say_reached(one: Responder, reached: frozenset[str]) -> str:
    """Return what is known of whether messages come to them: "Reached by text and e-mail."."""
    ways = {"mailto": "e-mail", "tel": "text"}
    came = [ways[urn.partition(":")[0]] for urn in one.urns if urn in reached]
    not_yet = [ways[urn.partition(":")[0]] for urn in one.urns if urn not in reached]
    said = [f"Reached by {' and '.join(came)}."] if came else []
    return " ".join([*said, *([f"Not reached by {' or '.join(not_yet)} yet."] if not_yet else [])])


def now_on_duty(rota: Rota, now: datetime) -> tuple[str, tuple[str, ...]]:
    """Return whether somebody is at work, and who is told of a concern at this moment."""
    reads = say_when_read(rota, now)
    if is_staffed(rota, now):
        said = "Somebody is at work now."
    else:
        said = f"Nobody is at work now. {f'Next: {reads}.' if reads else 'Nobody is in sight.'}"
    return said, tuple(_say_urn(urn) for urn in whom_to_tell(rota, Step.FIRST, now))


def _say_urn(urn: str) -> str:
    scheme, _, value = urn.partition(":")
    return f"E-mail to {value}" if scheme == "mailto" else f"Text to the number ending {value[-3:]}"


def rules_of(form: MultiDict[str, str]) -> Rules:
    """Return the rules a browser sent.

    Raises:
        BadInput: an hour or a number of minutes cannot be read.
    """
    return Rules(
        hours=Hours(
            opens=_hour(form.get("opens", "")),
            closes=_hour(form.get("closes", "")),
            days=frozenset(int(day) for day in form.getlist("open_days") if day in "0123456"),
        ),
        pace=Pace(
            *(_minutes(form.get(name, "")) for name in ("deputy", "lead", "manager", "again"))
        ),
        two_to_close=form.get("closing") != "one",
    )


def _hour(typed: str) -> time:
    read = parse_time(typed)
    if read is None:
        raise BadInput("Write hours like 09:00.")
    return read


def _minutes(typed: str) -> int:
    if not (typed.strip().isdecimal() and typed.isascii() and len(typed.strip()) < 5):
        raise BadInput("Write minutes as a whole number.")
    return int(typed)
