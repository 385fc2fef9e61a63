"""The page behind a one-time link: choose a password, then set up the second step."""

from __future__ import annotations

import secrets

from flask import Blueprint, current_app, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_security import Security, hash_password, login_user
from flask_wtf import FlaskForm
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from admin.first_link import is_open, user_id_of
from bot.store.users import StaffSession, User


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A password, typed twice."""

    password = PasswordField(validators=[InputRequired("Choose a password.")])
    again = PasswordField(
        validators=[
            InputRequired("Type the password once more."),
            EqualTo("password", "The two passwords are not the same."),
        ]
    )


def first_sign_in(
    security: Security, sessions: scoped_session[StaffSession], *, demo: bool
) -> Blueprint:
    """Return the one-time link's route. In the demo the link signs in directly, once."""
    blueprint = Blueprint("first_sign_in", __name__)

    @blueprint.route("/first/<token>", methods=["GET", "POST"])
    def first(token: str) -> ResponseReturnValue:
        user = _invited(sessions(), token)
        if user is None:
            return render_template("security/link_over.html"), 410
        if demo:
            return _straight_in(sessions(), user)
        form = NewPasswordForm()
        if not form.validate_on_submit() or not _acceptable(security, form, user):
            return render_template("security/first.html", form=form, user=user)
        password = hash_password(form.password.data)
        if not _spend(sessions(), user, password=password):
            return render_template("security/link_over.html"), 410
        answer: ResponseReturnValue | None = security.two_factor_plugins.tf_enter(
            user, False, "password", next_loc=None
        )
        return redirect("/admin/") if answer is None else answer

    return blueprint


def _invited(db: Session, token: str) -> User | None:
    found = user_id_of(token, current_app.config["SECRET_KEY"])
    if found is None:
        return None
    user_id, mark = found
    user = db.get(User, user_id)
    return user if user is not None and is_open(user, mark) else None


def _acceptable(security: Security, form: NewPasswordForm, user: User) -> bool:
    problems, password = security.password_util.validate(
        form.password.data, is_register=False, user=user
    )
    form.password.data = password
    form.password.errors = [*form.password.errors, *(problems or ())]
    return not problems


def _spend(db: Session, user: User, *, password: str | None) -> bool:
    """Use the link up, in one statement: of two browsers at once, one gets in."""
    spent = db.execute(
        update(User)
        .where(User.id == user.id, User.fs_uniquifier == user.fs_uniquifier)
        .values(fs_uniquifier=secrets.token_hex(16), password=password)
        .returning(User.id)
    ).first()
    db.commit()
    db.refresh(user)
    return spent is not None


def _straight_in(db: Session, user: User) -> ResponseReturnValue:
    if not _spend(db, user, password=None):
        return render_template("security/link_over.html"), 410
    login_user(user, authn_via=["link"])
    return redirect("/admin/")
