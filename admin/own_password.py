"""Changing one's own password: the old one is asked for, and every browser signs in anew."""

from __future__ import annotations

import secrets

from flask import Blueprint, current_app, flash, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_security import current_user, hash_password
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from admin import presence
from admin.desk import Desk
from admin.viewer import viewer
from bot.store import audits
from bot.store.users import StaffSession, User

CHANGED = "Your password is changed. Sign in with the new one."


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """The password as it is, and the new one, typed twice."""

    current = PasswordField(validators=[InputRequired("Type the password you have now.")])
    password = PasswordField(validators=[InputRequired("Choose a password.")])
    again = PasswordField(
        validators=[
            InputRequired("Type the password once more."),
            EqualTo("password", "The two passwords are not the same."),
        ]
    )


def add_own_password(blueprint: Blueprint, desk: Desk) -> None:
    """Add the page where a member of staff changes their own password."""

    @blueprint.route("/password", methods=["GET", "POST"])
    def password() -> ResponseReturnValue:
        form = ChangePasswordForm()
        if not form.is_submitted():
            return render_template("security/change.html", form=form)
        if not form.validate() or not _is_right(desk, form):
            return render_template("security/change.html", form=form), 400
        _change(desk, str(form.password.data))
        session.clear()
        flash(CHANGED, "success")
        return redirect("/admin/login")


def _is_right(desk: Desk, form: ChangePasswordForm) -> bool:
    if not current_user.verify_and_update_password(form.current.data):
        current_user.track_failed_authn("password")
        form.current.errors = [*form.current.errors, "That password is not right."]
        return False
    rules = current_app.extensions["security"].password_util
    problems, kept = rules.validate(form.password.data, is_register=False, user=current_user)
    form.password.data = kept
    form.password.errors = [*form.password.errors, *(problems or ())]
    return not problems


def _change(desk: Desk, password: str) -> None:
    who, now, engine = viewer(), desk.now(), desk.store.engine
    hashed = hash_password(password)
    with StaffSession(reading=engine, writing=engine) as db:
        user = db.get_one(User, who.id)
        user.password, user.fs_uniquifier = hashed, secrets.token_hex(16)
        db.commit()
        presence.end_all(db, who.id, now)
    with desk.store.begin() as tx:
        audits.record(tx, actor=who.actor, action="password.change", subject=who.actor, now=now)
