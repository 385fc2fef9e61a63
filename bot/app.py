"""The composition root: the only module that knows every other. Settings in, a whole out."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from typing import Any

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, Map

from admin.home import home
from admin.limits import keep_limits
from admin.pages import pages
from admin.shell import install_shell
from admin.sign_in import SignInSettings, init_security
from admin.viewer import OPENED
from bot.channels.dry import DryRun
from bot.channels.email import SMTPMail
from bot.channels.heartbeat import pinger
from bot.channels.port import Channel
from bot.channels.spool import Spool, is_writable
from bot.channels.twilio_sms import TwilioSMS
from bot.conversation.house import House
from bot.insight.figures import SafeQuestion
from bot.insight.opening import Asked
from bot.meetings import school_year
from bot.meetings.caps import Caps
from bot.safeguarding.assess import warm_up
from bot.services.add_contact import AddContact
from bot.services.add_guest import AddGuest
from bot.services.ask_after_stuck import AskAfterStuck
from bot.services.ask_decision import AskDecision
from bot.services.ask_round import AskRound
from bot.services.ask_thing import AskThing
from bot.services.audit_outcomes import AuditOutcomes
from bot.services.begin_due import BeginDue
from bot.services.book_appointment import BookAppointment
from bot.services.book_series import BookSeries
from bot.services.care_for_concern import CareForConcern
from bot.services.check_numbers import CheckNumbers
from bot.services.close_concern import CloseConcern
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.draw_charts import DrawCharts
from bot.services.escalate_concerns import EscalateConcerns
from bot.services.find_help import FindHelp
from bot.services.finish_erasures import FinishErasures
from bot.services.keep_accounts import KeepAccounts
from bot.services.keep_aside import KeepAside
from bot.services.keep_rota import KeepRota
from bot.services.keep_to_retention import KeepToRetention
from bot.services.launch_round import LaunchRound
from bot.services.my_data import GatherMyData
from bot.services.open_chat import OpenChat, ReadChat
from bot.services.open_record import OpenRecord
from bot.services.publish_flows import PublishFlows
from bot.services.read_again import ReadAgain
from bot.services.receive_message import ReceiveMessage
from bot.services.record_delivery import RecordDelivery
from bot.services.redact_texts import RedactTexts
from bot.services.release_totals import ReleaseTotals
from bot.services.remind_of_reviews import RemindOfReviews
from bot.services.replan_reminders import ReplanReminders
from bot.services.replay_spool import ReplaySpool
from bot.services.send_heartbeat import SendHeartbeat
from bot.services.settle_unknown import SettleUnknown
from bot.services.share_calendar import ShareCalendar
from bot.services.show_changes import ShowChanges
from bot.services.sign_replies import SignReplies
from bot.services.start_flow import StartFlow
from bot.services.steer_round import SteerRound
from bot.services.tell_back import TellBack
from bot.services.tend_sessions import TendSessions
from bot.services.understand import Understand
from bot.services.watch_spending import WatchSpending
from bot.services.write_finding import WriteFinding
from bot.settings import Settings
from bot.store import leases
from bot.store import vital_signs as vitals
from bot.store.database import Store
from bot.store.drawings import Picture
from bot.store.flows import Shelf
from bot.store.lanes import Lane
from bot.store.migrations.run import is_up_to_date
from bot.store.pace import Pace
from bot.store.users import staff_sessions
from bot.store.vital_signs import VitalSigns
from bot.web.calendar import calendar
from bot.web.chat import chat, chat_cookie
from bot.web.decisions import decisions
from bot.web.get_help import get_help
from bot.web.headers import install_headers
from bot.web.health import health
from bot.web.look import look
from bot.web.metrics import metrics
from bot.web.my_page import OwnPages, my_page
from bot.web.own_page import own_page
from bot.web.own_pages import keep_to_own_pages
from bot.web.privacy import privacy
from bot.web.results import results
from bot.web.turn_counts import TurnCounts
from nlu.embedded.interpreter import in_a_turn, rows_of
from nlu.embedded.loading import load_interpreter
from nlu.port import Interpreter
from nlu.rasa.adapter import RasaInterpreter
from webhooks.errors import install_errors
from webhooks.twilio import Signed, twilio
from webhooks.web_chat import web_chat


class Sayso(Flask):
    """Flask, but for one line of its log: a path may hold a personal link, so it is not written."""

    def log_exception(self, exc_info: Any) -> None:
        """Log what went wrong and where in the code, by the route's name."""
        self.logger.error("error in %s", request.endpoint or "no route", exc_info=exc_info)


class RowId(IntegerConverter):
    """A number in an address that could be a row's: anything longer is nothing we have."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{**kwargs, "max": 2**63 - 1})


STATIC = Path(__file__).parent / "web" / "static"
SENDERS, URGENT_SENDERS = 16, 4
UNASKED_SENDERS = 64  # a provider that answers in a tenth of a second is kept busy
SENDERS_OF = {
    Lane.URGENT: URGENT_SENDERS,
    Lane.URGENT_MAIL: URGENT_SENDERS,
    Lane.REST: SENDERS,
    Lane.UNASKED: UNASKED_SENDERS,
}


def utc_now() -> datetime:
    """Return the time, aware, in UTC. Services are told it; only staff sign-in reads its own."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case, wired to one store. What the commands, the web and the worker call."""

    settings: Settings
    store: Store
    house: House
    receive: ReceiveMessage
    record: RecordDelivery
    keep_aside: KeepAside
    replay: ReplaySpool
    start_flow: StartFlow
    publish: PublishFlows
    begin_due: BeginDue
    tend: TendSessions
    add_contact: AddContact
    book: BookAppointment
    book_series: BookSeries
    replan: ReplanReminders
    calendar: ShareCalendar
    concerns: CareForConcern
    close_concern: CloseConcern
    rota: KeepRota
    accounts: KeepAccounts
    open_record: OpenRecord
    read_again: ReadAgain
    sign_replies: SignReplies
    check_numbers: CheckNumbers
    escalate: EscalateConcerns
    remind_of_reviews: RemindOfReviews
    watch_spending: WatchSpending
    heartbeat: SendHeartbeat
    release: ReleaseTotals
    audit_outcomes: AuditOutcomes
    chat: OpenChat
    read_chat: ReadChat
    find_help: FindHelp
    finish_erasures: FinishErasures
    retention: KeepToRetention
    my_data: GatherMyData
    add_guest: AddGuest
    launch_round: LaunchRound
    ask_round: AskRound
    steer_round: SteerRound
    ask_decision: AskDecision
    tell_back: TellBack
    changes: ShowChanges
    write_finding: WriteFinding
    ask_thing: AskThing
    now: Callable[[], datetime]

    def lease_seen_at(self) -> datetime | None:
        """Return when a worker last held the scheduler's lease, or None."""
        with self.store.reading() as tx:
            return leases.seen_at(tx)

    def is_schema_ours(self) -> bool:
        """Return whether the database has all that this version reads and writes."""
        with self.store.reading() as tx:
            return is_up_to_date(tx.db)

    def is_spool_ours(self) -> bool:
        """Return whether messages can be kept aside, should the database go away."""
        return is_writable(self.settings.spool_directory)

    def vital_signs(self) -> VitalSigns:
        """Return how the deployment is, in figures."""
        with self.store.reading() as tx:
            return vitals.look(tx, self.now())


def build(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    interpreter: Interpreter | None = None,
) -> Services:
    """Wire every use case. Nothing connects yet. Without an interpreter, rules go alone."""
    store = Store(
        settings.database_url, keys=settings.encryption_keys, index_key=settings.index_key
    )
    shelf, house = Shelf(settings.draft_languages), house_of(settings)
    embedded = interpreter.fallback if isinstance(interpreter, RasaInterpreter) else interpreter
    understand = Understand(interpreter, in_a_turn(interpreter), rows_of(embedded))
    start_flow = StartFlow(store, shelf, house, now, caps_of(settings))
    receive = ReceiveMessage(store, shelf, understand, house, now)
    care = CareForConcern(store, house, now)
    publish, release = PublishFlows(store, now), ReleaseTotals(store, shelf, now)
    add_contact = AddContact(store, now, allow_drama=settings.allow_drama_numbers)
    spool = Spool(settings.spool_directory, store.cipher, settings.index_key)
    return Services(
        settings=settings,
        store=store,
        house=house,
        receive=receive,
        record=RecordDelivery(store),
        keep_aside=KeepAside(spool.add, spool.is_first_in_a_while, understand),
        replay=ReplaySpool(spool, receive),
        start_flow=start_flow,
        begin_due=BeginDue(store, start_flow, now),
        tend=TendSessions(store, shelf, house, now),
        check_numbers=CheckNumbers(store, start_flow, now),
        publish=publish,
        add_contact=add_contact,
        book=BookAppointment(store, house, now),
        book_series=BookSeries(store, house, now),
        replan=ReplanReminders(store, house, now),
        calendar=ShareCalendar(store, settings.public_base_url, now),
        concerns=care,
        close_concern=CloseConcern(store, house, care.resume_within, now),
        rota=KeepRota(store, house, now, allow_drama=settings.allow_drama_numbers),
        accounts=KeepAccounts(store, now),
        open_record=OpenRecord(store, house, now, allow_drama=settings.allow_drama_numbers),
        read_again=ReadAgain(store, house, now),
        sign_replies=SignReplies(store, now),
        escalate=EscalateConcerns(store, house, now),
        remind_of_reviews=RemindOfReviews(store, house, now),
        watch_spending=WatchSpending(store, house, settings.spend_cap, now),
        heartbeat=SendHeartbeat(store, house, pinger(settings.heartbeat_url), now),
        audit_outcomes=AuditOutcomes(store, shelf, now),
        chat=OpenChat(store, shelf, house, now),
        read_chat=ReadChat(store, shelf, house, now),
        find_help=FindHelp(store, shelf, house, now),
        finish_erasures=FinishErasures(store, spool, settings.pseudonym_key, now),
        retention=KeepToRetention(store, settings.retention, settings.pseudonym_key, now),
        my_data=GatherMyData(store, shelf, house, settings.retention, now),
        release=release,
        add_guest=AddGuest(store, add_contact, now),
        launch_round=LaunchRound(store, shelf, house, now),
        ask_round=AskRound(store, shelf, house, start_flow, now),
        steer_round=SteerRound(store, house, release, now),
        ask_decision=AskDecision(store, house, settings.secret_key, now),
        tell_back=TellBack(store, shelf, house, publish, start_flow, release, now),
        changes=ShowChanges(store, release),
        write_finding=WriteFinding(store, house, now),
        ask_thing=AskThing(store, house, publish, now),
        now=now,
    )


def caps_of(settings: Settings) -> Caps:
    """Return the one cap that all texts nobody asked for share."""
    return Caps(settings.cap_per_day, settings.cap_per_week)


def pace_of(settings: Settings) -> Pace:
    """Return how fast, and how much a month, the sender may send."""
    return Pace(settings.sender_rate, settings.spend_cap, settings.timezone)


def house_of(settings: Settings) -> House:
    """Return what turns and alerts need to know of the organisation."""
    urns = (
        settings.safeguarding_email and f"mailto:{settings.safeguarding_email}",
        settings.safeguarding_phone and f"tel:{settings.safeguarding_phone}",
    )
    return House(
        organisation=settings.organisation,
        base_url=settings.public_base_url,
        zone=settings.timezone,
        quiet=settings.quiet_hours,
        pseudonym_key=settings.pseudonym_key,
        last_resort=tuple(urn for urn in urns if urn),
        routes=frozenset(channels_of(settings)),
        caps=Caps(settings.cap_per_day, settings.cap_per_week),
        school_year=school_year.shipped(),
        drafts=settings.draft_languages,
    )


def interpreter_of(settings: Settings) -> Interpreter | None:
    """Return what reads free words: the embedded engine, behind a Rasa server if one is named.

    It takes memory and half a second, so only what reads young people's words calls this, once,
    before any fork. A broken file is told of in the log, and rules go on alone.
    """
    embedded = load_interpreter(settings.encoder_directory)
    if settings.nlu_url is None:
        return embedded
    return RasaInterpreter(settings.nlu_url, embedded)


def channels_of(settings: Settings) -> Mapping[str, Channel]:
    """Return how messages leave, by channel. Dry sending is the default: nothing leaves."""
    if not settings.live:
        dry = DryRun(utc_now)
        return {"sms": dry, "email": dry}
    sms = TwilioSMS(
        account_sid=settings.twilio.account_sid,
        auth_token=settings.twilio.auth_token,
        messaging_service_sid=settings.twilio.messaging_service_sid,
        from_number=settings.twilio.from_number,
        api_base_url=settings.twilio.api_base_url,
        status_callback_url=f"{settings.public_base_url}/webhooks/twilio/status",
    )
    if settings.mail_url is None or settings.mail_from is None:
        return {"sms": sms}
    return {"sms": sms, "email": SMTPMail(settings.mail_url, settings.mail_from)}


@dataclass(frozen=True, slots=True)
class Sending:
    """What the worker process runs besides what the web does."""

    holder: str
    deliver: DeliverOutbox
    settle: SettleUnknown
    redact: RedactTexts
    draw_charts: DrawCharts
    ask_after_stuck: AskAfterStuck


def build_sending(services: Services) -> Sending:
    """Wire what only the worker does: it alone talks to the channels."""
    channels = channels_of(services.settings)
    return Sending(
        holder=f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}"[:60],
        deliver=DeliverOutbox(
            services.store,
            channels,
            services.house,
            pools={
                lane: ThreadPoolExecutor(most, thread_name_prefix=lane)
                for lane, most in SENDERS_OF.items()
            },
            pace=pace_of(services.settings),
            draw=SystemRandom().random,
            now=services.now,
        ),
        settle=SettleUnknown(services.store, channels, services.now),
        redact=RedactTexts(services.store, channels, services.now),
        draw_charts=DrawCharts(
            services.store,
            Shelf(services.settings.draft_languages),
            services.house,
            drawing,
        ),
        ask_after_stuck=AskAfterStuck(services.store, channels, services.record, services.now),
    )


def drawing(question: SafeQuestion, asked: Asked, is_scale: bool) -> Iterator[Picture]:
    """Draw the charts of one question. What draws is heavy: it is loaded when first used."""
    from bot.charts.describe import charts_of  # noqa: PLC0415
    from bot.charts.draw import pictures  # noqa: PLC0415

    for chart in charts_of(question, asked, is_scale=is_scale):
        for kind, theme, content in pictures(chart):
            yield Picture(chart.name, kind, theme, content)


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
    warm_up()  # screening rules are compiled before the fork, and not in a young person's turn
    app = Sayso("sayso", static_folder=STATIC, template_folder=None)
    app.extensions["sayso"] = services
    app.extensions[OPENED] = services.open_record.open_now
    app.url_map.converters["int"] = RowId
    install_errors(app)
    install_shell(app)
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
        ),
    )
    keep_limits(app, services.store, services.now)
    turns = TurnCounts(counts_folder)
    if settings.metrics_token is not None:
        turns.install(app)
    app.register_blueprint(metrics(settings.metrics_token, turns.registry, services.vital_signs))
    for blueprint in (*_outside(services), *_young_person(services), home(), *pages(services)):
        app.register_blueprint(blueprint)
    if settings.carrier_url:
        _add_phone(app, settings.carrier_url)
    return app


def _outside(services: Services) -> Iterator[Blueprint]:
    settings = services.settings
    yield twilio(
        Signed(settings.public_base_url, (settings.twilio.auth_token,)),
        receive=services.receive,
        record=services.record,
        keep_aside=services.keep_aside,
        now=services.now,
    )
    yield health(
        services.lease_seen_at, services.is_schema_ours, services.is_spool_ours, services.now
    )


def _young_person(services: Services) -> Iterator[Blueprint]:
    settings = services.settings
    cookie = chat_cookie(secure=settings.secure)
    yield chat(cookie, opening=services.chat, chats=services.read_chat)
    yield look(secure=settings.secure)
    yield get_help(services.find_help)
    yield own_page(cookie.name, services.read_chat)
    yield web_chat(
        cookie_name=cookie.name,
        chats=services.read_chat,
        receive=services.receive,
        now=services.now,
    )
    yield my_page(
        OwnPages(
            cookie,
            services.chat,
            services.read_chat,
            services.my_data,
            settings.timezone,
            settings.draft_languages,
        )
    )
    yield privacy(settings, services.now)
    yield results(services.release, services.changes)
    yield decisions(services.ask_decision, services.house)
    yield calendar(services.calendar)


def _add_phone(app: Flask, carrier_url: str) -> None:
    """In the demo, the pretend phone is one press away."""

    @app.get("/phone")
    def phone() -> ResponseReturnValue:
        return redirect(f"{carrier_url}/phone")
