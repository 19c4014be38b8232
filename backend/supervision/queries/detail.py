"""One case whole: what the office decides by."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.cases.queries import book
from backend.cases.rules import allowed
from backend.fieldwork.models import Task, Visit
from backend.grid.models import MeteringPoint
from backend.grid.queries.installations import InstallationView, installations
from backend.kernel import clock
from backend.kernel.money import SCALE, format_e4
from backend.kernel.problems import Problem
from backend.supervision.queries import code_owners, mates, people, queue, reuses, visits
from backend.supervision.queries.visits import Seen
from backend.vee.queries import charts
from backend.vee.rules.causes import Barcode, MeterFacts
from backend.vee.rules.chart import Month
from backend.vee.rules.hypotheses import explain

# Of findings of these the office is told what probably happened.
_EXPLAINED = {"VEE-01", "VEE-02", "VEE-03", "VEE-04", "VEE-05", "VEE-06", "VEE-11"}
_MONTHS = 24


def the_case(session: Session, case_id: UUID) -> Case:
    """A case by its id; Problem not_found."""
    case = book.one(session, case_id)
    if case is None:
        raise Problem("not_found")
    return case


def subject_visits(session: Session, case: Case) -> Sequence[Visit]:
    """The visits a case is about, newest first: of a contested one both; else the subject's, or the task's."""
    if case.task_id is None:
        return ()
    every = visits.of_task(session, home=case.home, task_ids=[case.task_id])
    if case.kind == "contested":
        named = _named_before(session, case) | {case.subject_id}
        return [visit for visit in every if visit.standing in {"stands", "contested"} or str(visit.id) in named]
    of_subject = [visit for visit in every if str(visit.id) == case.subject_id]
    if case.kind == "quarantined":
        # It is about entries that became no visit, not about what stands instead.
        return of_subject
    return of_subject or [visit for visit in every if visit.standing == "stands"][:1]


def _named_before(session: Session, case: Case) -> set[str]:
    """The visits that an earlier decision chose among: one of them was set aside by it, and may be chosen after all."""
    decided = [event.detail for event in book.events(session, case.id) if event.kind == "decided"]
    return {visit_id for one in decided for visit_id in one.get("among", ())}


def detail(session: Session, case: Case, *, zone: ZoneInfo, branch_ids: frozenset[int] | None) -> dict[str, Any]:
    """Everything about a case, as the screen shows it to somebody who may look into some branches (None: into all)."""
    about = subject_visits(session, case)
    task = session.get(Task, case.task_id) if case.task_id is not None else None
    ids = {visit.installation_id for visit in about} | ({task.installation_id} if task is not None else set())
    installed = installations(session, ids)
    seen = visits.shown(session, about, installed, zone=zone)
    code_owners.name(session, [photo for one in seen for photo in one.shown["photos"]], branch_ids)
    main = installed.get(about[0].installation_id if about else task.installation_id if task is not None else UUID(int=0))
    return {
        "case": queue.items(session, [case])[0],
        "point": None if main is None else _point(main),
        "meter": None if main is None else _meter(main),
        "multiplier": None if main is None else main.multiplier_e4,
        "visits": [one.shown for one in seen],
        "history": [] if main is None else _history(session, case, main, zone),
        "hypotheses": _hypotheses(session, seen, about, zone, multiplier_e4=SCALE if main is None else main.multiplier_e4),
        "timeline": _timeline(session, case, seen),
        "decisions_allowed": () if case.state == "closed" else decisions(case, seen),
        "related": _related(session, case),
        "reused": reuses.of_case(session, case, branch_ids),
    }


def decisions(case: Case, seen: Sequence[Seen]) -> tuple[str, ...]:
    """What may be decided now. A value can't stand while a finding holds it and nothing else has taken its place."""
    on_hold = any(
        finding["action"] == "hold" and reading["stands"] is None
        for one in seen
        for reading in one.shown["readings"]
        for finding in reading["findings"]
    )
    has_values = any(one.shown["readings"] for one in seen)
    return allowed(case.kind, has_values=has_values, has_task=case.task_id is not None, on_hold=on_hold)


def _point(view: InstallationView) -> dict[str, Any]:
    point = view.point
    return {
        "id": point.id, "number": point.number, "account_number": point.account_number, "name": point.name,
        "address": point.address, "class": point.customer_class, "branch_id": point.branch_id, "lat": point.lat,
        "lon": point.lon,
    }  # fmt: skip


def _meter(view: InstallationView) -> dict[str, Any]:
    meter = view.meter
    return {
        "id": meter.id, "asset_number": meter.asset_number, "serial_number": meter.serial_number,
        "comm_address": meter.comm_address, "phases": meter.phases, "model": meter.model,
    }  # fmt: skip


def history(found: Mapping[UUID, Sequence[Month]], *, before: int | None = None) -> list[dict[str, Any]]:
    """Charts as rows, oldest first; with `before`, only the periods before one."""
    rows = [
        {
            "period": month.period, "register_id": register_id, "advance": month.advance_e4, "kwh": month.kwh_e4,
            "estimated": month.estimated, "lo": month.low_e4, "hi": month.high_e4,
        }
        for register_id, months in found.items()
        for month in months
        if before is None or month.period < before
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["period"])


def _history(session: Session, case: Case, view: InstallationView, zone: ZoneInfo) -> list[dict[str, Any]]:
    day = clock.business_date(clock.now(), zone)
    found = charts.of_point(
        session, home=case.home, point_id=view.point.id, installation_id=view.installation_id, upto=case.period, day=day,
        zone=zone, count=_MONTHS + 1,
    )  # fmt: skip
    return history(found, before=case.period)


def _hypotheses(
    session: Session, seen: Sequence[Seen], about: Sequence[Visit], zone: ZoneInfo, *, multiplier_e4: int
) -> list[dict[str, Any]]:
    """What probably happened to the newest visit's doubtful registers: in the order of the display, best first."""
    found: list[dict[str, Any]] = []
    for one, visit in zip(seen[:1], about, strict=False):
        said = {
            reading["register"]["id"]: {finding["rule"] for finding in reading["findings"] if finding["action"] != "info"}
            for reading in one.shown["readings"]
        }
        doubtful = [register_id for register_id, rules in said.items() if rules & _EXPLAINED]
        # Several dials that are off and still add up weren't all misread.
        others_agree = len(doubtful) > 1 and not any("VEE-07" in rules for rules in said.values())
        neighbour = _neighbour(session, one)
        dials = [photo["dial"] for photo in one.shown["photos"]]
        seen_in_photo = {dial["register_id"] for dial in dials if dial is not None and dial["state"] == "agrees"}
        barcode = _barcode(one, neighbour)
        if (neighbour is not None or barcode == "strange") and not doubtful:
            doubtful = list(said)[:1]
        around = mates.near(session, visit.task_id) if doubtful and neighbour is None and visit.task_id is not None else []
        found += [
            {
                "code": guess.code, "params": dict(guess.params), "register_id": register_id, "value": guess.value_e4,
                "odds": guess.odds,
            }
            for register_id in doubtful
            for guess in explain(
                one.registers[register_id], one.values[register_id], others_agree=others_agree, neighbour=neighbour,
                in_photo=register_id in seen_in_photo,
                mates=mates.of_register(around, one.registers[register_id], taken_at=visit.taken_at, zone=zone),
                meter=MeterFacts(
                    multiplier_e4, [(one.registers[key], one.values[key]) for key in said if key != register_id], barcode
                ),
            )
        ]  # fmt: skip
    return found


def _barcode(one: Seen, neighbour: Mapping[str, Any] | None) -> Barcode:
    """What the barcode says of the meter that hangs there."""
    said = [finding["params"].get("verdict") for finding in one.shown["findings"] if finding["rule"] == "VEE-08"]
    if neighbour is None and "unknown" in said:
        return "strange"
    found = one.shown["meter_found"] or {}
    return "own" if not said and (found.get("how"), found.get("verdict")) == ("scanned", "expected") else "unseen"


def _neighbour(session: Session, one: Seen) -> dict[str, Any] | None:
    """Whose meter it was, if the reader's scan or a photo's barcode says another one's."""
    said = [finding["params"] for finding in one.shown["findings"] if finding["rule"] == "VEE-08"]
    ids = [UUID(params["other_point_id"]) for params in said if params.get("other_point_id")]
    other_task = (one.shown["meter_found"] or {}).get("other_task_id")
    query = select(MeteringPoint.id, MeteringPoint.number, MeteringPoint.address)
    if ids:
        row = session.execute(query.where(MeteringPoint.id == ids[-1])).first()
    elif said and other_task:
        row = session.execute(
            query.join(Task, Task.metering_point_id == MeteringPoint.id).where(Task.id == UUID(other_task))
        ).first()
    else:
        return None
    return None if row is None else {"point_id": str(row.id), "number": row.number, "address": row.address}


def _timeline(session: Session, case: Case, seen: Sequence[Seen]) -> list[dict[str, Any]]:
    events = book.events(session, case.id)
    names = people.named(session, {event.by for event in events})
    found = [_event(event, names) for event in events]
    for one in seen:
        visit = one.shown
        by = visit["person"]
        for attempt in visit["attempts"]:
            kind = "typed_blind" if attempt["n"] == 1 else "typed_again"
            detail = {
                "value": format_e4(attempt["value"]), "register_id": str(attempt["register_id"]), "hint": attempt["hint"]
            }  # fmt: skip
            found.append({"at": attempt["recorded_at"], "by": by, "kind": kind, "detail": detail})
        found.append({"at": visit["received_at"], "by": None, "kind": "received", "detail": {"visit_id": str(visit["id"])}})
    return sorted(found, key=lambda entry: entry["at"])


def _event(event: CaseEvent, names: Mapping[UUID, Any]) -> dict[str, Any]:
    return {
        "at": event.at,
        "by": names.get(event.by) if event.by is not None else None,
        "kind": event.kind,
        "detail": event.detail,
    }


def _related(session: Session, case: Case) -> list[dict[str, Any]]:
    """What was ordered to be looked at again."""
    if case.task_id is None or case.metering_point_id is None:
        return []
    query = select(Task).where(
        Task.metering_point_id == case.metering_point_id, Task.period == case.period, Task.follows_id == case.task_id
    )
    tasks = session.scalars(query.order_by(Task.id)).all()
    names = people.named(session, {task.holder_id for task in tasks})
    return [
        {
            "task_id": task.id, "kind": task.kind, "state": task.state, "due_to": task.due_to,
            "holder": names.get(task.holder_id) if task.holder_id is not None else None,
        }
        for task in tasks
    ]  # fmt: skip
