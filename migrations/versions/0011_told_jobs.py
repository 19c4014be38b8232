"""Told jobs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_at", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_job_told", ["told_at"], unique=False)
