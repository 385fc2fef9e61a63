"""What young people's turns lose while an officer works: the same turns alone, and with one who
opens a page of the board every half second. A B A B, SQLite."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from statistics import median
from threading import Event, Thread

from bot.bench.databases import KINDS, databases
from bot.bench.figures import made_up_rows
from bot.bench.servers import own_folder
from bot.bench.staff_browser import got, sign_in
from bot.bench.turns import Bench, one_side
from bot.bench.walks import Bodies
from bot.store.staff_tables import RoleName
from bot.store.tables import respondent, totals_answer
from bot.wiring import Services

FLOW = "how-things-are"
BOARD = f"/admin/board/{FLOW}"
PAGES = ("/admin/board", BOARD, f"{BOARD}/groups/h1", f"{BOARD}/cross", "/admin/outcomes")
PAUSE = 0.5  # seconds between pages: somebody who hardly reads them
PEOPLE = 400  # of whom the board tells
DEMO = {"SAYSO_DEMO": "yes"}  # a printed link signs in directly
ALONE, BESIDE = "alone", "beside an officer"


def measure(*, seconds: float, rounds: int, tell: Callable[[str], object]) -> dict[str, float]:
    """Drive turns with and without an officer at work, each first in every other round."""
    per_s: dict[str, list[float]] = {ALONE: [], BESIDE: []}
    opened: list[str] = []
    with (
        own_folder() as folder,
        databases(KINDS[0], folder) as each,
        one_side(each, folder, DEMO) as bench,
    ):
        _fill_board(bench.services)
        cookie = sign_in(bench.services, bench.sayso.socket, RoleName.OFFICER)
        bench.alone("warm-up", Bodies.MIX, seconds=1, round_=0)
        for round_ in range(1, rounds + 1):
            for name in (ALONE, BESIDE) if round_ % 2 else (BESIDE, ALONE):
                at_work = _at_work(bench, cookie, opened) if name == BESIDE else nullcontext()
                with at_work:
                    run = bench.alone(name, Bodies.MIX, seconds=seconds, round_=round_)
                per_s[name].append(run.per_s)
                tell(f"round {round_}, {name}: {run.per_s} turns a second")
    alone, beside = median(per_s[ALONE]), median(per_s[BESIDE])
    return {
        "turns_alone_per_s": alone,
        "turns_beside_officer_per_s": beside,
        "turns_lost": round(1 - beside / alone, 3),
        "officer_pages": len(opened),
    }


@contextmanager
def _at_work(bench: Bench, cookie: str, opened: list[str]) -> Iterator[None]:
    over, refused = Event(), list[Exception]()
    pages = itertools.cycle(PAGES)

    def work() -> None:
        try:
            while not over.wait(PAUSE):
                opened.append(got(bench.services, bench.sayso.socket, next(pages), cookie)[:0])
        except Exception as error:  # told where it is waited for
            refused.append(error)

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    for error in refused:
        raise error


def _fill_board(services: Services) -> None:
    respondents, answers = made_up_rows(PEOPLE)
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), respondents)
        tx.db.execute(totals_answer.insert(), answers)
    services.release(FLOW)
    services.audit_outcomes()
