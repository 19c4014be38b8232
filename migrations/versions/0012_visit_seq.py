"""The place of a visit among its phone's entries: which of a phone's words is its last. Older visits have none."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("seq", sa.Integer(), nullable=True))
