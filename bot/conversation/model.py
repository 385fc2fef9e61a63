"""A message that came in, what was known then, and what is to be done. Frozen values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.engine.events import Event
from bot.engine.model import Outcome, State
from bot.meetings.saying import Says
from bot.safeguarding.assess import Assessment
from bot.safeguarding.replies import Watch
from bot.text.keywords import OPT_OUTS, Control
from nlu.port import Kind, Option, Reading


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as it may be kept: drawn anew, nothing of its file left.

    Args:
        may_show: whoever sent it said that others may see it, without a name.
    """

    picture: bytes = field(repr=False)
    may_show: bool


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as its channel gave it, parsed. Neither words nor address show in a `repr`.

    Args:
        external_id: the channel's own id; the same message has the same id however often it comes.
        urn: "tel:+447700900123" or "chat:17".
        received_at: aware, UTC.
        drawing: a picture that may answer a question, drawn anew.
        opt_out_type: STOP, START or HELP where the carrier has already answered, else None.
        late: it was kept aside while the store was away: it answers no question any more.
        replied: the young person has already had our reply to it.
    """

    external_id: str
    urn: str = field(repr=False)
    text: str = field(repr=False)
    channel: str
    received_at: datetime
    media: int = 0
    drawing: Drawing | None = field(default=None, repr=False)
    opt_out_type: str | None = None
    late: bool = False
    replied: bool = False

    @property
    def is_a_picture(self) -> bool:
        """Whether it is a picture, and no words of theirs are with it."""
        return self.drawing is not None or (self.media > 0 and not self.text.strip())


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """What is known of where a message came from."""

    id: int
    opted_out: bool
    held: bool
    asking_kind: str | None
    asking_id: int | None
    asking_at: datetime | None
    unknown_replied_at: datetime | None
    helped_at: datetime | None = None
    shared: bool = False
    who_asked_at: datetime | None = None
    who_tries: int = 0


@dataclass(frozen=True, slots=True)
class KnownContact:
    """What is known of who wrote. `worker` is the first name they know their worker by."""

    id: int
    age_band: str
    language: str
    worker_id: int | None
    worker: str


@dataclass(frozen=True, slots=True)
class Sharer:
    """One of the people who share a phone, and what they may call themselves to be known by."""

    contact_id: int
    nickname: str = field(repr=False)
    private_word: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A conversation that is waiting for this message, at one revision of it."""

    id: int
    contact_id: int
    address_id: int
    flow_version_id: int
    flow: str
    private: bool
    revision: int
    state: State
    asked_at: datetime


MEETING_QUESTIONS = frozenset({"reminder", "talk"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The question about a meeting that was put last, outside any flow.

    Args:
        step: which talk it belongs to: "change", "missed", "promise" …
        options: in the order they were put; a time's key is ISO, in UTC.
    """

    talk_id: int
    contact_id: int
    appointment_id: int | None
    step: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What one message does about a meeting.

    Args:
        says: what it says, whatever was asked; None where it answers `step`.
        step: the question it answers: "reminder", or that of a talk.
        choice: the option chosen; None for own words.
        words: as typed, where they are for the worker to read.
    """

    says: Says | None = None
    step: str | None = None
    choice: str | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known before a message is read. `contacts` counts those who share the address.

    Args:
        sharers: who has this phone, where several do and nobody has said who holds it now.
        asked: the question of a talk about a meeting, where one was put last.
        staff: the worker whose own confirmed number this is.
        watch, reads, reads_briefly: who is there to read, and when: "Monday 9am", "Mon 9am".
            Looked up only where the reply depends on it.
        drafts: the languages in which draft translations are said.
    """

    address: KnownAddress | None = None
    contact: KnownContact | None = None
    session: OpenSession | None = None
    contacts: int = 0
    sharers: tuple[Sharer, ...] = ()
    watch: Watch = Watch.ON_DUTY
    reads: str | None = None
    reads_briefly: str | None = None
    drafts: frozenset[str] = frozenset()
    asked: Asked | None = None
    staff: int | None = None

    @property
    def meeting_asked_last(self) -> bool:
        """Whether the latest question was about a meeting, and not the session's."""
        if self.address is None or self.address.asking_kind not in MEETING_QUESTIONS:
            return False
        asked_at = self.address.asking_at
        return self.session is None or asked_at is None or asked_at > self.session.asked_at


@dataclass(frozen=True, slots=True)
class Understood:
    """One message, read every way that matters.

    Args:
        reading: against the open question; None where none is open.
        reminder: against the question about a meeting that was put last; None where none was.
        control: what it means whoever is asking, or None.
        assessment: whether it is worrying, or None.
        begins: the flow it begins, as a keyword, where it is no answer to anything.
        anyone: it asks whether a person is there, and no more.
        unread: it is in a language that Sayso cannot read, and nothing else was made of it.
        says: what it says of a meeting, whatever was asked.
        joins: the joining code it is, by the code's id; 0 for one that is over.
    """

    reading: Reading | None = None
    reminder: Reading | None = None
    control: Control | None = None
    assessment: Assessment | None = None
    begins: str | None = None
    anyone: bool = False
    unread: bool = False
    says: Says | None = None
    joins: int | None = None

    @property
    def leaves(self) -> bool:
        """Whether it asks for no more texts, whatever else it says."""
        read = self.reading is not None and self.reading.kind is Kind.STOP
        return read or self.control in OPT_OUTS


class Became(StrEnum):
    """What became of one inbound message."""

    ANSWER = "answer"
    REMINDER = "reminder"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    CONCERN = "concern"
    HELP = "help"
    HELD = "held"
    SILENT = "silent"
    UNKNOWN = "unknown"
    MEET = "meet"
    BEGINS = "begins"
    NOTHING = "nothing"
    RECEIPT = "receipt"
    WHO = "who"
    RIGHT = "right"
    JOINS = "joins"
    STAFF = "staff"
    LATE = "late"


class Right(StrEnum):
    """What one message does about a young person's rights."""

    WHO_SEES = "who_sees"
    MY_DATA = "my_data"
    ASK_TO_DELETE = "ask_to_delete"
    DELETE = "delete"
    KEEP = "keep"
    COMPLAIN = "complain"
    COMPLAINT_TOLD = "complaint_told"
    NEVER_MIND = "never_mind"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message back, its placeholders unfilled. `kind` is the outbox's.

    `draws`: a picture may answer it, where one can be sent.
    """

    text: str
    kind: str = "reply"
    options: tuple[str, ...] = ()
    listed: bool = True
    several: bool = False
    draws: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one inbound message does. What is None or empty is left as it was.

    Args:
        about: what it does about a meeting; the reply is worked out where meetings are known.
        joins: the joining code that was texted, by its id; 0 for one that is over.
        staff: the worker who texts from their own number.
        here: which contact said that they hold this shared phone now.
        asks_who: the reply asks who that is.
        right: which right it uses; the reply is found when it is written.
    """

    became: Became
    reply: Reply | None = None
    state: State | None = None
    events: tuple[Event, ...] = ()
    outcome: Outcome | None = None
    opt_out: str | None = None
    opt_in: bool = False
    concern: Assessment | None = None
    holds: bool = False
    about: About | None = None
    tasks: tuple[str, ...] = ()
    begins: str | None = None
    joins: int | None = None
    staff: int | None = None
    here: int | None = None
    asks_who: bool = False
    right: Right | None = None

    @property
    def kind_of_reply(self) -> str:
        """What the outbox calls the answer to a message about a meeting."""
        return "reminder_reply" if self.became is Became.REMINDER else "reply"
