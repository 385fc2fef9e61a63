"""Booking a meeting: who, then a time that fits both or one's own, then every text before it goes.

At most four taps from my week. Nothing is booked before the last.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.booking_texts import first_of, group_of, texts_of
from admin.desk import Desk
from admin.meeting_cards import KINDS
from admin.meeting_forms import LEADS, LENGTHS, REPEATS, Typed, Wanted, read_meeting, typed_of
from admin.paging import AT_MOST, Beginning, part_of
from admin.reach_words import reached
from admin.times import say_moment
from admin.viewer import Viewer, viewer
from admin.wish_words import reminders_wished, wish_lines
from admin.words import as_sentence
from bot.errors import BadInput
from bot.meetings.lead_times import NO_REMINDERS, wished_leads
from bot.meetings.offers import fits
from bot.store import appointments, diaries, meeting_requests, worker_ways
from bot.store.queries import people, wishes
from bot.store.queries.people import PersonLine
from bot.store.queries.wishes import Wish

PLACES = {
    "cafe": "a cafe",
    "outside": "outside, to walk and talk",
    "centre": "the centre",
    "school": "school",
    "home": "your home",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A time that fits both, as one tap: what it says, and what the form then holds."""

    said: str
    date: str
    time: str
    place: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a meeting is booked with, and all that helps to book it well."""

    person: PersonLine
    asked_for: tuple[Wish, ...]
    suggestions: tuple[Suggestion, ...]
    place: str

    @property
    def wants_reminders(self) -> bool:
        """Whether they asked for no reminders at all."""
        return reminders_wished(self.asked_for) != NO_REMINDERS


def add_booking(blueprint: Blueprint, desk: Desk) -> None:
    """Add the pages that book a meeting."""

    @blueprint.get("/new")
    def new() -> ResponseReturnValue:
        contact_id = request.args.get("contact", type=int)
        if contact_id is None:
            with desk.store.reading() as tx:
                mine = people.in_scope(tx, viewer().scope)
            return render_template("meeting_who.html", part=part_of(mine), me=viewer().id)
        return _form(desk, _known(desk, viewer(), contact_id), typed=_asked_at(desk))

    @blueprint.post("/preview")
    def preview() -> ResponseReturnValue:
        who, known, typed = viewer(), *_sent(desk)
        wanted = read_meeting(typed, desk.house.zone, desk.now(), with_leads=known.wants_reminders)
        if isinstance(wanted, Typed):
            return _form(desk, known, typed=wanted)
        return _preview(desk, who, known, typed=typed, wanted=wanted)

    @blueprint.post("/new")
    def book() -> ResponseReturnValue:
        who, known, typed = viewer(), *_sent(desk)
        wanted = read_meeting(typed, desk.house.zone, desk.now(), with_leads=known.wants_reminders)
        if isinstance(wanted, Typed):
            return _form(desk, known, typed=wanted)
        try:
            _book(desk, who, known.person, wanted)
        except BadInput as error:
            return _form(desk, known, typed=typed, problem=as_sentence(error))
        _after(desk, who)
        flash("The meeting is booked.", "success")
        return redirect("/admin/week?from=" + wanted.starts_at.date().isoformat())


def _sent(desk: Desk) -> tuple[Known, Typed]:
    contact_id = request.form.get("contact", type=int)
    if contact_id is None:
        abort(404)
    group = request.form.getlist("group", type=int)
    typed = typed_of(request.form, request.form.getlist("leads"), group)
    known = _known(desk, viewer(), contact_id)
    if "leads_as_wished" in request.form:
        typed = replace(typed, leads=_wished(known))
    return known, typed


def _book(desk: Desk, who: Viewer, person: PersonLine, wanted: Wanted) -> None:
    """Book it in the name of their own worker: once, again and again, or for a group."""
    worker_id, group = person.worker_id or who.id, group_of(desk, who, wanted)
    if wanted.repeat is not None:
        first = first_of(desk, person, worker_id, wanted)
        others = [one.id for one in group]
        desk.book_series.book(
            first, wanted.repeat, in_term=wanted.in_term, group=others, actor=who.actor
        )
        return
    if group:
        desk.book.group(
            [person.id, *(one.id for one in group)],
            worker_id,
            starts_at=wanted.starts_at,
            place=wanted.place,
            leads=wanted.leads,
            minutes=wanted.minutes,
            kind=wanted.kind,
            others=wanted.others,
            actor=who.actor,
        )
        return
    desk.book(
        contact_id=person.id,
        worker_id=worker_id,
        starts_at=wanted.starts_at,
        place=wanted.place,
        leads=wanted.leads,
        minutes=wanted.minutes,
        kind=wanted.kind,
        others=wanted.others,
        actor=who.actor,
    )


def _after(desk: Desk, who: Viewer) -> None:
    """What booking settles: the wording agreed to, and the wish it came from."""
    request_id = request.form.get("request", type=int)
    with desk.store.begin() as tx:
        if request.form.get("agreed") == "yes":
            worker_ways.agree_to_wording(tx, who.id, desk.now())
        if request_id is not None and meeting_requests.one(tx, who.scope, request_id):
            meeting_requests.settle(
                tx, request_id, outcome="agreed", user_id=who.id, now=desk.now()
            )


def _known(desk: Desk, who: Viewer, contact_id: int) -> Known:
    """Return somebody in scope and what helps to book with them; 404 for anybody else."""
    now, zone = desk.now(), desk.house.zone
    with desk.store.reading() as tx:
        person = people.one(tx, who.scope, contact_id)
        if person is None:
            abort(404)
        asked_for = wishes.newest(tx, who.scope, desk.release.shelf, [contact_id]).get(
            contact_id, ()
        )
        times = diaries.offers_for(
            tx,
            desk.house,
            contact_id=contact_id,
            worker_id=person.worker_id or who.id,
            now=now,
        )
        place = appointments.last_place(tx, contact_id) or _wished_place(asked_for)
    suggestions = tuple(
        Suggestion(
            said=say_moment(at, now, zone),
            date=at.astimezone(zone).date().isoformat(),
            time=f"{at.astimezone(zone):%H:%M}",
            place=place,
        )
        for at in times
    )
    return Known(person, asked_for, suggestions, place)


def _wished_place(asked_for: Sequence[Wish]) -> str:
    keys = (key for wish in asked_for if wish.question == wishes.WHERE_IS_GOOD for key in wish.keys)
    return next((PLACES[key] for key in keys if key in PLACES), "")


def _wished(known: Known) -> tuple[str, ...]:
    offered = {key for key, _ in LEADS}
    leads = wished_leads(reminders_wished(known.asked_for))
    return tuple(lead.key for lead in leads if lead.key in offered)


def _asked_at(desk: Desk) -> Typed | None:
    """Return the form for the time they asked for, where that is what this is about."""
    try:
        at = datetime.strptime(request.args.get("at", ""), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    local = at.astimezone(desk.house.zone)
    return Typed(local.date().isoformat(), f"{local:%H:%M}")


def _form(
    desk: Desk, known: Known, *, typed: Typed | None = None, problem: str | None = None
) -> ResponseReturnValue:
    shown = typed or Typed()
    if not shown.faults and problem is None:
        shown = replace(
            shown, leads=shown.leads or _wished(known), place=shown.place or known.place
        )
    with desk.store.reading() as tx:
        mine = people.in_scope(tx, viewer().scope)
    page = render_template(
        "meeting_new.html",
        person=known.person,
        wishes=wish_lines(known.asked_for, desk.house, known.person.worker),
        reach=reached(known.person),
        suggestions=known.suggestions,
        typed=shown,
        leads=LEADS if known.wants_reminders else (),
        kinds=KINDS,
        lengths=LENGTHS,
        repeats=REPEATS,
        company=_company(mine, known.person, shown.group),
        request_id=request.values.get("request", type=int),
        problem=problem,
    )
    return page, 400 if shown.faults or problem else 200


def _company(
    mine: Sequence[PersonLine], person: PersonLine, chosen: Collection[int]
) -> Beginning[PersonLine]:
    """Return who else could be in a group: of very many, those with the same worker."""
    others = [one for one in mine if one.id != person.id]
    if len(others) <= AT_MOST:
        return Beginning(others, 0)
    near = [one for one in others if one.worker_id == person.worker_id or one.id in chosen]
    return Beginning(near[:AT_MOST], len(others) - len(near[:AT_MOST]))


def _preview(
    desk: Desk, who: Viewer, known: Known, *, typed: Typed, wanted: Wanted
) -> ResponseReturnValue:
    person = known.person
    try:
        shown = texts_of(desk, who, person, wanted)
    except BadInput as error:
        return _form(desk, known, typed=typed, problem=as_sentence(error))
    now, zone = desk.now(), desk.house.zone
    with desk.store.reading() as tx:
        way = worker_ways.of_user(tx, who.id, now)
        good = diaries.when_is_good(tx, person.id)
    return render_template(
        "meeting_preview.html",
        person=person,
        typed=typed,
        when=say_moment(wanted.starts_at, now, zone),
        shown=shown,
        to_agree=not way.agreed and (person.worker_id or who.id) == who.id,
        clash=_taken(desk, who, known, wanted),
        fits=fits(wanted.starts_at, good, zone, year=desk.house.school_year),
        request_id=request.values.get("request", type=int),
        repeats=dict(REPEATS),
    )


def _taken(desk: Desk, who: Viewer, known: Known, wanted: Wanted) -> str | None:
    """Return when the worker, or the young person, is somewhere else then; None where free."""
    now, zone = desk.now(), desk.house.zone
    ends_at = wanted.starts_at + timedelta(minutes=wanted.minutes)
    with desk.store.reading() as tx:
        busy = diaries.busy(
            tx,
            worker_id=known.person.worker_id or who.id,
            contact_id=known.person.id,
            since=wanted.starts_at,
            until=ends_at,
        )
    hits = [one for one in busy if one.ends_at > wanted.starts_at]
    return say_moment(hits[0].starts_at, now, zone) if hits else None
