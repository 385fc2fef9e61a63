"""Every table but those of staff accounts (`users.py`). Core: the hot path pays for no more."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.columns import Id, identity, link, moment, partial, sealed
from bot.store.lanes import IS_REST, IS_UNASKED, IS_URGENT, IS_WAITING
from bot.store.metadata import metadata

team = Table("team", metadata, identity(), Column("name", String(80), nullable=False, unique=True))

contact = Table(
    "contact",
    metadata,
    identity(),
    sealed("nickname", required=True),
    Column("age_band", String(8), nullable=False),
    Column("gender", String(20)),
    Column("area", String(60)),
    Column("language", String(8), nullable=False, server_default="en"),
    link("team_id", "team", required=False, index=True),
    link("worker_id", "user", required=False, index=True),
    # Their worker is away: to whom they go back, and on which day.
    Column("back_to", Id),
    Column("back_on", Date),
    Column("status", String(10), nullable=False, server_default="active"),
    # How much a text may give away on a lock screen: discreet (the default), normal or none.
    Column("discretion", String(8), nullable=False, server_default="discreet"),
    moment("welcomed_at"),
    # What they say instead of their nickname where a phone is shared; only they know it.
    sealed("private_word"),
    moment("created_at", required=True),
    moment("erased_at"),  # what was theirs is gone; the row stays so that its id is nobody else's
)

# A phone number, a web chat or an e-mail address. Several contacts may share one.
address = Table(
    "address",
    metadata,
    identity(),
    Column("scheme", String(8), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    sealed("value", required=True),
    moment("opted_out_at"),
    Column("opted_out_how", String(20)),
    Column("trouble", String(12)),  # invalid, suspect or wrong
    # Questions and nudges wait while a concern of this address has not been resumed by a human.
    Column("held_by", Id),
    # The question asked last outside a session, such as a reminder's; the latest question wins.
    Column("asking_kind", String(12)),
    Column("asking_id", Id),
    moment("asking_at"),
    Column("chat_position", Integer, nullable=False, server_default="0"),
    moment("unknown_replied_at"),
    moment("helped_at"),
    # Two or more people have this number: who holds the phone now, and until when that is good.
    moment("shared_since"),
    Column("here_id", Id),
    moment("here_until"),
    moment("who_asked_at"),
    Column("who_tries", Integer, nullable=False, server_default="0"),
    moment("created_at", required=True),
    partial("ix_address_held_by", "held_by", where="held_by IS NOT NULL"),
)

contact_address = Table(
    "contact_address",
    metadata,
    Column("contact_id", Id, primary_key=True),
    Column("address_id", Id, primary_key=True, index=True),
    moment("confirmed_at"),
    Column("confirmed_by", String(8)),  # worker or self
    Column("shared", String(10)),  # no, sometimes or often
    moment("asked_again_at"),  # whether the number is still good
    moment("ended_at"),
)

flow_version = Table(
    "flow_version",
    metadata,
    identity(),
    Column("flow", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("document", Text, nullable=False),
    moment("published_at", required=True),
    UniqueConstraint("flow", "version"),
)

session = Table(
    "session",
    metadata,
    identity(),
    link("contact_id", "contact", index=True),
    link("address_id", "address"),
    link("flow_version_id", "flow_version"),
    Column("flow", String(40), nullable=False),
    Column("status", String(8), nullable=False),
    Column("outcome", String(12)),
    Column("private", Boolean, nullable=False, server_default=false()),  # a `totals` sitting
    sealed("state"),  # emptied when a private session ends
    Column("revision", Integer, nullable=False, server_default="0"),
    # Who began it: staff, schedule, after or keyword; and what it costs their week, in questions.
    Column("begun_by", String(8), nullable=False, server_default="staff"),
    Column("charge", Integer, nullable=False, server_default="0"),
    moment("started_at", required=True),
    moment("asked_at", required=True),
    moment("ended_at"),
    partial("uq_session_one_open_an_address", "address_id", unique=True, where="ended_at IS NULL"),
)

# Flows asked for while another was open, or before the welcome; begun at the end of that one.
flow_request = Table(
    "flow_request",
    metadata,
    identity(),
    link("contact_id", "contact", index=True),
    Column("flow", String(40), nullable=False),
    moment("requested_at", required=True),
    Column("begun_by", String(8), nullable=False, server_default="staff"),
    moment("not_before"),  # their week is full until then
    sealed("told"),  # what it is to be begun about: JSON; emptied once it has begun
    moment("begun_at"),
)

inbound_message = Table(
    "inbound_message",
    metadata,
    identity(),
    Column("external_id", String(80), nullable=False, unique=True),
    link("address_id", "address"),
    link("contact_id", "contact", required=False),
    sealed("body", required=True),
    Column("media", Integer, nullable=False, server_default="0"),
    Column("private", Boolean, nullable=False, server_default=false()),
    Column("became", String(12), nullable=False),  # answer, opt_out, concern, help, unknown …
    Column("severity", String(10)),
    Column("chat_position", Integer),
    moment("received_at", required=True),
    Index("ix_inbound_message_address_id_received_at", "address_id", "received_at"),
)

# What one contact said, for their worker. One row a question of a session, from when it is asked.
answer = Table(
    "answer",
    metadata,
    Column("session_id", Id, primary_key=True),
    Column("question", String(40), primary_key=True),
    link("contact_id", "contact", index=True),
    link("flow_version_id", "flow_version"),
    Column("flow", String(40), nullable=False),
    Column("sees", String(8), nullable=False),
    Column("status", String(8), nullable=False),
    Column("value", Text),  # JSON; never words
    sealed("words"),
    Column("shared", String(8)),  # `ask`: whom they let see it; NULL until they chose
    Column("channel", String(8), nullable=False),
    Column("language", String(8), nullable=False),
    moment("answered_at", required=True),
)

# Who answered, for totals: coarse, copied once, with no way back to the contact (decision 11).
respondent = Table(
    "respondent",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    Column("family", String(40), nullable=False, index=True),
    Column("age_band", String(8)),
    Column("gender", String(20)),
    Column("area", String(60)),
    Column("team", String(80)),  # of those who rate meetings alone; no worker is ever here
    sqlite_with_rowid=False,
)

# What was said, for totals. Clustered by pseudonym, so that the order of rows tells nothing.
totals_answer = Table(
    "totals_answer",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    Column("wave", Integer, primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("family", String(40), nullable=False, index=True),
    Column("flow_version_id", Id, nullable=False),
    Column("status", String(8), nullable=False),
    Column("value", Text),
    sealed("words"),
    Column("held", Boolean, nullable=False, server_default=false()),  # `ask`: not shared yet
    Column("channel", String(8), nullable=False),
    Column("language", String(8), nullable=False),
    Column("answered_on", Date, nullable=False),
    # Whether the columnar copy has it as it stands: large deployments count that, never this.
    Column("copied", Boolean, nullable=False, server_default=false()),
    partial("ix_totals_answer_not_copied", "family", where="NOT copied"),
    sqlite_with_rowid=False,
)

snapshot = Table(
    "snapshot",
    metadata,
    identity(),
    Column("family", String(40), nullable=False),
    Column("flow", String(40), nullable=False, server_default=""),
    Column("wave", Integer, nullable=False),
    Column("respondents", Integer, nullable=False),
    Column("figures", Text, nullable=False),  # JSON, already safe to show
    sealed("counts"),  # the true counts behind what is shown: the next one is held against them
    moment("released_at", required=True),
    Index("ix_snapshot_family_wave_released_at", "family", "wave", "released_at"),
)

outbox = Table(
    "outbox",
    metadata,
    identity(),
    link("address_id", "address"),
    link("contact_id", "contact", required=False, index=True),
    Column("kind", String(16), nullable=False),  # reply, prompt, reminder, notice, holding, alert …
    Column("channel", String(8), nullable=False),  # sms, chat or email
    sealed("body", required=True),
    sealed("plain_body"),  # what goes instead while a concern is open: it asks nothing
    sealed("options"),  # what web chat draws as buttons: JSON labels, in order
    sealed("calendar"),  # an iCalendar file that goes along with an e-mail
    Column("subject", String(120)),
    Column("language", String(8), nullable=False, server_default="en"),
    Column("private", Boolean, nullable=False, server_default=false()),
    Column("dedupe_key", String(120), nullable=False, unique=True),
    Column("ref", String(32), nullable=False, unique=True),
    moment("due_at", required=True),
    moment("not_after"),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("claim_token", String(32)),
    moment("lease_until"),
    moment("sending_at"),
    Column("segments", Integer),  # what it costs, counted as it is offered to the provider
    moment("sent_at"),
    Column("external_id", String(64), index=True),
    Column("delivery", String(20)),
    Column("error_code", String(10)),
    Column("why", String(120)),  # why it is void, failed or unknown, in plain words
    link("appointment_id", "appointment", required=False, index=True),
    Column("appointment_version", Integer),
    link("concern_id", "concern", required=False, index=True),
    link("author_id", "user", required=False),
    Column("talk_id", Id),  # the short talk about a meeting whose question it is
    Column("chat_position", Integer),
    moment("created_at", required=True),
    Index("ix_outbox_address_id_chat_position", "address_id", "chat_position"),
    partial("ix_outbox_waiting", "due_at", "id", where=IS_WAITING),
    partial("ix_outbox_urgent", "due_at", "id", where=f"{IS_WAITING} AND {IS_URGENT}"),
    partial("ix_outbox_rest", "due_at", "id", where=f"{IS_WAITING} AND {IS_REST}"),
    partial("ix_outbox_unasked", "due_at", "id", where=f"{IS_WAITING} AND {IS_UNASKED}"),
    partial("ix_outbox_offered", "sending_at", where="sending_at IS NOT NULL"),
    partial("ix_outbox_alerts", "created_at", where="kind = 'alert'"),
    partial("ix_outbox_unsettled", "sending_at", where="state IN ('sending', 'unknown')"),
)

appointment = Table(
    "appointment",
    metadata,
    identity(),
    Column("uid", String(40), nullable=False, unique=True),
    link("contact_id", "contact", index=True),
    link("worker_id", "user", index=True),
    moment("starts_at", required=True, index=True),
    Column("zone", String(40), nullable=False),
    Column("minutes", Integer, nullable=False, server_default="60"),
    sealed("place", required=True),
    Column("status", String(10), nullable=False, server_default="booked"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("leads", String(80), nullable=False),
    Column("reply", String(10)),  # coming, change, cannot or late
    moment("replied_at"),
    Column("kind", String(16), nullable=False, server_default="one_to_one"),
    # One time of a series, and when the rule itself would have it: never moved.
    Column("series_id", Id, index=True),
    moment("occurs_at"),
    sealed("others"),  # who else will be there, in a few words
    Column("gathering", String(40), index=True),  # the same for all young people of one group
    Column("attended", String(6)),  # met, missed or moved
    moment("attended_at"),
    Column("travel", String(6)),  # a lift or a fare that was settled
    moment("created_at", required=True),
    moment("updated_at", required=True),
)

# Something for a worker to do. No words of the young person's.
task = Table(
    "task",
    metadata,
    identity(),
    link("worker_id", "user", required=False, index=True),
    link("contact_id", "contact", required=False),
    link("appointment_id", "appointment", required=False),
    Column("kind", String(40), nullable=False),
    moment("raised_at", required=True),
    moment("done_at"),
    link("done_by", "user", required=False),
)

concern = Table(
    "concern",
    metadata,
    identity(),
    link("address_id", "address", index=True),
    link("contact_id", "contact", required=False),
    Column("severity", String(10), nullable=False),
    Column("category", String(20), nullable=False),
    Column("state", String(12), nullable=False, server_default="open"),  # acknowledged, closed
    Column("can_text", Boolean, nullable=False),
    sealed("question_before"),
    moment("opened_at", required=True),
    moment("acknowledged_at"),
    link("acknowledged_by", "user", required=False),
    moment("closed_at"),
    link("closed_by", "user", required=False),
    sealed("outcome"),
    Column("handed_to", Id),
    Column("close_asked_by", Id),  # the first of the two people who close a grave one
    Column("real", Boolean),  # whether it told of harm, as people found it
    moment("first_acknowledged_at"),
    moment("resumed_at"),
    moment("told_of_more_at"),
    moment("review_due_at"),
    moment("reviewed_at"),
    Index("ix_concern_state_opened_at", "state", "opened_at"),
)

concern_message = Table(
    "concern_message",
    metadata,
    Column("concern_id", Id, primary_key=True),
    Column("message_id", Id, primary_key=True),
)

# Who did what to whose record, when. Append-only, each row chained to the one before.
audit = Table(
    "audit",
    metadata,
    identity(),
    moment("at", required=True),
    Column("actor", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

# Who may run the scheduler. The epoch rises with each new holder and fences off the old one.
lease = Table(
    "lease",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("holder", String(60), nullable=False),
    Column("epoch", Integer, nullable=False),
    moment("expires_at", required=True),
    moment("seen_at", required=True),
)

chat_link = Table(
    "chat_link",
    metadata,
    identity(),
    Column("digest", String(64), nullable=False, unique=True),
    link("contact_id", "contact", index=True),
    moment("created_at", required=True),
    moment("expires_at", required=True),
    moment("revoked_at"),
)

chat_visit = Table(
    "chat_visit",
    metadata,
    identity(),
    Column("digest", String(64), nullable=False, unique=True),
    link("link_id", "chat_link"),
    link("contact_id", "contact", index=True),
    link("address_id", "address"),
    moment("started_at", required=True),
    moment("expires_at", required=True),
)
