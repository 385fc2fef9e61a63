"""Staff sign-in: password, then a code; by Flask-Security, with our own pages, words and rules."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from flask_security import (
    LoginForm,
    MfRecoveryForm,
    Security,
    SQLAlchemySessionUserDatastore,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
)
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session
from wtforms import HiddenField, RadioField

from admin.first_sign_in import first_sign_in
from admin.forms import keep_forms
from admin.password_rules import OWN_WORDS, OurPasswords
from admin.presence import LONGEST, Clock, keep_presence, utc_now
from admin.second_step import METHOD, OneUseTotp, set_up_values
from bot.errors import StoreUnavailable
from bot.store.database import is_away
from bot.store.users import RefreshTracker, Role, StaffSession, User, WebAuthn

PREFIX = "/admin"
SHORTEST_PASSWORD = 12
# scrypt needs nothing but the standard library; 2**14 make it 16 MiB and about 0.1 s a try.
SCRYPT_ROUNDS = 14
FRESH = timedelta(minutes=15)
CODE_WINDOW_SECONDS = 30  # one step either side: clocks of phones differ

MESSAGES = {
    "UNAUTHENTICATED": ("Sign in to see that page.", "info"),
    "REAUTHENTICATION_REQUIRED": ("Type your password once more to go on.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you. You can go on.", "info"),
    "GENERIC_AUTHN_FAILED": ("That e-mail address or password is not right.", "error"),
    "INVALID_REDIRECT": ("Sign in from the start, please.", "error"),
    "DISABLED_ACCOUNT": ("This account is switched off. Ask your administrator.", "error"),
    "INVALID_PASSWORD": ("That password is not right.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Type your password.", "error"),
    "EMAIL_NOT_PROVIDED": ("Type your e-mail address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("That does not look like an e-mail address.", "error"),
    "PASSWORD_INVALID_LENGTH": (
        f"Use {SHORTEST_PASSWORD} characters or more. Three words you can remember work well.",
        "error",
    ),
    "TWO_FACTOR_INVALID_TOKEN": (
        "That code is not right, or was used already. Wait for the next one and try again.",
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("", "info"),  # the page itself says so
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("Your new app is set up.", "success"),
    "TWO_FACTOR_PERMISSION_DENIED": ("Sign in from the start, please.", "info"),
    "TWO_FACTOR_SETUP_EXPIRED": ("That took too long. Start again, please.", "error"),
    "INVALID_RECOVERY_CODE": ("That recovery code is not right, or was used already.", "error"),
    "NO_RECOVERY_CODES_SETUP": ("You have no recovery codes yet.", "info"),
}


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """What sign-in needs to know of a deployment.

    Args:
        secret_key: signs cookies and one-time links.
        encryption_keys: (id, 32 bytes); the first writes, all read. Seals app secrets and
            recovery codes, under keys derived for that alone.
        secure: the public address is https.
        demo: one-time links sign in directly.
        organisation: its name; no password may be made of it.
    """

    secret_key: str = field(repr=False)
    encryption_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    secure: bool
    demo: bool = False
    organisation: str = ""


class SignInForm(LoginForm):
    """E-mail address and password; no 'remember me' on shared office machines."""

    remember = None


class NoRescueForm(TwoFactorRescueForm):
    """Offers no letter to anybody: only the recovery codes, which Flask-Security adds itself."""

    help_setup = RadioField(choices=[])


class CountedRecoveryForm(MfRecoveryForm):
    """A recovery code: wrong ones count as wrong passwords do, and a resting account takes none."""

    def validate(self, **kwargs: Any) -> bool:
        if self.user is not None and self.user.is_locked():
            self.code.errors = [*self.code.errors, MESSAGES["INVALID_RECOVERY_CODE"][0]]
            return False
        if super().validate(**kwargs):
            return True
        if self.user is not None and self.code.data:
            self.user.track_failed_authn("code", True)
        return False


class NewAppForm(TwoFactorSetupForm):
    """Another authenticator app: the one method there is."""

    setup = HiddenField()


def init_security(
    app: Flask,
    sessions: scoped_session[StaffSession],
    values: SignInSettings,
    *,
    now: Clock = utc_now,
) -> Security:
    """Put staff sign-in on the app, under /admin. Call once, after `admin.shell.install_shell`."""
    app.config.update(_cookies(values), **_forms(), **{OWN_WORDS: (values.organisation,)})
    app.config.update({f"SECURITY_{key}": value for key, value in _security(values).items()})
    app.config.update({f"SECURITY_MSG_{key}": value for key, value in MESSAGES.items()})
    if "csrf" not in app.extensions:
        CSRFProtect(app)
    keep_forms(app)
    datastore = SQLAlchemySessionUserDatastore(sessions, User, Role, WebAuthn, RefreshTracker)
    security = Security(
        app,
        datastore,
        login_form=SignInForm,
        two_factor_rescue_form=NoRescueForm,
        two_factor_setup_form=NewAppForm,
        mf_recovery_form=CountedRecoveryForm,
        totp_cls=OneUseTotp,
        password_util_cls=OurPasswords,
    )
    security.want_json(lambda _request: False)  # pages only: no second way in to keep safe
    security.tf_token_validation_context_processor(set_up_values)
    keep_presence(app, security, sessions, now)
    app.register_blueprint(first_sign_in(security, sessions, demo=values.demo), url_prefix=PREFIX)
    app.teardown_appcontext(lambda _error: sessions.remove())
    app.register_error_handler(DBAPIError, _store_error)
    return security


def _store_error(error: DBAPIError) -> ResponseReturnValue:
    """Answer a database that cannot be reached as the rest of the app does."""
    if not is_away(error):
        raise error
    away = StoreUnavailable("the database cannot be reached")
    return current_app.handle_user_exception(away)


def _cookies(values: SignInSettings) -> dict[str, Any]:
    return {
        "SECRET_KEY": values.secret_key,
        "SESSION_COOKIE_NAME": "__Host-sayso" if values.secure else "sayso",
        "SESSION_COOKIE_SECURE": values.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": LONGEST,
    }


def _forms() -> dict[str, Any]:
    return {
        # `guard` and Flask-Security check each change; webhooks are signed instead.
        "WTF_CSRF_CHECK_DEFAULT": False,
        # A token lives as long as its session, which rests after 30 minutes.
        "WTF_CSRF_TIME_LIMIT": None,
        # Our pages send no referrer; SameSite and the token do the work.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _security(values: SignInSettings) -> dict[str, Any]:
    return {
        "URL_PREFIX": PREFIX,
        "STATIC_FOLDER": None,
        "POST_LOGIN_VIEW": f"{PREFIX}/",
        "POST_LOGOUT_VIEW": f"{PREFIX}/login",
        "API_ENABLED_METHODS": ["session"],
        "RETURN_GENERIC_RESPONSES": True,
        "LOGOUT_METHODS": ["POST"],
        "LOGOUT_CSRF": True,
        # The demo's links sign in without a password, so none can be asked for again.
        "FRESHNESS": LONGEST if values.demo else FRESH,
        "FRESHNESS_GRACE_PERIOD": timedelta(0),
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "globally_deliverable": False},
        **_passwords(),
        **_second_step(values),
        **_templates(),
    }


def _passwords() -> dict[str, Any]:
    return {
        "PASSWORD_HASH": "scrypt",  # nosec B105  # the name of a method
        "PASSWORD_SCHEMES": ["scrypt"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": {
            "scrypt__rounds": SCRYPT_ROUNDS,
            "scrypt__block_size": 8,
            "scrypt__parallelism": 5,
        },
        # Changing the cookies' key must not make every password wrong: this one is public.
        "PASSWORD_SALT": "sayso-password",  # nosec B105  # each hash has its own salt
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    }


def _second_step(values: SignInSettings) -> dict[str, Any]:
    return {
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": True,
        "TWO_FACTOR_ENABLED_METHODS": [METHOD],
        "TWO_FACTOR_IMPLEMENTATIONS": {"code": "admin.second_step.AuthenticatorApp"},
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": CODE_WINDOW_SECONDS,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_ISSUER": "Sayso",
        "TOTP_SECRETS": totp_keys(values.encryption_keys),
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": recovery_keys(values.encryption_keys),
    }


def _templates() -> dict[str, Any]:
    return {
        "LOGIN_USER_TEMPLATE": "security/password.html",
        "LOGOUT_USER_TEMPLATE": "security/sign_out.html",
        "VERIFY_TEMPLATE": "security/confirm.html",
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "security/code.html",
        "TWO_FACTOR_SETUP_TEMPLATE": "security/new_app.html",
        "TWO_FACTOR_SELECT_TEMPLATE": "security/choose.html",
        "MULTI_FACTOR_RECOVERY_TEMPLATE": "security/recovery.html",
        "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "security/recovery_codes.html",
    }


def totp_keys(keys: tuple[tuple[str, bytes], ...]) -> dict[str, str]:
    """Return what seals app secrets, by key id; the first writes."""
    return {name: _derived(key, b"sayso totp").hex() for name, key in keys}


def recovery_keys(keys: tuple[tuple[str, bytes], ...]) -> list[bytes]:
    """Return what seals recovery codes, as Fernet takes it; the first writes."""
    return [base64.urlsafe_b64encode(_derived(key, b"sayso recovery")) for _, key in keys]


def _derived(key: bytes, purpose: bytes) -> bytes:
    """Return 32 bytes that tell nothing of the key they come from."""
    return hmac.new(key, purpose, hashlib.sha256).digest()
