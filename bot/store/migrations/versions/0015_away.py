"""Whose young people come back to a worker who is away, and on which day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("contact", sa.Column("back_to", ID, nullable=True))
    op.add_column("contact", sa.Column("back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "back_on")
    op.drop_column("contact", "back_to")
