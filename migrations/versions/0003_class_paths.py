"""Class paths."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:

    op.create_table(
        "cohort",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("customer_class", sa.String(length=30), nullable=False),
        sa.Column("days", JSON, nullable=False),
        sa.Column("logs", JSON, nullable=False),
        sa.Column("has_year", sa.Boolean(), nullable=False),
        sa.Column("shift_e4", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "period", "customer_class", name=op.f("pk_cohort")),
    )
