"""What a second reader read in photos of dials."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:

    op.create_table(
        "photo_dial",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.Column("agreement", sa.String(length=12), nullable=True),
        sa.Column("register_id", sa.Uuid(), nullable=True),
        sa.Column("read", sa.String(length=20), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("agreement IN ('agrees','differs','unconfirmed')", name=op.f("ck_photo_dial_known_agreement")),
        sa.PrimaryKeyConstraint("home", "visit_id", "sha256", name=op.f("pk_photo_dial")),
    )
