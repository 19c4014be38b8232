"""What could be estimated in place of a visit's values, by each method; and how many estimates in a row are let pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.kernel.money import SCALE
from backend.kernel.problems import Problem
from backend.readings.rules.dial import modulus_e4, step_e4
from backend.vee.queries import pasts
from backend.vee.queries.pasts import DialAt
from backend.vee.rules import estimation, unattended
from backend.vee.rules.estimation import METHODS, Method
from backend.vee.rules.facts import RegisterFacts, TaskFacts
from backend.vee.rules.forecast import Span
from backend.vee.rules.rule import fitted
from backend.vee.service import amending, archive


@dataclass(frozen=True, slots=True)
class Choice:
    """One method's values by register, in 1/10,000."""

    method: Method
    values: Mapping[UUID, int]


def choices(session: Session, visit: Visit, *, zone: ZoneInfo) -> list[Choice]:
    """The methods that have a value for every register the visit read, in a fixed order; none where nothing is known."""
    task, on = amending.task_of(session, visit, zone=zone)
    read = [register for register in task.registers if register.key in amending.standing_of(session, visit)]
    found = pasts.points(session, [visit.metering_point_id], day=on)
    past = pasts.pasts(
        session, found, home=visit.home, period=visit.period, installation_ids=[visit.installation_id], zone=zone
    )  # fmt: skip
    point = found.get(visit.metering_point_id)
    dials = {dial.register_id: dial for dial in point.dials.get(visit.installation_id, ())} if point is not None else {}
    answer = []
    for method in METHODS:
        values = {}
        for register in read:
            spans = past[register.key].spans if register.key in past else ()
            advance = advance_by(method, fitted(register, on), dials.get(register.key), spans, on.toordinal())
            if advance is not None:
                values[register.key] = advance
        if len(values) == len(read) and read:
            answer.append(Choice(method, on_dials(read, consistent(task, values))))
    return answer


def advance_by(method: Method, register: RegisterFacts, dial: DialAt | None, spans: tuple[Span, ...], to_day: int) -> int | None:
    """How far the dial would have gone (of a demand: its value); None where the method knows nothing."""
    if method == "profile" or register.kind == "demand":
        return None if register.expect is None else register.expect.mid_e4
    if dial is None or register.previous_on is None or register.previous_e4 is None:
        return None
    ask = estimation.last_year if method == "last_year" else estimation.linear
    kwh = ask(spans, register.previous_on.toordinal(), max(to_day, register.previous_on.toordinal() + 1))
    return None if kwh is None else kwh * SCALE // dial.multiplier_e4


def consistent(task: TaskFacts, advances: dict[UUID, int]) -> dict[UUID, int]:
    """A total is the sum of its bands, where all of them are estimated: each alone was rounded."""
    made = dict(advances)
    cumulative = [register for register in task.registers if register.kind == "cumulative"]
    for total in cumulative:
        same = (total.direction, total.unit)
        bands = [one.key for one in cumulative if one.band != "total" and (one.direction, one.unit) == same]
        if total.band == "total" and total.key in made and len(bands) >= 2 and all(key in made for key in bands):
            made[total.key] = sum(made[key] // step_e4(total.decimals) * step_e4(total.decimals) for key in bands)
    return made


def on_dials(read: list[RegisterFacts], advances: Mapping[UUID, int]) -> dict[UUID, int]:
    """What the dials would show, cut to their last digit, in 1/10,000."""
    found = {}
    for register in read:
        step = step_e4(register.decimals)
        advance = advances[register.key] // step * step
        before = 0 if register.kind == "demand" else register.previous_e4 or 0
        found[register.key] = (before + advance) % modulus_e4(register.digits)
    return found


def check_row(session: Session, visit: Visit, *, zone: ZoneInfo) -> None:
    """Problem too_many_estimates where the values before were estimated as often as VEE-13 lets pass: somebody must go."""
    task, _ = amending.task_of(session, visit, zone=zone)
    stand = amending.standing_of(session, visit)
    facts = amending.facts_of(visit, {key: value.value_e4 for key, value in stand.items()}, "estimate")
    before = archive.before(session, [facts]).get(visit.id, ())
    if unattended.in_a_row("estimate", before) > unattended.RULE.numbers(task)["estimates"]:
        raise Problem("too_many_estimates")
