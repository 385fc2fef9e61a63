"""The word somebody chose to be known by on a phone that others use too. Written, never shown."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.viewer import viewer
from bot.store import audits, shared_phones
from bot.store.queries import people

LONGEST = 40
KEPT = "Their word is kept. It is not shown again: ask them to remember it."
GONE = "They have no word now. Their name does."
TOO_LONG = f"A word has {LONGEST} letters at most."


def add_word(blueprint: Blueprint, desk: Desk) -> None:
    """Add the route that keeps a young person's word, or forgets it."""

    @blueprint.post("/<int:contact_id>/word")
    def keep(contact_id: int) -> ResponseReturnValue:
        who, word = viewer(), request.form.get("word", "").strip()
        with desk.store.begin() as tx:
            if people.one(tx, who.scope, contact_id) is None:
                abort(404)
            if len(word) <= LONGEST:
                shared_phones.set_private_word(tx, contact_id, word or None)
                audits.record(
                    tx,
                    actor=who.actor,
                    action="contact.word",
                    subject=f"contact:{contact_id}",
                    now=desk.now(),
                )
        if len(word) > LONGEST:
            flash(TOO_LONG, "error")
        else:
            flash(KEPT if word else GONE, "success")
        return redirect(f"/admin/people/{contact_id}")
