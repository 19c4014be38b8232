"""The queue of cases, a page at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import Task, Visit
from backend.grid.models import Account, Installation, Meter, MeteringPoint
from backend.grid.queries.matching import points_meant
from backend.kernel import paging
from backend.kernel.paging import Page
from backend.kernel.sets import among
from backend.supervision.queries import people

# How much of a meter's number a person compares.
TAIL = 6


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are wanted. `branch_ids` None means every branch there is."""

    branch_ids: frozenset[int] | None
    state: Literal["open", "waiting", "closed"] = "open"
    kind: str | None = None
    period: int | None = None
    text: str | None = None


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Case.state == wanted.state]
    if wanted.state != "closed":
        # Said again, so that the index of what isn't closed is used.
        found.append(Case.state != "closed")
    if wanted.branch_ids is not None:
        found.append(Case.branch_id.in_(sorted(wanted.branch_ids)))
    if wanted.kind:
        found.append(Case.kind == wanted.kind)
    if wanted.period is not None:
        found.append(Case.period == wanted.period)
    if wanted.text and wanted.text.strip():
        found.append(Case.metering_point_id.in_(points_meant(wanted.text.strip(), in_force=False)))
    return found


def page(
    session: Session, wanted: Filter, *, sort: Literal["weight", "age"], cursor: str | None, limit: int
) -> tuple[Page[dict[str, Any]], int]:
    """A page of items as the screen shows them, and how many there are in all. What is most at stake, or oldest, comes first."""
    conditions = _conditions(wanted)
    total = session.execute(select(func.count()).select_from(Case).where(*conditions)).scalar_one()
    if sort == "weight":
        found = paging.page(
            session, select(Case).where(*conditions), by=[(Case.weight_e4, int), (Case.id, UUID)], cursor=cursor, limit=limit,
            descending=True,
        )  # fmt: skip
    else:
        # Ids are made in order of time.
        found = paging.page(session, select(Case).where(*conditions), by=[(Case.id, UUID)], cursor=cursor, limit=limit)
    return Page(items(session, found.items), found.next), total


def items(session: Session, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases with what one needs to know to choose among them: eight statements at most, however many."""
    found_places = places(session, {case.metering_point_id for case in cases if case.metering_point_id is not None})
    tasks = _tasks(session, {case.task_id for case in cases if case.task_id is not None})
    taken = _taken(session, cases)
    holders = {task.holder_id for task in tasks.values()}
    takers = {visit.person_id for visit in taken.values()}
    kept = [case.params for case in cases if case.kind == "quarantined"]
    phones = people.phones(session, {UUID(said["device_id"]) for said in kept if "device_id" in said})
    senders = {UUID(said["person_id"]) for said in kept if "person_id" in said}
    had = {case.claimed_by for case in cases} | {case.closed_by for case in cases}
    names = people.named(session, holders | takers | senders | had)
    contacts = people.last_contacts(session, holders)
    found = []
    for case in cases:
        task = tasks.get(case.task_id) if case.task_id is not None else None
        holder = names.get(task.holder_id) if task is not None and task.holder_id is not None else None
        visit = taken.get(case.subject_id)
        found.append(
            {
                "id": case.id, "kind": case.kind, "state": case.state, "branch_id": case.branch_id, "period": case.period,
                "opened_at": case.opened_at, "taken_at": visit and visit.taken_at,
                "taken_by": names.get(visit.person_id) if visit and visit.person_id else None,
                "sender": _sender(case, phones, names), "task_id": case.task_id,
                "point": found_places.get(case.metering_point_id) if case.metering_point_id is not None else None,
                "meter_tail": (task.asset_number or "")[-TAIL:] if task is not None else "",
                "headline": {"code": case.headline, "params": case.params}, "weight_kwh": case.weight_e4,
                "holder": None if holder is None else {**holder, "last_contact": contacts.get(holder["id"])},
                "claimed_by": names.get(case.claimed_by) if case.claimed_by else None, "decision": case.decision,
                "reason": case.reason, "closed_at": case.closed_at,
                "closed_by": names.get(case.closed_by) if case.closed_by else None,
            }
        )  # fmt: skip
    return found


def _sender(case: Case, phones: Mapping[UUID, Any], names: Mapping[UUID, Any]) -> dict[str, Any] | None:
    """What tells one kept entry from another; of cases that were opened without saying so, nothing."""
    said = case.params
    if case.kind != "quarantined" or "device_id" not in said:
        return None
    return {
        "device": phones.get(UUID(said["device_id"])),
        "person": names.get(UUID(said["person_id"])) if "person_id" in said else None,
        "kind": said.get("entry_kind"),
    }


def places(session: Session, point_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    query = (
        select(
            MeteringPoint.id, MeteringPoint.number, MeteringPoint.customer_class, MeteringPoint.branch_id,
            func.coalesce(func.nullif(MeteringPoint.address, ""), Account.address).label("address"),
        )
        .join(Account, Account.id == MeteringPoint.account_id)
        .where(among(session, MeteringPoint.id, point_ids))
    )  # fmt: skip
    return {
        row.id: {
            "id": row.id, "number": row.number, "address": row.address, "class": row.customer_class, "branch_id": row.branch_id
        }
        for row in session.execute(query)
    }  # fmt: skip


def _tasks(session: Session, task_ids: Collection[UUID]) -> dict[UUID, Any]:
    query = (
        select(Task.id, Task.holder_id, Meter.asset_number)
        .join(Installation, Installation.id == Task.installation_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .where(among(session, Task.id, task_ids))
    )
    return {row.id: row for row in session.execute(query)}


def _taken(session: Session, cases: Sequence[Case]) -> dict[str, Any]:
    """Subject → when and by whom its visit was, of the cases that are about a visit: work may have been moved since."""
    about = [case for case in cases if case.subject_kind == "visit"]
    query = select(Visit.id, Visit.taken_at, Visit.person_id).where(
        Visit.home.in_(sorted({case.home for case in about})), among(session, Visit.id, [UUID(case.subject_id) for case in about])
    )
    return {str(row.id): row for row in session.execute(query)} if about else {}
