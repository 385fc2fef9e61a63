"""The rota, the clock and the history of a concern; shared phones; sign-offs; double reading."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
UNCHANGED = "what happened to a concern is never changed"

INDEXES = (
    ("ix_outbox_alerts", "outbox", "created_at", "kind = 'alert'"),
    ("ix_address_held_by", "address", "held_by", "held_by IS NOT NULL"),
)

ADDED: dict[str, list[tuple[str, Any]]] = {
    "contact": [("private_word", sa.LargeBinary())],
    "contact_address": [("asked_again_at", MOMENT)],
    "address": [
        ("helped_at", MOMENT),
        ("shared_since", MOMENT),
        ("here_id", ID),
        ("here_until", MOMENT),
        ("who_asked_at", MOMENT),
    ],
    "concern": [
        ("handed_to", ID),
        ("close_asked_by", ID),
        ("real", sa.Boolean()),
        ("first_acknowledged_at", MOMENT),
        ("resumed_at", MOMENT),
        ("told_of_more_at", MOMENT),
        ("review_due_at", MOMENT),
        ("reviewed_at", MOMENT),
    ],
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.add_column(
        "address", sa.Column("who_tries", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute("UPDATE concern SET first_acknowledged_at = acknowledged_at")
    op.execute(
        "UPDATE address SET shared_since = created_at WHERE scheme = 'tel' AND id IN ("
        "SELECT address_id FROM contact_address WHERE ended_at IS NULL "
        "GROUP BY address_id HAVING count(*) > 1)"
    )
    _tables()
    for name, table, column, which in INDEXES:
        op.create_index(
            name,
            table,
            [column],
            sqlite_where=sa.text(which),
            postgresql_where=sa.text(which),
        )
    _clocks_of_open_concerns()
    _append_only()


def _tables() -> None:
    op.create_table(
        "concern_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("concern_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_event")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_event_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_concern_event_user_id_user")
        ),
    )
    op.create_index("ix_concern_event_concern_id", "concern_event", ["concern_id"])
    op.create_table(
        "escalation",
        sa.Column("id", ID, nullable=False),
        sa.Column("concern_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_how", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_escalation_concern_id_concern")
        ),
    )
    op.create_index("ix_escalation_concern_id_number", "escalation", ["concern_id", "number"])
    op.create_index(
        "uq_escalation_one_pending_a_concern",
        "escalation",
        ["concern_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "responder",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responder")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_responder_user_id_user")),
    )
    op.create_table(
        "shift",
        sa.Column("id", ID, nullable=False),
        sa.Column("responder_id", ID, nullable=False),
        sa.Column("post", sa.String(length=12), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.ForeignKeyConstraint(
            ["responder_id"], ["responder.id"], name=op.f("fk_shift_responder_id_responder")
        ),
    )
    op.create_index("ix_shift_responder_id", "shift", ["responder_id"])
    op.create_table(
        "care_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("deputy", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("manager", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("two_to_close", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_rule")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user.id"], name=op.f("fk_care_rule_changed_by_user")
        ),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", ID, nullable=False),
        sa.Column("phrase", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=8), nullable=False),
        sa.Column("signed_by", ID, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column("next_review", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["user.id"], name=op.f("fk_sign_off_signed_by_user")
        ),
    )
    op.create_index("ix_sign_off_phrase", "sign_off", ["phrase"])
    op.create_table(
        "double_read",
        sa.Column("id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("read_by", ID, nullable=True),
        sa.Column("missed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_double_read")),
        sa.UniqueConstraint("message_id", name=op.f("uq_double_read_message_id")),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["inbound_message.id"],
            name=op.f("fk_double_read_message_id_inbound_message"),
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["user.id"], name=op.f("fk_double_read_read_by_user")
        ),
    )
    op.create_index("ix_double_read_read_at", "double_read", ["read_at"])


def _clocks_of_open_concerns() -> None:
    """A concern that was open before there were clocks is due its next step at once."""
    op.execute(
        "INSERT INTO escalation (concern_id, number, step, began_at, due_at) "
        "SELECT id, 1, 'deputy', opened_at, opened_at FROM concern WHERE state = 'open'"
    )


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER concern_event_unchanged BEFORE UPDATE ON concern_event "
            f"BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION concern_event_unchanged() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{UNCHANGED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER concern_event_unchanged BEFORE UPDATE ON concern_event "
        "FOR EACH ROW EXECUTE FUNCTION concern_event_unchanged()"
    )


def downgrade() -> None:
    for table in (
        "double_read",
        "sign_off",
        "care_rule",
        "shift",
        "responder",
        "escalation",
        "concern_event",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION concern_event_unchanged()")
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    op.drop_column("address", "who_tries")
    for table, columns in ADDED.items():
        for name, _ in columns:
            op.drop_column(table, name)
