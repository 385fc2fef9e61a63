"""What a flow that waits is to be begun about."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("flow_request", sa.Column("told", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("flow_request", "told")
