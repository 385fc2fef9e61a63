"""A member of staff's browser, for a measurement: it signs in with a printed link, and asks for
pages over the server's socket."""

from __future__ import annotations

from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from admin.first_link import first_path
from bot.bench.load import connect
from bot.errors import BadInput
from bot.store.staff_tables import RoleName
from bot.store.users import StaffSession, add_user
from bot.wiring import Services


class Browser(HTTPConnection):
    """HTTP over a server's unix socket."""

    def __init__(self, path: Path, host: str) -> None:
        super().__init__(host)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = connect(self._path)


def sign_in(services: Services, socket: Path, role: RoleName) -> str:
    """Add an account of this role and sign it in; return its cookies."""
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        added = add_user(db, email=f"{role}@example.org", roles=[role])
        path = first_path(added, services.settings.secret_key)
    browser = Browser(socket, urlsplit(services.settings.public_base_url).netloc)
    browser.request("GET", path)
    answer = browser.getresponse()
    answer.read()
    jar = SimpleCookie()
    for header in answer.headers.get_all("Set-Cookie") or ():
        jar.load(header)
    browser.close()
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def got(services: Services, socket: Path, path: str, cookie: str) -> str:
    """Return a page.

    Raises:
        BadInput: it is refused, or leads elsewhere.
    """
    browser = Browser(socket, urlsplit(services.settings.public_base_url).netloc)
    browser.request("GET", path, headers={"Cookie": cookie})
    answer = browser.getresponse()
    page = answer.read().decode()
    browser.close()
    if answer.status != 200:
        raise BadInput(f"a page of staff answered {answer.status}")
    return page
