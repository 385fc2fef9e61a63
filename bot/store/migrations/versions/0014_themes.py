"""Themes of what was said in own words, quotes, and focus groups."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("pseudonym", sa.String(32), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
    )


def _place() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("id", ID, nullable=False),
        *_place(),
        sa.Column("name", sa.String(60), server_default="", nullable=False),
        sa.Column("cell", sa.String(20), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_index("ix_theme_place", "theme", ["family", "wave", "question"])
    op.create_table(
        "theme_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("theme_id", ID, nullable=True),
        *_place(),
        sa.Column("is_rest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.String(60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_group_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_group")),
    )
    op.create_index("ix_theme_group_place", "theme_group", ["family", "wave", "question"])
    op.create_index(op.f("ix_theme_group_theme_id"), "theme_group", ["theme_id"])
    op.create_table(
        "theme_answer",
        *_key(),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["theme_group.id"], name=op.f("fk_theme_answer_group_id_theme_group")
        ),
        sa.PrimaryKeyConstraint("pseudonym", "wave", "question", name=op.f("pk_theme_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_theme_answer_place", "theme_answer", ["family", "wave", "question"])
    op.create_table(
        "quote",
        *_key(),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_quote_decided_by_user")
        ),
        sa.PrimaryKeyConstraint("pseudonym", "wave", "question", name=op.f("pk_quote")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quote_place", "quote", ["family", "wave", "question"])
    op.create_table(
        "focus_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("about", sa.String(15), nullable=False),
        sa.Column("asked_from", sa.String(40), nullable=False),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.Column("place", sa.String(60), nullable=True),
        sa.Column("way", sa.String(20), nullable=True),
        sa.Column("meets_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_upto", ID, nullable=True),
        sa.Column("reminded_upto", ID, nullable=True),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_focus_group_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_focus_group_created_by_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_group")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_focus_group_consultation_id")),
    )


def downgrade() -> None:
    op.drop_table("focus_group")
    op.drop_table("quote")
    op.drop_table("theme_answer")
    op.drop_table("theme_group")
    op.drop_table("theme")
