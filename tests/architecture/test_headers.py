"""The headers of every route, as a snapshot: nothing inline, no frames, not kept, no referrer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from bot.app import Services, create_app
from bot.store.migrations.run import migrate
from bot.store.users import RoleName
from tests.factories import a_contact, a_setting
from tests.staff_pages import a_member, cookie_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What each answer carries, whatever the route and whatever came of it.
SNAPSHOT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FILES = {"static", "admin_shell.static"}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son[a-z]+=|javascript:")
BASE = "https://sayso.example"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("headers")
    made = create_app(
        a_setting(
            database_url=f"sqlite:///{folder}/sayso.db",
            spool_directory=Path(folder) / "spool",
            public_base_url=BASE,
            carrier_url="http://localhost:8001",
        )
    )
    services: Services = made.extensions["sayso"]
    migrate(services.store.engine)
    yield made
    services.store.engine.dispose()


def address_of(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", "999", str(rule))


def test_every_route_of_every_method_carries_the_same_headers(app: Flask) -> None:
    services: Services = app.extensions["sayso"]
    browsers = [app.test_client()]
    for role in RoleName:
        member = a_member(services, role, email=f"{role}@council.example")
        browsers.append(app.test_client())
        browsers[-1].set_cookie("__Host-sayso", cookie_of(services, member), domain="sayso.example")
    wrong, seen = [], set()

    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            for browser in browsers:
                answer = browser.open(address_of(rule), method=method, base_url=BASE)
                carried = {name: answer.headers.get(name) for name in SNAPSHOT}
                expected = SNAPSHOT | (
                    {"Cache-Control": carried["Cache-Control"]} if rule.endpoint in FILES else {}
                )
                seen.add(rule.endpoint)
                if carried != expected or (
                    answer.mimetype == "text/html" and INLINE.search(answer.text)
                ):
                    wrong.append((method, str(rule), answer.status_code))

    assert wrong == []
    assert seen == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_errors_and_pages_that_are_not_there_carry_them_too(app: Flask) -> None:
    for path in ("/", "/nothing", "/admin/nothing", "/chat/short", "/calendar/x", "/admin"):
        answer = app.test_client().get(path, base_url=BASE)

        assert {name: answer.headers.get(name) for name in SNAPSHOT} == SNAPSHOT, path


def test_every_cookie_is_of_this_host_alone_and_out_of_reach_of_scripts(app: Flask) -> None:
    services: Services = app.extensions["sayso"]
    link = services.chat.link(a_contact(services)).removeprefix(BASE)
    browser = app.test_client()
    given = [
        *browser.get(link, base_url=BASE).headers.getlist("Set-Cookie"),
        *browser.get("/admin/login", base_url=BASE).headers.getlist("Set-Cookie"),
    ]

    assert [one.partition("=")[0] for one in given] == ["__Host-sayso-chat", "__Host-sayso"]
    for one in given:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(one.split("; "))
        assert "Domain" not in one


def test_on_loopback_nothing_says_https_and_cookies_have_plain_names(
    tmp_path: Path,
) -> None:
    plain = create_app(a_setting(database_url=f"sqlite:///{tmp_path}/sayso.db"))

    answer = plain.test_client().get("/chat")

    assert "Strict-Transport-Security" not in answer.headers
    assert plain.config["SESSION_COOKIE_NAME"] == "sayso"
    plain.extensions["sayso"].store.engine.dispose()
