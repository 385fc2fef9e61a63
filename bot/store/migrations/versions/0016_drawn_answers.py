"""Pictures that answer a question: sealed, and looked at by a person before anybody is shown them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "drawn_answer",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("pseudonym", sa.String(32), nullable=True),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("flow_version_id", ID, nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("may_show", sa.Boolean(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=True),
        sa.Column("described", sa.LargeBinary(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("concern_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_drawn_answer_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["flow_version_id"],
            ["flow_version.id"],
            name=op.f("fk_drawn_answer_flow_version_id_flow_version"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_drawn_answer_decided_by_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drawn_answer_place", "drawn_answer", ["family", "wave", "question"])
    op.create_index(op.f("ix_drawn_answer_pseudonym"), "drawn_answer", ["pseudonym"])
    op.create_index(op.f("ix_drawn_answer_concern_id"), "drawn_answer", ["concern_id"])


def downgrade() -> None:
    op.drop_table("drawn_answer")
