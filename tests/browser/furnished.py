"""An office with something on every page, and where each page is, by the name of its route.

What has an address and is no page is named too, so that a new page cannot be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import Table

from bot.meetings.promises import Promised
from bot.store import findings, meeting_requests, promises, tasks
from bot.store.meeting_requests import Asking, Kind
from bot.store.queries.scope import of_the_command_line
from bot.store.round_tables import asked_thing, consultation, finding, idea
from bot.store.theme_tables import focus_group
from bot.store.users import RoleName
from tests.browser.site import Site
from tests.drawn import draw, say
from tests.factories import a_contact, an_inbound, rows, texts
from tests.staff_pages import COOKIE, MY_MEETINGS, a_member, browser_of, cookie_of, send

EMAIL = "office@council.example"
NUMBER = 800  # of phones nobody else's tests use
AREA = "Officeford"
FAMILY, ASKED_FREELY, SURVEY, DRAWN = "good-place", "i5", "how-things-are", "c4"
# A page of staff -> its address. What is in braces is one of `Office.ids`.
STAFF = {
    "account.mine": "/admin/account",
    "accounts.every": "/admin/accounts",
    "after.promise": "/admin/people/{contact}/promises",
    "ask_page.new": "/admin/ask",
    "ask_page.one": "/admin/ask/{thing}",
    "attendance.show": "/admin/attendance",
    "audit.show": "/admin/audit",
    "board.every": "/admin/board",
    "board.one": f"/admin/board/{SURVEY}",
    "board_cross.cross": f"/admin/board/{SURVEY}/cross?question=c4&by=gender&within=age_band",
    "board_groups.groups": f"/admin/board/{SURVEY}/groups/{DRAWN}",
    "care_report.show": "/admin/care-report",
    "cases.everything": "/admin/cases",
    "concerns.one": "/admin/concerns/{concern}",
    "concerns.queue": "/admin/concerns",
    "drawings.look": "/admin/drawings",
    "finding_pages.one": "/admin/findings/{finding}",
    "fixed_replies.show": "/admin/fixed-replies",
    "groups.every": "/admin/focus-groups",
    "groups.new": "/admin/focus-groups/new",
    "groups.one": "/admin/focus-groups/{group}",
    "ideas.every": "/admin/ideas",
    "ideas.one": "/admin/ideas/{idea}",
    "meetings.call_off": "/admin/meetings/{meeting}/call-off",
    "meetings.move": "/admin/meetings/{meeting}/move",
    "meetings.new": "/admin/meetings/new?contact={contact}",
    "meetings.one": "/admin/meetings/{meeting}",
    "meetings.upcoming": "/admin/meetings",
    "meetings.way": "/admin/meetings/{meeting}/way",
    "my_ways.show": "/admin/my-ways",
    "openings.ask": "/admin/open-records/new",
    "openings.every": "/admin/open-records",
    "outcomes.page": "/admin/outcomes",
    "own_page_of.page": "/admin/people/{ready}/page",
    "pack.to_print": f"/admin/board/{FAMILY}/pack",
    "people.everybody": "/admin/people",
    "people.hand_over_page": "/admin/people/hand-over",
    "people.new": "/admin/people/new",
    "people.one": "/admin/people/{contact}",
    "people.read": "/admin/people/{contact}/texts",
    "quotes.read": f"/admin/board/{FAMILY}/quotes/{ASKED_FREELY}",
    "read_again.show": "/admin/read-again",
    "requests.one": "/admin/requests/{request}",
    "rota.show": "/admin/rota",
    "rounds.every": "/admin/rounds",
    "rounds.new": "/admin/rounds/new",
    "rounds.one": "/admin/rounds/{round}",
    "rounds.poster": "/admin/rounds/{round}/poster",
    "security.mf_recovery_codes": "/admin/mf-recovery-codes",
    "security.two_factor_setup": "/admin/tf-setup",
    "security.verify": "/admin/verify",
    "set_up.show": "/admin/set-up",
    "settings.show": "/admin/settings",
    "sheets.meetings": "/admin/import/meetings",
    "sheets.people": "/admin/import/people",
    "themes.show": f"/admin/board/{FAMILY}/themes",
    "try_phone.show": "/admin/test-phone",
    "week.show": "/admin/week",
}
# The other faces of a page, which a route of its own would have.
STAFF_AGAIN = {
    "nobody chosen yet": "/admin/meetings/new",
    "a survey of few questions": f"/admin/board/{FAMILY}",
    "what is not there": "/admin/meetings/1000000",
}
# Pages of whoever is not signed in.
OPEN = {
    "decisions.page": "{decide}",
    "get_help.page": "/chat/numbers",
    "privacy.page": "/privacy",
    "results.page": "/results",
    "security.login": "/admin/login",
    "first_sign_in.first": "/admin/first/over",
}
# Pages of a young person in the chat.
OWN = {
    "chat.page": "/chat",
    "language.page": "/chat/language",
    "look.page": "/chat/look",
    "my_page.page": "/chat/my-page",
    "own_page.page": "/chat/page",
}
# Where something is fetched, or that only leads on.
NO_PAGES = {
    *("admin_shell.static", "static", "health.alive", "health.ready", "metrics.figures"),
    *("board_charts.picture", "board_exports.as_csv", "board_exports.as_xlsx"),
    *("board_exports.meanings", "board_exports.of_chart", "calendar.feed", "chat.enter"),
    *("concerns.drawing", "concerns.newest", "drawings.picture", "home.first_place"),
    *("outcomes.distance_csv", "outcomes.distance_xlsx"),
    *("my_page.copy_for_programs", "my_page.copy_to_read", "my_page.enter", "pack.to_change"),
    *("privacy.security", "rounds.code", "web_chat.read"),
    # Reached only between a password and its second step: the set-up's page has the same parts.
    *("security.mf_recovery", "security.tf_select", "security.two_factor_rescue"),
    *("security.two_factor_token_validation", "account.password"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """One member of staff who may open every page, with something on each.

    Args:
        ids: what the addresses above have in braces; "ready" is a young person in the chat.
    """

    site: Site
    cookie: str
    ids: dict[str, int | str]

    def sign_in(self, page: Page) -> None:
        """Sign the window in."""
        page.context.add_cookies([{"name": COOKIE, "value": self.cookie, "url": self.site.url}])

    def go(self, page: Page, path: str) -> None:
        """Bring the window to a page."""
        page.goto(path.format(**self.ids))

    def open(self, page: Page, path: str) -> None:
        """Sign the window in and bring it to a page of staff."""
        self.sign_in(page)
        self.go(page, path)

    def enter(self, page: Page) -> None:
        """Bring the window into the chat of the young person."""
        page.goto(self.site.link(int(self.ids["ready"])))


def furnish(site: Site) -> Office:
    """Put something on every page that the board and the themes are not about."""
    services = site.services
    user_id = a_member(services, *RoleName, email=EMAIL, team="Browser")
    staff = browser_of(site.app, services, user_id)
    ids = _meets(site, user_id) | _rounds(site, staff)
    a_contact(services, number=NUMBER + 1, worker=EMAIL)
    texts(services, "i want to die", number=NUMBER + 1)
    ids["concern"] = services.concerns.queue(of_the_command_line())[0].id
    ids["ready"] = _visits(site)
    return Office(site, cookie_of(services, user_id), ids)


def _meets(site: Site, user_id: int) -> dict[str, int | str]:
    """Return a young person, a meeting, and what they ask about it; with a task and a promise."""
    services, now = site.services, site.services.now()
    contact_id = a_contact(services, number=NUMBER, worker=EMAIL)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, *MY_MEETINGS, number=NUMBER)
    meeting_id = services.book(
        contact_id=contact_id,
        worker_id=user_id,
        starts_at=now + timedelta(hours=3),
        place="the library cafe",
    )
    asking = Asking(contact_id, user_id, Kind.CHANGE, meeting_id, words="by the otter gate")
    with services.store.begin() as tx:
        kind = "wifi_link"
        tasks.raise_for(tx, worker_id=user_id, contact_id=contact_id, kind=kind, now=now)
        request_id = meeting_requests.add(tx, asking, now)
        said = [Promised("worker", "ring the school")]
        promises.add(tx, contact_id, user_id, said, appointment_id=meeting_id, now=now)
    return {"contact": contact_id, "meeting": meeting_id, "request": request_id}


def _rounds(site: Site, staff: FlaskClient) -> dict[str, int | str]:
    """Return a round, a finding somebody is to decide on, an idea, questions and a focus group."""
    services = site.services
    a_contact(services, number=NUMBER + 2, area=AREA)
    a_contact(services, number=NUMBER + 4)
    texts(services, "idea", "1", "a bench by the road", number=NUMBER + 4)
    today = services.now().date()
    over = today + timedelta(days=14)
    # Not one that a test launches itself: two rounds of the same questions cannot be open.
    form = {"name": "How help comes", "about": "getting help", "flow": "good-worker"}
    when = {"opens": today.isoformat(), "closes": over.isoformat(), "spread_days": "0"}
    send(staff, "/admin/rounds/new", **form, **when, areas=AREA, launch="yes")
    round_id = _newest(site, consultation)
    seen = f"/admin/rounds/{round_id}"
    heard = {"about": "getting help", "heard": "it took far too long", "rung": "heard"}
    send(staff, "/admin/findings/new", seen=seen, **heard, round=str(round_id))
    finding_id = _newest(site, finding)
    place = f"/admin/findings/{finding_id}"
    send(staff, f"{place}/ask", seen=place, name="Dee Cider", email="dee@council.example")
    with services.store.reading() as tx:
        asked = findings.one(tx, finding_id)
    assert asked is not None
    bus = {"name": "The bus", "text1": "Does the bus home come on time?", "options1": "Yes\nNo"}
    send(staff, "/admin/ask", **bus, save="yes")
    vote = {"about": "the new hub", "places": "Library\nThe Hub", "times": "Tue 4pm\nSat 11am"}
    ways = {"ways": "In a room\nVideo call", "closes": (today + timedelta(days=3)).isoformat()}
    send(staff, "/admin/focus-groups/new", areas=AREA, **vote, **ways)
    staff.get("/admin/ideas")  # which takes in what has come
    tables = {"idea": idea, "thing": asked_thing, "group": focus_group}
    newest = {name: _newest(site, table) for name, table in tables.items()}
    decide = services.ask_decision.link(asked).removeprefix(site.url)
    return {"round": round_id, "finding": finding_id, "decide": decide, **newest}


def _newest(site: Site, table: Table) -> int:
    return int(rows(site.services.store, table)[-1].id)


def _chats(site: Site, contact_id: int, *words: str) -> None:
    for said in words:
        sent = an_inbound(site.services, said, urn=f"chat:{contact_id}", channel="chat")
        site.services.receive(sent)


def _visits(site: Site) -> int:
    """Return a young person with a page of their own to take along, who is asked something."""
    visitor = a_contact(site.services, number=NUMBER + 3, worker=EMAIL)
    site.welcomed(visitor)
    browser = _enter(site, visitor)
    site.ask(visitor, "getting-ready")
    words = "drawing, and my dog"
    _chats(site, visitor, "1", words, words, "2", words, "1 2 3 4 5", "1", "3")
    assert browser.get("/chat/page").status_code == 200
    site.ask(visitor, "my-meetings")
    return visitor


def has_drawn(site: Site) -> None:
    """Have a drawing wait to be looked at."""
    artist = site.young_person()
    site.welcomed(artist)
    browser = _enter(site, artist)
    site.ask(artist, FAMILY)
    say(browser, *"11111")
    assert draw(browser, share="yes").status_code == 303


def _enter(site: Site, contact_id: int) -> FlaskClient:
    browser = site.app.test_client()
    assert browser.get(site.link(contact_id).removeprefix(site.url)).status_code == 303
    return browser
