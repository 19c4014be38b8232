"""Phones: enrolled by somebody who is signed in, told apart by their own credential, suspended when lost."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity import queries
from backend.identity.models import Device, DevicePerson
from backend.identity.queries import KnownPhone
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id, new_token, token_digest
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem

# Hearing from a phone is written down no more often than this.
CONTACT_EVERY = timedelta(seconds=30)


def enrol_device(session: Session, *, person_id: UUID, name: str, token: str | None = None) -> tuple[UUID, str]:
    """Enrol a phone for a person; answers its id and its token.

    With the token of a phone that is already enrolled, the person joins it: several may take turns with one phone.
    """
    person = queries.person(session, person_id)
    if person is None:
        raise Problem("not_found")
    actor = Actor("person", str(person_id))
    known = queries.device_by_token(session, token_digest(token)) if token else None
    if known is not None and token is not None:
        if known.suspended_at is not None:
            raise Problem("device_suspended")
        row = {"device_id": known.id, "person_id": person_id, "since": clock.now()}
        joined = insert_rows(session, DevicePerson, [row], ignore_conflicts=True, returning=[DevicePerson.device_id])
        if joined:
            record(session, home=known.home, actor=actor, action="join_device", subject=("device", str(known.id)), detail={})
        return known.id, token
    fresh, now = new_token(), clock.now()
    device = Device(
        id=new_id(), home=person.home, name=name, token_hash=token_digest(fresh), enrolled_by=person_id, enrolled_at=now
    )
    session.add(device)
    session.flush()
    insert_rows(session, DevicePerson, [{"device_id": device.id, "person_id": person_id, "since": now}])
    record(session, home=device.home, actor=actor, action="enrol_device", subject=("device", str(device.id)), detail={})
    return device.id, fresh


def authenticate_devices(session: Session, tokens: Sequence[str]) -> list[Principal | None]:
    """The phones some tokens belong to, suspended ones too: what they hand over is kept. None for a token that is nobody's."""
    digests = [token_digest(token) for token in tokens]
    phones = queries.known_phones(session, set(digests))
    return [_principal(phones[digest]) if digest in phones else None for digest in digests]


def authenticate_device(session: Session, token: str) -> Principal:
    """The same of one token. Problem `device_unknown`."""
    (found,) = authenticate_devices(session, [token])
    if found is None:
        raise Problem("device_unknown")
    return found


def _principal(phone: KnownPhone) -> Principal:
    return Principal(
        kind="device",
        person_id=phone.enrolled_by,
        holder_ids=phone.people,
        branch_ids=phone.branch_ids,
        device_id=phone.id,
        suspended=phone.suspended,
        home=phone.home,
    )


def note_contact(session: Session, *, device_id: UUID, app_version: str) -> None:
    """Write down that a phone was heard of, now and then."""
    device = session.get(Device, device_id)
    if device is None:
        return
    now = clock.now()
    if device.last_contact_at is None or now - device.last_contact_at > CONTACT_EVERY or device.app_version != app_version:
        device.last_contact_at = now
        device.app_version = app_version[:40]


def suspend(session: Session, *, device_id: UUID, suspended: bool, actor: Actor) -> Device:
    """Suspend a lost phone, or let it in again."""
    device = session.get(Device, device_id)
    if device is None:
        raise Problem("not_found")
    device.suspended_at = clock.now() if suspended else None
    action = "suspend_device" if suspended else "resume_device"
    record(session, home=device.home, actor=actor, action=action, subject=("device", str(device_id)), detail={})
    return device
