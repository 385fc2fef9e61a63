"""What one young person asked for about texts: when, how much they say, how many. Pure.

With a meeting and the time, this is all that planning needs: (meeting, preferences, now) -> texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.errors import BadInput
from bot.meetings.caps import NO_CAPS, Caps, allows
from bot.meetings.lead_times import NO_REMINDERS, Lead, wished_leads
from bot.meetings.planning import Dropped, Meeting, Plan, Reason, plan
from bot.meetings.quiet_hours import (
    NO_QUIET_HOURS,
    Quiet,
    QuietHours,
    QuietTimes,
    parse_quiet_hours,
)
from bot.meetings.school_year import SchoolYear
from bot.meetings.wording import Style

SCHOOL_HOURS = QuietHours(time(8, 30), time(15, 30))


@dataclass(frozen=True, slots=True)
class TextTimes:
    """What a young person, or their worker for them, set about the times of texts.

    Args:
        evening_at: when on the evening before; None keeps the usual 18:00.
        two_hours: one more text two hours before.
        night: their own quiet hours, "21:30-08:00"; None keeps the organisation's.
        school_hours: no texts in school hours.
        no_weekends, no_holidays: no texts on those days.
    """

    evening_at: time | None = None
    two_hours: bool = False
    night: str | None = None
    school_hours: bool = False
    no_weekends: bool = False
    no_holidays: bool = False


USUAL_TIMES = TextTimes()


def quiet_for(times: TextTimes, house: QuietHours, year: SchoolYear) -> Quiet:
    """Return when this young person is not texted unasked.

    Raises:
        BadInput: their times leave no time to text.
    """
    if times == USUAL_TIMES:
        return house
    return QuietTimes(
        night=parse_quiet_hours(times.night) if times.night else house,
        school=SCHOOL_HOURS if times.school_hours else NO_QUIET_HOURS,
        weekends=times.no_weekends,
        holidays=times.no_holidays,
        year=year,
    )


@dataclass(frozen=True, slots=True)
class Preferences:
    """All that decides about one young person's reminders besides the meeting.

    Args:
        wish: their answer to "When should we remind you?", an option's key, or None.
        caps: how many texts they get unasked.
        taken: the local day of each text that went or is planned already.
    """

    wish: str | None = None
    times: TextTimes = USUAL_TIMES
    quiet: Quiet = NO_QUIET_HOURS
    style: Style = Style.DISCREET
    caps: Caps = NO_CAPS
    taken: tuple[date, ...] = ()

    def leads(self, *, weekly: bool = False, chosen: Sequence[Lead] = ()) -> tuple[Lead, ...]:
        """Return the lead times of a meeting: chosen for it, wished for, or the usual ones."""
        if self.wish == NO_REMINDERS:
            return ()
        return tuple(chosen) or wished_leads(
            self.wish,
            weekly=weekly,
            evening_at=self.times.evening_at,
            two_hours=self.times.two_hours,
        )


def plan_reminders(
    meeting: Meeting,
    preferences: Preferences,
    now: datetime,
    *,
    leads: Sequence[Lead] | None = None,
    catch_up: bool = True,
) -> Plan:
    """Plan the reminders of one meeting the way one young person wants them.

    Where the caps leave room for fewer, those nearest to the meeting stay.

    Args:
        leads: those stored with the meeting; None works them out.
        now: aware.
    """
    chosen = preferences.leads(weekly=meeting.weekly) if leads is None else leads
    whole = plan(meeting, chosen, preferences.quiet, now=now, catch_up=catch_up)
    if preferences.caps.off:
        return whole
    taken, kept, left_out = list(preferences.taken), [], []
    for text in reversed(whole.texts):
        day = text.due_at.astimezone(meeting.zone).date()
        if allows(preferences.caps, taken, day):
            taken.append(day)
            kept.append(text)
        else:
            left_out.append(Dropped(text.lead, Reason.ENOUGH))
    return Plan(tuple(reversed(kept)), (*whole.dropped, *left_out))


def parse_evening(text: str) -> time | None:
    """Read the time of the text on the evening before: "19:30"; nothing typed means the usual.

    Raises:
        BadInput: it is no time between 16:00 and 21:59.
    """
    written = text.strip()
    if not written:
        return None
    try:
        at = time.fromisoformat(written)
    except ValueError:
        at = time(0)
    if not time(16) <= at < time(22):
        raise BadInput("choose a time for the evening text between 16:00 and 21:59")
    return at.replace(second=0, microsecond=0, tzinfo=None)
