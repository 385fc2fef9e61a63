"""What the pages need of the rest of Sayso: its use cases, its store and a clock, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.conversation.house import House
from bot.rehearsal import Rehearse
from bot.services.add_contact import AddContact
from bot.services.add_guest import AddGuest
from bot.services.arrange_themes import ArrangeThemes
from bot.services.ask_decision import AskDecision
from bot.services.ask_thing import AskThing
from bot.services.audit_outcomes import AuditOutcomes
from bot.services.book_appointment import BookAppointment
from bot.services.book_series import BookSeries
from bot.services.care_for_concern import CareForConcern
from bot.services.check_drawings import CheckDrawings
from bot.services.close_concern import CloseConcern
from bot.services.dispose_of_concern import DisposeOfConcern
from bot.services.follow_meeting import FollowMeeting
from bot.services.import_sheets import ImportSheets
from bot.services.invite_group import InviteGroup
from bot.services.keep_accounts import KeepAccounts
from bot.services.keep_rota import KeepRota
from bot.services.launch_round import LaunchRound
from bot.services.open_chat import OpenChat
from bot.services.open_record import OpenRecord
from bot.services.publish_flows import PublishFlows
from bot.services.read_again import ReadAgain
from bot.services.release_meetings import ReleaseMeetings
from bot.services.release_quotes import ReleaseQuotes
from bot.services.release_totals import ReleaseTotals
from bot.services.remove_guest import RemoveGuest
from bot.services.settle_request import SettleRequest
from bot.services.share_calendar import ShareCalendar
from bot.services.show_changes import ShowChanges
from bot.services.sign_replies import SignReplies
from bot.services.start_flow import StartFlow
from bot.services.steer_round import SteerRound
from bot.services.take_stock import TakeStock
from bot.services.tell_back import TellBack
from bot.services.write_finding import WriteFinding
from bot.settings import Settings
from bot.store.database import Store
from bot.store.flows import Shelf


class Desk(Protocol):
    """The part of `bot.app.Services` that staff pages call."""

    @property
    def settings(self) -> Settings: ...
    @property
    def store(self) -> Store: ...
    @property
    def house(self) -> House: ...
    @property
    def book(self) -> BookAppointment: ...
    @property
    def book_series(self) -> BookSeries: ...
    @property
    def follow(self) -> FollowMeeting: ...
    @property
    def settle_request(self) -> SettleRequest: ...
    @property
    def sheets(self) -> ImportSheets: ...
    @property
    def calendar(self) -> ShareCalendar: ...
    @property
    def add_contact(self) -> AddContact: ...
    @property
    def start_flow(self) -> StartFlow: ...
    @property
    def concerns(self) -> CareForConcern: ...
    @property
    def close_concern(self) -> CloseConcern: ...
    @property
    def dispose_of_concern(self) -> DisposeOfConcern: ...
    @property
    def rota(self) -> KeepRota: ...
    @property
    def accounts(self) -> KeepAccounts: ...
    @property
    def chat(self) -> OpenChat: ...
    @property
    def open_record(self) -> OpenRecord: ...
    @property
    def read_again(self) -> ReadAgain: ...
    @property
    def sign_replies(self) -> SignReplies: ...
    @property
    def release(self) -> ReleaseTotals: ...
    @property
    def audit_outcomes(self) -> AuditOutcomes: ...
    @property
    def release_meetings(self) -> ReleaseMeetings: ...
    @property
    def publish(self) -> PublishFlows: ...
    @property
    def add_guest(self) -> AddGuest: ...
    @property
    def remove_guest(self) -> RemoveGuest: ...
    @property
    def launch_round(self) -> LaunchRound: ...
    @property
    def steer_round(self) -> SteerRound: ...
    @property
    def ask_decision(self) -> AskDecision: ...
    @property
    def tell_back(self) -> TellBack: ...
    @property
    def changes(self) -> ShowChanges: ...
    @property
    def write_finding(self) -> WriteFinding: ...
    @property
    def ask_thing(self) -> AskThing: ...
    @property
    def arrange_themes(self) -> ArrangeThemes: ...
    @property
    def quotes(self) -> ReleaseQuotes: ...
    @property
    def drawings(self) -> CheckDrawings: ...
    @property
    def invite_group(self) -> InviteGroup: ...
    @property
    def take_stock(self) -> TakeStock: ...
    @property
    def shelf(self) -> Shelf: ...
    @property
    def rehearse(self) -> Rehearse: ...
    @property
    def now(self) -> Callable[[], datetime]: ...

    def lease_seen_at(self) -> datetime | None:
        """Return when a worker process last held the scheduler's lease, or None."""
