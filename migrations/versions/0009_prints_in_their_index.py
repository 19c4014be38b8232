"""The index of a print's bands holds the print, so that a search reads no rows."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for place in range(4):
        op.drop_index(f"ix_photo_print_band{place}", table_name="photo_print")
        op.create_index(f"ix_photo_print_band{place}", "photo_print", [f"band{place}", "print"])
