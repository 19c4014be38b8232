"""Taking a push: journal first, a stored receipt an entry, and nothing that can block what comes after (DESIGN decisions 2, 3).

`take` is one unit of work: it decides in memory, writes each table once, seals the changes to learn the marks, and last of all
puts the ids and their receipts before the arbiter. Whoever comes second with an id finds the arbiter's row and starts again.
"""

from collections.abc import Mapping, Sequence
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
from backend.sync.rules.sequence import with_more
from backend.sync.service import asking, journal
from backend.sync.service.facts import Answer, Delivery, Given, Setting
from backend.sync.service.isolation import Interpreter
from backend.sync.service.restored import RestoredError, newest_id, shows_restore

Receipt = dict[str, Any]


class RacedError(Exception):
    """Somebody else put one of these ids before the arbiter while this push was decided: take it again."""


def take(session: Session, deliveries: Sequence[Delivery], interpreter: Interpreter) -> list[list[Receipt]]:
    """Take pushes and answer each one's receipts, an entry one, in the order they came.

    Several pushes are of several phones and name no id twice. RacedError: take them again from the start. RestoredError: begin a
    new life, then take them again.
    """
    phones = queries.lock_phones(session, [delivery.sender.device_id for delivery in deliveries])
    known = _known(session, deliveries)
    pushes = [_Taken(delivery, phones[delivery.sender.device_id], known) for delivery in deliveries]
    answers = [answer for push in pushes for answer in push.refused]
    answers += interpreter(session, [given for push in pushes for given in push.understood])
    answers += [quarantined(given, "same_id_other_content", outcome="conflict") for push in pushes for given in push.conflicts]
    asking.open_cases_of(session, answers)
    _remember_phones(session, pushes)
    journal.write(session, answers)
    made = _sealed(session, pushes, answers)
    _put_before_arbiter(session, answers, made)
    stored = {entry_id: one.receipt for entry_id, one in known.items()}
    stored |= {
        parse(given.item.entry_id): made[given] for push in pushes for given in push.fresh if given.item.entry_id is not None
    }
    made |= {given: stored[parse(given.item.entry_id or "")] for push in pushes for given in push.again}
    return [[made[given] for given in push.entries] for push in pushes]


def _known(session: Session, deliveries: Sequence[Delivery]) -> dict[UUID, Known]:
    """Which ids are taken already, of entries and of the receipts that are shown; RestoredError when one of these isn't."""
    ids = {parse(item.entry_id) for delivery in deliveries for item in delivery.items if item.entry_id is not None}
    shown = {entry_id for delivery in deliveries if (entry_id := newest_id(delivery.push)) is not None}
    known = queries.known_ids(session, ids | shown)
    for delivery in deliveries:
        entry_id = newest_id(delivery.push)
        # Nearly always the shown entry is known, and then there is nothing to prove.
        if entry_id is not None and entry_id not in known and shows_restore(session, delivery.push):
            raise RestoredError(delivery.push.incarnation or "")
    return known


class _Taken:
    """A push with its entries sorted: those that are new, whose id is taken by other content, and that were received before."""

    def __init__(self, delivery: Delivery, phone: Phone, known: Mapping[UUID, Known]) -> None:
        self.delivery, self.phone = delivery, phone
        self.setting = Setting(
            delivery.sender, _anchors(phone, delivery), delivery.received_at, delivery.zone,
            delivery.push.device.app_version[:40], delivery.carried_by,
        )  # fmt: skip
        self.entries = [Given(self.setting, item) for item in delivery.items]
        self.fresh, self.conflicts, self.again = _sorted_out(self.entries, known)
        why = _why_not(self.setting, self.fresh)
        # What can't be understood is quarantined, the rest interpreted in order of seq.
        self.refused = [quarantined(given, reason) for given in self.fresh if (reason := why.get(given)) is not None]
        self.understood = sorted(
            (given for given in self.fresh if given not in why), key=lambda given: (given.item.seq or 0, given.item.index)
        )


def _sorted_out(entries: Sequence[Given], known: Mapping[UUID, Known]) -> tuple[list[Given], list[Given], list[Given]]:
    """Entries that are new, those whose id is taken by other content, and those that were received before."""
    fresh: list[Given] = []
    conflicts: list[Given] = []
    again: list[Given] = []
    here: dict[UUID, str] = {}
    for given in entries:
        item = given.item
        entry_id = parse(item.entry_id) if item.entry_id is not None else None
        taken = None
        if entry_id is not None:
            taken = known[entry_id].digest if entry_id in known else here.get(entry_id)
        if taken is None:
            fresh.append(given)
            if entry_id is not None:
                here[entry_id] = item.digest
        else:
            (again if taken == item.digest else conflicts).append(given)
    return fresh, conflicts, again


def _anchors(phone: Phone, delivery: Delivery) -> dict[str, int]:
    at = delivery.push.device.clock
    if at is None:
        return phone.anchors
    received_ms = clock.to_ms(delivery.received_at)
    return clocks.anchored(phone.anchors, boot=at.boot[:64], mono_ms=at.mono_ms, received_ms=received_ms)


def _why_not(setting: Setting, fresh: Sequence[Given]) -> dict[Given, str]:
    """Entry → the reason why it isn't interpreted."""
    if setting.sender.suspended:
        return dict.fromkeys(fresh, kept.SUSPENDED)
    why: dict[Given, str] = {}
    for given in fresh:
        item = given.item
        if item.why is not None:
            why[given] = item.why
        elif item.envelope is not None and parse(item.envelope.person) not in setting.sender.people:
            why[given] = "not_signed_in_here"
    return why


def quarantined(given: Given, reason: str | None, *, outcome: str = "quarantined") -> Answer:
    """The answer to an entry that is kept as it came, for a person to look at."""
    home, at = given.setting.sender.home, given.setting.received_at
    return Answer(given, outcome, reason, home, home, at.year * 100 + at.month)


def _remember_phones(session: Session, pushes: Sequence[_Taken]) -> None:
    """Where the phones' journals have come to: what is journaled counts as arrived, whatever became of it."""
    came: list[dict[str, Any]] = []
    carried: list[dict[str, Any]] = []
    for push in pushes:
        delivery = push.delivery
        arrived = with_more(push.phone.arrived, [item.seq for item in delivery.items if item.seq is not None])
        now = delivery.push.device.now_ms
        row: dict[str, Any] = {
            "device_id": delivery.sender.device_id, "through_seq": arrived.through,
            "islands": [list(island) for island in arrived.islands], "anchors": dict(push.setting.anchors),
        }  # fmt: skip
        if delivery.carried_by is not None:
            carried.append(row)
            continue
        came.append(
            row
            | {
                "app_version": push.setting.app_version,
                "skew_ms": None if now is None else now - clock.to_ms(delivery.received_at),
                "pushed_at": delivery.received_at,
            }
        )
    update_rows(session, PhoneState, came, key=("device_id",))
    update_rows(session, PhoneState, carried, key=("device_id",))


def _sealed(session: Session, pushes: Sequence[_Taken], answers: Sequence[Answer]) -> dict[Given, Receipt]:
    """One audit line a push and home; then the marks; then the receipts."""
    of_push: dict[Setting, list[Answer]] = {push.setting: [] for push in pushes}
    for answer in answers:
        of_push[answer.given.setting].append(answer)
    for its in of_push.values():
        for home in sorted({answer.home for answer in its}):
            _record(session, home, [answer for answer in its if answer.home == home])
    if not answers:
        return {}
    key = server.mac_key(session)
    marks = seal(session)
    return {
        answer.given: receipts.receipt(
            entry_id=answer.item.entry_id, index=answer.item.index if answer.item.entry_id is None else None,
            outcome=answer.outcome, reason=answer.reason, findings=answer.findings, digest=answer.item.digest,
            home=answer.home, change_seq=marks[answer.home], key=key,
        )
        for answer in answers
    }  # fmt: skip


def _record(session: Session, home: int, answers: Sequence[Answer]) -> None:
    """The audit line of what one push brought for a home."""
    setting = answers[0].given.setting
    counts: dict[str, int] = {}
    for answer in answers:
        counts[answer.outcome] = counts.get(answer.outcome, 0) + 1
    people = sorted({answer.item.envelope.person for answer in answers if answer.item.envelope is not None})
    device = str(setting.sender.device_id)
    record(
        session, home=home, actor=Actor("device", device, people[0] if len(people) == 1 else None),
        action="push", subject=("device", device),
        detail={
            "outcomes": counts,
            "entries": [[answer.item.entry_id or answer.item.index, answer.item.digest[:16]] for answer in answers],
            **({"carried_by": setting.carried_by} if setting.carried_by is not None else {}),
        },
    )  # fmt: skip


def _put_before_arbiter(session: Session, answers: Sequence[Answer], made: Mapping[Given, Receipt]) -> None:
    """Store every new id with its receipt, in order of id; RacedError when one was taken meanwhile."""
    rows: list[dict[str, Any]] = [
        {
            "id": parse(answer.item.entry_id), "digest": answer.item.digest, "home": answer.home,
            "device_id": answer.sender.device_id, "seq": answer.item.seq, "receipt": made[answer.given],
        }
        for answer in answers
        if answer.item.entry_id is not None and answer.outcome != "conflict"
    ]  # fmt: skip
    rows.sort(key=lambda row: row["id"])
    stored = insert_rows(session, EntryId, rows, ignore_conflicts=True, returning=[EntryId.id])
    if len(stored) < len(rows):
        raise RacedError
