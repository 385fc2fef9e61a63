"""What went wrong in a simulated year, counted. Pure: it trusts the diary, not what was tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bench.year.after_judging import by_ref, judge_aftermath
from bot.bench.year.diary import Diary, Version
from bot.bench.year.rows import Row, Taken

ABOUT_A_MEETING = ("reminder", "notice")
PROMPTLY = timedelta(minutes=1)  # a lead whose time is nearer than this to its planning is gone


@dataclass(frozen=True, slots=True)
class Findings:
    """The figures of a year. All but `planned` and `sent` should be 0.

    Args:
        lost: each text that is `unexplained`, by its meeting, lead time and state.
    """

    planned: int
    sent: int
    stale: int
    doubled: int
    late: int
    quiet_hours: int
    cancelled: int
    unexplained: int
    opted_out: int
    lost: tuple[str, ...] = ()


def judge(diary: Diary, taken: Sequence[Taken], rows: Sequence[Row], *, end: datetime) -> Findings:
    """Count what went wrong.

    stale: it told of a time that no longer held. cancelled: a reminder of a meeting called off.
    doubled: a text that was taken twice. late: after its `not_after`, or after the start.
    quiet_hours: in a quiet time of theirs. opted_out: after they had left. unexplained: a reminder
    was wanted while its meeting stood, or a text after it, and there is neither it nor a reason.
    """
    went = by_ref(taken, rows)
    about = [(text, row) for text, row in went if row.kind in ABOUT_A_MEETING]
    faults = Counter(fault for text, row in about for fault in _faults(diary, text, row))
    faults["doubled"] = _doubled(about)
    wanted = [
        (meeting_id, version, lead)
        for meeting_id, versions in diary.meetings.items()
        for version in versions
        for lead in _due(diary, meeting_id, version, end=end)
    ]
    said = {(row.meeting_id, row.version, row.lead): row for row in rows if row.kind == "reminder"}
    lost = [_told_of(said, *one) for one in wanted if not _explained(said, *one)]
    after = judge_aftermath(diary, went, rows, end=end)
    faults.update(after.faults)
    lost += after.lost
    return Findings(
        planned=len(wanted) + after.planned,
        sent=sum(row.kind == "reminder" for _, row in about) + after.sent,
        stale=faults["stale"],
        doubled=faults["doubled"],
        late=faults["late"],
        quiet_hours=faults["quiet_hours"],
        cancelled=faults["cancelled"],
        unexplained=len(lost),
        opted_out=faults["opted_out"],
        lost=tuple(lost),
    )


def _faults(diary: Diary, text: Taken, row: Row) -> list[str]:
    meeting_id = row.meeting_id or 0
    stood = diary.stands(meeting_id, text.at)
    person = diary.people[diary.whose[meeting_id]]
    reminds = row.kind == "reminder"
    found = {
        "stale": stood.booked and stood.number != row.version,
        "cancelled": reminds and not stood.booked,
        "late": (row.not_after is not None and text.at > row.not_after)
        or (stood.booked and text.at >= stood.starts_at),
        "quiet_hours": person.is_quiet(text.at),
        "opted_out": person.is_away(text.at),
    }
    return [fault for fault, is_so in found.items() if is_so]


def _doubled(about: Sequence[tuple[Taken, Row]]) -> int:
    times = Counter((row.kind, row.meeting_id, row.version, row.lead) for _, row in about)
    return sum(count - 1 for count in times.values())


def _due(diary: Diary, meeting_id: int, version: Version, *, end: datetime) -> list[str]:
    """Return the lead times of one version whose moment came while it stood, before the end."""
    if not version.booked or not version.can_reach:
        return []
    until = min(end, diary.until(meeting_id, version))
    return [lead for lead, at in version.leads.items() if version.since + PROMPTLY <= at < until]


def _explained(
    said: Mapping[tuple[int | None, int | None, str], Row],
    meeting_id: int,
    version: Version,
    lead: str,
) -> bool:
    if lead in version.dropped:
        return True
    row = said.get((meeting_id, version.number, lead))
    return row is not None and (row.state == "sent" or row.why is not None)


def _told_of(
    said: Mapping[tuple[int | None, int | None, str], Row],
    meeting_id: int,
    version: Version,
    lead: str,
) -> str:
    row = said.get((meeting_id, version.number, lead))
    stands = "no row" if row is None else f"{row.state}, due {row.due_at}"
    since, at, starts = version.since, version.leads[lead], version.starts_at
    return (
        f"reminder {lead} of meeting {meeting_id}, version {version.number} since {since}, "
        f"wanted {at}, starts {starts}: {stands}"
    )
