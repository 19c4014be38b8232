"""By what a point is billed, why a threshold was set, and visits drawn to be looked at."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:

    op.create_table(
        "audit_sample",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("why", sa.String(length=8), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.CheckConstraint("outcome IS NULL OR outcome IN ('fine','ask','wrong')", name=op.f("ck_audit_sample_known_outcome")),
        sa.CheckConstraint("why IN ('score','random')", name=op.f("ck_audit_sample_known_why")),
        sa.PrimaryKeyConstraint("home", "visit_id", name=op.f("pk_audit_sample")),
    )
    with op.batch_alter_table("audit_sample", schema=None) as batch_op:
        batch_op.create_index("ix_audit_sample_branch", ["branch_id", "period", "score"], unique=False)

    op.add_column("metering_point", sa.Column("billed_at", sa.String(length=12), server_default="reading", nullable=False))
    # Added in place: a table rebuilt would lose what keeps its rows as they are.
    op.add_column("threshold", sa.Column("reason", sa.String(length=300), nullable=True))
