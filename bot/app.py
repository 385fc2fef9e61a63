"""The web, put together: the only module that knows all of it. Settings in, an application out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, Map

from admin.home import home
from admin.limits import keep_limits
from admin.pages import pages
from admin.shell import install_shell
from admin.sign_in import SignInSettings, init_security
from admin.viewer import OPENED
from bot.conversation import pictures
from bot.safeguarding import assess, learnt
from bot.settings import Settings
from bot.store.users import staff_sessions
from bot.web.calendar import calendar
from bot.web.chat import chat, chat_cookie
from bot.web.decisions import decisions
from bot.web.get_help import get_help
from bot.web.headers import always, install_headers
from bot.web.health import health
from bot.web.language import language
from bot.web.look import look, look_cookie
from bot.web.metrics import metrics
from bot.web.my_page import OwnPages, my_page
from bot.web.own_page import own_page
from bot.web.own_pages import keep_to_own_pages
from bot.web.privacy import privacy
from bot.web.reader import Reader
from bot.web.refusals import refusals
from bot.web.results import results
from bot.web.turn_counts import TurnCounts
from bot.wiring import Services, build, interpreter_of, utc_now
from nlu.reading import feasts
from webhooks.errors import install_errors
from webhooks.provider import Provider
from webhooks.twilio import Posts, Signed, twilio
from webhooks.web_chat import web_chat
from webhooks.web_drawing import web_drawing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = [
    "Sayso",
    "Services",
    "build",
    "create_app",
    "interpreter_of",
    "utc_now",
    "warm_up",
]


class Sayso(Flask):
    """Flask, but what the provider posts is answered apart, and one line of its log: a path may
    hold a personal link, so it is not written."""

    provider: Provider | None = None

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: the provider's without sign-in, session or cookie."""
        if self.provider is not None and self.provider.takes(environ):
            return self.provider(environ, start_response)
        return super().wsgi_app(environ, start_response)

    def log_exception(self, exc_info: Any) -> None:
        """Log what went wrong and where in the code, by the route's name."""
        self.logger.error("error in %s", request.endpoint or "no route", exc_info=exc_info)


class RowId(IntegerConverter):
    """A number in an address that could be a row's: anything longer is nothing we have."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{**kwargs, "max": 2**63 - 1})


STATIC = Path(__file__).parent / "web" / "static"


def create_app(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    counts_folder: Path | None = None,
) -> Flask:
    """Return the web application: webhooks, chat, public pages and admin.

    Args:
        counts_folder: where the processes that share this application count what they did.
    """
    services = build(settings, now, interpreter_of(settings))
    # Once before the fork, and not in a young person's turn.
    assess.read_all()
    learnt.read_all()
    app = Sayso("sayso", static_folder=STATIC, template_folder=None)
    app.extensions["sayso"] = services
    app.extensions[OPENED] = services.open_record.open_now
    app.url_map.converters["int"] = RowId
    theirs = refusals(_reader(services), look_cookie(secure=settings.secure))
    install_errors(app, theirs)
    install_shell(app, theirs)
    install_headers(app, secure=settings.secure)
    keep_to_own_pages(app, settings.public_base_url)
    init_security(
        app,
        staff_sessions(services.store.engine),
        SignInSettings(
            secret_key=settings.secret_key,
            encryption_keys=settings.encryption_keys,
            secure=settings.secure,
            demo=settings.demo,
            organisation=settings.organisation,
        ),
    )
    keep_limits(app, services.store, services.now)
    turns = TurnCounts(counts_folder)
    counted = settings.metrics_token is not None
    if counted:
        turns.install(app)
    app.register_blueprint(metrics(settings.metrics_token, turns.registry, services.vital_signs))
    headers = always(secure=settings.secure)
    app.provider = Provider(_posts(services), headers, turns.count if counted else None)
    for blueprint in (*_outside(services), *_young_person(services), home(), *pages(services)):
        app.register_blueprint(blueprint)
    if settings.carrier_url:
        _add_phone(app, settings.carrier_url)
    return app


def warm_up() -> None:
    """Make ready what hardly any text needs. Whatever comes before this is done makes its own."""
    assess.warm_up()
    feasts.warm_up()
    pictures.warm_up()


def _posts(services: Services) -> Posts:
    settings = services.settings
    return Posts(
        Signed(settings.public_base_url, (settings.twilio.auth_token,)),
        receive=services.receive,
        record=services.record,
        keep_aside=services.keep_aside,
        now=services.now,
    )


def _outside(services: Services) -> Iterator[Blueprint]:
    yield twilio(_posts(services))  # a list of the addresses: `provider` answers them
    yield health(
        services.lease_seen_at, services.is_schema_ours, services.is_spool_ours, services.now
    )


def _reader(services: Services) -> Reader:
    settings = services.settings
    cookie = chat_cookie(secure=settings.secure)
    return Reader(cookie.name, services.read_chat.visit, settings.draft_languages)


def _young_person(services: Services) -> Iterator[Blueprint]:
    settings = services.settings
    cookie = chat_cookie(secure=settings.secure)
    drafts = settings.draft_languages

    around = _reader(services)
    yield chat(
        cookie, opening=services.chat, chats=services.read_chat, drafts=drafts, around=around
    )
    yield language(cookie.name, services.read_chat, services.speak_language, drafts)
    yield look(secure=settings.secure, chrome=around)
    yield get_help(services.find_help, around)
    yield own_page(cookie.name, services.read_chat, drafts)
    for posted in (web_chat, web_drawing):
        yield posted(
            cookie_name=cookie.name,
            chats=services.read_chat,
            receive=services.receive,
            now=services.now,
            drafts=drafts,
            join=lambda: render_template("join.html", chrome=around()),
        )
    yield my_page(
        OwnPages(
            cookie,
            services.chat,
            services.read_chat,
            services.my_data,
            settings.timezone,
            drafts,
            around,
        )
    )
    yield privacy(settings, services.now, around)
    yield results(services.release, services.changes, around)
    yield decisions(services.ask_decision, services.house)
    yield calendar(services.calendar)


def _add_phone(app: Flask, carrier_url: str) -> None:
    """In the demo, the pretend phone is one press away."""

    @app.get("/phone")
    def phone() -> ResponseReturnValue:
        return redirect(f"{carrier_url}/phone")
