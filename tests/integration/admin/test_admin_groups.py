"""A focus group: invited by group, voted on, settled, told, reminded, noted; nobody is named."""

from __future__ import annotations

from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.theme_tables import focus_group
from tests.factories import Clock, a_contact, rows, said_to, texts
from tests.staff_pages import send, words

NEW = "/admin/focus-groups/new"
FORM = {
    "about": "the new hub",
    "places": "Library\nThe Hub",
    "times": "Tue 1 Dec 4pm\nSat 5 Dec 11am",
    "ways": "In a room\nVideo call",
    "closes": "2026-11-24",
}


def invited(services: Services, officer: FlaskClient, clock: Clock, people: int) -> str:
    """Invite those of Harlow; all vote for the second place, two of them will not come."""
    for number in range(1, people + 1):
        a_contact(services, number=number, discretion="normal" if number != 4 else None)
    a_contact(services, number=50, area="Southend")
    page = send(officer, NEW, seen=NEW, areas="Harlow", **FORM)
    assert "They are asked where, when and how." in words(page)
    services.ask_round()
    for number in range(1, people + 1):
        votes = ("3",) if number <= 2 else ("1", "2", "1", "1")
        texts(services, "1", *votes, number=number)
    return f"/admin/focus-groups/{rows(services.store, focus_group)[0].id}"


def test_a_group_votes_is_told_and_reminded_and_nobody_is_named(
    services: Services, store: Store, officer: FlaskClient, clock: Clock
) -> None:
    place = invited(services, officer, clock, 8)
    assert "It is said here once the vote is over." in words(officer.get(place))
    assert said_to(store, 50) == []

    clock.forward(days=2)
    page = words(officer.get(place))
    assert "Where The Hub" in page
    assert "When Tue 1 Dec 4pm" in page
    for told in ("Pat", "07700", "+44"):
        assert told not in page

    form = {"place": "at the Hub", "day": "2026-12-01", "clock": "16:00", "way": "In a room"}
    assert "Settled." in words(send(officer, f"{place}/settle", seen=place, **form))
    services.invite_group.tell()
    services.invite_group.tell()
    services.invite_group.tell()
    assert "The group on the new hub is Tue 1/12 16:00, at the Hub." in said_to(store, 3)[-1]
    assert "The group on the new hub" not in said_to(store, 1)[-1]
    hidden = said_to(store, 4)[-1]  # others may see this phone: neither what it is about nor where
    assert "What you said yes to is Tue 1/12 16:00. Your worker can say where." in hidden
    assert "at the Hub" not in hidden
    assert "new hub" not in hidden

    before = len(said_to(store, 3))
    clock.forward(days=5, hours=8)
    for _ in range(3):
        services.invite_group.tell()
    assert len(said_to(store, 3)) == before + 1
    assert "No need to reply." in said_to(store, 3)[-1]

    assert (
        "leave out names"
        in words(send(officer, f"{place}/note", seen=place, notes="Ms Green said no")).casefold()
    )
    assert "The notes are kept." in words(
        send(officer, f"{place}/note", seen=place, notes="Most want it warm.")
    )
    assert "Most want it warm." in officer.get(place).text


def test_too_few_votes_say_nothing(services: Services, officer: FlaskClient, clock: Clock) -> None:
    place = invited(services, officer, clock, 4)
    clock.forward(days=2)

    assert "Too few voted to say." in words(officer.get(place))


def test_what_cannot_be_asked_is_said_and_kept(
    services: Services, store: Store, officer: FlaskClient
) -> None:
    a_contact(services, number=1)

    page = send(officer, NEW, seen=NEW, **{**FORM, "places": "Only here"})

    assert "Give 2 to 4 places" in words(page)
    assert "Only here" in page.text
    assert rows(store, focus_group) == []
