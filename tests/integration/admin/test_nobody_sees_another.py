"""Every route, every role, every id there is: nobody reads or changes what is not theirs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, true, update
from werkzeug.routing import Rule

from bot.app import Services
from bot.meetings.promises import Promised
from bot.store import meeting_requests, promises, staff
from bot.store.access_tables import opened_record
from bot.store.care_tables import double_read, responder, shift
from bot.store.database import Store
from bot.store.meeting_requests import Asking, Kind
from bot.store.meeting_tables import meeting_request, promise
from bot.store.metadata import metadata
from bot.store.queries.scope import Scope
from bot.store.rights_tables import rights_case
from bot.store.round_tables import asked_thing, consultation, finding, idea
from bot.store.tables import appointment, concern, contact, inbound_message, task
from bot.store.theme_tables import focus_group
from bot.store.users import RoleName, User
from tests.arranged import Arranged
from tests.factories import a_contact, phone, rows, texts
from tests.staff_pages import GOOD_PLACE, MY_MEETINGS, a_member, browser_of

# Every table that says of whom a row is.
KEPT = (contact, *(one for one in metadata.sorted_tables if "contact_id" in one.c))
OWN_WORDS = "zebra crossing {0} words"
SECRET = "a quiet secret {0} pond"
PLACE = "Lantern House {0}"
FLAGGED = "my dad hits me, badger {0}"
ASKED = "can we meet by the otter {0} gate"
PROMISED = "ring the heron {0} club"
A_FORM = {
    "nickname": "Nobody",
    "phone": "07700 900777",
    "age_band": "13-15",
    "word": "w",
    "date": "2027-03-01",
    "time": "16:00",
    "place": "Elsewhere",
    "leads": "2h",
    "what1": "Ring the club",
    "why": "away",
    "how": "met",
}
# What an address's number is the id of. A new kind of address is named here, or the test says so.
GAPS = {
    "case_id": rights_case,
    "concern_id": concern,
    "contact_id": contact,
    "drawn_id": double_read,
    "finding_id": finding,
    "group_id": focus_group,
    "guest_id": contact,
    "idea_id": idea,
    "meeting_id": appointment,
    "message_id": inbound_message,
    "opening_id": opened_record,
    "promise_id": promise,
    "request_id": meeting_request,
    "responder_id": responder,
    "round_id": consultation,
    "shift_id": shift,
    "task_id": task,
    "thing_id": asked_thing,
    "user_id": User.__table__,
}
# Pages that take ids in what follows the question mark.
TAKES_IDS = {"meetings.new", "meetings.way", "after.promise", "people.hand_over_page"}
# Pages about people: each is found out once its scope is taken away.
SHOWS_PEOPLE = {
    "after.promise",
    "meetings.call_off",
    "meetings.move",
    "meetings.new",
    "meetings.one",
    "meetings.upcoming",
    "people.everybody",
    "people.hand_over_page",
    "people.one",
    "people.read",
    "requests.one",
    "week.show",
}
# Opening with a reason has tests of its own; signing out everywhere would end the fuzz.
NOT_SENT = {"openings.open_one", "openings.seen", "account.leave_all"}


@dataclass(frozen=True)
class Child:
    """One young person and what nobody but theirs may read."""

    id: int
    number: int
    meeting_id: int
    request_id: int

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
            ASKED.format(n),
            PROMISED.format(n),
        )

    @property
    def ids(self) -> dict[str, str | list[str]]:
        """Return every field of a form that could name this one, or what is theirs."""
        return {
            "contact": str(self.id),
            "group": [str(self.id)],
            "meeting": str(self.meeting_id),
            "request": str(self.request_id),
        }


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
    meeting_id = services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now().replace(day=27),
        place=PLACE.format(number),
    )
    asking = Asking(contact_id, worker_id, Kind.CHANGE, meeting_id, words=ASKED.format(number))
    promised = [Promised("worker", PROMISED.format(number))]
    now = services.now()
    with services.store.begin() as tx:
        request_id = meeting_requests.add(tx, asking, now)
        promises.add(tx, contact_id, worker_id, promised, appointment_id=meeting_id, now=now)
    return Child(contact_id, number, meeting_id, request_id)


Ids = Mapping[str, int]


def settle(services: Services) -> tuple[Sequence[Child], Ids]:
    """Arrange the town; return its young people, and the name of each browser with its account."""
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
    children = (
        _child(services, 1, workers["worker"], north),
        _child(services, 2, workers["colleague"], north),
        _child(services, 3, workers["elsewhere"], south),
        _child(services, 4, workers["elsewhere"], south),
    )
    texts(services, FLAGGED.format(4), number=4)
    return children, {name: member for name, (_, member) in workers.items()} | others


@pytest.fixture
def town(app: Flask, services: Services, arranged: Arranged) -> Town:
    children, ids = arranged.once("town", lambda: settle(services))
    return Town(
        *children, {name: browser_of(app, services, member) for name, member in ids.items()}
    )


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


@dataclass(frozen=True)
class Gaps:
    """Every id there is for each kind of address, and one there is not."""

    ids: dict[str, list[str]]

    @classmethod
    def of(cls, store: Store) -> Gaps:
        with store.reading() as tx:
            found = {
                name: sorted(tx.db.scalars(select(table.c.id))) for name, table in GAPS.items()
            }
        return cls({name: [str(one) for one in (*ids[-12:], 10**6)] for name, ids in found.items()})

    def fill(self, rule: Rule) -> Iterator[str]:
        """Yield every address of a rule."""
        gaps = re.findall(r"<(?:int:)?[a-z_]+>", str(rule))
        values = [
            self.ids[gap[5:-1]] if gap.startswith("<int:") else ["good-place", "my-meetings", "x"]
            for gap in gaps
        ]
        for filled in itertools.product(*values):
            address = str(rule)
            for gap, value in zip(gaps, filled, strict=True):
                address = address.replace(gap, value, 1)
            yield address


def not_theirs(town: Town, who: str) -> list[str]:
    hidden = [child for child in town.everybody if child.id not in town.may_see(who)]
    marks = [mark for child in hidden for mark in child.marks]
    if who == "safeguarding":  # the concern tells who it is, from which number, and no more
        return [m for m in marks if m not in ("Pat4", phone(4), "07700 900104")]
    return [*marks, "badger 4"]


def asked_with(rule: Rule, town: Town) -> list[str]:
    """Return the ends of an address: nothing, and where the page takes one, everybody's ids."""
    if "GET" not in (rule.methods or ()) or rule.endpoint not in TAKES_IDS:
        return [""]
    return ["", *(f"?{urlencode(child.ids, doseq=True)}" for child in town.everybody)]


def seen_by_others(
    store: Store, town: Town, rules: Sequence[Rule]
) -> dict[str, set[tuple[str, str, str]]]:
    """Open every address of these in every browser; return endpoint -> (who, where, what)."""
    gaps, seen = Gaps.of(store), {}
    for rule in rules:
        found = seen.setdefault(rule.endpoint, set())
        for address, asked in itertools.product(gaps.fill(rule), asked_with(rule, town)):
            for who, browser in town.browsers.items():
                page = browser.get(address + asked)
                found |= {(who, address, m) for m in not_theirs(town, who) if m in page.text}
                assert page.status_code < 500, address
    return seen


def test_every_number_in_an_address_is_of_a_kind_the_fuzz_knows(app: Flask) -> None:
    named = {
        name for rule in app.url_map.iter_rules() for name in re.findall(r"<int:(\w+)>", str(rule))
    }

    assert named == set(GAPS)


def test_no_page_of_any_role_shows_what_is_not_theirs(app: Flask, store: Store, town: Town) -> None:
    seen = seen_by_others(store, town, staff_rules(app, "GET"))

    assert {endpoint: found for endpoint, found in seen.items() if found} == {}
    assert len(seen) > 40
    other = f"/admin/people/{town.elsewhere.id}/page"  # it shows only what they chose to show
    assert {town.browsers[who].get(other).status_code for who in ("worker", "lead")} == {404}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_fuzz_finds_every_page_whose_scope_is_taken_away(
    app: Flask, store: Store, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fuzz can fail: with every scope as wide as the town, each page about people tells."""
    monkeypatch.setattr(Scope, "contacts", lambda _: true())
    monkeypatch.setattr(Scope, "meetings", lambda _: true())

    about_people = [rule for rule in staff_rules(app, "GET") if rule.endpoint in SHOWS_PEOPLE]
    seen = seen_by_others(store, town, about_people)

    assert {endpoint for endpoint, found in seen.items() if found} == SHOWS_PEOPLE


def test_their_own_pages_do_show_what_is_theirs(town: Town) -> None:
    page = town.browsers["worker"].get(f"/admin/people/{town.mine.id}").text
    team = town.browsers["lead"].get(f"/admin/people/{town.teams.id}").text

    assert {m for m in town.mine.marks if m in page} >= {
        "Pat1",
        PLACE.format(1),
        OWN_WORDS.format(1),
    }
    assert "Pat2" in team


def test_no_chat_of_one_young_person_shows_another(
    app: Flask, services: Services, town: Town
) -> None:
    browser = app.test_client()
    token = services.chat.link(town.mine.id).rpartition("/")[2]
    assert browser.get(f"/chat/{token}").status_code == 303
    others = [mark for child in town.everybody[1:] for mark in child.marks] + ["badger 4"]
    seen, own = set(), 0

    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or str(rule).startswith("/admin"):
            continue
        address = re.sub(r"<[^>]+>", "1", str(rule))
        for asked in ("", "?after=0", *(f"?after={n}&contact={n}" for n in range(1, 8))):
            page = browser.get(address + asked)
            assert page.status_code != 500, address  # without a worker it is not ready
            seen |= {(address, mark) for mark in others if mark in page.text}
            own += OWN_WORDS.format(1) in page.text

    assert seen == set()
    assert own


def hidden_rows(store: Store, town: Town, who: str) -> list[tuple[object, ...]]:
    """Return every row about whom this one may not see, and about nobody the test's forms name."""
    hidden = {child.id for child in town.everybody if child.id not in town.may_see(who)}
    return [
        (table.name, *row)
        for table in KEPT
        for row in rows(store, table)
        if (row.id if table is contact else row.contact_id) in hidden
    ]


def send_every_form(app: Flask, store: Store, town: Town, who: str) -> set[tuple[str, str]]:
    """Send every form in one browser, with everybody's ids; return what it was shown of others."""
    browser, gaps = town.browsers[who], Gaps.of(store)
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', browser.get("/admin/mf-recovery-codes").text
    )
    assert token
    shown = set()
    for rule in staff_rules(app, "POST"):
        if rule.endpoint in NOT_SENT:
            continue
        named = [{}] if rule.arguments else [child.ids for child in town.everybody]
        for address, ids in itertools.product(gaps.fill(rule), named):
            page = browser.post(address, data=A_FORM | {"csrf_token": token[1]} | ids)
            assert page.status_code < 500, address
            shown |= {(address, m) for m in not_theirs(town, who) if m in page.text}
            if page.status_code == 403:
                break
    return shown


@pytest.mark.parametrize(
    "who", ["worker", "lead", "colleague", "officer", "administrator", "auditor"]
)
def test_no_form_of_any_role_changes_what_is_not_theirs(
    app: Flask, store: Store, town: Town, who: str
) -> None:
    before = hidden_rows(store, town, who)

    shown = send_every_form(app, store, town, who)

    assert shown == set()
    assert hidden_rows(store, town, who) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_fuzz_of_forms_finds_what_an_open_scope_lets_change(
    app: Flask, store: Store, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hidden_rows(store, town, "worker")
    monkeypatch.setattr(Scope, "contacts", lambda _: true())

    send_every_form(app, store, town, "worker")

    changed = set(before) ^ set(hidden_rows(store, town, "worker"))
    assert {row[0] for row in changed} >= {"contact", "appointment", "meeting_request", "promise"}
