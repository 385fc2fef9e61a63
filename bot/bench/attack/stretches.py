"""Attacks where young people stopped: every snapshot's stretches, beside how many answered and
skipped each question, and how many were invited. Made-up sittings go through all questions in
turn, and the attacker knows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeAlias

from bot.bench.attack.ledger import Known, Ledger, Wanted
from bot.insight.books import Reach
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release, release
from bot.insight.figures import SafeTally
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, Status, tally

ASKED, ANSWERED, SKIPPED, UNCLEAR, STOPPED = "asked", "answered", "skipped", "unclear", "stopped"
Dated: TypeAlias = tuple[str, SafeTally]
Count: TypeAlias = tuple[str, str, int]  # what, of which question, at which snapshot


def attack(seed: int) -> tuple[int, tuple[Known, ...]]:
    """Return how many stretches of made-up sittings were published, and what they give away."""
    published = tuple(publish(Random(seed)))
    told = sum(len(safe.course.stretches) for _, safe in published if safe.course)
    return told, recover(published, seed=seed)


def recover(published: Sequence[Dated], *, seed: int = 0) -> tuple[Known, ...]:
    """Return what may be known of few at any question: who stopped, skipped or was asked there.

    Args:
        published: the date of each snapshot and the snapshot, oldest first.
    """
    if not published:
        return ()
    ledger = Ledger()
    questions = tuple(each.id for each in published[0][1].questions)
    dates = {on: number for number, (on, _) in enumerate(published)}
    for number in range(len(published)):
        _write_what_holds(ledger, questions, number)
    for number, (_, safe) in enumerate(published):
        _write_what_is_shown(ledger, safe, number, dates)
    wanted = _wanted(questions, len(published))
    return ledger.recover(wanted, threshold=DEFAULT_THRESHOLD, seed=seed)


def _write_what_holds(ledger: Ledger, questions: Sequence[str], number: int) -> None:
    for question in questions:
        parts = {(what, question, number): -1 for what in (ANSWERED, SKIPPED, UNCLEAR, STOPPED)}
        ledger.is_shown({(ASKED, question, number): 1, **parts}, 0)
        if number:  # more came: nobody takes back what they did
            for what in (ANSWERED, SKIPPED, UNCLEAR, STOPPED):
                ledger.holds([(what, question, number - 1)], [(what, question, number)])
    for question, following in pairwise(questions):
        went_on = {(ASKED, question, number): -1, (STOPPED, question, number): 1}
        ledger.is_shown({(ASKED, following, number): 1, **went_on}, 0)


def _write_what_is_shown(
    ledger: Ledger, safe: SafeTally, number: int, dates: Mapping[str, int]
) -> None:
    for question in safe.questions:
        of = dates[question.dated["overall"]] if "overall" in question.dated else number
        figures = question.overall
        shown = {ASKED: figures.asked, ANSWERED: figures.answered, SKIPPED: figures.skipped}
        for what, count in shown.items():
            if isinstance(count, int):
                ledger.is_shown({(what, question.id, of): 1}, count)
    invited = safe.books.get("", {}).get("")
    if invited is not None and isinstance(invited.asked, int):
        of = dates[safe.books_on["", ASKED]]
        ledger.is_shown({(ASKED, safe.questions[0].id, of): 1}, invited.asked)
    course = safe.course
    for stretch in course.stretches if course else ():
        of = dates[course.on] if course else number
        whats: tuple[str, ...] = (STOPPED,)
        if isinstance(_asked(safe, stretch.questions[0]), int):
            whats = (STOPPED, UNCLEAR)  # what anybody can subtract, where times asked is shown
        terms = {(what, key, of): 1 for key in stretch.questions for what in whats}
        ledger.is_shown(terms, stretch.stopped)


def _asked(safe: SafeTally, question: str) -> object:
    return next(each.overall.asked for each in safe.questions if each.id == question)


def _wanted(questions: Sequence[str], snapshots: int) -> Iterator[Wanted]:
    for question in questions:
        for number in range(snapshots):
            silent = {(what, question, number): 1 for what in (UNCLEAR, STOPPED)}
            yield Wanted(("left", question, number), silent, derived=True)
            silent[SKIPPED, question, number] = 1
            yield Wanted(("unanswered", question, number), silent, derived=True)
        for what in (ASKED, ANSWERED, SKIPPED, STOPPED):
            for number in range(snapshots):
                now = {(what, question, number): 1}
                # Those invited less those who stopped were asked: known, and as large as both.
                yield Wanted((what, question, number), now, derived=what == ASKED)
                if number:
                    more = {**now, (what, question, number - 1): -1}
                    yield Wanted(("more", what, question, number), more, derived=True)


def publish(draw: Random) -> Iterator[Dated]:
    """Yield up to three snapshots of sittings that stop here and there."""
    shapes = _shapes(draw)
    people = draw.choice((draw.randint(12, 80), draw.randint(80, 400)))
    stops = [draw.random() ** 3 * draw.choice((0.05, 0.4)) for _ in shapes]
    skips = [draw.choice((0.0, 0.05, 0.3)) * draw.random() for _ in shapes]
    unclear = draw.choice((0.0, 0.05))
    sittings = [
        list(_sit(draw, f"p{number}", shapes, (stops, skips, unclear))) for number in range(people)
    ]
    looks = sorted({people, *(draw.randint(10, people) for _ in range(draw.randint(0, 2)))})
    more = draw.choice((0, 40))  # on the books and not invited; 0: nobody counted it
    before: Release | None = None
    respondents: int | None = None
    for number, look in enumerate(looks):
        raw = tally(shapes, [each for sitting in sittings[:look] for each in sitting])
        if may_release(respondents, raw.respondents, closed=look == people):
            reach = [Reach(None, None, None, look + more, look, look)] if more else []
            before = release(raw, on=f"day {number}", before=before, reach=reach)
            respondents = raw.respondents
            yield f"day {number}", before.figures


def _shapes(draw: Random) -> tuple[QuestionShape, ...]:
    many = draw.randint(3, 9)
    return tuple(QuestionShape(f"q{n}", ("yes", "no"), last=n == many - 1) for n in range(many))


def _sit(
    draw: Random,
    who: str,
    shapes: Sequence[QuestionShape],
    odds: tuple[Sequence[float], Sequence[float], float],
) -> Iterator[Response]:
    for shape, stops, skips in zip(shapes, odds[0], odds[1], strict=True):
        if draw.random() < stops:
            yield Response(who, shape.id, "asked")
            return
        status: Status = "answered"
        if draw.random() < skips:
            status = "skipped"
        elif draw.random() < odds[2]:
            status = "unclear"
        keys = (draw.choice(shape.options),) if status == "answered" else ()
        yield Response(who, shape.id, status, keys)
