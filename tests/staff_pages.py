"""Staff for the tests of their pages: accounts already signed in, and forms sent as browsers do."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from admin import presence
from bot.app import Services
from bot.privacy.policy import Action, Asker, Resource, Role, grant
from bot.store import staff
from bot.store.queries.scope import Scope
from bot.store.users import RoleName, StaffSession, User, add_user
from tests.factories import texts

COOKIE = "sayso"
SAM = "sam@council.example"
MY_MEETINGS = ("1", "1 3", "2", "2 4", "2", "1 5", "1", "the past", "2", "1", "2")
GOOD_PLACE = (
    "1",
    "1 3",
    "2",
    "3",
    "4 5",
    "a big sofa",
    "1",
    "1",
    "2 4",
    "3",
    "a pond",
    "2",
    "2",
)


def a_member(
    services: Services, *roles: RoleName, email: str, name: str = "Sam", team: str | None = None
) -> int:
    """Add an account with these roles, in a team if one is named, and return its id."""
    engine = services.store.engine
    team_id = None
    if team is not None:
        with services.store.begin() as tx:
            team_id = staff.ensure_team(tx, team)
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        return int(add_user(db, email=email, roles=roles, name=name, team_id=team_id).id)


def scope_of(user_id: int, *roles: Role, team_id: int | None = None) -> Scope:
    """Return over whom an account sees arrangements; a worker's unless roles are named."""
    asker = Asker(user_id, frozenset(roles or {Role.WORKER}), team_id=team_id)
    return Scope(grant(asker, Resource.ARRANGEMENTS, Action.SEE))


def cookie_of(services: Services, user_id: int) -> str:
    """Sign an account in and return the cookie its browser then holds."""
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine, expire_on_commit=False) as db:
        user = db.get_one(User, user_id)
        held = {
            "_user_id": user.fs_uniquifier,
            "_fresh": True,
            "fs_paa": time.time(),
            presence.KEY: presence.begin(db, user, presence.utc_now()),
        }
    signer = Flask("signer")
    signer.secret_key = services.settings.secret_key
    signing = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert signing is not None
    return str(signing.dumps(held))


def browser_of(app: Flask, services: Services, user_id: int) -> FlaskClient:
    """Return a browser in which this account is signed in."""
    browser = app.test_client()
    browser.set_cookie(COOKIE, cookie_of(services, user_id))
    return browser


def send(browser: FlaskClient, path: str, *, seen: str | None = None, **form: Any) -> TestResponse:
    """Send a form as the page at `seen` would, with its token, and follow where it leads."""
    page = browser.get(seen or path)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token, page.status
    return browser.post(path, data={"csrf_token": token[1], **form}, follow_redirects=True)


def words(page: TestResponse) -> str:
    """Return the words of a page's main part, without its tags, spaces made single."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    bare = re.sub(r"<[^>]+>", " ", main.partition(">")[2])
    return " ".join(bare.replace("&#39;", "'").replace("&#34;", '"').split())


def someone(app: Flask, services: Services, *roles: RoleName, **fields: str) -> FlaskClient:
    usual = {"email": "other@council.example", "name": "Alex"}
    return browser_of(app, services, a_member(services, *roles, **(usual | fields)))


def book(services: Services, contact_id: int, worker_id: int, **ahead: float) -> int:
    return services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now() + timedelta(**(ahead or {"days": 4, "hours": 6})),
        place="the Hub",
    )


def answer_all(services: Services, flow: str, contact_id: int, number: int) -> None:
    services.start_flow(flow=flow, contact_id=contact_id)
    texts(services, *(MY_MEETINGS if flow == "my-meetings" else GOOD_PLACE), number=number)
