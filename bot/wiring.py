"""Every use case, wired to one store by the settings. `bot.app` puts web and worker around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.channels.dry import DryRun
from bot.channels.email import SMTPMail
from bot.channels.heartbeat import pinger
from bot.channels.port import Channel
from bot.channels.spool import Spool, is_writable
from bot.channels.twilio_sms import TwilioSMS
from bot.conversation.house import House
from bot.meetings import school_year
from bot.meetings.caps import Caps
from bot.rehearsal import Rehearse
from bot.safeguarding.leaving import ear_of
from bot.services.add_contact import AddContact
from bot.services.add_guest import AddGuest
from bot.services.arrange_themes import ArrangeThemes
from bot.services.ask_decision import AskDecision
from bot.services.ask_round import AskRound
from bot.services.ask_thing import AskThing
from bot.services.audit_outcomes import AuditOutcomes
from bot.services.begin_due import BeginDue
from bot.services.book_appointment import BookAppointment
from bot.services.book_series import BookSeries
from bot.services.care_for_concern import CareForConcern
from bot.services.check_drawings import CheckDrawings
from bot.services.check_numbers import CheckNumbers
from bot.services.close_concern import CloseConcern
from bot.services.dispose_of_concern import DisposeOfConcern
from bot.services.escalate_concerns import EscalateConcerns
from bot.services.find_help import FindHelp
from bot.services.finish_erasures import FinishErasures
from bot.services.follow_meeting import FollowMeeting
from bot.services.gather_themes import GatherThemes
from bot.services.import_sheets import ImportSheets
from bot.services.invite_group import InviteGroup
from bot.services.keep_aside import KeepAside
from bot.services.keep_rota import KeepRota
from bot.services.keep_to_retention import KeepToRetention
from bot.services.launch_round import LaunchRound
from bot.services.my_data import GatherMyData
from bot.services.open_chat import OpenChat, ReadChat
from bot.services.open_record import OpenRecord
from bot.services.prepare_reviews import PrepareReviews
from bot.services.publish_flows import PublishFlows
from bot.services.read_again import ReadAgain
from bot.services.receive_message import ReceiveMessage
from bot.services.record_delivery import RecordDelivery
from bot.services.release_meetings import ReleaseMeetings
from bot.services.release_quotes import ReleaseQuotes
from bot.services.release_totals import ReleaseTotals
from bot.services.remind_of_reviews import RemindOfReviews
from bot.services.remove_guest import RemoveGuest
from bot.services.replan_reminders import ReplanReminders
from bot.services.replay_spool import ReplaySpool
from bot.services.send_heartbeat import SendHeartbeat
from bot.services.settle_request import SettleRequest
from bot.services.share_calendar import ShareCalendar
from bot.services.show_changes import ShowChanges
from bot.services.sign_replies import SignReplies
from bot.services.speak_language import SpeakLanguage
from bot.services.start_flow import StartFlow
from bot.services.steer_round import SteerRound
from bot.services.take_stock import TakeStock
from bot.services.tell_back import TellBack
from bot.services.tell_workers import TellWorkers
from bot.services.tend_sessions import TendSessions
from bot.services.understand import PATIENCE, Understand
from bot.services.watch_spending import WatchSpending
from bot.services.write_finding import WriteFinding
from bot.settings import Settings
from bot.store import leases
from bot.store import vital_signs as vitals
from bot.store.copied import Copied
from bot.store.database import Store
from bot.store.flows import Shelf
from bot.store.migrations.run import is_up_to_date
from bot.store.vital_signs import VitalSigns
from nlu.embedded.interpreter import in_a_turn, is_embedded, meaning_of, rows_of
from nlu.embedded.loading import load_interpreter
from nlu.port import Interpreter
from nlu.rasa.adapter import RasaInterpreter

if TYPE_CHECKING:
    from bot.services.keep_accounts import KeepAccounts


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
    follow: FollowMeeting
    settle_request: SettleRequest
    tell_workers: TellWorkers
    prepare_reviews: PrepareReviews
    sheets: ImportSheets
    calendar: ShareCalendar
    concerns: CareForConcern
    close_concern: CloseConcern
    dispose_of_concern: DisposeOfConcern
    rota: KeepRota
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
    release_meetings: ReleaseMeetings
    chat: OpenChat
    read_chat: ReadChat
    speak_language: SpeakLanguage
    find_help: FindHelp
    finish_erasures: FinishErasures
    retention: KeepToRetention
    my_data: GatherMyData
    add_guest: AddGuest
    remove_guest: RemoveGuest
    launch_round: LaunchRound
    ask_round: AskRound
    steer_round: SteerRound
    ask_decision: AskDecision
    tell_back: TellBack
    changes: ShowChanges
    write_finding: WriteFinding
    ask_thing: AskThing
    gather_themes: GatherThemes
    arrange_themes: ArrangeThemes
    quotes: ReleaseQuotes
    drawings: CheckDrawings
    invite_group: InviteGroup
    take_stock: TakeStock
    rehearse: Rehearse
    shelf: Shelf
    now: Callable[[], datetime]

    @property
    def accounts(self) -> KeepAccounts:
        """Who is let in. The library that signs staff in is loaded by what has to do with it."""
        from bot.services.keep_accounts import KeepAccounts  # noqa: PLC0415

        return KeepAccounts(self.store, self.now)

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
    rows = rows_of(embedded)
    ear = ear_of(rows) if interpreter else None
    seconds = None if is_embedded(interpreter) else PATIENCE
    understand = Understand(interpreter, in_a_turn(interpreter), rows, ear, seconds)
    start_flow = StartFlow(store, shelf, house, now, caps_of(settings))
    receive = ReceiveMessage(store, shelf, understand, house, now)
    care = CareForConcern(store, house, now)
    copied = Copied(store, settings.spool_directory / "totals")  # web and worker share this folder
    publish = PublishFlows(store, now)
    release = ReleaseTotals(store, shelf, now, copied=copied)
    add_contact = AddContact(store, now, allow_drama=settings.allow_drama_numbers)
    book = BookAppointment(store, house, now)
    launch = LaunchRound(store, shelf, house, now)
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
        book=book,
        book_series=BookSeries(store, house, now),
        replan=ReplanReminders(store, house, now),
        follow=FollowMeeting(store, house, now),
        settle_request=SettleRequest(store, house, now),
        tell_workers=TellWorkers(store, house, now),
        prepare_reviews=PrepareReviews(store, now),
        sheets=ImportSheets(store, add_contact, book, now),
        calendar=ShareCalendar(store, settings.public_base_url, now),
        concerns=care,
        close_concern=CloseConcern(store, house, care.resume_within, now),
        dispose_of_concern=DisposeOfConcern(store, settings.retention, now),
        rota=KeepRota(store, house, now, allow_drama=settings.allow_drama_numbers),
        open_record=OpenRecord(store, house, now, allow_drama=settings.allow_drama_numbers),
        read_again=ReadAgain(store, house, now),
        sign_replies=SignReplies(store, now),
        escalate=EscalateConcerns(store, house, now),
        remind_of_reviews=RemindOfReviews(store, house, now),
        watch_spending=WatchSpending(store, house, settings.spend_cap, now),
        heartbeat=SendHeartbeat(store, house, pinger(settings.heartbeat_url), now),
        audit_outcomes=AuditOutcomes(store, shelf, now),
        release_meetings=ReleaseMeetings(store, shelf, house, now),
        chat=OpenChat(store, shelf, house, now),
        read_chat=ReadChat(store, shelf, house, now),
        speak_language=SpeakLanguage(store, shelf, house, now),
        find_help=FindHelp(store, shelf, house, now),
        finish_erasures=FinishErasures(store, spool, settings.pseudonym_key, now, copied),
        retention=KeepToRetention(store, settings.retention, settings.pseudonym_key, now),
        my_data=GatherMyData(store, shelf, house, settings.retention, now),
        release=release,
        add_guest=AddGuest(store, add_contact, now),
        remove_guest=RemoveGuest(store, settings.pseudonym_key, now),
        launch_round=launch,
        ask_round=AskRound(store, shelf, house, start_flow, now),
        steer_round=SteerRound(store, house, release, now),
        ask_decision=AskDecision(store, house, settings.secret_key, now),
        tell_back=TellBack(store, shelf, house, publish, start_flow, release, now),
        changes=ShowChanges(store, release),
        write_finding=WriteFinding(store, house, now),
        ask_thing=AskThing(store, house, publish, now),
        gather_themes=GatherThemes(
            store, shelf, lambda: meaning_of(load_interpreter(settings.encoder_directory))
        ),
        arrange_themes=ArrangeThemes(store, now),
        invite_group=InviteGroup(store, shelf, house, publish, launch, now),
        quotes=ReleaseQuotes(store, house, understand.screen, now),
        drawings=CheckDrawings(store, shelf, house, now),
        take_stock=TakeStock(store, house, settings, now),
        rehearse=Rehearse(store, shelf, house, understand, now),
        shelf=shelf,
        now=now,
    )


def caps_of(settings: Settings) -> Caps:
    """Return the one cap that all texts nobody asked for share."""
    return Caps(settings.cap_per_day, settings.cap_per_week)


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
