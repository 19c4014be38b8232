"""A customer's own reading: the same intake as a reader's, one receipt however often it is sent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.rules.codes import names
from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.uses import owe
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.service import invitations
from backend.fieldwork.service.facts import OutsideVisit
from backend.fieldwork.service.outside import claim_outside
from backend.grid.queries.identifiers import find_identifier
from backend.grid.queries.installations import InstallationView, installations
from backend.kernel import audit, canonical, clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.money import format_e4
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.selfreport.models import SelfReport
from backend.selfreport.queries import reports
from backend.selfreport.rules import receipt
from backend.selfreport.rules.values import complete
from backend.selfreport.service.views import OPEN, sent, the_task
from backend.vee.rules.facts import Judgement, ValueFacts, VisitFacts
from backend.vee.service.intake import intake

# The customer's clock may be wrong a little; a page may have been left open.
EARLY, LATE = timedelta(days=40), timedelta(hours=26)


@dataclass(frozen=True)
class Photo:
    """A photo the customer took, yet to be uploaded."""

    sha256: str
    taken_at: datetime | None


@dataclass(frozen=True)
class Report:
    """What the customer's page sends. `id` is made by the page; values are whole 1/10,000."""

    id: UUID
    values: Sequence[tuple[UUID, int]]
    found_how: str
    found_text: str
    note: str
    taken_at: datetime
    photos: Sequence[Photo]

    @property
    def digest(self) -> str:
        """The same for the same content, however often it is sent."""
        return canonical.digest(
            {
                "values": sorted([str(register), format_e4(value)] for register, value in self.values),
                "found": [self.found_how, self.found_text],
                "note": self.note,
                "taken_at": clock.to_ms(self.taken_at),
                "photos": [photo.sha256 for photo in self.photos],
            }
        )


@dataclass(frozen=True)
class Received:
    """The customer's receipt."""

    receipt_no: str
    received_at: datetime
    kind: str
    visit: UUID
    photos_owed: list[str]


def take(session: Session, by: Principal, report: Report, *, task_id: UUID | None, now: datetime, zone: ZoneInfo) -> Received:
    """Take a customer's reading.

    The same report again answers the same receipt. Problem `conflict` for the same id with other content, `invitation_invalid`
    for a second reading by one link, `task_done` for a signed-in customer whose meter was read meanwhile, `invalid` for values
    that aren't complete. What a link brings after the reader came is kept, but doesn't stand.
    """
    task = the_task(session, by, "report_reading", task_id)
    before = reports.report(session, report.id)
    if before is not None:
        return _again(session, by, before, report, task)
    if not now - EARLY <= report.taken_at <= now + LATE:
        raise Problem("invalid", field="taken_at")
    there = installations(session, [task.installation_id])[task.installation_id]
    values = complete(report.values, {register.id for register in there.registers})
    _admit(session, by, task)
    visit_id = new_id()
    found = _meter_found(session, report, there, task)
    outside = OutsideVisit(
        visit_id=visit_id, task_id=task.id, source="customer", taken_at=report.taken_at, meter_found=found,
        note=report.note or None,
    )  # fmt: skip
    stands = claim_outside(session, [outside], actor=by.actor)[visit_id]
    judged = intake(session, [_visit(task, report, values, visit_id, found, stands=stands)], now=now, zone=zone)[visit_id]
    owed = _owe(session, by, task, report, visit_id)
    row = _row(by, task, report, visit_id, _kind(judged, stands=stands), now=now, zone=zone)
    if not insert_rows(session, SelfReport, [row], ignore_conflicts=True, returning=(SelfReport.id,)):
        raise Problem("conflict")  # the same id was being stored at this moment: sent again, it gets its receipt
    audit.record(
        session, home=task.home, actor=by.actor, action="report_reading", subject=("task", str(task.id)),
        detail={"visit_id": visit_id, "receipt_number": row["receipt_number"], "stands": stands},
    )  # fmt: skip
    return Received(row["receipt_number"], now, row["kind"], visit_id, owed)


def _again(session: Session, by: Principal, before: SelfReport, report: Report, task: TaskFacts) -> Received:
    mine = before.invitation_id == by.invitation_id and (by.invitation_id is not None or before.person_id == by.person_id)
    if not mine or before.task_id != task.id or before.digest != report.digest:
        raise Problem("conflict")
    owed = _owe(session, by, task, report, before.visit_id)
    return Received(before.receipt_number, before.received_at, before.kind, before.visit_id, owed)


def _admit(session: Session, by: Principal, task: TaskFacts) -> None:
    """One reading of one link; of a signed-in customer, while the meter is still to be read."""
    if by.invitation_id is not None:
        if not invitations.use(session, invitation_id=by.invitation_id):
            raise Problem("invitation_invalid")
    elif task.state not in OPEN or sent(session, by, task.id) is not None:
        raise Problem("task_done", state=task.state)


def _meter_found(session: Session, report: Report, there: InstallationView, task: TaskFacts) -> dict[str, Any]:
    """What the customer says stands there: a meter that isn't the expected one is news for the office, no error."""
    meter = there.meter
    text = report.found_text.strip()
    found: dict[str, Any] = {"how": report.found_how, "text": text, "verdict": "expected"}
    numbers = (meter.asset_number, meter.serial_number, meter.comm_address)
    if report.found_how == "listed" or any(names(text, "", number) for number in numbers):
        return found
    if report.found_how == "typed" and len(text) >= 4 and any(number.endswith(text) for number in numbers):
        return found
    others = [hit for hit in find_identifier(session, [task.branch_id], text, limit=1) if hit.whole]
    return {**found, "verdict": "other" if others else "unknown"}


def _visit(
    task: TaskFacts, report: Report, values: Mapping[UUID, int], visit_id: UUID, found: dict[str, Any], *, stands: bool
) -> VisitFacts:
    return VisitFacts(
        visit_id=visit_id, entry_id=visit_id, home=task.home, branch_id=task.branch_id, period=task.period, run_id=task.run_id,
        task_id=task.id, point_id=task.metering_point_id, installation_id=task.installation_id, person_id=None, device_id=None,
        obtained="customer", taken_at=report.taken_at,
        values=tuple(ValueFacts(register, value, report.taken_at) for register, value in values.items()),
        meter_found=found, photos=len(report.photos), due_from=task.due_from, due_to=task.due_to,
        standing="stands" if stands else "contested", frozen_at=task.frozen_at,
    )  # fmt: skip


def _owe(session: Session, by: Principal, task: TaskFacts, report: Report, visit_id: UUID) -> list[str]:
    """Say which photos belong to the visit; answers those that still have to be uploaded."""
    uses = [
        UseFacts(
            home=task.home, visit_id=visit_id, sha256=photo.sha256, ordinal=place, branch_id=task.branch_id, period=task.period,
            holder_id=task.holder_id, metering_point_id=task.metering_point_id, installation_id=task.installation_id,
            task_id=task.id, owner=by.owner, taken_at=photo.taken_at,
        )
        for place, photo in enumerate(report.photos, start=1)
    ]  # fmt: skip
    states = owe(session, uses)
    return [use.sha256 for use in uses if states[use.visit_id, use.sha256] == "owed"]


def _kind(judged: Judgement, *, stands: bool) -> receipt.Kind:
    return "plain" if stands and not judged.hold else "will_be_checked"


def _row(
    by: Principal, task: TaskFacts, report: Report, visit_id: UUID, kind: receipt.Kind, *, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    chosen = secrets.randbelow(len(receipt.ALPHABET) ** receipt.LENGTH)
    return {
        "id": report.id, "home": task.home, "branch_id": task.branch_id, "task_id": task.id, "visit_id": visit_id,
        "metering_point_id": task.metering_point_id, "invitation_id": by.invitation_id,
        "person_id": by.person_id if by.invitation_id is None else None,
        "receipt_number": receipt.number(clock.business_date(now, zone), chosen), "kind": kind, "digest": report.digest,
        "received_at": now,
    }  # fmt: skip


def ask_for_a_reader(session: Session, by: Principal, *, task_id: UUID | None, reason: str, note: str, now: datetime) -> datetime:
    """The customer can't read the meter: somebody in the office hears of it, and the task stays as it is.

    Asking again joins the same case. Problem `task_done` when the meter has been read.
    """
    task = the_task(session, by, "report_reading", task_id)
    if task.state not in OPEN:
        raise Problem("task_done", state=task.state)
    open_cases(
        session,
        [
            NewCase(
                kind="customer_reading", subject=("task", str(task.id)), home=task.home, branch_id=task.branch_id,
                period=task.period, headline="customer_needs_reader", params={"reason": reason, "note": note},
                metering_point_id=task.metering_point_id, task_id=task.id,
            )
        ],
    )  # fmt: skip
    audit.record(
        session, home=task.home, actor=by.actor, action="ask_for_reader", subject=("task", str(task.id)),
        detail={"reason": reason}, personal={"note": note} if note else None,
    )  # fmt: skip
    return now
