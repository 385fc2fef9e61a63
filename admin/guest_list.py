"""Taking a guest off the list, from either page that shows it: says what came of it."""

from __future__ import annotations

from flask import flash

from admin.desk import Desk
from admin.viewer import viewer
from admin.words import as_sentence
from bot.errors import BadInput


def take_off(desk: Desk, guest_id: int) -> None:
    """Remove one, with what they answered, and say so; where it cannot be, say why."""
    try:
        desk.remove_guest(guest_id, user_id=viewer().id)
    except BadInput as error:
        flash(as_sentence(error), "error")
    else:
        flash("The guest is off the list, and what they answered is gone.", "success")
