"""From the stage into the tables: new rows in chunks, which nobody sees; then the rest, in one unit of work with the end."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Table
from sqlalchemy.orm import Session

from backend.imports.service.stage import Stage, Target
from backend.imports.service.targets import IN_ORDER
from backend.kernel.db import Base
from backend.kernel.loading import Scalar, change, load

_LATE_CHUNK = 5000


def table_of(target: Target) -> Table:
    return Base.metadata.tables[target.table]


def early(stage: Stage) -> list[Target]:
    """The tables that new things go to, in the order they must be written."""
    present = {target.name for target in stage.targets}
    return [target for target in IN_ORDER if target.name in present]


def chunks(stage: Stage, size: int) -> Iterator[tuple[Target, list[tuple[Scalar, ...]]]]:
    """The new things, a chunk at a time."""
    for target in early(stage):
        for rows in stage.rows_for(target, size):
            yield target, rows


def write(session: Session, target: Target, rows: Sequence[Sequence[Scalar]], *, again: bool = False) -> None:
    """Write new rows; `again` leaves out those that a worker wrote before it died."""
    load(session, table_of(target), target.columns, rows, ignore_conflicts=again)


def write_rest(session: Session, stage: Stage) -> None:
    """What belongs to things that exist: first new rows, then new values. To be seen at once with the end of the batch."""
    order = {target.table: place for place, target in enumerate(IN_ORDER)}
    rest = [target for target in stage.targets if target.late or target.key]
    for target in sorted(rest, key=lambda target: (bool(target.key), order.get(target.table, len(order)), target.name)):
        for rows in stage.rows_for(target, _LATE_CHUNK):
            if target.key:
                change(session, table_of(target), target.key, target.columns, rows)
            else:
                load(session, table_of(target), target.columns, rows)


def size(stage: Stage) -> int:
    """How many new rows there are to write in chunks."""
    return sum(stage.size_of(target) for target in early(stage))
