"""The second step of signing in: a code from an authenticator app, each taken once."""

from __future__ import annotations

import io
from typing import Any

from flask import current_app, redirect, session
from flask.typing import ResponseValue
from flask_security import UserMixin
from flask_security.totp import Totp
from flask_security.twofactor import CodeTfPlugin, is_tf_setup
from flask_security.utils import url_for_security
from markupsafe import Markup
from passlib.totp import TOTP, AppWallet, TokenError
from sqlalchemy import or_, update
from sqlalchemy.orm import object_session

from bot.store.users import User

METHOD = "authenticator"


class OneUseTotp(Totp):
    """Codes of 30 seconds. A code, once taken, is refused: seen over a shoulder it is no use."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        # The first key given writes; the others only read what they wrote before.
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Tell whether the code is right, not taken before, and the account not resting."""
        if user.is_locked():
            return False
        try:
            match = self._totp.verify(
                token, totp_secret, window=window, last_counter=user.tf_last_step
            )
        except TokenError:
            return False
        return _take_step(user, match.counter)

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the picture to scan, as inline SVG: no data address, no style attribute."""
        import qrcode  # noqa: PLC0415
        from qrcode.image.svg import SvgPathImage  # noqa: PLC0415

        drawn = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathImage, border=2)
        with io.BytesIO() as file:
            drawn.save(file)
            svg = file.getvalue().decode()
        # Our own drawing of our own address: a QR code is squares, nobody's words are in it.
        # Drawn by the library from our own secret: nothing in it was typed by anybody.
        return Markup(svg[svg.index("<svg") :])  # noqa: S704  # nosec B704


class AuthenticatorApp(CodeTfPlugin):
    """Sends whoever has no app yet straight to the page that shows the picture to scan."""

    def tf_login(
        self, user: UserMixin, json_payload: dict[str, Any], next_loc: str | None
    ) -> ResponseValue:
        """Go to the code page, with a new secret waiting in the session if there is none yet."""
        if is_tf_setup(user):
            return super().tf_login(user, json_payload, next_loc)
        session["tf_state"] = "validating_profile"
        session["tf_primary_method"] = METHOD
        session["tf_totp_secret"] = _totp().generate_totp_secret()
        return redirect(url_for_security("two_factor_token_validation"))


def set_up_values() -> dict[str, Any]:
    """Return what the code page needs to set up an app: `set_up`, or nothing when one is there."""
    if session.get("tf_state") != "validating_profile" or "tf_totp_secret" not in session:
        return {"set_up": None}
    user = _security().datastore.find_user(fs_uniquifier=session.get("tf_user_id", ""))
    if user is None:
        return {"set_up": None}
    values = _totp().fetch_setup_values(session["tf_totp_secret"], user)
    return {"set_up": {"secret": values["b32key"], "picture": values["image"]}}


def _take_step(user: User, step: int) -> bool:
    db = object_session(user)
    if db is None:
        return False
    taken = db.execute(
        update(User)
        .where(User.id == user.id, or_(User.tf_last_step.is_(None), User.tf_last_step < step))
        .values(tf_last_step=step)
        .returning(User.id)
    ).first()
    db.commit()
    return taken is not None


def _security() -> Any:
    return current_app.extensions["security"]


def _totp() -> OneUseTotp:
    factory: OneUseTotp = _security().totp_factory
    return factory
