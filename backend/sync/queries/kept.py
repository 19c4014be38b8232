"""Kept entries of a case, as they came and as the office sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.queries import book
from backend.evidence.queries.photos import photos_of
from backend.fieldwork.queries import tasks as task_queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.grid.queries.installations import InstallationView, installations
from backend.identity import queries as identity
from backend.identity.queries import PersonView
from backend.kernel.ids import parse
from backend.kernel.sets import among
from backend.sync.models import Entry
from backend.sync.rules import entries, kept, legible
from backend.sync.rules.entries import Decoded
from backend.sync.rules.legible import Parts, Text


def entries_of_case(session: Session, case: Case) -> Sequence[Entry]:
    """The journal's rows a case about kept entries is about: of a suspended phone all that belong to a stop, else the one."""
    if case.kind != "quarantined":
        return ()
    query = select(Entry).where(Entry.outcome.in_(("quarantined", "conflict")))
    if case.subject_kind in {kept.OF_TASK, kept.OF_PHONE}:
        named = kept.entries_of(event.detail for event in book.events(session, case.id))
        query = query.where(Entry.reason == kept.SUSPENDED)
    elif case.subject_kind == "entry":
        named = [case.subject_id]
    else:
        return ()
    query = query.where(among(session, Entry.journal_id, [UUID(one) for one in named]))
    rows = session.scalars(query.order_by(Entry.received_at, Entry.seq, Entry.journal_id)).all()
    # What has no id of its own is journaled once a month: the same again is no second question.
    return list({row.journal_id: row for row in reversed(rows)}.values())[::-1]


def another_case(session: Session, case: Case, device_id: UUID) -> Case | None:
    """Another visit of the same phone that still waits for a decision."""
    query = select(Case).where(
        Case.kind == "quarantined", Case.state != "closed", Case.subject_kind == kept.OF_TASK, Case.id != case.id,
        Case.subject_id.startswith(device_id.hex),
    )  # fmt: skip
    return session.scalars(query.order_by(Case.id).limit(1)).first()


def decoded(row: Entry) -> Decoded:
    """A kept entry as it would be taken over: as far as this server knows it."""
    return entries.as_far_as_known(entries.decode(0, row.raw.encode()))


@dataclass(frozen=True)
class _Around:
    """What the entries of a case name, looked up once."""

    people: Mapping[UUID, PersonView]
    signed_in: frozenset[UUID]
    tasks: Mapping[UUID, TaskFacts]
    installed: Mapping[UUID, InstallationView]
    whole: Mapping[UUID, frozenset[str]]


def shown(session: Session, case: Case) -> dict[str, Any]:
    """What the kept entries say: whose phone, who, when, at which stop, which values, which photos, and each as text."""
    rows = entries_of_case(session, case)
    said = [legible.parts(row.raw) for row in rows]
    phones = identity.devices(session, device_id=rows[0].device_id) if rows else []
    around = _around(session, rows, said)
    device = phones[0] if phones else None
    return {
        "device": None if device is None else {"id": device.id, "name": device.name},
        "suspended": device is not None and device.suspended_at is not None,
        "entries": [_entry(session, row, its, around) for row, its in zip(rows, said, strict=True)],
    }


def _around(session: Session, rows: Sequence[Entry], said: Sequence[Parts]) -> _Around:
    persons = {parse(one.person) for one in said if one.person is not None}
    tasks = task_queries.of_ids(session, {parse(one.task_id) for one in said if one.task_id is not None})
    named = {parse(one.installation_id) for one in said if one.installation_id is not None}
    proofs = photos_of(session, {row.entry_id for row in rows if row.entry_id is not None})
    return _Around(
        people={one.id: one for one in identity.people(session, ids=persons)} if persons else {},
        signed_in=identity.people_of_device(session, rows[0].device_id) if rows else frozenset(),
        tasks=tasks,
        installed=installations(session, named | {task.installation_id for task in tasks.values()}),
        whole={
            visit_id: frozenset(one.sha256 for one in photos if one.state == "whole" and one.removed_at is None)
            for visit_id, photos in proofs.items()
        },
    )


def _entry(session: Session, row: Entry, said: Parts, around: _Around) -> dict[str, Any]:
    who = around.people.get(parse(said.person)) if said.person is not None else None
    task = around.tasks.get(parse(said.task_id)) if said.task_id is not None else None
    there = around.installed.get(task.installation_id) if task is not None else None
    read = around.installed.get(parse(said.installation_id)) if said.installation_id is not None else there
    hinders = _hinders(row, said, around)
    whole = around.whole.get(row.entry_id, frozenset()) if row.entry_id is not None else frozenset()
    content, stored = _contents(session, row)
    return {
        "id": row.journal_id, "visit_id": row.entry_id, "kind": said.kind or row.kind or "", "seq": row.seq,
        "recorded_at": row.recorded_at, "received_at": row.received_at, "app_version": row.app_version,
        "outcome": row.outcome, "reason": row.reason,
        "person": None if who is None else {"id": who.id, "name": who.name},
        "understood": hinders is None, "hinders": hinders,
        "task": None if task is None or there is None else {
            "id": task.id, "kind": task.kind, "state": task.state, "point_id": there.point.id, "number": there.point.number,
            "address": there.point.address, "meter": there.meter.asset_number,
        },
        "meter": read.meter.asset_number if read is not None else None, "values": _values(said, read),
        "skip_code": said.code if said.kind == "skip" else None, "note": said.note, "photos": said.photos,
        "photos_whole": [sha256 for sha256 in said.photos if sha256 in whole],
        "content": _text(content), "stored": stored,
    }  # fmt: skip


def _hinders(row: Entry, said: Parts, around: _Around) -> str | None:
    """Why an entry can't be taken over; None: it can be tried."""
    item = decoded(row)
    if row.outcome == "conflict" or row.reason == "other_installation":
        return row.reason
    if item.why is not None or item.envelope is None:
        return item.why or "bad_envelope"
    if said.task_id is not None and parse(said.task_id) not in around.tasks:
        return "unknown_task"
    return None if may_speak(row, item, around.signed_in, around.people) else "bad_person"


def may_speak(row: Entry, item: Decoded, signed_in: frozenset[UUID], known: Mapping[UUID, Any]) -> bool:
    """Whether an entry's person can be believed: he has signed in on the phone, or the office takes it upon itself."""
    assert item.envelope is not None  # noqa: S101  only understood entries come here
    person_id = parse(item.envelope.person)
    return person_id in signed_in or (row.reason == "not_signed_in_here" and person_id in known)


def _contents(session: Session, row: Entry) -> tuple[Text, dict[str, Any] | None]:
    """An entry as text; where its id was taken, beside what was stored under it."""
    first = None
    if row.outcome == "conflict" and row.entry_id is not None:
        query = select(Entry).where(Entry.entry_id == row.entry_id, Entry.outcome != "conflict")
        first = session.scalars(query.order_by(Entry.received_at).limit(1)).first()
    if first is None:
        return legible.text(row.raw), None
    stored, content = legible.side_by_side(first.raw, row.raw)
    return content, {"received_at": first.received_at, "outcome": first.outcome, "reason": first.reason, "content": _text(stored)}


def _text(content: Text) -> dict[str, Any]:
    return {"lines": content.lines, "cut": content.cut, "marked": content.marked}


def _values(said: Parts, view: InstallationView | None) -> list[dict[str, Any]]:
    registers = {str(register.id): register for register in view.registers} if view is not None else {}
    found = []
    for register_id, value in said.values:
        register = registers.get(register_id) if register_id is not None else None
        found.append(
            {
                "value": value, "kind": register.kind if register else "", "energy": register.energy if register else "",
                "direction": register.direction if register else "", "band": register.band if register else "",
                "unit": register.unit if register else "", "position": register.position if register else 0,
            }
        )  # fmt: skip
    return sorted(found, key=lambda one: one["position"])
