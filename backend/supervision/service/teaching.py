"""Decisions teach: how often each rule was right, and what other thresholds would have opened."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.grid.models import MeteringPoint
from backend.identity.service.access import authorise
from backend.kernel import clock
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.supervision.queries import arrived, cycles, teaching
from backend.supervision.queries.cycles import Cycle
from backend.supervision.rules.teaching import Label, Tally, by_other_limits, tally
from backend.vee.rules.book import BY_CODE as PHONE_BOOK
from backend.vee.rules.book import judge
from backend.vee.rules.facts import TaskFacts, VisitFacts
from backend.vee.rules.known_rules import ALL, BY_CODE
from backend.vee.rules.office_book import judge_in_office
from backend.vee.service import archive, inputs
from backend.vee.service.thresholds import check_numbers


def precision(session: Session, branch_ids: frozenset[int], *, upto: int, months: int) -> list[dict[str, Any]]:
    """Every rule with what became of the visits it asked about in the last cycles, in order of numbers."""
    seen: dict[str, list[Label]] = defaultdict(list)
    for cycle in cycles.last(session, branch_ids, upto=upto, count=months):
        asked = teaching.doubted(session, cycle)
        became = teaching.labels(session, cycle, {visit_id for ids in asked.values() for visit_id in ids})
        for rule, ids in asked.items():
            seen[rule] += [became[visit_id] for visit_id in ids]
    return [_row(rule.code, tally(seen[rule.code])) for rule in ALL]


def _row(rule: str, found: Tally) -> dict[str, Any]:
    return {
        "rule": rule, "opened": found.opened, "right": found.right, "accepted": found.accepted, "waiting": found.waiting,
        "quiet": found.quiet,
    }  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """Thresholds to be tried on the last cycles of a branch (and of one class, if named)."""

    rule: str
    branch_id: int
    customer_class: str | None
    numbers: Mapping[str, int]
    upto: int
    months: int


def what_if(session: Session, principal: Principal, trial: Trial, *, zone: ZoneInfo) -> dict[str, Any]:
    """What the thresholds in force then, and the tried ones, ask of the same visits. Nothing is written.

    Problem `invalid` for a rule that can't be tried (it is asked of many visits together), and those of `check_numbers`: what
    can't be set isn't tried.
    """
    authorise(principal, "try_threshold", branch_id=trial.branch_id)
    known = BY_CODE.get(trial.rule)
    if known is None or known.where == "together":
        raise Problem("invalid", field="rule")
    check_numbers(trial.rule, trial.numbers, trial.customer_class)
    before: list[Label] = []
    after: list[Label] = []
    visits = 0
    found = cycles.last(session, [trial.branch_id], upto=trial.upto, count=trial.months)
    for cycle in found:
        facts = _visits(session, cycle, trial.customer_class)
        visits += len(facts)
        then, now = _asked(session, facts, trial, zone)
        became = teaching.labels(session, cycle, then | now)
        before += [became[visit_id] for visit_id in then]
        after += [became[visit_id] for visit_id in now]
    return {
        "cycles": len({cycle.period for cycle in found}), "visits": visits, "before": _row(trial.rule, tally(before)),
        "after": _row(trial.rule, tally(after)),
    }  # fmt: skip


def _visits(session: Session, cycle: Cycle, customer_class: str | None) -> list[VisitFacts]:
    """The visits of a cycle with the values they brought, as they came in."""
    query = select(Visit.id).where(
        Visit.home == cycle.home, Visit.period == cycle.period, Visit.branch_id == cycle.branch_id, Visit.outcome == "read"
    )
    if customer_class is not None:
        query = query.join(MeteringPoint, MeteringPoint.id == Visit.metering_point_id)
        query = query.where(MeteringPoint.customer_class == customer_class)
    visit_ids = set(session.scalars(query))
    return arrived.of_visits(session, home=cycle.home, period=cycle.period, visit_ids=visit_ids)


def _asked(session: Session, facts: list[VisitFacts], trial: Trial, zone: ZoneInfo) -> tuple[set[UUID], set[UUID]]:
    """The visits about which the rule asks somebody: by the thresholds of their bands, and by the tried ones."""
    then: set[UUID] = set()
    now: set[UUID] = set()
    if not facts:
        return then, now
    meters = inputs.load(session, facts, now=clock.now(), zone=zone, make_bands=False)
    archives = archive.load(session, facts, meters, now=clock.now(), zone=zone)
    for visit in facts:
        meter = meters.get(visit.installation_id)
        if meter is None:
            continue
        task = inputs.task_facts(meter, meter.newest, visit, account_status=meter.newest.account_status)
        observation = inputs.observation_of(visit, zone)
        for found, tried in ((then, task), (now, _tried(task, trial))):
            findings = (
                judge(tried, observation)
                if trial.rule in PHONE_BOOK
                else judge_in_office(tried, observation, archives[visit.visit_id])
            )
            if any(one.rule == trial.rule and one.action in {"case", "hold"} for one in findings):
                found.add(visit.visit_id)
    return then, now


def _tried(task: TaskFacts, trial: Trial) -> TaskFacts:
    return by_other_limits(task, {**task.limits, trial.rule: {**task.limits.get(trial.rule, {}), **trial.numbers}})
