"""The version of the bands (and of the thresholds in them) a finding was judged by. Older findings tell it by their time only."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No batch: a rebuilt table would lose the triggers that keep findings as they were written.
    op.add_column("finding", sa.Column("band_version", sa.Integer(), nullable=True))
