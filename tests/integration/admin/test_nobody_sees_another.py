"""Every route, every role, every id there is: nobody reads or changes what is not theirs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.routing import Rule

from bot.app import Services
from bot.store import staff
from bot.store.database import Store
from bot.store.tables import answer, appointment, chat_link, contact, outbox, session, task
from bot.store.users import RoleName
from tests.factories import a_contact, phone, rows, texts
from tests.staff_pages import GOOD_PLACE, MY_MEETINGS, a_member, browser_of

KEPT = (contact, appointment, answer, session, task, chat_link, outbox)
OWN_WORDS = "zebra crossing {0} words"
SECRET = "a quiet secret {0} pond"
PLACE = "Lantern House {0}"
FLAGGED = "my dad hits me, badger {0}"
A_FORM = {
    "nickname": "Nobody",
    "phone": "07700 900777",
    "age_band": "13-15",
    "word": "w",
    "date": "2027-03-01",
    "time": "16:00",
    "place": "Elsewhere",
    "leads": "2h",
}


@dataclass(frozen=True)
class Child:
    """One young person and what nobody but theirs may read."""

    id: int
    number: int
    team_id: int

    @property
    def marks(self) -> tuple[str, ...]:
        n = self.number
        return (
            f"Pat{n}",
            phone(n),
            f"07700 900{100 + n}",
            PLACE.format(n),
            OWN_WORDS.format(n),
            SECRET.format(n),
        )


@dataclass(frozen=True)
class Town:
    """Two teams, three workers, four young people; the last has a concern."""

    mine: Child
    teams: Child
    elsewhere: Child
    worried: Child
    browsers: dict[str, FlaskClient]

    @property
    def everybody(self) -> tuple[Child, ...]:
        return (self.mine, self.teams, self.elsewhere, self.worried)

    def may_see(self, who: str) -> set[int]:
        return {
            "worker": {self.mine.id},
            "colleague": {self.teams.id},
            "lead": {self.mine.id, self.teams.id},
            "elsewhere": {self.elsewhere.id, self.worried.id},
        }.get(who, set())


def _child(services: Services, number: int, worker: tuple[str, int], team_id: int) -> Child:
    email, worker_id = worker
    contact_id = a_contact(services, number=number, worker=email)
    with services.store.begin() as tx:
        tx.db.execute(update(contact).where(contact.c.id == contact_id).values(team_id=team_id))
    for flow, said in (("my-meetings", MY_MEETINGS), ("good-place", GOOD_PLACE)):
        marked = {"the past": OWN_WORDS.format(number), "a pond": SECRET.format(number)}
        services.start_flow(flow=flow, contact_id=contact_id)
        texts(services, *(marked.get(word, word) for word in said), number=number)
    services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now().replace(day=27),
        place=PLACE.format(number),
    )
    return Child(contact_id, number, team_id)


@pytest.fixture
def town(app: Flask, services: Services) -> Town:
    with services.store.begin() as tx:
        north, south = staff.ensure_team(tx, "North"), staff.ensure_team(tx, "South")
    workers = {
        name: (f"{name}@council.example", a_member(
            services, RoleName.WORKER, email=f"{name}@council.example", name=name.title(), team=team
        ))
        for name, team in (("worker", "North"), ("colleague", "North"), ("elsewhere", "South"))
    }  # fmt: skip
    others = {
        role.value: a_member(
            services, role, email=f"{role}@other.example", name=role.title()[:11], team="North"
        )
        for role in RoleName
        if role is not RoleName.WORKER
    }
    ids = {name: member for name, (_, member) in workers.items()} | others
    made = Town(
        _child(services, 1, workers["worker"], north),
        _child(services, 2, workers["colleague"], north),
        _child(services, 3, workers["elsewhere"], south),
        _child(services, 4, workers["elsewhere"], south),
        {name: browser_of(app, services, member) for name, member in ids.items()},
    )
    texts(services, FLAGGED.format(4), number=4)
    return made


def staff_rules(app: Flask, method: str) -> list[Rule]:
    return sorted(
        (
            rule
            for rule in app.url_map.iter_rules()
            if str(rule).startswith("/admin/") and method in (rule.methods or ())
            and not rule.endpoint.startswith(("security.", "first_", "admin_shell"))
        ),
        key=str,
    )  # fmt: skip


def addresses(rule: Rule, ids: range) -> Iterator[str]:
    """Yield every address of a rule, with every id there could be in each gap."""
    gaps = re.findall(r"<(?:int:)?[a-z_]+>", str(rule))
    values = [
        [str(one) for one in ids] if gap.startswith("<int:") else ["good-place", "my-meetings", "x"]
        for gap in gaps
    ]
    for filled in itertools.product(*values):
        address = str(rule)
        for gap, value in zip(gaps, filled, strict=True):
            address = address.replace(gap, value, 1)
        yield address


def an_id_range(store: Store) -> range:
    with store.reading() as tx:
        ids = [
            one
            for table in (contact, appointment, task)
            for one in tx.db.scalars(select(table.c.id))
        ]
    return range(min(ids), max(ids) + 2)


def not_theirs(town: Town, who: str) -> list[str]:
    hidden = [child for child in town.everybody if child.id not in town.may_see(who)]
    marks = [mark for child in hidden for mark in child.marks]
    if who == "safeguarding":  # the concern tells who it is, from which number, and no more
        return [m for m in marks if m not in ("Pat4", phone(4), "07700 900104")]
    return [*marks, "badger 4"]


def test_no_page_of_any_role_shows_what_is_not_theirs(app: Flask, store: Store, town: Town) -> None:
    ids, seen, read = an_id_range(store), set(), 0
    for rule in staff_rules(app, "GET"):
        queries = (
            ("", *(f"?contact={one}" for one in ids)) if rule.endpoint == "meetings.new" else ("",)
        )
        for address, query in itertools.product(addresses(rule, ids), queries):
            for who, browser in town.browsers.items():
                page = browser.get(address + query)
                read += 1
                seen |= {(who, address, m) for m in not_theirs(town, who) if m in page.text}
                assert page.status_code < 500, address

    assert seen == set()
    assert read > 300


def test_their_own_pages_do_show_what_is_theirs(town: Town) -> None:
    page = town.browsers["worker"].get(f"/admin/people/{town.mine.id}").text
    team = town.browsers["lead"].get(f"/admin/people/{town.teams.id}").text

    assert {m for m in town.mine.marks if m in page} >= {
        "Pat1",
        PLACE.format(1),
        OWN_WORDS.format(1),
    }
    assert "Pat2" in team


def hidden_rows(store: Store, town: Town, who: str) -> list[tuple[object, ...]]:
    """Return every row about whom this one may not see, and about nobody the test's forms name."""
    hidden = {child.id for child in town.everybody if child.id not in town.may_see(who)}
    return [
        (table.name, *row)
        for table in KEPT
        for row in rows(store, table)
        if (row.id if table is contact else row.contact_id) in hidden
    ]


@pytest.mark.parametrize("who", ["worker", "lead", "administrator"])
def test_no_form_of_any_role_changes_what_is_not_theirs(
    app: Flask, store: Store, town: Town, who: str
) -> None:
    browser, ids = town.browsers[who], an_id_range(store)
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', browser.get("/admin/mf-recovery-codes").text
    )
    assert token
    before = hidden_rows(store, town, who)
    shown = set()

    for rule in staff_rules(app, "POST"):
        if rule.endpoint.startswith("openings."):
            continue  # opening with a reason has tests of its own
        for address in addresses(rule, ids):
            forms = [A_FORM | {"csrf_token": token[1]}]
            if rule.endpoint == "meetings.book":
                forms = [forms[0] | {"contact": str(one)} for one in ids]
            for form in forms:
                page = browser.post(address, data=form, follow_redirects=True)
                assert page.status_code < 500, address
                shown |= {(address, m) for m in not_theirs(town, who) if m in page.text}

    assert shown == set()
    assert hidden_rows(store, town, who) == before
