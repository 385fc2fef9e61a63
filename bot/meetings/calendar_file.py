"""A worker's meetings as an iCalendar file. Pure; titles say no more than a lock screen may.

An event keeps its UID for ever, and its SEQUENCE rises with every change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vRecur

from bot.meetings.filed_meetings import FiledMeeting, FiledSeries

TITLE = "Meeting"
# As rules, which every reader understands; a list of all the changes, some read as no change at
# all. Source: the tz database, rule "EU" since 1996.
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def write_calendar(
    alone: Sequence[FiledMeeting], series: Sequence[FiledSeries], *, base_url: str
) -> bytes:
    """Return the file, with the time zones it names."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sayso//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Meetings")
    zones = {meeting.zone for meeting in alone} | {each.zone for each in series}
    if "Europe/London" in zones:
        calendar.add_component(Component.from_ical(LONDON))
    for meeting in alone:
        event = _event(meeting, meeting.uid, meeting.sequence, base_url)
        event.add("status", "CONFIRMED" if meeting.booked else "CANCELLED")
        calendar.add_component(event)
    for each in series:
        for event in _series(each, base_url):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _series(series: FiledSeries, base_url: str) -> list[Event]:
    zone = ZoneInfo(series.zone)
    called_off = [time.occurs_at for time in series.times if not time.booked and time.occurs_at]
    # One number for the whole: a client that has an older one takes in every part anew.
    sequence = series.sequence + sum(time.sequence for time in series.times)
    master = Event()
    master.add("uid", series.uid)
    master.add("summary", f"{TITLE} {series.initial}")
    master.add("dtstart", series.starts_at.astimezone(zone))
    master.add("duration", timedelta(minutes=series.minutes))
    master.add("rrule", vRecur.from_ical(series.rule))
    for left_out in sorted((*series.skipped, *called_off)):
        master.add("exdate", left_out.astimezone(zone))
    changes = [series.changed_at, *(time.changed_at for time in series.times)]
    _stamp(master, sequence, max(changes))
    master.add("status", "CONFIRMED")
    moved = [time for time in series.times if time.booked and time.starts_at != time.occurs_at]
    events = [master]
    for time in moved:
        if time.occurs_at is not None:
            event = _event(time, series.uid, sequence, base_url)
            event.add("recurrence-id", time.occurs_at.astimezone(zone))
            event.add("status", "CONFIRMED")
            events.append(event)
    return events


def _event(meeting: FiledMeeting, uid: str, sequence: int, base_url: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", f"{TITLE} {meeting.initial}")
    event.add("dtstart", meeting.starts_at.astimezone(ZoneInfo(meeting.zone)))
    event.add("duration", timedelta(minutes=meeting.minutes))
    event.add("url", f"{base_url}/admin/meetings/{meeting.id}")
    _stamp(event, sequence, meeting.changed_at)
    return event


def _stamp(event: Event, sequence: int, changed_at: datetime) -> None:
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at.replace(microsecond=0))
    event.add("last-modified", changed_at.replace(microsecond=0))
    event.add("class", "PRIVATE")
