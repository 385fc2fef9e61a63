"""What the demo prints once it is up: where things are and what to try. Pure, short and plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo.people import JO, LEAD, OFFICER, ON_THE_CHAT, ON_THE_PHONE, Staff, phone_book
from bot.demo.week import REMINDED

COLUMN = 28  # where addresses begin


@dataclass(frozen=True, slots=True)
class Place:
    """Where this demo is reached.

    Args:
        base_url: the service's own address, without a slash at its end.
        carrier_url: the pretend carrier's; None where texts go to a server of somebody else's.
        settings: the file a shell reads to run other commands on this demo.
    """

    base_url: str
    carrier_url: str | None
    settings: str


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to try.

    Args:
        sign_in: member of staff -> one-time link.
        chat_link: opens the web chat of one sample young person.
        reminder_at: when a reminder arrives, in the demo's zone; None if none was booked now.
    """

    sign_in: Mapping[Staff, str]
    chat_link: str
    reminder_at: datetime | None


def leaflet(place: Place, today: Today) -> str:
    """Return the text to print."""
    blocks = (_addresses(place, today), _to_try(place, today), _other(place))
    return "\n\n".join("\n".join(block) for block in blocks)


def _addresses(place: Place, today: Today) -> Iterator[str]:
    yield "Sayso is running. Everyone in it is made up."
    yield ""
    if place.carrier_url:
        yield _line("Young people's phones", f"{place.base_url}/phone")
    yield _line(f"Web chat, as {ON_THE_CHAT}", today.chat_link)
    yield _line("What young people said", f"{place.base_url}/results")
    yield "Staff. Each link signs in once; use a private window for each."
    for member, link in today.sign_in.items():
        yield _line(f"{member.name}, {member.title}", link)


def _to_try(place: Place, today: Today) -> Iterator[str]:
    yield "To try"
    for number, step in enumerate(_steps(place, today), start=1):
        yield f"  {number}. {step}"


def _steps(place: Place, today: Today) -> Iterator[str]:
    if place.carrier_url:
        yield from _on_the_phone(place.carrier_url, today)
    yield f"Open the web chat as {ON_THE_CHAT}, and answer there."
    yield (
        f'Sign in as {OFFICER.name} and open "A good place to go". Press "Let 10 more answer", '
        "and see the totals change."
    )


def _on_the_phone(carrier_url: str, today: Today) -> Iterator[str]:
    numbers = {nickname: number for number, nickname in phone_book().items()}
    yield f"{ON_THE_PHONE} has a question. Answer it: {carrier_url}/phone/{numbers[ON_THE_PHONE]}"
    if today.reminder_at is not None:
        at = f"{today.reminder_at:%H:%M}"
        yield (
            f"{REMINDED} gets a reminder at {at}. Reply 1: {carrier_url}/phone/{numbers[REMINDED]}"
        )
    yield f"Sign in as {JO.name}: the week shows what {REMINDED} said."
    yield f"Text a worry from any phone. Sign in as {LEAD.name}: it is under Concerns."


def _other(place: Place) -> Iterator[str]:
    yield f"Other commands: set -a; . {place.settings}; set +a; .venv/bin/sayso --help"
    yield "To begin anew: .venv/bin/python -m bot.demo --fresh"
    yield "Ctrl-C ends the demo."


def _line(what: str, where: str) -> str:
    return f"  {what:<{COLUMN}} {where}"
