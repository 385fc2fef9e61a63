"""A young person's own chat links: made and shown once, and all taken back at once."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.viewer import Viewer, viewer
from bot.store.queries import people

ENDED = "Their chat links open nothing any more, and chats opened with them are closed."


def add_links(blueprint: Blueprint, desk: Desk) -> None:
    """Add the routes that make a chat link and take links back."""

    def in_scope(who: Viewer, contact_id: int) -> None:
        with desk.store.reading() as tx:
            if people.one(tx, who.scope, contact_id) is None:
                abort(404)

    @blueprint.post("/<int:contact_id>/chat-link")
    def give_link(contact_id: int) -> ResponseReturnValue:
        who = viewer()
        in_scope(who, contact_id)
        link = desk.chat.link(contact_id, actor=who.actor)
        flash(f"Give it to them yourself. It is shown this once: {link}", "success")
        return redirect(f"/admin/people/{contact_id}")

    @blueprint.post("/<int:contact_id>/end-chat-links")
    def end_links(contact_id: int) -> ResponseReturnValue:
        who = viewer()
        in_scope(who, contact_id)
        desk.chat.revoke(contact_id, actor=who.actor)
        flash(ENDED, "success")
        return redirect(f"/admin/people/{contact_id}")
