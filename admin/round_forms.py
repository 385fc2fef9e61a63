"""What is typed into the form that launches a round, read once: a plan, or what to mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from admin.times import parse_date
from bot.rounds.audience import Audience
from bot.services.launch_round import Plan

USUAL_DAYS = 14
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was typed, to be shown again, with what is wrong by field."""

    name: str = ""
    about: str = ""
    flow: str = ""
    opens: str = ""
    closes: str = ""
    spread_days: str = "3"
    join_word: str = ""
    teams: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    heads_up: bool = True
    trial: bool = False
    hide_counts: bool = False
    faults: dict[str, str] = field(default_factory=dict)


def blank(today: date) -> Typed:
    """Return the form as it is first shown."""
    return Typed(opens=today.isoformat(), closes=(today + timedelta(days=USUAL_DAYS)).isoformat())


def typed_of(form: MultiDict[str, str]) -> Typed:
    """Return what a browser sent."""
    how = form.getlist("how")
    return Typed(
        name=form.get("name", "").strip(),
        about=form.get("about", "").strip(),
        flow=form.get("flow", "").strip(),
        opens=form.get("opens", "").strip(),
        closes=form.get("closes", "").strip(),
        spread_days=form.get("spread_days", "").strip(),
        join_word=form.get("join_word", "").strip(),
        teams=tuple(form.getlist("teams")),
        areas=tuple(form.getlist("areas")),
        age_bands=tuple(form.getlist("age_bands")),
        workers=tuple(form.getlist("workers")),
        heads_up="heads_up" in how,
        trial="trial" in how,
        hide_counts="hide_counts" in how,
    )


def read_plan(typed: Typed, zone: ZoneInfo, now: datetime) -> Plan | dict[str, str]:
    """Return the plan a form asks for, or what to mend by field."""
    opens, closes = parse_date(typed.opens), parse_date(typed.closes)
    faults = {
        name: mend
        for name, wrong, mend in (
            ("name", not typed.name, "Give the round a name."),
            ("about", not typed.about, "Say what it is about, in a word or two."),
            ("flow", not typed.flow, "Choose the questions."),
            ("opens", opens is None, "Choose the day it opens."),
            ("closes", closes is None, "Choose the day it closes."),
            ("spread_days", not typed.spread_days.isdecimal(), "Write a number of days, like 3."),
        )
        if wrong
    }
    if faults or opens is None or closes is None:
        return faults
    return Plan(
        name=typed.name,
        about=typed.about,
        flow=typed.flow,
        audience=Audience(_ids(typed.teams), typed.areas, typed.age_bands, _ids(typed.workers)),
        opens_at=max(now, datetime.combine(opens, time(0), zone)),
        closes_at=datetime.combine(closes, LAST_MINUTE, zone),
        spread_days=int(typed.spread_days[:4]),
        heads_up=typed.heads_up,
        trial=typed.trial,
        join_word=typed.join_word,
        hide_counts=typed.hide_counts,
    )


def _ids(typed: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(int(one) for one in typed if one.isdecimal())
