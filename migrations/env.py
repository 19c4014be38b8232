"""Alembic's environment: brings the database of the connection it is given to the newest migration, or compares it."""

import re
import warnings

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from backend.wiring import METADATA

_PARTITION = re.compile(r"(?P<parent>\w+)_(?:p\d{6}|default)$")


def is_ours(_item: SchemaItem, name: str | None, kind: str, reflected: bool, _compared: SchemaItem | None) -> bool:
    """Whether an object is to be compared with the models: partitions are made by backend/kernel/partitions.py."""
    found = _PARTITION.match(name or "") if kind == "table" and reflected else None
    return found is None or found["parent"] not in METADATA.tables


# SQLite's indexes over expressions (the ends of numbers) can't be read back, so they aren't compared there; PostgreSQL's are.
for _said in ("Skipped unsupported reflection of expression-based index", "autogenerate skipping .* expression-based index"):
    warnings.filterwarnings("ignore", message=_said)


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_object=is_ours,
        # SQLite can't alter most things in place.
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
