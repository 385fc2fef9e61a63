"""The ends of the audit chain, known keys, opened records, tries; words may be sealed anew."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNCHANGED = "what happened to a concern is never changed"
# Another key may seal the words of an event anew; that is known by the key's name before them.
SQLITE_ANEW = (
    "NEW.id IS NOT OLD.id OR NEW.concern_id IS NOT OLD.concern_id OR NEW.kind IS NOT OLD.kind "
    "OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id "
    "OR OLD.words IS NULL OR NEW.words IS NULL "
    "OR substr(NEW.words, 1, instr(NEW.words, x'3a')) "
    "= substr(OLD.words, 1, instr(OLD.words, x'3a'))"
)
POSTGRESQL_ANEW = (
    "(NEW.id, NEW.concern_id, NEW.kind, NEW.at, NEW.user_id) IS DISTINCT FROM "
    "(OLD.id, OLD.concern_id, OLD.kind, OLD.at, OLD.user_id) "
    "OR OLD.words IS NULL OR NEW.words IS NULL "
    "OR substring(NEW.words FROM 1 FOR position('\\x3a'::bytea IN NEW.words)) "
    "= substring(OLD.words FROM 1 FOR position('\\x3a'::bytea IN OLD.words))"
)


def _moment(name: str, *, required: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "audit_ends",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("base", "newest", "seal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_ends")),
    )
    op.create_table(
        "known_key",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_known_key")),
    )
    op.create_table(
        "opened_record",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        _moment("opened_at", required=True),
        _moment("until", required=True),
        _moment("seen_at"),
        sa.Column("seen_by", ID, nullable=True),
        _to("opened_record", "user_id", "user"),
        _to("opened_record", "contact_id", "contact"),
        _to("opened_record", "seen_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_record")),
    )
    for column in ("user_id", "contact_id"):
        op.create_index(op.f(f"ix_opened_record_{column}"), "opened_record", [column])
    op.create_table(
        "tried",
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        _moment("since", required=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what", "who", name=op.f("pk_tried")),
    )
    op.create_index("ix_tried_since", "tried", ["since"])
    _words_may_be_sealed_anew()


def _words_may_be_sealed_anew() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER concern_event_unchanged")
        op.execute(
            "CREATE TRIGGER concern_event_unchanged BEFORE UPDATE ON concern_event "
            f"WHEN {SQLITE_ANEW} BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION concern_event_unchanged() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {POSTGRESQL_ANEW} THEN RAISE EXCEPTION '{UNCHANGED}'; END IF; "
        "RETURN NEW; END $$"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER concern_event_unchanged")
        op.execute(
            "CREATE TRIGGER concern_event_unchanged BEFORE UPDATE ON concern_event "
            f"BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
        )
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION concern_event_unchanged() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{UNCHANGED}'; END $$"
        )
    for name in ("tried", "opened_record", "known_key", "audit_ends"):
        op.drop_table(name)
