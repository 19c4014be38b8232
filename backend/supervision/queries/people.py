"""What people are called, and when their phones were last heard of."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.identity.models import Device, DevicePerson, Person
from backend.kernel.sets import among


def named(session: Session, person_ids: Collection[UUID | None]) -> dict[UUID, dict[str, Any]]:
    """Person → {id, name, login, role}."""
    ids = {person_id for person_id in person_ids if person_id is not None}
    if not ids:
        return {}
    query = select(Person.id, Person.name, Person.login, Person.role).where(among(session, Person.id, ids))
    return {row.id: {"id": row.id, "name": row.name, "login": row.login, "role": row.role} for row in session.execute(query)}


def phones(session: Session, device_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Phone → {id, name}."""
    query = select(Device.id, Device.name).where(among(session, Device.id, device_ids))
    return {row.id: {"id": row.id, "name": row.name} for row in session.execute(query)} if device_ids else {}


def last_contacts(session: Session, person_ids: Collection[UUID | None]) -> dict[UUID, dt.datetime]:
    """Person → when a phone they signed in on was last in contact; people never heard of are missing."""
    ids = {person_id for person_id in person_ids if person_id is not None}
    if not ids:
        return {}
    query = (
        select(DevicePerson.person_id, func.max(Device.last_contact_at).label("last"))
        .join(Device, Device.id == DevicePerson.device_id)
        .where(among(session, DevicePerson.person_id, ids), Device.last_contact_at.is_not(None))
        .group_by(DevicePerson.person_id)
    )
    return {row.person_id: row.last for row in session.execute(query)}
