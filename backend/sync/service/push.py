"""Taking a push: journal first, a stored receipt an entry, and nothing that can block what comes after (DESIGN decisions 2, 3).

`take` is one unit of work: it decides in memory, writes each table once, seals the changes to learn the marks, and last of all
puts the ids and their receipts before the arbiter. Whoever comes second with an id finds the arbiter's row and starts again.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity.service import server
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.changes import seal
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.ids import parse
from backend.sync.models import EntryId, PhoneState
from backend.sync.queries import journal as queries
from backend.sync.queries.journal import Known, Phone
from backend.sync.rules import clocks, kept, receipts
from backend.sync.rules.entries import Decoded
from backend.sync.rules.sequence import with_more
from backend.sync.service import asking, journal
from backend.sync.service.facts import Answer, Delivery
from backend.sync.service.interpret import Setting
from backend.sync.service.isolation import Interpreter
from backend.sync.service.restored import RestoredError, newest_id, shows_restore

Receipt = dict[str, Any]


class RacedError(Exception):
    """Somebody else put one of these ids before the arbiter while this push was decided: take it again."""


def take(session: Session, delivery: Delivery, interpreter: Interpreter) -> list[Receipt]:
    """Take a push and answer a receipt an entry, in the order they came.

    RacedError: take it again from the start. RestoredError: begin a new life, then take it again.
    """
    phone = queries.lock_phone(session, delivery.sender.device_id)
    ids = {parse(item.entry_id) for item in delivery.items if item.entry_id is not None}
    shown = newest_id(delivery.push)
    known = queries.known_ids(session, ids | {shown} if shown is not None else ids)
    # Nearly always the shown entry is known, and then there is nothing to prove.
    if shown is not None and shown not in known and shows_restore(session, delivery.push):
        raise RestoredError(delivery.push.incarnation or "")
    fresh, conflicts, again = _sorted_out(delivery.items, known)
    setting = Setting(delivery.sender, _anchors(phone, delivery), delivery.received_at, delivery.zone)
    answers = _answers(session, setting, fresh, interpreter)
    answers += [_quarantined(delivery, item, "conflict", "same_id_other_content") for item in conflicts]
    asking.open_cases_of(session, delivery.sender.device_id, answers)
    _remember_phone(session, delivery, phone, setting)
    journal.write(session, delivery, setting, answers)
    made = _sealed(session, delivery, answers)
    _put_before_arbiter(session, delivery, answers, made)
    stored = {parse(made[item.index]["id"]): made[item.index] for item in fresh if item.entry_id is not None}
    stored = {entry_id: one.receipt for entry_id, one in known.items()} | stored
    made |= {item.index: stored[parse(item.entry_id or "")] for item in again}
    return [made[item.index] for item in delivery.items]


def _sorted_out(items: Sequence[Decoded], known: dict[UUID, Known]) -> tuple[list[Decoded], list[Decoded], list[Decoded]]:
    """Entries that are new, those whose id is taken by other content, and those that were received before."""
    fresh: list[Decoded] = []
    conflicts: list[Decoded] = []
    again: list[Decoded] = []
    digests = {entry_id: one.digest for entry_id, one in known.items()}
    for item in items:
        entry_id = parse(item.entry_id) if item.entry_id is not None else None
        taken = digests.get(entry_id) if entry_id is not None else None
        if taken is None:
            fresh.append(item)
            if entry_id is not None:
                digests[entry_id] = item.digest
        else:
            (again if taken == item.digest else conflicts).append(item)
    return fresh, conflicts, again


def _anchors(phone: Phone, delivery: Delivery) -> dict[str, int]:
    at = delivery.push.device.clock
    if at is None:
        return phone.anchors
    received_ms = clock.to_ms(delivery.received_at)
    return clocks.anchored(phone.anchors, boot=at.boot[:64], mono_ms=at.mono_ms, received_ms=received_ms)


def _answers(session: Session, setting: Setting, fresh: list[Decoded], interpreter: Interpreter) -> list[Answer]:
    """An answer an entry: what can't be understood is quarantined, the rest interpreted in order of seq."""
    why = {item.index: item.why for item in fresh if item.why is not None}
    if setting.sender.suspended:
        why |= {item.index: kept.SUSPENDED for item in fresh}
    else:
        may_speak = setting.sender.people
        for item in fresh:
            if item.index not in why and item.envelope is not None and parse(item.envelope.person) not in may_speak:
                why[item.index] = "not_signed_in_here"
    understood = sorted((item for item in fresh if item.index not in why), key=lambda item: (item.seq or 0, item.index))
    answers = [quarantined(setting, item, reason) for item in fresh if (reason := why.get(item.index)) is not None]
    return answers + interpreter(session, setting, understood)


def quarantined(setting: Setting, item: Decoded, reason: str | None) -> Answer:
    """The answer to an entry that is kept as it came, for a person to look at."""
    home = setting.sender.home
    at = setting.received_at
    return Answer(item, "quarantined", reason, home, home, at.year * 100 + at.month)


def _quarantined(delivery: Delivery, item: Decoded, outcome: str, reason: str) -> Answer:
    answer = quarantined(Setting(delivery.sender, {}, delivery.received_at, delivery.zone), item, reason)
    answer.outcome = outcome
    return answer


def _remember_phone(session: Session, delivery: Delivery, phone: Phone, setting: Setting) -> None:
    """Where the phone's journal has come to: what is journaled counts as arrived, whatever became of it."""
    arrived = with_more(phone.arrived, [item.seq for item in delivery.items if item.seq is not None])
    now = delivery.push.device.now_ms
    row: dict[str, Any] = {
        "device_id": delivery.sender.device_id, "through_seq": arrived.through,
        "islands": [list(island) for island in arrived.islands], "anchors": dict(setting.anchors),
    }  # fmt: skip
    if delivery.carried_by is None:
        row |= {
            "app_version": delivery.push.device.app_version[:40],
            "skew_ms": None if now is None else now - clock.to_ms(delivery.received_at),
            "pushed_at": delivery.received_at,
        }
    update_rows(session, PhoneState, [row], key=("device_id",))


def _sealed(session: Session, delivery: Delivery, answers: Sequence[Answer]) -> dict[int, Receipt]:
    """One audit line a home; then the marks; then the receipts, by the entries' place in the push."""
    for home in sorted({answer.home for answer in answers}):
        here = [answer for answer in answers if answer.home == home]
        counts: dict[str, int] = {}
        for answer in here:
            counts[answer.outcome] = counts.get(answer.outcome, 0) + 1
        people = sorted({answer.item.envelope.person for answer in here if answer.item.envelope is not None})
        record(
            session, home=home, actor=Actor("device", str(delivery.sender.device_id), people[0] if len(people) == 1 else None),
            action="push", subject=("device", str(delivery.sender.device_id)),
            detail={
                "outcomes": counts,
                "entries": [[answer.item.entry_id or answer.item.index, answer.item.digest[:16]] for answer in here],
                **({"carried_by": delivery.carried_by} if delivery.carried_by is not None else {}),
            },
        )  # fmt: skip
    if not answers:
        return {}
    key = server.mac_key(session)
    marks = seal(session)
    return {
        answer.item.index: receipts.receipt(
            entry_id=answer.item.entry_id, index=answer.item.index if answer.item.entry_id is None else None,
            outcome=answer.outcome, reason=answer.reason, findings=answer.findings, digest=answer.item.digest,
            home=answer.home, change_seq=marks[answer.home], key=key,
        )
        for answer in answers
    }  # fmt: skip


def _put_before_arbiter(session: Session, delivery: Delivery, answers: Sequence[Answer], made: dict[int, Receipt]) -> None:
    """Store every new id with its receipt, in order of id; RacedError when one was taken meanwhile."""
    rows: list[dict[str, Any]] = [
        {
            "id": parse(answer.item.entry_id), "digest": answer.item.digest, "home": answer.home,
            "device_id": delivery.sender.device_id, "seq": answer.item.seq, "receipt": made[answer.item.index],
        }
        for answer in answers
        if answer.item.entry_id is not None and answer.outcome != "conflict"
    ]  # fmt: skip
    rows.sort(key=lambda row: row["id"])
    stored = insert_rows(session, EntryId, rows, ignore_conflicts=True, returning=[EntryId.id])
    if len(stored) < len(rows):
        raise RacedError
