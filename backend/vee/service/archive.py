"""What the office's rules need to know of visits and their meters: no statement at all for what phones bring."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.readings.queries import values
from backend.vee.rules.facts import VisitFacts
from backend.vee.rules.office_rule import Archive
from backend.vee.service.inputs import Meter

# How far back it matters how values were come by.
_MONTHS = 24
# Whoever is asked about a value that nobody of the utility read must know how the ones before it were come by.
_ASKS_BEFORE = frozenset({"customer", "estimate"})


def load(
    session: Session, visits: Sequence[VisitFacts], meters: Mapping[UUID, Meter], *, now: dt.datetime, zone: ZoneInfo
) -> dict[UUID, Archive]:
    """Visit → what the office's book is told. All visits are of one period."""
    came_by: dict[UUID, tuple[str, ...]] = {}
    earlier: _Earlier = {}
    for home in sorted({visit.home for visit in visits}):
        here = [visit for visit in visits if visit.home == home]
        came_by |= before(session, [visit for visit in here if visit.obtained in _ASKS_BEFORE])
        earlier |= _earlier(session, here, zone)
    received_on = clock.business_date(now, zone)
    found = {}
    for visit in visits:
        meter = meters.get(visit.installation_id)
        plate = meter.plate if meter is not None else None
        found[visit.visit_id] = Archive(
            obtained=visit.obtained,
            rated_current_e4=plate.rated_current_e4 if plate else None,
            rated_voltage_e4=plate.rated_voltage_e4 if plate else None,
            phases=plate.phases if plate else 1,
            capacity_e4=plate.capacity_e4 if plate else None,
            received_on=received_on,
            frozen_at=visit.frozen_at,
            value_at={value.register_id: value.value_at for value in visit.values},
            frozen=frozenset(value.register_id for value in visit.values if value.frozen),
            occurred_on={
                value.register_id: clock.business_date(value.occurred_at, zone)
                for value in visit.values
                if value.occurred_at is not None
            },
            before=came_by.get(visit.visit_id, ()),
            remote=earlier.get((visit.supersedes, True), {}) if visit.obtained != "remote" else {},
            earlier=earlier.get((visit.supersedes, False), {}),
        )
    return found


_Earlier = dict[tuple[UUID | None, bool], dict[UUID, tuple[int, dt.date]]]


def _earlier(session: Session, visits: Sequence[VisitFacts], zone: ZoneInfo) -> _Earlier:
    """(superseded visit, whether collected remotely) → its values by register, with their days. Most visits supersede nothing."""
    superseded = {visit.supersedes for visit in visits if visit.supersedes is not None}
    found: _Earlier = {}
    held = values.of_visits(session, home=visits[0].home, period=visits[0].period, visit_ids=superseded)
    for visit_id, brought in held.items():
        for value in brought:
            if value.visit_id == visit_id:
                of = found.setdefault((visit_id, value.obtained == "remote"), {})
                of[value.register_id] = (value.value_e4, clock.business_date(value.value_at, zone))
    return found


def before(session: Session, visits: Sequence[VisitFacts]) -> dict[UUID, tuple[str, ...]]:
    """Visit → how the value of its first register was come by in the periods before that have one, newest first."""
    first = {visit.visit_id: visit.values[0].register_id for visit in visits if visit.values}
    if not first:
        return {}
    period = visits[0].period
    held = values.of_registers(
        session, home=visits[0].home, register_ids=set(first.values()), first=values.back(period, _MONTHS),
        last=values.back(period, 1),
    )  # fmt: skip
    words: dict[UUID, dict[int, str]] = defaultdict(dict)
    for register_id, found in held.items():
        for value in found:
            words[register_id][value.period] = value.obtained
    return {
        visit_id: tuple(word for _, word in sorted(words[register_id].items(), reverse=True))
        for visit_id, register_id in first.items()
    }
