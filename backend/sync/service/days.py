"""A day's end 当日回执: when all a phone counted has arrived and its photos are whole, a signed receipt names them (P8)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.service.uses import missing_photos
from backend.fieldwork.rules.ledger import differences
from backend.identity.service import server
from backend.kernel import canonical, changes, clock, jobs
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.money import format_e4
from backend.sync.models import DayClose, DayReceipt
from backend.sync.queries import days as queries
from backend.sync.rules import cursors
from backend.sync.rules.cursors import Cursor


def close_days(session: Session, *, device_id: UUID) -> list[UUID]:
    """Close every day of a phone that is whole; answers the new receipts. A day that lacks something goes on waiting."""
    arrived = queries.arrived(session, device_id)
    made = []
    for asked in queries.waiting(session, device_id):
        missing = missing_photos(session, device_id=device_id, sha256s=asked.photos) if asked.photos else set()
        if arrived.through < asked.through_seq or missing:
            continue
        made.append(_close(session, asked))
    return made


def _close(session: Session, asked: DayClose) -> UUID:
    before = queries.before(session, asked.device_id, asked.person_id, asked.day)
    receipt_id = new_id()
    content = _content(session, asked, receipt_id, number=before.numbers + 1, after=before.through_seq)
    signed = server.sign(session, canonical.dumps(content))
    row = {
        "id": receipt_id, "home": asked.home, "device_id": asked.device_id, "person_id": asked.person_id, "day": asked.day,
        "number": before.numbers + 1, "through_seq": max(asked.through_seq, before.through_seq), "content": content,
        "key_id": signed.key_id, "signature": signed.value, "made_at": clock.now(),
    }  # fmt: skip
    insert_rows(session, DayReceipt, [row])
    asked.closed_at, asked.receipt_id = clock.now(), receipt_id
    session.flush()
    changes.announce(session, home=asked.home, audience=f"device:{asked.device_id}", kind="day_receipt", subject=receipt_id)
    record(
        session, home=asked.home, actor=Actor("device", str(asked.device_id), str(asked.person_id)), action="close_day",
        subject=("day", str(receipt_id)), detail={"day": asked.day, "number": row["number"], "key_id": signed.key_id},
    )  # fmt: skip
    _compare(session, asked)
    what = {"home": asked.home, "person_id": str(asked.person_id), "day": asked.day}
    jobs.enqueue(session, "vee.reader_day", what, key=f"vee.reader_day:{receipt_id}")
    month = {"branch_id": asked.branch_id, "period": int(asked.day[:4] + asked.day[5:7])}
    jobs.enqueue(session, "supervision.draw_samples", month, key=f"supervision.draw_samples:{receipt_id}")
    return receipt_id


def _content(session: Session, asked: DayClose, receipt_id: UUID, *, number: int, after: int) -> dict[str, Any]:
    """What is signed. The first receipt names everything since the one before; a supplement what came after it.

    A phone lists all photos of its day each time it closes it: those that a receipt of the day names already aren't news.
    """
    named = queries.photos_named(session, asked.device_id, asked.person_id, asked.day)
    entries = queries.entries(session, asked.device_id, after + 1, asked.through_seq)
    visits = [(row.home, row.entry_id) for row in entries if row.kind == "visit" and row.entry_id is not None]
    return {
        "kind": "day_receipt", "v": 1, "id": str(receipt_id), "incarnation": str(server.incarnation(session)),
        "device": str(asked.device_id), "person": str(asked.person_id), "day": asked.day, "number": number, "from_seq": after + 1,
        "through_seq": asked.through_seq, "made_at_ms": clock.to_ms(clock.now()), "counts": asked.counts,
        "entries": [
            {"seq": row.seq, "id": str(row.entry_id) if row.entry_id else None, "digest": row.digest, "outcome": row.outcome}
            for row in entries
        ],
        "readings": [
            {
                "visit": str(row.visit_id), "register": str(row.register_id), "value": format_e4(row.value_e4),
                "at_ms": clock.to_ms(row.value_at),
            }
            for row in queries.readings(session, visits)
        ],
        "photos": sorted(set(asked.photos) - named),
    }  # fmt: skip


def _compare(session: Session, asked: DayClose) -> None:
    """The phone's ledger against ours, where both know the same: at the cursor it closed at nothing of its was changed since.

    A difference then means that one of us counts wrongly, which is a case.
    """
    cursor: Cursor | None = cursors.decode(asked.cursor, Cursor, server.mac_keys(session)) if asked.cursor else None
    if cursor is None or _changed_by_others(session, asked, cursor.marks):
        return
    if queries.surprises(session, asked.device_id, asked.through_seq, cursor.marks):
        # It counted its work as done, which the server saw otherwise: said in the receipts, perhaps after it had counted.
        return
    counts: Mapping[str, int] = asked.counts
    differ = differences(queries.ledger(session, asked.person_id), counts)
    if differ:
        open_cases(
            session,
            [
                NewCase(
                    kind="ledger_difference", subject=("entry", str(asked.entry_id)), home=asked.home,
                    branch_id=asked.branch_id, period=int(asked.day[:4] + asked.day[5:7]), headline="ledger_difference",
                    params={state: {"server": ours, "phone": theirs} for state, (ours, theirs) in differ.items()},
                )
            ],
        )  # fmt: skip


def _changed_by_others(session: Session, asked: DayClose, marks: Mapping[int, int]) -> bool:
    """Whether any task of the person changed after the phone's cursor that its own entries didn't name."""
    news = changes.since(session, cursor=marks, audiences=[f"person:{asked.person_id}"])
    touched = {change.subject for change in news.changes if change.kind == "task"}
    return news.restart or news.more or bool(touched - queries.own_tasks(session, asked.device_id, touched))
