"""Which visits need a photo, how long photos are kept, and what was removed."""

import sqlalchemy as sa
from alembic import op

from migrations.steps import forbid_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo_policy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("customer_class", sa.String(length=30), nullable=True),
        sa.Column("route_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=10), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("max_kb", sa.Integer(), nullable=False),
        sa.Column("max_px", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(length=10), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("need IN ('all','doubtful','sample','box','none')", name=op.f("ck_photo_policy_known_need")),
        sa.CheckConstraint("network IN ('any','unmetered')", name=op.f("ck_photo_policy_known_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_policy")),
        info={"immutable": True},
    )
    op.create_table(
        "photo_retention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("customer_class", sa.String(length=30), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_retention")),
        info={"immutable": True},
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("removed_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_photo_kept",
            ["received_at"],
            unique=False,
            postgresql_where=sa.text("removed_at IS NULL"),
            sqlite_where=sa.text("removed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_photo_to_erase",
            ["removed_at"],
            unique=False,
            postgresql_where=sa.text("removed_at IS NOT NULL AND erased_at IS NULL"),
            sqlite_where=sa.text("removed_at IS NOT NULL AND erased_at IS NULL"),
        )

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.String(length=10), server_default="always", nullable=False))
        batch_op.add_column(sa.Column("photo_policy_id", sa.Uuid(), nullable=True))

    forbid_changes("photo_policy", "photo_retention")
