"""Every route is guarded, signed, tokened, or open on purpose; and each role sees its own alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from bot.app import Services, create_app
from bot.engine.loading import shipped
from bot.privacy.policy import Action, Resource, Role, Tie, ties
from bot.privacy.routes import ROUTES
from bot.store.migrations.run import migrate
from bot.store.users import RoleName
from tests.factories import a_setting
from tests.staff_pages import a_member, browser_of

CASEWORK = {RoleName.WORKER, RoleName.LEAD}
OPENERS = CASEWORK | {RoleName.SAFEGUARDING}
# blueprint, or one route of it -> who may open it
GUARDED = {
    "openings.ask": OPENERS,
    "openings.open_one": OPENERS,
    "account": set(RoleName),
    "accounts": {RoleName.ADMINISTRATOR},
    "audit": {RoleName.AUDITOR},
    "openings": {RoleName.LEAD, RoleName.SAFEGUARDING},
    "home": set(RoleName),
    "week": CASEWORK,
    "meetings": CASEWORK,
    "people": CASEWORK,
    "own_page_of": CASEWORK,
    "requests": CASEWORK,
    "after": CASEWORK,
    "my_ways": CASEWORK,
    "sheets": CASEWORK,
    "attendance": {RoleName.OFFICER},
    "concerns": {RoleName.SAFEGUARDING},
    "care_report": {RoleName.SAFEGUARDING},
    "read_again": {RoleName.SAFEGUARDING},
    "fixed_replies": {RoleName.SAFEGUARDING},
    "rota": {RoleName.SAFEGUARDING, RoleName.ADMINISTRATOR},
    "cases": {RoleName.LEAD, RoleName.ADMINISTRATOR},
    "cases.take": {RoleName.LEAD},
    "cases.answer": {RoleName.LEAD},
    "board": {RoleName.OFFICER},
    "board_charts": {RoleName.OFFICER},
    "board_cross": {RoleName.OFFICER},
    "board_groups": {RoleName.OFFICER},
    "board_exports": {RoleName.OFFICER},
    "themes": {RoleName.OFFICER},
    "quotes": {RoleName.OFFICER},
    "drawings": {RoleName.OFFICER},
    "pack": {RoleName.OFFICER},
    "groups": {RoleName.OFFICER},
    "outcomes": {RoleName.OFFICER},
    "rounds": {RoleName.OFFICER},
    "finding_pages": {RoleName.OFFICER},
    "ideas": {RoleName.OFFICER},
    "ask_page": {RoleName.OFFICER},
    "set_up": {RoleName.ADMINISTRATOR, RoleName.AUDITOR},
    "set_up.add_guest": {RoleName.ADMINISTRATOR},
    "set_up.remove_guest": {RoleName.ADMINISTRATOR},
    "settings": {RoleName.ADMINISTRATOR, RoleName.AUDITOR},
    "try_phone": {RoleName.ADMINISTRATOR, RoleName.AUDITOR},
}
SIGN_IN = {
    "first_sign_in.first",
    "security.login",
    "security.logout",
    "security.mf_recovery",
    "security.mf_recovery_codes",
    "security.tf_select",
    "security.two_factor_rescue",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.two_factor_token_validation",
    "security.verify",
}
OPEN = {
    "admin_shell.static",
    "get_help.page",  # for whoever is not signed up; it keeps nothing
    "health.alive",
    "health.ready",
    "look.choose",  # letters and colours: a cookie that says nothing else
    "look.page",
    "phone",  # the demo's way to the pretend phone
    "privacy.page",
    "privacy.security",
    "results.page",
    "static",
}
SIGNED = {"twilio.fallback", "twilio.inbound", "twilio.status"}
TOKENED = {
    "calendar.feed",
    "chat.enter",
    "chat.leave",
    "chat.page",
    "decisions.decide",
    "decisions.page",
    "language.choose",
    "language.page",
    "metrics.figures",
    "own_page.page",
    "my_page.copy_for_programs",
    "my_page.copy_to_read",
    "my_page.enter",
    "my_page.page",
    "web_chat.read",
    "web_chat.send",
    "web_drawing.send",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the whole application, the demo's extra route with it, over an empty store."""
    folder = tmp_path_factory.mktemp("routes")
    made = create_app(
        a_setting(
            database_url=f"sqlite:///{folder}/sayso.db",
            spool_directory=Path(folder) / "spool",
            carrier_url="http://localhost:8001",
        )
    )
    services: Services = made.extensions["sayso"]
    migrate(services.store.engine)
    services.publish(shipped())
    yield made
    services.store.engine.dispose()


@pytest.fixture(scope="module")
def browsers(app: Flask) -> dict[RoleName, FlaskClient]:
    """Return a signed-in browser for each role."""
    services: Services = app.extensions["sayso"]
    return {
        role: browser_of(
            app, services, a_member(services, role, email=f"{role}@council.example", team="North")
        )
        for role in RoleName
    }


def allowed(endpoint: str) -> set[RoleName]:
    return GUARDED.get(endpoint) or GUARDED.get(endpoint.partition(".")[0], set())


def guarded_rules(app: Flask, method: str) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if allowed(rule.endpoint) and method in (rule.methods or ())
    ]


def address_of(rule: Rule) -> str:
    """Return an address of this rule, of nothing that exists."""
    return re.sub(r"<[^>]+>", "999", str(rule))


def test_every_route_is_on_one_list(app: Flask) -> None:
    known = SIGN_IN | OPEN | SIGNED | TOKENED

    unknown = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in known and not allowed(rule.endpoint)
    }

    assert unknown == set()
    assert known <= {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_is_in_the_policy_and_nothing_else_is(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert there - ROUTES.keys() == set()
    assert ROUTES.keys() - there == {"demo.let_ten_more_answer"}  # in the demo alone


def test_the_policy_lets_those_roles_into_each_place_whom_this_test_names(app: Flask) -> None:
    wrong = {
        name
        for name, right in ROUTES.items()
        if (names := allowed(name)) and names != _steady(right.resource, right.action)
    }

    assert wrong == set()


def _steady(resource: Resource, action: Action) -> set[RoleName]:
    """Return the staff who may do this without opening anything."""
    return {role for role in RoleName if ties(Role(role.value), resource, action) - {Tie.OPENED}}


def test_every_admin_route_is_guarded_or_belongs_to_sign_in(app: Flask) -> None:
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/admin") and not is_guarded(app, rule.endpoint.partition(".")[0])
    }

    assert unguarded - SIGN_IN == {"admin_shell.static"}


def is_guarded(app: Flask, blueprint: str) -> bool:
    checks = app.before_request_funcs.get(blueprint, [])
    return any(check.__module__ == "admin.guard" for check in checks)


@pytest.mark.parametrize("role", RoleName)
def test_each_role_opens_its_own_pages_and_no_other(
    app: Flask, browsers: dict[RoleName, FlaskClient], role: RoleName
) -> None:
    wrong = {}

    for rule in guarded_rules(app, "GET"):
        status = browsers[role].get(address_of(rule)).status_code
        theirs = role in allowed(rule.endpoint)
        expected = {200, 302, 404} if theirs else {403}
        if status not in expected:
            wrong[str(rule)] = status

    assert wrong == {}


def test_a_stranger_is_sent_to_sign_in_from_every_page(app: Flask) -> None:
    browser = app.test_client()

    elsewhere = {
        str(rule): answer.status_code
        for rule in guarded_rules(app, "GET")
        if not (answer := browser.get(address_of(rule)))
        .headers.get("Location", "")
        .startswith("/admin/login")
    }

    assert elsewhere == {}


@pytest.mark.parametrize("role", RoleName)
def test_no_role_changes_anything_without_its_form_token(
    app: Flask, browsers: dict[RoleName, FlaskClient], role: RoleName
) -> None:
    wrong = {}

    for rule in guarded_rules(app, "POST"):
        status = browsers[role].post(address_of(rule)).status_code
        theirs = role in allowed(rule.endpoint)
        if status != (400 if theirs else 403):
            wrong[str(rule)] = status

    assert wrong == {}


def test_pages_have_nothing_inline_and_are_not_kept(
    app: Flask, browsers: dict[RoleName, FlaskClient]
) -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son\w+=")

    for role, browser in browsers.items():
        for rule in guarded_rules(app, "GET"):
            if role in allowed(rule.endpoint):
                page = browser.get(address_of(rule))
                assert inline.findall(page.text) == [], str(rule)
                assert page.headers["Cache-Control"] == "no-store", str(rule)
