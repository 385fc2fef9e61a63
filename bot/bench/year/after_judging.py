"""What went wrong after meetings in a simulated year: of what young people are told, and of what
their workers are asked. Pure: it trusts the diary, not what was tested."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.bench.year.diary import Diary
from bot.bench.year.rows import Row, Taken

MET: Final = ":met:"
ASKED_BY: Final = timedelta(days=3)  # a worker is asked by then, or it is lost
TELLING, ASKING = "prompt", "task"


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was due after meetings, what went, each fault with how often, and what was lost."""

    planned: int
    sent: int
    faults: Counter[str]
    lost: tuple[str, ...] = ()


def judge_aftermath(
    diary: Diary, taken: Sequence[tuple[Taken, Row]], rows: Sequence[Row], *, end: datetime
) -> Aftermath:
    """Count what was due after meetings and what went wrong with it.

    Args:
        taken: every text the provider took, with its row.
        end: of the year: what is due later is not missed.
    """
    told = [(text, row) for text, row in taken if row.kind == TELLING]
    asked = [(text, row) for text, row in taken if row.kind == ASKING and MET in row.lead]
    faults = Counter(fault for text, row in told for fault in _of_telling(diary, text, row))
    named = _by_name(diary)
    faults.update(fault for text, row in asked for fault in _of_asking(diary, named, text, row))
    times = Counter(row.lead for _, row in (*told, *asked))
    faults["doubled"] = sum(count - 1 for count in times.values())
    by_key = {row.lead: row for row in rows if row.kind in {TELLING, ASKING}}
    due = [one.key for one in diary.told]
    over = list(_to_ask_about(diary, end))
    lost = [_told_of(key, by_key.get(key)) for key in due if not _explained(by_key.get(key), end)]
    asks = {key.partition(MET)[2] for key in by_key if MET in key}
    unasked = (one for one in over if asks.isdisjoint(_names(diary, one)))
    lost += [f"nobody asked of meeting {one}: {diary.meetings[one][-1]}" for one in unasked]
    return Aftermath(len(due) + len(over), len(told) + len(asked), faults, tuple(lost))


def _of_telling(diary: Diary, text: Taken, row: Row) -> Iterator[str]:
    person = diary.people[row.contact_id or 0]
    if row.not_after is not None and text.at > row.not_after:
        yield "late"
    if person.is_quiet(text.at):
        yield "quiet_hours"
    if person.is_away(text.at):
        yield "opted_out"


def _of_asking(
    diary: Diary, named: Mapping[str, Sequence[int]], text: Taken, row: Row
) -> Iterator[str]:
    about = named.get(row.lead.partition(MET)[2], ())
    stood = [diary.stands(one, text.at) for one in about]
    if not any(version.booked for version in stood):
        yield "cancelled"
    elif not any(version.starts_at < text.at for version in stood):
        yield "stale"


def _by_name(diary: Diary) -> Mapping[str, Sequence[int]]:
    """Return name -> the meetings a worker may be asked of by it."""
    named: dict[str, list[int]] = defaultdict(list)
    for one in diary.meetings:
        for name in _names(diary, one):
            named[name].append(one)
    return named


def _names(diary: Diary, meeting_id: int) -> set[str]:
    """Return what its worker may be asked of it as: its own id, or its group's."""
    return {str(meeting_id), diary.gatherings.get(meeting_id) or ""} - {""}


def _to_ask_about(diary: Diary, end: datetime) -> Iterator[int]:
    """Yield the meetings that took place and of which nobody said what became."""
    for meeting_id, versions in diary.meetings.items():
        last = versions[-1]
        if last.booked and meeting_id not in diary.said and last.starts_at + ASKED_BY < end:
            yield meeting_id


def _explained(row: Row | None, end: datetime) -> bool:
    if row is None:
        return False
    return row.state == "sent" or row.why is not None or row.due_at >= end


def _told_of(key: str, row: Row | None) -> str:
    return f"{key}: no row" if row is None else f"{key}: {row.state}, due {row.due_at}"


def by_ref(taken: Sequence[Taken], rows: Sequence[Row]) -> list[tuple[Taken, Row]]:
    """Return each text that was taken with its row; what has none is no concern of the judge."""
    known: Mapping[str, Row] = {row.ref: row for row in rows}
    return [(text, known[text.ref]) for text in taken if text.ref in known]
