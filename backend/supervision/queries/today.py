"""How far everybody has come: what readers hold in the open periods, their photos, and when they were last heard of."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from backend.evidence.models import PhotoUse
from backend.fieldwork.models import BillingPeriod, Holding, Route, Run, Task, Visit
from backend.fieldwork.rules.ledger import STATES
from backend.identity.models import DevicePerson
from backend.kernel.order import natural
from backend.kernel.sets import among
from backend.supervision.queries import people, photos_missing


def progress(
    session: Session, branch_ids: frozenset[int] | None, *, day_from: dt.datetime, day_to: dt.datetime
) -> list[dict[str, Any]]:
    """Everybody who holds or held tasks of the open periods of some branches (None: all), by name."""
    periods = _open_periods(session, branch_ids)
    if not periods:
        return []
    here = or_(*(and_(Holding.branch_id == branch_id, Holding.period == period) for branch_id, period in periods))
    states: dict[UUID, Counter[str]] = defaultdict(Counter)
    homes: set[int] = set()
    counted = select(Holding.holder_id, Holding.home, Holding.state, func.count().label("how_many")).where(here)
    for row in session.execute(counted.group_by(Holding.holder_id, Holding.home, Holding.state)):
        states[row.holder_id][row.state] += row.how_many
        homes.add(row.home)
    holders = list(states)
    names = people.named(session, holders)
    contacts = people.last_contacts(session, holders)
    runs = _runs(session, here)
    photos = _photos(session, here)
    missing = photos_missing.by_reader(session, here)
    devices = _devices(session, holders)
    walked = _walked(session, homes, holders, day_from, day_to)
    found = []
    for holder, counts in states.items():
        first, last = walked.get(holder, (None, None))
        found.append(
            {
                "person": names.get(holder, {"id": holder, "name": "", "login": "", "role": "reader"}),
                "last_contact": contacts.get(holder), "device_ids": devices.get(holder, []), "runs": runs.get(holder, []),
                "tasks": {"ever": counts.total()} | {state: counts[state] for state in STATES},
                "photos": {"whole": photos[holder]["whole"], "owed": photos[holder]["owed"],
                           "unusable": photos[holder]["quarantined"], "missing": missing[holder]},
                "contested": counts["contested"], "first_at": first, "last_at": last,
            }
        )  # fmt: skip
    return sorted(found, key=lambda one: (one["person"]["name"], str(one["person"]["id"])))


def stops(session: Session, branch_ids: frozenset[int] | None) -> dict[str, int]:
    """The open periods' tasks by what became of them, each counted once, whoever held it: `due` is all but the cancelled.

    A stop that changed hands stands in the books of both, so the readers' lines don't add up to the work there is.
    """
    periods = _open_periods(session, branch_ids)
    here = or_(*(and_(Task.branch_id == branch_id, Task.period == period) for branch_id, period in periods))
    query = select(Task.state, func.count().label("how_many")).where(here, Task.state != "cancelled").group_by(Task.state)
    counts = {row.state: row.how_many for row in session.execute(query)} if periods else {}
    return {
        "due": sum(counts.values()), "read": counts.get("read", 0) + counts.get("closed_elsewhere", 0),
        "open": counts.get("open", 0), "skipped": counts.get("skipped", 0) + counts.get("returned", 0),
        "contested": counts.get("contested", 0),
    }  # fmt: skip


def _open_periods(session: Session, branch_ids: frozenset[int] | None) -> list[tuple[int, int]]:
    query = select(BillingPeriod.branch_id, BillingPeriod.period).where(BillingPeriod.state == "open")
    if branch_ids is not None:
        query = query.where(BillingPeriod.branch_id.in_(sorted(branch_ids)))
    return [(row.branch_id, row.period) for row in session.execute(query)]


def _runs(session: Session, here: ColumnElement[bool]) -> dict[UUID, list[dict[str, Any]]]:
    query = (
        select(Holding.holder_id, Run.id, Route.code, Route.name)
        .join(Run, Run.id == Holding.run_id)
        .join(Route, Route.id == Run.route_id)
        .where(here, Holding.state.notin_(("moved", "cancelled")))
        .distinct()
    )
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(session.execute(query), key=lambda row: (natural(row.code), row.id)):
        found[row.holder_id].append({"id": row.id, "route_code": row.code, "route_name": row.name})
    return found


def _photos(session: Session, here: ColumnElement[bool]) -> dict[UUID, Counter[str]]:
    query = (
        select(PhotoUse.holder_id, PhotoUse.state, func.count().label("how_many"))
        .join(Task, Task.id == PhotoUse.task_id)
        .join(Holding, and_(Holding.task_id == Task.id, Holding.holder_id == PhotoUse.holder_id))
        .where(here)
        .group_by(PhotoUse.holder_id, PhotoUse.state)
    )
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for row in session.execute(query):
        found[row.holder_id][row.state] += row.how_many
    return found


def _devices(session: Session, holders: Collection[UUID]) -> dict[UUID, list[UUID]]:
    query = select(DevicePerson.person_id, DevicePerson.device_id).where(among(session, DevicePerson.person_id, holders))
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in session.execute(query.order_by(DevicePerson.device_id)):
        found[row.person_id].append(row.device_id)
    return found


def _walked(
    session: Session, homes: Collection[int], holders: Collection[UUID], day_from: dt.datetime, day_to: dt.datetime
) -> dict[UUID, tuple[dt.datetime, dt.datetime]]:
    """Person → the first and the last visit of the day."""
    query = (
        select(Visit.person_id, func.min(Visit.taken_at).label("first"), func.max(Visit.taken_at).label("last"))
        .where(Visit.home.in_(sorted(homes)), among(session, Visit.person_id, holders))
        .where(Visit.taken_at >= day_from, Visit.taken_at < day_to)
        .group_by(Visit.person_id)
    )
    return {row.person_id: (row.first, row.last) for row in session.execute(query)}
