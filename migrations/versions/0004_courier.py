"""Files that carry a phone's outbox and the keys they need."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "courier_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("carrier", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("counts", JSON, nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('open','waiting','done','refused')", name=op.f("ck_courier_file_known_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courier_file")),
        sa.UniqueConstraint("carrier", "sha256", name="uq_courier_file_carrier"),
    )
    op.create_index("ix_courier_file_home", "courier_file", ["home", "begun_at"], unique=False)

    op.create_table(
        "device_key",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=130), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_device_key_device_id")),
        sa.PrimaryKeyConstraint("device_id", "key", name=op.f("pk_device_key")),
    )
    # Plainly: a rebuild would drop the triggers that keep entries as they are.
    op.add_column("entry", sa.Column("carried_by", sa.String(length=60), nullable=True))
    with op.batch_alter_table("server_key", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_server_key_known_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_server_key_known_purpose"), "purpose IN ('mac','signature','courier')")
