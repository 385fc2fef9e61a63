"""Accounts: who is let in and as what, with a fresh sign-in; the audit log; leaving everywhere."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import audit
from bot.store.users import RoleName
from tests.factories import rows
from tests.staff_pages import a_member, browser_of, send, someone, words

HERE = "/admin/accounts"


@pytest.fixture
def administrator(app: Flask, services: Services) -> FlaskClient:
    return someone(app, services, RoleName.ADMINISTRATOR)


def test_an_added_colleague_gets_a_link_that_is_shown_once(
    client: FlaskClient, store: Store, administrator: FlaskClient
) -> None:
    page = send(
        administrator,
        f"{HERE}/add",
        seen=HERE,
        email="Amal@council.example",
        name="Amal",
        roles=["worker", "lead"],
        team="North",
    )

    link = page.text.partition('id="one-time-link">')[2].partition("<")[0]
    assert client.get(link).status_code == 200
    assert link not in administrator.get(HERE).text
    assert [row.action for row in rows(store, audit)] == ["user.add"]
    assert link.rpartition("/")[2] not in rows(store, audit)[0].detail


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": "amal@council.example"}, "Choose what they do here"),
        ({"email": "amal", "roles": "worker"}, "not an e-mail address"),
        ({"email": "other@council.example", "roles": "worker"}, "there already"),
        ({"email": "amal@council.example", "roles": ["officer", "worker"]}, "no other role"),
        ({"email": "amal@council.example", "roles": ["auditor", "administrator"]}, "no other role"),
        ({"email": "amal@council.example", "roles": "king"}, "Choose what they do here"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(
    store: Store, administrator: FlaskClient, form: dict[str, object], said: str
) -> None:
    page = send(administrator, f"{HERE}/add", seen=HERE, **form)

    assert page.status_code == 400
    assert said in words(page)
    assert rows(store, audit) == []


def test_a_change_of_roles_signs_them_out_and_they_come_back_as_what_they_are(
    app: Flask, services: Services, administrator: FlaskClient
) -> None:
    member = a_member(services, RoleName.WORKER, email="amal@council.example")
    theirs = browser_of(app, services, member)
    assert theirs.get("/admin/week").status_code == 200

    send(administrator, f"{HERE}/{member}/roles", seen=HERE, roles="officer")

    assert theirs.get("/admin/week").status_code == 401
    again = browser_of(app, services, member)
    assert again.get("/admin/week").status_code == 403
    assert again.get("/admin/board").status_code == 200


def test_an_account_that_is_off_is_out_at_once(
    app: Flask, services: Services, administrator: FlaskClient
) -> None:
    member = a_member(services, RoleName.WORKER, email="amal@council.example")
    theirs = browser_of(app, services, member)

    send(administrator, f"{HERE}/{member}/switch", seen=HERE, on="no")

    assert theirs.get("/admin/week").status_code == 401
    assert browser_of(app, services, member).get("/admin/week").status_code == 401
    send(administrator, f"{HERE}/{member}/switch", seen=HERE, on="yes")
    assert browser_of(app, services, member).get("/admin/week").status_code == 200


@pytest.mark.parametrize("act", ["roles", "switch", "link"])
def test_nobody_changes_their_own_account(
    app: Flask, services: Services, store: Store, act: str
) -> None:
    mine = a_member(services, RoleName.ADMINISTRATOR, email="me@council.example")
    browser = browser_of(app, services, mine)

    page = send(browser, f"{HERE}/{mine}/{act}", seen=HERE, roles="worker", on="no")

    assert "it is your own account" in words(page)
    assert rows(store, audit) == []


def test_a_change_after_a_while_asks_for_the_password_first(
    services: Services, store: Store, administrator: FlaskClient
) -> None:
    page = administrator.get(HERE)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    with administrator.session_transaction() as held:
        held["fs_paa"] = time.time() - 16 * 60

    asked = administrator.post(
        f"{HERE}/add",
        data={"csrf_token": token, "email": "amal@council.example", "roles": "worker"},
    )

    assert asked.location == f"/admin/verify?next={HERE}"
    assert rows(store, audit) == []
    assert administrator.get(HERE).status_code == 200


def test_an_auditor_reads_who_did_what_and_no_content(
    app: Flask, services: Services, administrator: FlaskClient
) -> None:
    member = a_member(services, RoleName.WORKER, email="amal@council.example")
    send(administrator, f"{HERE}/{member}/switch", seen=HERE, on="no")
    auditor = someone(app, services, RoleName.AUDITOR, email="audit@council.example")

    page = words(auditor.get("/admin/audit"))

    assert f"user.off user:{member}" in page
    assert auditor.get(HERE).status_code == 403


def test_leaving_everywhere_ends_every_browser_of_ones_own(
    app: Flask, services: Services, store: Store
) -> None:
    member = a_member(services, RoleName.WORKER, email="amal@council.example")
    other = a_member(services, RoleName.WORKER, email="olu@council.example")
    one, two = browser_of(app, services, member), browser_of(app, services, member)
    elses = browser_of(app, services, other)

    send(one, "/admin/account/sign-out-everywhere", seen="/admin/account")

    assert two.get("/admin/week").status_code == 401
    assert one.get("/admin/week").status_code == 302
    assert elses.get("/admin/week").status_code == 200
    assert [row.action for row in rows(store, audit)] == ["sign_in.end_all"]


def test_very_many_accounts_come_in_parts_and_a_change_leads_back_to_its_part(
    services: Services, administrator: FlaskClient
) -> None:
    ids = [
        a_member(services, RoleName.WORKER, email=f"w{number}@council.example", name=f"W{number}")
        for number in range(55)
    ]
    second = administrator.get(f"{HERE}?part=2").text

    shown = [one for one in ids if f"{HERE}/{one}/switch?part=2" in second]
    assert 0 < len(shown) < 10
    assert f'href="{HERE}?part=1" rel="prev"' in second

    back = send(administrator, f"{HERE}/{shown[0]}/switch?part=2", seen=HERE, on="no")
    assert "51 to 56 of 56 accounts" in words(back)
    refused = send(administrator, f"{HERE}/{shown[0]}/roles?part=2", seen=HERE, roles=["nobody"])
    assert f'href="{HERE}?part=1" rel="prev"' in refused.text
