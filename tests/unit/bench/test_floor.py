"""The floor does what it is a yardstick for: a signed text in, four rows, one reply."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from twilio.request_validator import RequestValidator

from bot.bench import floor
from bot.bench.phones import PEOPLE, form_of, signed_post


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/floor.db"
    floor.fill(url)
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = floor.open_floor(url)
    yield engine
    engine.dispose()


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    app = floor.make_app(url)
    yield app
    app.extensions["floor"].dispose()


def signature(form: dict[str, str]) -> str:
    return str(RequestValidator(floor.TOKEN).compute_signature(floor.URL, form))


def test_a_signed_text_moves_one_session_and_keeps_three_rows(app: Flask, engine: Engine) -> None:
    form = form_of("SM" + "0" * 32, 17, "2")

    said = app.test_client().post(
        "/sms", data=form, headers={"X-Twilio-Signature": signature(form)}
    )

    assert said.status_code == 200
    assert floor.REPLY in said.text
    with engine.begin() as db:
        counts = [
            db.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in ("message", "answer", "outbox")
        ]
        step = db.scalar(text("SELECT step FROM session WHERE phone = '+999000000017'"))
    assert (counts, step) == ([1, 1, 1], 1)


def test_an_unsigned_text_is_refused(app: Flask) -> None:
    assert app.test_client().post("/sms", data=form_of("SM1", 1, "2")).status_code == 403


def test_sqlite_syncs_every_commit_and_waits_for_its_turn(engine: Engine) -> None:
    with engine.begin() as db:
        pragmas = [
            db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
        people = db.scalar(text("SELECT count(*) FROM session"))

    assert pragmas == ["wal", 2, 30000]
    assert people == PEOPLE


def test_a_request_on_the_wire_carries_the_form_and_its_signature() -> None:
    form = form_of("SM9", 3, "a place for bikes")

    sent = signed_post("/sms", form, host="bot.example", signature=signature(form))

    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /sms HTTP/1.1\r\nHost: bot.example\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Body=a+place+for+bikes" in body
    assert b"From=%2B999000000003" in body
