"""What a turn costs among many: the same people alone, and among a million others. A B A B."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    String,
    Table,
    cast,
    insert,
    literal,
    select,
    text,
    true,
)

from bot.bench import rows
from bot.bench.databases import Databases, databases
from bot.bench.report import Run
from bot.bench.servers import own_folder, sayso_server
from bot.bench.turns import INBOUND, Bench, Side, Tell, environment, signer
from bot.bench.walks import Bodies
from bot.settings import Settings
from bot.store.database import Transaction
from bot.store.tables import (
    address,
    answer,
    contact,
    contact_address,
    flow_version,
    inbound_message,
    outbox,
    respondent,
    session,
    totals_answer,
)
from bot.wiring import Services, build

FEW, MANY = "few", "many"
FIRST = 10_000_000  # the others' ids begin here, out of the way of those a run gives
ASKED = 10  # questions of a sitting
SCATTER, RANGE = 2_654_435_761, 4_294_967_296  # odd, so that no two numbers meet
LONG_AGO = timedelta(days=200)
SEALED = secrets.token_bytes(60)  # as long as a short sentence is when sealed; nobody opens it


@dataclass(frozen=True, slots=True)
class Cost:
    """The medians of both, and how many times as much a turn costs among many.

    Args:
        cpu: processor time of a turn, among many over alone.
        turns: turns a second, alone over among many.
    """

    database: str
    others: int
    answers: int
    few_per_s: float
    many_per_s: float
    few_cpu_ms: float
    many_cpu_ms: float
    cpu: float
    turns: float


def measure(
    kind: str, *, others: int, answers: int, seconds: float, rounds: int, tell: Tell
) -> Cost:
    """Drive a house of the bench's people alone, and one with `others` more, in turn.

    Args:
        others: contacts with an address, a sitting that ended, a text in and a text out each.
        answers: what those others answered, half for their worker and half for totals.
    """
    runs: list[Run] = []
    with (
        own_folder() as folder,
        databases(kind, folder) as each,
        _ready(each, folder, others=others, answers=answers) as houses,
    ):
        for bench in houses.values():
            bench.alone("warm-up", Bodies.MIX, seconds=1, round_=0)
        for round_ in range(1, rounds + 1):
            for name in (FEW, MANY) if round_ % 2 else (MANY, FEW):
                run = houses[name].alone(name, Bodies.MIX, seconds=seconds, round_=round_)
                tell(f"{kind}, round {round_}, {name}: {run.per_s} a second, {run.cpu_ms} ms")
                runs.append(run)
    return _cost(kind, runs, others=others, answers=answers)


def _cost(kind: str, runs: list[Run], *, others: int, answers: int) -> Cost:
    few, many = ([run for run in runs if run.side == name] for name in (FEW, MANY))
    per_s = [median(run.per_s for run in side) for side in (few, many)]
    cpu = [median(run.cpu_ms for run in side) for side in (few, many)]
    return Cost(
        kind,
        others,
        answers,
        few_per_s=per_s[0],
        many_per_s=per_s[1],
        few_cpu_ms=cpu[0],
        many_cpu_ms=cpu[1],
        cpu=round(cpu[1] / cpu[0], 3),
        turns=round(per_s[0] / per_s[1], 3),
    )


@contextmanager
def _ready(
    each: Databases, folder: Path, *, others: int, answers: int
) -> Iterator[dict[str, Bench]]:
    few, many = (environment(url, folder) for url in (each.sayso, each.plain))
    sockets = tuple(folder / f"{name}.sock" for name in (FEW, MANY))
    services = tuple(build(Settings.from_environment(values)) for values in (few, many))
    places = tuple(rows.fill(one) for one in services)
    crowd(services[1], others=others, answers=answers)
    url = services[0].settings.public_base_url + INBOUND
    with sayso_server(few, sockets[0]) as one_pid, sayso_server(many, sockets[1]) as other_pid:
        benches = {}
        each_side = ((FEW, few, one_pid), (MANY, many, other_pid))
        for number, (name, values, pid) in enumerate(each_side):
            side = Side(name, sockets[number], url, signer(values), pid)
            benches[name] = Bench(
                each.kind, services[number], places[number], side, side, Random(each.kind)
            )
        yield benches
    for one in services:
        one.store.engine.dispose()


def crowd(services: Services, *, others: int, answers: int) -> None:
    """Fill the house with others, in a few statements; none of them writes during a run."""
    now = services.now() - LONG_AGO
    with services.store.begin() as tx:
        flow = tx.db.execute(select(flow_version.c.id, flow_version.c.flow)).first()
        if flow is None:
            raise LookupError("no flow is published")
        _people(tx, others, now)
        _sittings(tx, others, now, flow=flow)
        _messages(tx, others, now)
        sitters = answers // (2 * ASKED)
        _answers(tx, sitters, now, flow=flow)
        _totals(tx, sitters, now, flow=flow)
    with services.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text("ANALYZE"))


def _people(tx: Transaction, others: int, now: Any) -> None:
    i = _numbers(others)
    _fill(
        tx,
        contact,
        i,
        id=_id(i),
        nickname=_sealed(contact.c.nickname),
        age_band=literal("13-15"),
        status=literal("active"),
        created_at=_moment(contact.c.created_at, now),
    )
    _fill(
        tx,
        address,
        i,
        id=_id(i),
        scheme=literal("tel"),
        digest=literal("other-").concat(_scattered(i)),
        value=_sealed(address.c.value),
        created_at=_moment(address.c.created_at, now),
    )
    _fill(tx, contact_address, i, contact_id=_id(i), address_id=_id(i))


def _sittings(tx: Transaction, others: int, now: Any, *, flow: Any) -> None:
    i = _numbers(others)
    _fill(
        tx,
        session,
        i,
        id=_id(i),
        contact_id=_id(i),
        address_id=_id(i),
        flow_version_id=literal(flow.id, BigInteger),
        flow=literal(flow.flow),
        status=literal("ended"),
        outcome=literal("complete"),
        started_at=_moment(session.c.started_at, now),
        asked_at=_moment(session.c.asked_at, now),
        ended_at=_moment(session.c.ended_at, now),
    )


def _messages(tx: Transaction, others: int, now: Any) -> None:
    i = _numbers(others)
    _fill(
        tx,
        inbound_message,
        i,
        id=_id(i),
        external_id=literal("other-").concat(_scattered(i)),
        address_id=_id(i),
        contact_id=_id(i),
        body=_sealed(inbound_message.c.body),
        became=literal("answer"),
        received_at=_moment(inbound_message.c.received_at, now),
    )
    _fill(
        tx,
        outbox,
        i,
        id=_id(i),
        address_id=_id(i),
        contact_id=_id(i),
        kind=literal("prompt"),
        channel=literal("sms"),
        body=_sealed(outbox.c.body),
        dedupe_key=literal("other-").concat(_scattered(i)),
        ref=literal("other-").concat(_scattered(i)),
        due_at=_moment(outbox.c.due_at, now),
        state=literal("sent"),
        sent_at=_moment(outbox.c.sent_at, now),
        sending_at=_moment(outbox.c.sending_at, now),
        created_at=_moment(outbox.c.created_at, now),
    )


def _answers(tx: Transaction, sitters: int, now: Any, *, flow: Any) -> None:
    i, asked = _numbers(sitters), _numbers(ASKED, "asked")
    _fill(
        tx,
        answer,
        i.join(asked, true()),
        session_id=_id(i),
        question=literal("q").concat(cast(asked.c.i, String)),
        contact_id=_id(i),
        flow_version_id=literal(flow.id, BigInteger),
        flow=literal(flow.flow),
        sees=literal("worker"),
        status=literal("answered"),
        value=literal('["a"]'),
        channel=literal("sms"),
        language=literal("en"),
        answered_at=_moment(answer.c.answered_at, now),
    )


def _totals(tx: Transaction, sitters: int, now: Any, *, flow: Any) -> None:
    i, asked = _numbers(sitters), _numbers(ASKED, "asked")
    _fill(tx, respondent, i, pseudonym=_scattered(i), family=literal(flow.flow))
    _fill(
        tx,
        totals_answer,
        i.join(asked, true()),
        pseudonym=_scattered(i),
        wave=literal(1),
        question=literal("q").concat(cast(asked.c.i, String)),
        family=literal(flow.flow),
        flow_version_id=literal(flow.id, BigInteger),
        status=literal("answered"),
        value=literal('["a"]'),
        channel=literal("sms"),
        language=literal("en"),
        answered_on=literal(now.date(), totals_answer.c.answered_on.type),
        copied=literal(value=True),
    )


def _fill(tx: Transaction, table: Table, rows_of: FromClause, **values: ColumnElement[Any]) -> None:
    drawn = select(*values.values()).select_from(rows_of)
    tx.db.execute(insert(table).from_select(list(values), drawn))


def _numbers(count: int, name: str = "numbers") -> CTE:
    """Return a table whose column `i` has 0 to `count` - 1."""
    first = select(literal(0, BigInteger).label("i")).cte(name, recursive=True)
    every = first.union_all(select(first.c.i + 1).where(first.c.i < count - 1))
    return every


def _id(numbers: CTE) -> ColumnElement[int]:
    return numbers.c.i + FIRST


def _scattered(numbers: CTE) -> ColumnElement[str]:
    """Return a name for each number, in no order: as digests stand in an index."""
    return cast((numbers.c.i * literal(SCATTER, BigInteger)) % literal(RANGE, BigInteger), String)


def _sealed(column: Any) -> ColumnElement[Any]:
    return literal(SEALED, column.type)


def _moment(column: Any, at: Any) -> ColumnElement[Any]:
    return literal(at, column.type)
