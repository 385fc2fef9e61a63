"""Cases of a young person's rights, what the provider must forget, contacts that were erased."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rights_case",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("acknowledged_by", ID, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("last_word_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_case")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_rights_case_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["user.id"], name=op.f("fk_rights_case_acknowledged_by")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["user.id"], name=op.f("fk_rights_case_closed_by")),
    )
    op.create_index(op.f("ix_rights_case_contact_id"), "rights_case", ["contact_id"])
    op.create_index("ix_rights_case_kind_closed_at", "rights_case", ["kind", "closed_at"])
    op.create_table(
        "redaction",
        sa.Column("id", ID, nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_code", sa.String(length=10), nullable=True),
        sa.Column("gave_up_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("external_id", name=op.f("uq_redaction_external_id")),
    )
    op.create_index(op.f("ix_redaction_due_at"), "redaction", ["due_at"])
    op.add_column("contact", sa.Column("erased_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "erased_at")
    op.drop_table("redaction")
    op.drop_table("rights_case")
