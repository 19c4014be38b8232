"""The last digits of a number are found without looking at every number."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBERS = (
    ("account", "number"),
    ("metering_point", "number"),
    ("meter", "asset_number"),
    ("meter", "serial_number"),
    ("meter", "comm_address"),
    ("meter_box", "barcode"),
)


def upgrade() -> None:
    for table, column in NUMBERS:
        op.create_index(f"ix_{table}_{column}_tail", table, [sa.text(f"substr({column}, length({column}) - 3)")])
