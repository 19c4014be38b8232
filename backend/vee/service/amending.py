"""The office puts other values in place of a visit's: judged like any, then written as new readings (P5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.readings.queries import values
from backend.readings.rules.standing import Value, standing
from backend.readings.service.amending import Amendment, amend
from backend.vee.models import Finding
from backend.vee.rules.book import judge
from backend.vee.rules.facts import FindingView, Obtained, TaskFacts, ValueFacts, VisitFacts
from backend.vee.service import bands, inputs

Way = Literal["correction", "estimate"]


def standing_of(session: Session, visit: Visit) -> dict[UUID, Value]:
    """Register → the value that stands where this visit's stood."""
    found = values.of_visits(session, home=visit.home, period=visit.period, visit_ids=[visit.id]).get(visit.id, [])
    return {value.register_id: value for value in standing(found)}


def replace(
    session: Session, visit: Visit, *, new: Mapping[UUID, int], way: Way, reason: str, actor: Actor, zone: ZoneInfo
) -> tuple[FindingView, ...]:
    """Put values (by register, in 1/10,000) in the place of a visit's. Answers what the rules say of them.

    Problem `invalid` for a register this visit didn't read, or a value that its dial can't show.
    """
    stand = standing_of(session, visit)
    if not new or new.keys() - stand.keys():
        raise Problem("invalid", field="values")
    facts = facts_of(visit, {key: value.value_e4 for key, value in stand.items()} | dict(new), way)
    meter = inputs.load(session, [facts], now=clock.now(), zone=zone)[visit.installation_id]
    findings = judge(
        inputs.task_facts(meter, meter.newest, facts, account_status=meter.account_status), inputs.observation_of(facts, zone)
    )
    if any(finding.rule == "VEE-01" and finding.register in new for finding in findings):
        raise Problem("invalid", field="values")
    registers = [key for key, value in new.items() if way == "estimate" or value != stand[key].value_e4]
    ids = amend(
        session, home=visit.home, period=visit.period, reason=reason, actor=actor,
        amendments=[Amendment(stand[key].id, new[key], way) for key in registers],
    )  # fmt: skip
    said = [finding for finding in findings if finding.register in registers]
    _keep(session, visit, said, dict(zip(registers, ids, strict=True)), meter.newest.band_version)
    bands.refresh(session, home=visit.home, after=visit.period, register_ids=registers)
    return tuple(said)


def facts_of(visit: Visit, held: Mapping[UUID, int], obtained: Obtained) -> VisitFacts:
    """A visit with other values in place of what it brought."""
    return VisitFacts(
        visit_id=visit.id, entry_id=visit.id, home=visit.home, branch_id=visit.branch_id, period=visit.period,
        run_id=visit.run_id, task_id=visit.task_id, point_id=visit.metering_point_id, installation_id=visit.installation_id,
        person_id=visit.person_id, device_id=visit.device_id, obtained=obtained, taken_at=visit.taken_at,
        values=tuple(ValueFacts(key, value, visit.taken_at) for key, value in held.items()),
    )  # fmt: skip


def _keep(session: Session, visit: Visit, said: Sequence[FindingView], readings: Mapping[UUID, UUID], band_version: int) -> None:
    at = clock.now()
    insert_rows(
        session, Finding,
        [
            {
                "home": visit.home, "period": visit.period, "id": new_id(), "visit_id": visit.id,
                "reading_id": readings.get(finding.register) if finding.register else None, "register_id": finding.register,
                "metering_point_id": visit.metering_point_id, "rule": finding.rule, "rule_version": finding.version,
                "band_version": band_version, "action": finding.action, "params": dict(finding.params), "at": at,
            }
            for finding in said
        ],
    )  # fmt: skip


def restore(session: Session, visit: Visit, *, reason: str, actor: Actor) -> None:
    """What the visit brought stands again, in place of what the office put there."""
    chains = values.of_visits(session, home=visit.home, period=visit.period, visit_ids=[visit.id]).get(visit.id, [])
    first = {value.register_id: value for value in chains if value.visit_id == visit.id}
    changed = {key: value for key, value in standing_of(session, visit).items() if key in first and value.id != first[key].id}
    amend(
        session, home=visit.home, period=visit.period, reason=reason, actor=actor,
        amendments=[
            Amendment(value.id, first[key].value_e4, "restored", first[key].obtained, like=first[key].id)
            for key, value in changed.items()
        ],
    )  # fmt: skip
    bands.refresh(session, home=visit.home, after=visit.period, register_ids=list(changed))


def task_of(session: Session, visit: Visit, *, zone: ZoneInfo) -> tuple[TaskFacts, dt.date]:
    """What the rules are told of a visit's task, by the newest bands, and the business day of the visit."""
    stand = standing_of(session, visit)
    facts = facts_of(visit, {key: value.value_e4 for key, value in stand.items()}, "correction")
    meter = inputs.load(session, [facts], now=clock.now(), zone=zone)[visit.installation_id]
    task = inputs.task_facts(meter, meter.newest, facts, account_status=meter.account_status)
    return task, clock.business_date(visit.taken_at, zone)
