"""Kept entries, taken over as if nothing had spoken against them: the phone was trusted, its app known, its person signed in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.service import handling
from backend.cases.service.opening import NewCase, open_cases
from backend.identity import queries as identity
from backend.identity.service import courier_keys
from backend.identity.service.access import authorise
from backend.kernel.changes import announce
from backend.kernel.ids import parse
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.sync.models import Entry
from backend.sync.queries import journal as queries
from backend.sync.queries import kept as kept_queries
from backend.sync.service import asking
from backend.sync.service.facts import Answer, Given, Sender, Setting
from backend.sync.service.isolation import one_by_one

# The decision's name in the case's history.
TAKE_OVER = "take_over"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of kept entries: how many by outcome, those still kept among them."""

    outcomes: dict[str, int]


def take_over(session: Session, by: Principal, *, case_id: UUID, reason: str, zone: ZoneInfo) -> Taken:
    """Interpret the kept entries of a case as far as this server knows them, and close the case.

    The journal and the receipts stay as they are (P4); what is applied or contested follows the same table as any push.
    Problems: not_found, case_closed, case_claimed, decision_not_allowed when nothing of it can be interpreted.
    """
    case = handling.one(session, case_id)
    authorise(by, "decide_case", branch_id=case.branch_id)
    handling.check_free(case, by.actor)
    rows = kept_queries.entries_of_case(session, case)
    if not rows:
        raise Problem("decision_not_allowed", field="decision")
    rows = _hand_on(session, case, rows)
    answers = [answer for row_group in _by_delivery(rows) for answer in _interpret(session, row_group, zone)]
    taken = [answer for answer in answers if answer.outcome != "quarantined"]
    if not taken:
        raise Problem("decision_not_allowed", field="decision")
    asking.open_cases_of(session, answers)
    outcomes = dict(Counter(answer.outcome for answer in answers) + Counter(quarantined=len(rows) - len(answers)))
    handling.close(
        session, case=case, decision=TAKE_OVER, reason=reason, actor=by.actor,
        detail={"outcomes": outcomes, "entries": [answer.item.entry_id for answer in taken]},
    )  # fmt: skip
    _tell(session, taken)
    return Taken(outcomes)


def _hand_on(session: Session, case: Case, rows: Sequence[Entry]) -> Sequence[Entry]:
    """A day's end says how many were read, so it waits for the last of the phone's visits; answers what is taken over now."""
    ends = [row for row in rows if row.kind == "day_close"]
    other = kept_queries.another_case(session, case, rows[0].device_id)
    if not ends or other is None or len(ends) == len(rows):
        return rows
    open_cases(
        session,
        [
            NewCase(
                kind=other.kind, subject=(other.subject_kind, other.subject_id), home=other.home, branch_id=other.branch_id,
                period=other.period, headline=other.headline, params={"entries": [str(row.journal_id) for row in ends]},
            )
        ],
    )  # fmt: skip
    return [row for row in rows if row.kind != "day_close"]


def _by_delivery(rows: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that came together, in the order they came."""
    groups: dict[Any, list[Entry]] = {}
    for row in sorted(rows, key=lambda row: (row.received_at, row.seq or 0)):
        groups.setdefault((row.device_id, row.received_at), []).append(row)
    return list(groups.values())


def _interpret(session: Session, rows: Sequence[Entry], zone: ZoneInfo) -> list[Answer]:
    owner = courier_keys.owner(session, rows[0].device_id)
    if owner is None or owner.person_id is None:
        return []
    sender = Sender(rows[0].device_id, owner.home, owner.person_id, suspended=False, people=owner.holder_ids)
    phone = queries.lock_phones(session, [sender.device_id])[sender.device_id]
    setting = Setting(sender, phone.anchors, rows[0].received_at, zone)
    decoded = [(row, replace(kept_queries.decoded(row), index=index)) for index, row in enumerate(rows)]
    # Of an id that is taken the first content stands: taking over the other one would give one visit two contents.
    fit = [(row, item) for row, item in decoded if row.outcome != "conflict" and item.why is None and item.envelope is not None]
    persons = {parse(item.envelope.person) for _, item in fit if item.envelope is not None}
    known = {one.id: one for one in identity.people(session, ids=persons)} if persons else {}
    trusted = [item for row, item in fit if kept_queries.may_speak(row, item, sender.people, known)]
    return one_by_one(session, [Given(setting, item) for item in trusted])


def _tell(session: Session, taken: Sequence[Answer]) -> None:
    """The reader hears that his visit counts after all."""
    for answer in taken:
        item = answer.item
        if item.envelope is None or answer.task is None or item.envelope.kind not in {"visit", "skip"}:
            continue
        if answer.outcome == "applied":
            announce(
                session, home=answer.home, audience=f"person:{item.envelope.person}", kind="verdict",
                subject=parse(item.entry_id or ""),
                detail={"task_id": str(answer.task.id), "outcome": "accept", "text_code": "verdict.accept"},
            )  # fmt: skip
