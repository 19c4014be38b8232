"""The life of a batch: one file, from its first row looked at to the moment all of it is seen.

Batches are worked on one at a time. A batch whose worker died is finished by doing it again: nothing of it was visible, and what
was written is found and left alone. One that is never taken up again is discarded when the next one begins.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteSchedule, RouteStop
from backend.grid.models import Installation, InstallationMultiplier, InstallationRegister, MeteringPoint, PendingBatch, PointArea
from backend.imports.models import ImportBatch, ImportFault, SenderMapping
from backend.imports.rules.faults import Fault
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id

# A batch whose worker hasn't been heard of for so long is dead.
SILENCE = dt.timedelta(seconds=60)
UNFINISHED = ("waiting", "checking", "writing")
COMPANY = 0


@dataclass(frozen=True)
class Order:
    """What somebody wants imported, and how."""

    kind: str
    filename: str
    sha256: str
    sender: str = ""
    branch_id: int | None = None
    dry_run: bool = False
    # "datum", "branches" (those the sender may write to; absent: all).
    options: Mapping[str, Any] | None = None
    # A heading of the file → field; wins over what the sender is remembered for.
    mapping: Mapping[str, str] | None = None


def create(session: Session, order: Order, *, actor: Actor, batch_id: UUID | None = None) -> ImportBatch:
    """A new batch, or the unfinished one of the same file, kind and sender."""
    same = select(ImportBatch).where(
        ImportBatch.sha256 == order.sha256,
        ImportBatch.kind == order.kind,
        ImportBatch.sender == order.sender,
        ImportBatch.branch_id.is_not_distinct_from(order.branch_id),
        ImportBatch.dry_run == order.dry_run,
        ImportBatch.state.in_(UNFINISHED),
    )
    found = session.scalars(same).first()
    if found is not None:
        return found
    number = (session.scalar(select(func.max(ImportBatch.number))) or 0) + 1
    batch = ImportBatch(
        id=batch_id or new_id(),
        number=number,
        kind=order.kind,
        branch_id=order.branch_id,
        sender=order.sender,
        filename=order.filename[:200],
        sha256=order.sha256,
        dry_run=order.dry_run,
        options=dict(order.options or {}),
        mapping=dict(order.mapping or {}),
        summary={},
        started_by=UUID(actor.id) if actor.kind == "person" else None,
        created_at=clock.now(),
    )
    session.add(batch)
    session.flush()
    return batch


def is_over(session: Session, batch_id: UUID) -> bool:
    """Whether a batch has come to an end, or never was."""
    state = session.scalar(select(ImportBatch.state).where(ImportBatch.id == batch_id))
    return state not in UNFINISHED


def claim(session: Session, batch_id: UUID) -> list[int]:
    """Begin to work on a batch, when no other one is being worked on; answers the dead ones that are to be discarded first.

    BusyError while another one is alive.
    """
    at = clock.now()
    others = session.scalars(
        select(ImportBatch).where(ImportBatch.id != batch_id, ImportBatch.working.is_(True)).with_for_update()
    ).all()
    if any(other.beat_at is not None and other.beat_at > at - SILENCE for other in others):
        raise BusyError
    for other in others:
        other.working = None
    session.flush()
    session.execute(
        update(ImportBatch).where(ImportBatch.id == batch_id).values(working=True, beat_at=at, state="checking", rows_done=0)
    )
    abandoned = (
        select(PendingBatch.number)
        .join(ImportBatch, ImportBatch.number == PendingBatch.number)
        .where(ImportBatch.id != batch_id, ImportBatch.state.in_(UNFINISHED))
    )
    return list(session.scalars(abandoned))


class BusyError(Exception):
    """Another file is being imported."""


def _number_of(session: Session, batch_id: UUID) -> int:
    found: int = session.execute(select(ImportBatch.number).where(ImportBatch.id == batch_id)).scalar_one()
    return found


def discard(session: Session, number: int) -> None:
    """Take away what a dead batch wrote of the network, which nobody ever saw.

    Readings can't be deleted; those of a discarded batch stay unseen, since its number stays pending.
    """
    points = select(MeteringPoint.id).where(MeteringPoint.batch == number)
    installations = select(Installation.id).where(Installation.batch == number)
    routes = select(Route.id).where(Route.batch == number)
    session.execute(delete(RouteStop).where(RouteStop.batch == number))
    session.execute(delete(RouteSchedule).where(RouteSchedule.route_id.in_(routes)))
    session.execute(delete(Route).where(Route.batch == number))
    for child in (InstallationMultiplier, InstallationRegister):
        session.execute(delete(child).where(child.installation_id.in_(installations)))
    session.execute(delete(Installation).where(Installation.batch == number))
    session.execute(delete(PointArea).where(PointArea.metering_point_id.in_(points)))
    session.execute(delete(MeteringPoint).where(MeteringPoint.batch == number))
    batch = session.scalars(select(ImportBatch).where(ImportBatch.number == number)).one()
    batch.state, batch.working, batch.finished_at = "failed", None, clock.now()
    if batch.kind != "history":
        session.execute(delete(PendingBatch).where(PendingBatch.number == number))


def beat(session: Session, batch_id: UUID, *, state: str, rows_total: int, rows_done: int) -> None:
    """Say how far it has come, and that its worker is alive."""
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .values(state=state, rows_total=rows_total, rows_done=rows_done, beat_at=clock.now())
    )


def begin_writing(session: Session, batch_id: UUID) -> bool:
    """From here on rows may name the batch. Answers whether some may be there already, from before its worker died."""
    number = _number_of(session, batch_id)
    again = session.get(PendingBatch, number) is not None
    insert_rows(session, PendingBatch, [{"number": number}], ignore_conflicts=True)
    session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(state="writing", beat_at=clock.now()))
    return again


def refuse(
    session: Session,
    batch_id: UUID,
    *,
    faults: Sequence[Fault],
    count: int,
    rows: int,
    summary: Mapping[str, Any],
    mapping: Mapping[str, str],
) -> None:
    """Nothing of the file is taken; say what is wrong with it."""
    session.execute(delete(ImportFault).where(ImportFault.batch_id == batch_id))
    insert_rows(
        session, ImportFault,
        [
            {
                "batch_id": batch_id, "number": number, "sheet": fault.sheet[:60], "row": fault.row, "column": fault.column[:60],
                "code": fault.code, "value": fault.value[:200], "params": fault.params,
            }
            for number, fault in enumerate(faults, 1)
        ],
    )  # fmt: skip
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .values(
            state="refused", working=None, error_count=count, rows_total=rows, rows_done=0, summary=dict(summary),
            mapping=dict(mapping),
            finished_at=clock.now(),
        )
    )  # fmt: skip


def finish(
    session: Session, batch_id: UUID, *, rows: int, summary: Mapping[str, Any], mapping: Mapping[str, str], actor: Actor,
    homes: Sequence[int],
) -> None:  # fmt: skip
    """All of the file is there: let it be seen, write it down, and remember how the sender names columns."""
    batch = session.get_one(ImportBatch, batch_id)
    session.execute(delete(PendingBatch).where(PendingBatch.number == batch.number))
    batch.state, batch.working, batch.finished_at = "done", None, clock.now()
    batch.rows_total, batch.rows_done, batch.error_count = rows, rows, 0
    batch.summary, batch.mapping = dict(summary), dict(mapping)
    session.flush()
    if batch.dry_run:
        return
    for home in homes or [batch.branch_id or COMPANY]:
        record(
            session, home=home, actor=actor, action="import", subject=("import", str(batch_id)),
            detail={"kind": batch.kind, "sha256": batch.sha256, "rows": rows, "counts": dict(summary.get("counts", {}))},
        )  # fmt: skip
    if batch.sender:
        remembered = SenderMapping(sender=batch.sender, kind=batch.kind, mapping=dict(mapping), used_at=clock.now())
        session.merge(remembered)


def fail(session: Session, batch_id: UUID) -> None:
    """Its file is gone, or it can't be worked on: let the next one begin."""
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state.in_(UNFINISHED))
        .values(state="failed", working=None, finished_at=clock.now())
    )
