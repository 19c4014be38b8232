"""Visits with the values they brought, as they came in: what intake was told of them, whatever took their place since."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.rules import moments
from backend.kernel.sets import among
from backend.readings.models import Reading, ReadingQuality
from backend.readings.rules.quality import REJECTED
from backend.vee.rules.facts import Obtained, ValueFacts, VisitFacts


def of_visits(session: Session, *, home: int, period: int, visit_ids: Collection[UUID]) -> list[VisitFacts]:
    """Some visits of a home and period, in order of their ids; those that brought no value are left out.

    `standing` is "overtaken" where nobody was to be asked about it, else "stands"; what else only concerns the phone isn't told.
    """
    here = (Visit.home == home, Visit.period == period, among(session, Visit.id, visit_ids))
    rows = session.execute(_visits().where(*here).order_by(Visit.id)).all()
    brought = _brought(session, home, period, visit_ids)
    superseded = _superseded(session, home, period, brought)
    return [_facts(row, brought[row.Visit.id], superseded) for row in rows if brought.get(row.Visit.id)]


def _visits() -> Select[*tuple[Any, ...]]:
    return select(Visit, Task.due_from, Task.due_to, Task.frozen_at).join(Task, Task.id == Visit.task_id)


def _brought(session: Session, home: int, period: int, visit_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Any]]:
    """Visit → its readings with whether they were set aside the moment they came, in order of their making."""
    overtaken = exists().where(
        ReadingQuality.home == Reading.home, ReadingQuality.period == Reading.period, ReadingQuality.reading_id == Reading.id,
        ReadingQuality.code == REJECTED, ReadingQuality.at == Reading.received_at,
    )  # fmt: skip
    query = select(Reading, overtaken.label("overtaken")).where(
        Reading.home == home, Reading.period == period, among(session, Reading.visit_id, visit_ids)
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(query.order_by(Reading.id)):
        found[row.Reading.visit_id].append(row)
    return found


def _superseded(session: Session, home: int, period: int, brought: Mapping[UUID, Sequence[Any]]) -> dict[UUID, UUID]:
    """Reading → the visit that brought what it took the place of; what the office put there meanwhile is walked through."""
    corrected = {row.Reading.corrects_id for rows in brought.values() for row in rows if row.Reading.corrects_id is not None}
    before: dict[UUID, tuple[UUID | None, UUID | None]] = {}
    wanted: set[UUID] = corrected
    while wanted:
        condition: ColumnElement[bool] = among(session, Reading.id, wanted)
        query = select(Reading.id, Reading.visit_id, Reading.corrects_id).where(Reading.home == home, Reading.period == period)
        found = {row.id: (row.visit_id, row.corrects_id) for row in session.execute(query.where(condition))}
        before |= found
        wanted = {back for visit_id, back in found.values() if visit_id is None and back is not None} - before.keys()
    visits: dict[UUID, UUID] = {}
    for reading_id in corrected:
        at: UUID | None = reading_id
        while at is not None and at in before:
            visit_id, back = before[at]
            if visit_id is not None:
                visits[reading_id] = visit_id
                break
            at = back
    return visits


def _facts(row: Any, brought: Sequence[Any], superseded: Mapping[UUID, UUID]) -> VisitFacts:
    visit: Visit = row.Visit
    readings: list[Reading] = [one.Reading for one in brought]
    from_archive = visit.source == "remote"
    corrects = next((one.corrects_id for one in readings if one.corrects_id is not None), None)
    return VisitFacts(
        visit_id=visit.id, entry_id=visit.id, home=visit.home, branch_id=visit.branch_id, period=visit.period,
        run_id=visit.run_id, task_id=visit.task_id, point_id=visit.metering_point_id, installation_id=visit.installation_id,
        person_id=visit.person_id, device_id=visit.device_id, obtained=cast("Obtained", readings[0].obtained),
        taken_at=moments.that_counts(visit.taken_at, visit.corrected_at, visit.received_at),
        values=tuple(
            ValueFacts(one.register_id, one.value_e4, one.value_at, one.frozen, one.occurred_at) for one in readings
        ),
        meter_found=visit.meter_found,
        # Nobody walks for a remote value, so no window was asked of it.
        due_from=None if from_archive else row.due_from, due_to=None if from_archive else row.due_to,
        standing="overtaken" if brought[0].overtaken else "stands",
        supersedes=superseded.get(corrects) if corrects is not None else None, frozen_at=row.frozen_at,
    )  # fmt: skip
