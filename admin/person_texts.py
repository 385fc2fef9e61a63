"""A young person's texts, for their own worker: a look is recorded, and one can be emptied."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.times import say_moment
from admin.viewer import viewer
from bot.store import audits
from bot.store.database import Transaction
from bot.store.queries import people, texts

TAKEN_OUT = "The words are gone here. The company that carries our texts is asked to forget them."


def add_texts(blueprint: Blueprint, desk: Desk) -> None:
    """Add the page of texts and the button that takes the words out of one."""

    @blueprint.get("/<int:contact_id>/texts")
    def read(contact_id: int) -> ResponseReturnValue:
        who, now = viewer(), desk.now()
        with desk.store.begin() as tx:
            person = people.one(tx, who.scope, contact_id)
            if person is None:
                abort(404)
            _record(tx, desk, "messages.read", contact_id)
            found = texts.of_contact(tx, contact_id)
        zone = desk.house.zone
        lines = [(one.id, say_moment(one.at, now, zone), one.words) for one in found]
        return render_template("person_texts.html", person=person, lines=lines)

    @blueprint.post("/<int:contact_id>/texts/<int:message_id>/take-out")
    def take_out(contact_id: int, message_id: int) -> ResponseReturnValue:
        who = viewer()
        with desk.store.begin() as tx:
            if people.one(tx, who.scope, contact_id) is None:
                abort(404)
            if not texts.take_words_out(tx, contact_id, message_id, desk.now()):
                abort(404)
            _record(tx, desk, "message.redact", contact_id, message=message_id)
        flash(TAKEN_OUT, "success")
        return redirect(f"/admin/people/{contact_id}/texts")


def _record(tx: Transaction, desk: Desk, action: str, contact_id: int, **detail: int) -> None:
    audits.record(
        tx,
        actor=viewer().actor,
        action=action,
        subject=f"contact:{contact_id}",
        now=desk.now(),
        detail=detail,
    )
