"""Carried files as the office sees them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.identity.models import DevicePerson, Person
from backend.kernel.sets import among
from backend.sync.models import CourierFile


@dataclass(frozen=True)
class Named:
    """A person as a list names them."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Carried:
    """A file, whose phone made it, and who brought it."""

    id: UUID
    state: str
    problem: str | None
    length: int
    begun_at: dt.datetime
    done_at: dt.datetime | None
    counts: dict[str, Any] | None
    made_at: dt.datetime | None
    device_id: UUID | None
    owners: tuple[Named, ...]
    carriers: tuple[Named, ...]


def carried(
    session: Session, homes: Collection[int] | None, *, after: tuple[dt.datetime, UUID] | None, limit: int
) -> list[Carried]:
    """Files brought for phones of some homes (None: all), the newest first."""
    query = select(CourierFile).order_by(CourierFile.begun_at.desc(), CourierFile.id.desc()).limit(limit)
    if homes is not None:
        query = query.where(CourierFile.home.in_(homes))
    if after is not None:
        at, file_id = after
        query = query.where(or_(CourierFile.begun_at < at, and_(CourierFile.begun_at == at, CourierFile.id < file_id)))
    files = list(session.scalars(query))
    carriers = {file.id: file.carrier.partition(":") for file in files}
    phones = {file.device_id for file in files if file.device_id is not None}
    phones |= {UUID(ident) for kind, _, ident in carriers.values() if kind == "device"}
    of_phone = _people_of(session, phones)
    people = _people(session, {UUID(ident) for kind, _, ident in carriers.values() if kind == "person"})
    found = []
    for file in files:
        kind, _, ident = carriers[file.id]
        brought_by = of_phone.get(UUID(ident), ()) if kind == "device" else people.get(UUID(ident), ())
        owners = of_phone.get(file.device_id, ()) if file.device_id is not None else ()
        found.append(
            Carried(
                file.id,
                file.state,
                file.problem,
                file.length,
                file.begun_at,
                file.done_at,
                file.counts,
                file.made_at,
                file.device_id,
                owners,
                brought_by,
            )
        )
    return found


def _people_of(session: Session, device_ids: Collection[UUID]) -> dict[UUID, tuple[Named, ...]]:
    query = select(DevicePerson.device_id, Person.id, Person.name).join(Person, Person.id == DevicePerson.person_id)
    found: dict[UUID, tuple[Named, ...]] = {}
    for row in session.execute(query.where(among(session, DevicePerson.device_id, device_ids)).order_by(Person.name)):
        found[row.device_id] = (*found.get(row.device_id, ()), Named(row.id, row.name))
    return found


def _people(session: Session, person_ids: Collection[UUID]) -> dict[UUID, tuple[Named, ...]]:
    query = select(Person.id, Person.name).where(among(session, Person.id, person_ids))
    return {row.id: (Named(row.id, row.name),) for row in session.execute(query)}
