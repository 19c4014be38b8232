"""Photos are found by their hash alone, whatever home they lie in."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_photo_sha256", "photo", ["sha256"])
