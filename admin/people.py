"""Young people of one's own caseload: the list, one page each, adding one. No row of totals."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.hand_over_page import add_hand_over
from admin.joining_page import add_joining
from admin.meeting_cards import cards
from admin.paging import part_of
from admin.people_forms import AGES, GENDERS, NewPerson, PersonForm, read_person, typed_of
from admin.person_links import add_links
from admin.person_texts import add_texts
from admin.person_word import add_word
from admin.reach_words import in_detail, reached
from admin.times import say_moment
from admin.viewer import Viewer, viewer
from admin.wish_words import wish_lines
from admin.words import as_sentence
from bot.errors import BadInput
from bot.services.start_flow import Started
from bot.store import audits, promises
from bot.store.database import Transaction
from bot.store.queries import meetings, own_pages, wishes
from bot.store.queries import people as rows
from bot.store.queries.people import PersonLine

STARTED = {
    Started.NOW: "The questions are on their way.",
    Started.WELCOME_FIRST: "The welcome goes first. The questions follow when it is finished.",
    Started.AFTER_THE_OPEN_ONE: "They are answering something else now. These questions are next.",
    Started.IN_ANOTHER_WEEK: "They have had questions this week. These go when their week is free.",
    Started.WHO_FIRST: "Others share this phone: we ask who is there first, then the questions go.",
}
ADDED = "Added to your people."
ADDED_WITHOUT = "Added. Next, get a code below that they text from their own phone."
# Whatever the reason: it may be a concern, and the worker it is about must not learn of it.
NOT_NOW = "Questions cannot go to them just now. Ask them in person, or try again in a few days."


def people(desk: Desk) -> Blueprint:
    """Return the pages of people."""
    blueprint = Blueprint("people", __name__, url_prefix="/admin/people")
    _add_reads(blueprint, desk)
    _add_new(blueprint, desk)

    add_word(blueprint, desk)
    add_texts(blueprint, desk)
    add_links(blueprint, desk)
    add_joining(blueprint, desk)
    add_hand_over(blueprint, desk)

    @blueprint.post("/<int:contact_id>/ask")
    def ask(contact_id: int) -> ResponseReturnValue:
        with desk.store.reading() as tx:
            _one(tx, viewer(), contact_id)
        try:
            started = desk.start_flow(flow=wishes.FLOW, contact_id=contact_id)
        except BadInput:
            flash(NOT_NOW, "error")
        else:
            flash(STARTED[started], "success")
        return redirect(f"/admin/people/{contact_id}")

    return guard(blueprint)


def _add_reads(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("")
    def everybody() -> ResponseReturnValue:
        who, now, zone = viewer(), desk.now(), desk.house.zone
        with desk.store.reading() as tx:
            mine = rows.in_scope(tx, who.scope)
            soonest: dict[int, str] = {}
            for meeting in meetings.between(tx, who.scope, since=now):
                soonest.setdefault(meeting.contact_id, say_moment(meeting.starts_at, now, zone))
        part = part_of(mine)
        lines = [(person, reached(person), soonest.get(person.id)) for person in part.rows]
        return render_template("people.html", lines=lines, part=part, me=who.id)

    @blueprint.get("/<int:contact_id>")
    def one(contact_id: int) -> ResponseReturnValue:
        who = viewer()
        words = _words(desk, who, contact_id)
        with desk.store.reading() as tx:
            person = _one(tx, who, contact_id)
            may_change = who.may_change(tx, contact_id)
            asked_for = wishes.newest(tx, who.scope, desk.release.shelf, [contact_id])
            ahead = meetings.between(tx, who.scope, since=desk.now(), contact_id=contact_id)
            shown = cards(tx, desk, who, ahead)
            released = own_pages.released_to(tx, desk.release.shelf, desk.house, contact_id)
            promised = promises.open_in(tx, who.scope, contact_id=contact_id)
        if not may_change:
            _note(desk, who, contact_id, "record.read")
        return render_template(
            "person.html",
            person=person,
            may_change=may_change,
            promised=promised,
            reach=reached(person),
            reach_details=in_detail(person),
            wishes=wish_lines(
                asked_for.get(contact_id, ()), desk.house, person.worker, words=words
            ),
            cards=shown,
            has_page=released is not None,
        )


def _add_new(blueprint: Blueprint, desk: Desk) -> None:
    def page(form: PersonForm, problem: str | None = None) -> ResponseReturnValue:
        shown = render_template(
            "person_new.html", form=form, ages=AGES, genders=GENDERS, problem=problem
        )
        return shown, 400 if form.faults or problem else 200

    @blueprint.get("/new")
    def new() -> ResponseReturnValue:
        return page(PersonForm())

    @blueprint.post("/new")
    def add() -> ResponseReturnValue:
        typed = typed_of(request.form)
        read = read_person(typed, allow_drama=desk.settings.allow_drama_numbers)
        if isinstance(read, PersonForm):
            return page(read)
        try:
            contact_id = _added(desk, viewer(), read)
        except BadInput as error:
            return page(typed, as_sentence(error))
        flash(ADDED if read.phone else ADDED_WITHOUT, "success")
        return redirect(f"/admin/people/{contact_id}")


def _added(desk: Desk, who: Viewer, new: NewPerson) -> int:
    return desk.add_contact(
        nickname=new.nickname,
        phone=new.phone,
        age_band=new.age_band,
        gender=new.gender,
        area=new.area,
        worker_email=who.email,
        ok_to_text=new.checked,
        actor=who.actor,
    )


def _one(tx: Transaction, who: Viewer, contact_id: int) -> PersonLine:
    person = rows.one(tx, who.scope, contact_id)
    if person is None:
        abort(404)
    return person


def _note(desk: Desk, who: Viewer, contact_id: int, action: str) -> None:
    """Record a look that must not go unseen, before anything is shown."""
    with desk.store.begin() as tx:
        audits.record(
            tx,
            actor=who.actor,
            action=action,
            subject=f"contact:{contact_id}",
            now=desk.now(),
        )


def _words(desk: Desk, who: Viewer, contact_id: int) -> Mapping[str, str]:
    """Return what they wrote in their own words; a look at any is recorded with it."""
    with desk.store.reading() as tx:
        _one(tx, who, contact_id)
        if not wishes.words_of(tx, who.words, contact_id):
            return {}
    _note(desk, who, contact_id, "answers.read")
    with desk.store.reading() as tx:
        return wishes.words_of(tx, who.words, contact_id)
