"""Estimating stops nobody could read: by which method which values, and why not. A handful of statements, whatever the number."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.fieldwork.queries.tasks import TaskFacts as Stop
from backend.kernel import clock
from backend.readings.rules.dial import step_e4
from backend.vee.queries import pasts
from backend.vee.rules import unattended
from backend.vee.rules.estimation import METHODS
from backend.vee.rules.facts import RegisterFacts, TaskFacts, ValueFacts, VisitFacts
from backend.vee.rules.rule import fitted
from backend.vee.service import archive, inputs
from backend.vee.service.estimating import Choice, advance_by, consistent, on_dials
from backend.vee.service.inputs import Meter

# What is settled is estimated; a balance or a count isn't.
_SETTLED = ("cumulative", "demand")


@dataclass(frozen=True, slots=True)
class Missing:
    """A stop without a reading: the moment its values would stand for, what each method says, and why it can't be estimated.

    `why`: no_estimate (too little is known) or too_many_estimates (VEE-13: somebody must go); None where it can.
    """

    stop: Stop
    at: dt.datetime
    frozen: bool
    choices: tuple[Choice, ...]
    registers: tuple[RegisterFacts, ...]
    why: str | None


def look(session: Session, stops: Sequence[Stop], *, zone: ZoneInfo, make_bands: bool = False) -> list[Missing]:
    """What could be estimated for some stops of one period, in their order. Writes nothing but bands, if those are wanted."""
    if not stops:
        return []
    now = clock.now()
    facts = {stop.id: _facts(stop, moment(stop, now, zone)) for stop in stops}
    meters = inputs.load(session, list(facts.values()), now=now, zone=zone, make_bands=make_bands)
    found = []
    for home in sorted({stop.home for stop in stops}):
        here = [stop for stop in stops if stop.home == home]
        found += _of_home(session, here, facts, meters, zone)
    by_id = {one.stop.id: one for one in found}
    return [by_id[stop.id] for stop in stops]


def moment(stop: Stop, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """What an estimate stands for: the zero hour the stop is billed by, else noon of its last day, and never a time to come."""
    if stop.frozen_at is not None:
        return stop.frozen_at
    return min(dt.datetime.combine(stop.due_to, dt.time(12), zone), now)


def _facts(stop: Stop, at: dt.datetime) -> VisitFacts:
    return VisitFacts(
        visit_id=stop.id, entry_id=stop.id, home=stop.home, branch_id=stop.branch_id, period=stop.period, run_id=stop.run_id,
        task_id=stop.id, point_id=stop.metering_point_id, installation_id=stop.installation_id, person_id=None, device_id=None,
        obtained="estimate", taken_at=at, values=(), due_from=stop.due_from, due_to=stop.due_to, frozen_at=stop.frozen_at,
    )  # fmt: skip


def _of_home(
    session: Session, stops: Sequence[Stop], facts: Mapping[UUID, VisitFacts], meters: Mapping[UUID, Meter], zone: ZoneInfo
) -> list[Missing]:
    day = max(clock.business_date(facts[stop.id].taken_at, zone) for stop in stops)
    points = pasts.points(session, {stop.metering_point_id for stop in stops}, day=day)
    past = pasts.pasts(
        session, points, home=stops[0].home, period=stops[0].period,
        installation_ids={stop.installation_id for stop in stops}, zone=zone,
    )  # fmt: skip
    tasks: dict[UUID, TaskFacts] = {}
    asked: list[VisitFacts] = []
    for stop in stops:
        meter = meters.get(stop.installation_id, Meter(10_000, "active"))
        tasks[stop.id] = inputs.task_facts(meter, meter.newest, facts[stop.id], account_status=meter.account_status)
        asked.append(_with_first(facts[stop.id], tasks[stop.id]))
    before = archive.before(session, asked)
    found = []
    for stop in stops:
        task, at = tasks[stop.id], facts[stop.id].taken_at
        settled = tuple(register for register in task.registers if register.kind in _SETTLED)
        point = points.get(stop.metering_point_id)
        dials = {dial.register_id: dial for dial in point.dials.get(stop.installation_id, ())} if point is not None else {}
        choices = _choices(task, settled, dials, past, clock.business_date(at, zone))
        why = None if choices else "no_estimate"
        if unattended.in_a_row("estimate", before.get(stop.id, ())) > unattended.RULE.numbers(task)["estimates"]:
            why = "too_many_estimates"
        found.append(Missing(stop, at, stop.frozen_at is not None, choices, settled, why))
    return found


def _with_first(facts: VisitFacts, task: TaskFacts) -> VisitFacts:
    """What is asked how the values before were come by: of the first register that is settled."""
    first = next((register.key for register in task.registers if register.kind in _SETTLED), None)
    return replace(facts, values=() if first is None else (ValueFacts(first, 0, facts.taken_at),))


def _choices(
    task: TaskFacts, settled: Sequence[RegisterFacts], dials: Mapping[UUID, Any], past: Mapping[UUID, Any], on: dt.date
) -> tuple[Choice, ...]:
    answer = []
    for method in METHODS:
        advances = {}
        for register in settled:
            spans = past[register.key].spans if register.key in past else ()
            advance = advance_by(method, fitted(register, on), dials.get(register.key), spans, on.toordinal())
            if advance is not None:
                advances[register.key] = advance // step_e4(register.decimals) * step_e4(register.decimals)
        if len(advances) == len(settled) and settled:
            answer.append(Choice(method, on_dials(list(settled), consistent(task, advances))))
    return tuple(answer)


def as_visit(missing: Missing, values: Mapping[UUID, int], *, visit_id: UUID, supersedes: UUID | None) -> VisitFacts:
    """An estimate on its way in, by the one door there is. `supersedes`: an earlier estimate that still stands."""
    return replace(
        _facts(missing.stop, missing.at), visit_id=visit_id, entry_id=visit_id, supersedes=supersedes, due_from=None, due_to=None,
        values=tuple(ValueFacts(key, value, missing.at, missing.frozen) for key, value in values.items()),
    )  # fmt: skip
