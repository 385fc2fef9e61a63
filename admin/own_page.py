"""A young person's page for a meeting, for their worker: only once they released it themselves."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from admin.desk import Desk
from admin.guard import guard
from admin.viewer import viewer
from bot.store import audits
from bot.store.queries import own_pages
from bot.store.queries import people as rows


def own_page(desk: Desk) -> Blueprint:
    """Return the page; who looked is recorded, since it is in their own words."""
    blueprint = Blueprint("own_page_of", __name__, url_prefix="/admin/people")

    @blueprint.get("/<int:contact_id>/page")
    def page(contact_id: int) -> ResponseReturnValue:
        who = viewer()
        with desk.store.begin() as tx:
            person = rows.one(tx, who.scope, contact_id)
            if person is None:
                abort(404)
            found = own_pages.released_to(tx, desk.release.shelf, desk.house, contact_id)
            if found is None:
                abort(404)
            audits.record(
                tx,
                actor=who.actor,
                action="page.read",
                subject=f"contact:{contact_id}",
                now=desk.now(),
            )
        return render_template("own_page_of.html", person=person, page=found)

    return guard(blueprint)
