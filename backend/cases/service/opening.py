"""Opening cases, set-wise. A subject has at most one open case of a kind: what comes later joins it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class NewCase:
    """A question for the office. `subject` is (kind, id): ("visit", …), ("entry", …), ("photo", …), ("device", …).

    `headline` is a code the screens have a sentence for, `params` its numbers; `weight_e4` the kWh at stake.
    """

    kind: str
    subject: tuple[str, str]
    home: int
    branch_id: int
    period: int
    headline: str
    params: Mapping[str, Any] = field(default_factory=dict)
    metering_point_id: UUID | None = None
    task_id: UUID | None = None
    weight_e4: int = 0


Key = tuple[str, str, str]


def _key(row: NewCase) -> Key:
    return (row.kind, *row.subject)


def open_cases(session: Session, rows: Sequence[NewCase]) -> list[UUID]:
    """Open cases, or join the open ones of the same kind and subject. Answers the case of each row, in the same order."""
    if not rows:
        return []
    at = clock.now()
    first: dict[Key, NewCase] = {}
    for row in rows:
        first.setdefault(_key(row), row)
    made = insert_rows(
        session, Case,
        [
            {
                "id": new_id(), "home": row.home, "branch_id": row.branch_id, "period": row.period, "kind": row.kind,
                "state": "open", "subject_kind": row.subject[0], "subject_id": row.subject[1],
                "metering_point_id": row.metering_point_id, "task_id": row.task_id, "headline": row.headline,
                "params": dict(row.params), "weight_e4": row.weight_e4, "opened_at": at, "waits_for": None,
                "claimed_by": None, "claimed_at": None, "closed_by": None, "closed_at": None, "decision": None, "reason": None,
            }
            for row in first.values()
        ],
        ignore_conflicts=True, returning=(Case.id, Case.kind, Case.subject_kind, Case.subject_id),
    )  # fmt: skip
    ids: dict[Key, UUID] = {(row.kind, row.subject_kind, row.subject_id): row.id for row in made}
    new = set(ids)
    ids |= _existing(session, [key for key in first if key not in ids])
    events = []
    for row in rows:
        key = _key(row)
        opened = key in new and first[key] is row
        events.append(
            event(ids[key], "opened" if opened else "joined", {"headline": row.headline, "params": dict(row.params)}, at=at)
        )
    insert_rows(session, CaseEvent, events)
    return [ids[_key(row)] for row in rows]


def _existing(session: Session, keys: Sequence[Key]) -> dict[Key, UUID]:
    if not keys:
        return {}
    query = select(Case.id, Case.kind, Case.subject_kind, Case.subject_id).where(
        tuple_(Case.kind, Case.subject_kind, Case.subject_id).in_(keys), Case.state != "closed"
    )
    return {(row.kind, row.subject_kind, row.subject_id): row.id for row in session.execute(query)}


def event(case_id: UUID, kind: str, detail: Mapping[str, Any], *, at: Any = None, by: UUID | None = None) -> dict[str, Any]:
    """A case event as a row."""
    return {"id": new_id(), "case_id": case_id, "at": at or clock.now(), "by": by, "kind": kind, "detail": dict(detail)}
