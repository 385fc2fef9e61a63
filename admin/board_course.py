"""How far young people came, who was asked, and how both moved between snapshots. Pure; only safe
figures come in, and what is hidden stays hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.board_tables import may_be, say
from bot.insight.books import EVERYONE
from bot.insight.figures import Figure, SafeReach, SafeTally
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.opening import Asked
from bot.insight.words import listed
from bot.store.totals import Released

UNKNOWN = "c"
COLUMNS = {"known": "on the books", "asked": "asked", "reached": "reached"}


@dataclass(frozen=True, slots=True)
class StoppedHere:
    """Questions one after another, and how many stopped at them, out of the times they were asked.

    Args:
        ids: the questions by their keys, for finding them on the page.
    """

    ids: tuple[str, ...]
    words: str
    times: str
    stopped: str
    share: str


@dataclass(frozen=True, slots=True)
class Reached:
    """One group: on the books, asked, reached, answered, and the share of those asked."""

    group: str
    figures: tuple[str, str, str, str]
    share: str


@dataclass(frozen=True, slots=True)
class Day:
    """What one snapshot said: when, how many had answered, gone to the end, and stopped."""

    on: str
    answered: str
    ended: str
    stopped: str


def stretches(safe: SafeTally, words: Mapping[str, Asked]) -> tuple[StoppedHere, ...]:
    """Return where they stopped, in the order of the questions; none while that is hidden."""
    if safe.course is None:
        return ()
    return tuple(
        StoppedHere(
            each.questions,
            _from_to([words[key].text for key in each.questions if key in words]),
            str(each.times),
            str(each.stopped),
            may_be(each.stopped, each.times),
        )
        for each in safe.course.stretches
    )


def ended(safe: SafeTally) -> str:
    """Say how many went to the end, and how many stopped part way."""
    course = safe.course
    to_the_end = f"At least {course.ended} went to the end. " if course and course.ended else ""
    if course is None or not course.stretches:
        return (
            f"{to_the_end}Where they stopped is not shown: fewer than {safe.threshold} did, "
            "or it would tell of a few."
        )
    return f"{to_the_end}{course.stopped} stopped part way, so far."


def books(safe: SafeTally) -> tuple[tuple[str, tuple[Reached, ...]], ...]:
    """Return who was asked, reached and answered, of everyone and by group."""
    return tuple(
        (
            BREAKDOWN_NAMES.get(name, ""),
            tuple(_reached(name, key, each) for key, each in groups.items()),
        )
        for name, groups in safe.books.items()
    )


def books_dates(of: Released, zone: ZoneInfo) -> str:
    """Say which columns were counted before this snapshot: they wait until enough has changed."""
    today = of.released_at.astimezone(zone).date()
    older = {
        column: moment.astimezone(zone)
        for (name, column), on in of.figures.books_on.items()
        if name == EVERYONE and on and (moment := datetime.fromisoformat(on)).date() < today
    }
    said = [f"{COLUMNS[column]} as on {day:%-d %B %Y}" for column, day in older.items()]
    return f"Counted before: {listed(said)}." if said else ""


def history(snapshots: Sequence[Released], zone: ZoneInfo) -> tuple[Day, ...]:
    """Return what each snapshot said, oldest first; each was safe when it was made."""
    return tuple(_day(each, zone) for each in snapshots)


def _day(of: Released, zone: ZoneInfo) -> Day:
    course = of.figures.course
    return Day(
        f"{of.released_at.astimezone(zone):%-d %B %Y}",
        _most_answered(of.figures),
        _figure(course.ended if course else None),
        _figure(course.stopped if course and course.stretches else None),
    )


def _reached(name: str, key: str, each: SafeReach) -> Reached:
    group = "Everyone" if name == EVERYONE else say_group(name, key)
    figures = say(each.known), say(each.asked), say(each.reached), say(each.answered)
    return Reached(group, figures, _part(each.answered, each.asked))


def _part(answered: Figure, asked: Figure) -> str:
    if not isinstance(answered, int) or not isinstance(asked, int) or answered > asked:
        return ""
    return f"{100 * answered // asked} %"


def _most_answered(safe: SafeTally) -> str:
    shown = [q.overall.answered for q in safe.questions if isinstance(q.overall.answered, int)]
    return _figure(max(shown, default=None))


def _figure(count: int | None) -> str:
    return UNKNOWN if count is None else str(count)


def _from_to(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return f"From \u201c{texts[0]}\u201d to \u201c{texts[-1]}\u201d ({len(texts)} questions)"
