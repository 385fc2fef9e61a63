"""A small deployment for the tests of staff pages: an app, its accounts, browsers, a clock."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_security import Security
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

import bot
import bot.store.tables  # the user's team is one of these
from admin.first_link import first_path
from admin.guard import guard
from admin.home import home
from admin.shell import install_shell
from admin.sign_in import SignInSettings, init_security
from bot.store.database import open_engine
from bot.store.metadata import metadata
from bot.store.users import RoleName, StaffSession, User, add_user, staff_sessions
from bot.web.headers import install_headers
from webhooks.errors import install_errors

PASSWORD = "three calm words"
SECRET_KEY = "pretend secret key of the tests"
LOOPBACK = SignInSettings(
    secret_key=SECRET_KEY, encryption_keys=(("k1", b"1" * 32), ("k0", b"0" * 32)), secure=False
)


@dataclass
class Clock:
    """A clock that stands still until told otherwise."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """A small deployment: an app with a worker's and an officer's page, and its accounts."""

    app: Flask
    security: Security
    sessions: scoped_session[StaffSession]
    clock: Clock

    def invite(self, email: str, *roles: RoleName) -> str:
        user = add_user(self.sessions(), email=email, roles=roles)
        self.sessions().commit()
        path = first_path(user, SECRET_KEY)
        self.sessions.remove()
        return path

    def user(self, email: str) -> User:
        self.sessions.remove()
        return self.sessions.scalars(select(User).where(User.email == email)).one()

    def browser(self) -> FlaskClient:
        return self.app.test_client()


def open_office(directory: Path, settings: SignInSettings = LOOPBACK) -> Office:
    engine = open_engine(f"sqlite:///{directory / 'sayso.db'}")
    metadata.create_all(engine)
    sessions, clock = staff_sessions(engine), Clock()
    static = Path(bot.__file__).parent / "web" / "static"
    app = Flask("office", static_folder=str(static))
    install_errors(app)
    install_shell(app)
    install_headers(app, secure=settings.secure)
    security = init_security(app, sessions, settings, now=clock)
    app.register_blueprint(home())
    for blueprint in _pages():
        app.register_blueprint(blueprint)
    return Office(app, security, sessions, clock)


def _pages() -> tuple[Blueprint, ...]:
    week, board = Blueprint("week", __name__), Blueprint("board", __name__)

    @week.route("/admin/week", methods=["GET", "POST"])
    def show() -> str:
        return "my week"

    @board.get("/admin/board")
    def every() -> str:
        return "the board"

    return guard(week), guard(board)


def close(office: Office) -> None:
    engine = office.sessions().get_bind()
    office.sessions.remove()
    engine.dispose()


def field_token(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def shown_secret(page: TestResponse) -> str:
    found = re.search(r'id="totp-secret">([A-Z2-7]+)<', page.text)
    assert found, page.text
    return found[1]


def code(secret: str, *, steps: int = 0) -> str:
    """Return the code of now, or of some 30-second steps later."""
    return TOTP(key=secret, format="base32").generate(time.time() + 30 * steps).token  # type: ignore[no-any-return]


def send(browser: FlaskClient, page: TestResponse, path: str, **values: str) -> TestResponse:
    return browser.post(path, data={"csrf_token": field_token(page), **values})


def set_up(browser: FlaskClient, link: str) -> str:
    """Follow a one-time link to the end; return the app's secret."""
    page = browser.get(link)
    answer = send(browser, page, link, password=PASSWORD, again=PASSWORD)
    page = browser.get(answer.location)
    secret = shown_secret(page)
    answer = send(browser, page, "/admin/tf-validate", code=code(secret))
    assert answer.location == "/admin/", answer.text
    return secret


def type_password(browser: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    page = browser.get("/admin/login")
    return send(browser, page, "/admin/login", email=email, password=password)


def sign_in(browser: FlaskClient, email: str, digits: str) -> TestResponse:
    page = browser.get(type_password(browser, email).location)
    return send(browser, page, "/admin/tf-validate", code=digits)
