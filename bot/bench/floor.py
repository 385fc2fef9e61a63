"""The floor: the least a signed text can cost in Flask and SQLAlchemy. No conversation, no privacy.

A yardstick: it keeps to the statements and settings it was first measured with, so that ratios
compare over time. Do not make it quicker, and take nothing from Sayso itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    String,
    bindparam,
    create_engine,
    event,
    insert,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import Table
from twilio.request_validator import RequestValidator

from bot.bench.phones import PEOPLE, phone

TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105  # signs the bench's own texts alone
URL = "http://bot.example/sms"
POOL = 8
REPLY = "Next question: how safe do you feel where you live? 1 Very 2 Quite 3 Not very 4 Not at all"


class _Base(DeclarativeBase):
    pass


class _Session(_Base):
    __tablename__ = "session"
    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(20), unique=True)
    step: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[datetime | None] = mapped_column(DateTime)


class _Message(_Base):
    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    body: Mapped[str]
    at: Mapped[datetime]


class _Answer(_Base):
    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    q: Mapped[int]
    value: Mapped[str]
    at: Mapped[datetime]


class _Outbox(_Base):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    body: Mapped[str]
    status: Mapped[str] = mapped_column(String(10), index=True)
    at: Mapped[datetime]


def _table(model: type[_Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not a table")
    return table


_S, _M, _A, _O = (_table(model) for model in (_Session, _Message, _Answer, _Outbox))
_MOVE = (
    update(_S)
    .where(_S.c.phone == bindparam("ph"))
    .values(step=_S.c.step + 1, updated=bindparam("at"))
    .returning(_S.c.id, _S.c.step)
)
_KEEP_MESSAGE, _KEEP_ANSWER, _KEEP_REPLY = (insert(table).inline() for table in (_M, _A, _O))


def open_floor(url: str) -> Engine:
    """Open the floor's database: SQLite with FULL syncs, or PostgreSQL as it comes."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=POOL, max_overflow=0)
    engine = create_engine(
        url,
        pool_size=POOL,
        max_overflow=0,
        connect_args={"timeout": 30, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=30000",
        "cache_size=-65536",
    ):
        connection.execute("PRAGMA " + pragma)


def _begin(db: Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE")


def fill(url: str) -> None:
    """Make the tables afresh, with one session a person."""
    engine = open_floor(url)
    _Base.metadata.drop_all(engine)
    _Base.metadata.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(_S), [{"phone": phone(i), "step": 0} for i in range(PEOPLE)])
    engine.dispose()


def turn(engine: Engine, sender: str, sid: str, body: str) -> str:
    """Take one text in, durably, and return what is said back."""
    at = datetime.now(UTC).replace(tzinfo=None)
    with engine.begin() as db:
        session_id, step = db.execute(_MOVE, {"ph": sender, "at": at}).one()
        db.execute(_KEEP_MESSAGE, {"sid": sid, "session_id": session_id, "body": body, "at": at})
        db.execute(_KEEP_ANSWER, {"session_id": session_id, "q": step, "value": body, "at": at})
        db.execute(
            _KEEP_REPLY, {"session_id": session_id, "body": REPLY, "status": "queued", "at": at}
        )
    return REPLY


def make_app(url: str) -> Flask:
    """Return the floor's whole application: one route."""
    engine, app, validator = open_floor(url), Flask("floor"), RequestValidator(TOKEN)
    app.extensions["floor"] = engine

    @app.post("/sms")
    def sms() -> Response | tuple[str, int]:
        form = request.form
        if not validator.validate(URL, form, request.headers.get("X-Twilio-Signature", "")):
            return "bad signature", 403
        said = turn(engine, form["From"], form["MessageSid"], form["Body"])
        return Response(
            f'<?xml version="1.0" encoding="UTF-8"?><Response><Message>{said}</Message></Response>',
            mimetype="text/xml",
        )

    return app
