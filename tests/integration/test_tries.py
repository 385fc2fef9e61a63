"""Tries are counted in the database: two processes count together, and no address is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services, create_app
from bot.store import tries
from bot.store.access_tables import tried
from bot.store.database import Store
from bot.store.tries import Limit
from tests.factories import Clock, rows

FEW = Limit("sign-in", 5, timedelta(minutes=5))


def count(store: Store, who: str, clock: Clock, times: int = 1, limit: Limit = FEW) -> None:
    for _ in range(times):
        with store.begin() as tx:
            tries.count(tx, limit, who, clock.now())


def is_over(store: Store, who: str, clock: Clock) -> bool:
    with store.reading() as tx:
        return tries.is_over(tx, FEW, who, clock.now())


def test_after_the_last_try_they_wait_and_others_do_not(store: Store, clock: Clock) -> None:
    count(store, "a", clock, 4)
    assert not is_over(store, "a", clock)

    count(store, "a", clock)

    assert is_over(store, "a", clock)
    assert not is_over(store, "b", clock)
    clock.forward(minutes=5)
    assert not is_over(store, "a", clock)
    count(store, "a", clock)
    assert not is_over(store, "a", clock)


def test_tries_at_once_are_all_counted(store: Store, clock: Clock) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count, store, "a", clock, 5) for _ in range(4)]:
            done.result()

    assert [row.times for row in rows(store, tried)] == [20]


def test_no_address_is_kept_and_old_tries_go(store: Store, clock: Clock) -> None:
    count(store, "192.0.2.7", clock)
    assert "192.0.2.7" not in str(rows(store, tried))

    clock.forward(days=2)
    count(store, "192.0.2.8", clock)

    assert len(rows(store, tried)) == 1


def wrong(browser: FlaskClient, address: str) -> int:
    page = browser.get("/admin/login")
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"csrf_token": token, "email": "nobody@council.example", "password": "not this one, no"}
    headers = {"X-Forwarded-For": address}
    return browser.post("/admin/login", data=form, headers=headers).status_code


def test_two_processes_count_one_addresss_wrong_sign_ins_together(
    app: Flask, services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.limits.WRONG_SIGN_INS", replace(FEW, most=4))
    other = create_app(services.settings, clock.now)
    browsers = [app.test_client(), other.test_client()] * 3

    codes = [wrong(browser, "192.0.2.7") for browser in browsers]

    assert codes == [400] * 4 + [429] * 2
    assert wrong(browsers[0], "192.0.2.8") == 400
    other.extensions["sayso"].store.engine.dispose()
