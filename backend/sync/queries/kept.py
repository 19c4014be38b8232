"""Kept entries of a case, as they came and as the office sees them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.queries import book
from backend.grid.queries.installations import InstallationView, installations
from backend.identity import queries as identity
from backend.kernel.ids import parse
from backend.kernel.sets import among
from backend.sync.models import Entry
from backend.sync.rules import bodies, entries, kept


def entries_of_case(session: Session, case: Case) -> Sequence[Entry]:
    """The journal's rows a case about kept entries is about; of an older case, whose subject is one entry, that one."""
    if case.kind != "quarantined":
        return ()
    if case.subject_kind in {kept.OF_TASK, kept.OF_PHONE}:
        named = kept.entries_of(event.detail for event in book.events(session, case.id))
    elif case.subject_kind == "entry":
        named = [case.subject_id]
    else:
        return ()
    query = select(Entry).where(among(session, Entry.journal_id, [UUID(one) for one in named]), Entry.reason == kept.SUSPENDED)
    return session.scalars(query.order_by(Entry.received_at, Entry.seq, Entry.journal_id)).all()


def another_case(session: Session, case: Case, device_id: UUID) -> Case | None:
    """Another visit of the same phone that still waits for a decision."""
    query = select(Case).where(
        Case.kind == "quarantined", Case.state != "closed", Case.subject_kind == kept.OF_TASK, Case.id != case.id,
        Case.subject_id.startswith(device_id.hex),
    )  # fmt: skip
    return session.scalars(query.order_by(Case.id).limit(1)).first()


def shown(session: Session, case: Case) -> dict[str, Any]:
    """What the kept entries say: whose phone, who, when, at which meter, which values, which photos."""
    rows = entries_of_case(session, case)
    decoded = [entries.decode(index, row.raw.encode()) for index, row in enumerate(rows)]
    installed = installations(
        session, {parse(item.body.installation_id) for item in decoded if isinstance(item.body, bodies.Visit)}
    )
    persons = {parse(item.envelope.person) for item in decoded if item.envelope is not None and item.why != "bad_person"}
    people = {one.id: {"id": one.id, "name": one.name} for one in identity.people(session, ids=persons)} if persons else {}
    phones = identity.devices(session, device_id=rows[0].device_id) if rows else []
    items = []
    for row, item in zip(rows, decoded, strict=True):
        body, who = item.body, item.envelope.person if item.envelope is not None else None
        view = installed.get(parse(body.installation_id)) if isinstance(body, bodies.Visit) else None
        items.append(
            {
                "id": row.journal_id, "kind": row.kind or "", "recorded_at": row.recorded_at, "received_at": row.received_at,
                "person": people.get(parse(who)) if who is not None and item.why != "bad_person" else None,
                "understood": item.why is None, "meter": view.meter.asset_number if view is not None else None,
                "values": _values(body, view), "skip_code": getattr(body, "code", None) if row.kind == "skip" else None,
                "note": getattr(body, "note", None) or getattr(body, "text", None),
                "photos": [photo.sha256 for photo in body.photos] if isinstance(body, bodies.Visit | bodies.Skip) else [],
            }
        )  # fmt: skip
    device = phones[0] if phones else None
    return {
        "device": None if device is None else {"id": device.id, "name": device.name},
        "suspended": device is not None and device.suspended_at is not None,
        "entries": items,
    }


def _values(body: Any, view: InstallationView | None) -> list[dict[str, Any]]:
    if not isinstance(body, bodies.Visit):
        return []
    registers = {str(register.id): register for register in view.registers} if view is not None else {}
    found = []
    for value in body.readings:
        register = registers.get(value.register_id)
        found.append(
            {
                "value": value.value, "kind": register.kind if register else "", "energy": register.energy if register else "",
                "direction": register.direction if register else "", "band": register.band if register else "",
                "unit": register.unit if register else "", "position": register.position if register else 0,
            }
        )  # fmt: skip
    return sorted(found, key=lambda one: one["position"])
