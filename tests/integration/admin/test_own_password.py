"""A member of staff changes their own password: the old one first, and every browser is out."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_security import hash_password

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import audit
from bot.store.users import RoleName, StaffSession, User
from tests.factories import rows
from tests.staff_pages import a_member, browser_of, send, words

OLD, NEW = "marmalade skylark bucket", "velvet otter ladder song"
HERE = "/admin/account/password"


@pytest.fixture
def mina(app: Flask, services: Services) -> int:
    """Return the id of an account that has a password."""
    made = a_member(services, RoleName.SAFEGUARDING, email="mina@council.example", name="Mina")
    with app.app_context():
        hashed = hash_password(OLD)
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        db.get_one(User, made).password = hashed
    return made


def password_of(store: Store, user_id: int) -> str:
    [row] = rows(store, User.__table__, User.__table__.c.id == user_id)
    return str(row.password)


def test_the_new_one_holds_and_every_browser_signs_in_again(
    app: Flask, services: Services, store: Store, mina: int
) -> None:
    browser, elsewhere = (browser_of(app, services, mina) for _ in range(2))
    before = password_of(store, mina)

    page = send(browser, HERE, current=OLD, password=NEW, again=NEW)

    assert "Your password is changed" in page.text
    assert password_of(store, mina) != before
    assert elsewhere.get("/admin/concerns").status_code in {302, 401}
    assert len(rows(store, audit, audit.c.action == "password.change")) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"current": "not this one at all", "password": NEW, "again": NEW}, "is not right"),
        ({"current": OLD, "password": NEW, "again": NEW + "s"}, "are not the same"),
        ({"current": OLD, "password": "short", "again": "short"}, "12 characters or more"),
        ({"current": OLD, "password": "Password2026!", "again": "Password2026!"}, "easy to guess"),
        ({"current": OLD, "password": "minamina-sayso", "again": "minamina-sayso"}, "easy to"),
    ],
)
def test_anything_amiss_is_said_and_the_old_one_stays(
    app: Flask, services: Services, store: Store, mina: int, form: dict[str, str], said: str
) -> None:
    before = password_of(store, mina)

    page = send(browser_of(app, services, mina), HERE, **form)

    assert page.status_code == 400
    assert said in words(page)
    assert password_of(store, mina) == before
