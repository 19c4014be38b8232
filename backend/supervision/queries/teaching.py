"""What became of the values that rules doubted: loaded for past cycles, a period at a time."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from backend.cases.models import Case
from backend.cases.rules import ABOUT_VALUES
from backend.fieldwork.models import Visit
from backend.kernel.money import SCALE, multiply_e4
from backend.kernel.sets import among
from backend.readings.models import Reading
from backend.supervision.queries.cycles import Cycle
from backend.supervision.rules.teaching import Label, label
from backend.vee.models import Finding
from backend.vee.queries.multipliers import of_installations


def doubted(session: Session, cycle: Cycle) -> dict[str, set[UUID]]:
    """Rule → the visits of a cycle about which it asked somebody (case or hold)."""
    query = (
        select(Finding.rule, Finding.visit_id)
        .join(Visit, (Visit.home == Finding.home) & (Visit.id == Finding.visit_id))
        .where(Finding.home == cycle.home, Finding.period == cycle.period, Finding.action.in_(("case", "hold")))
        .where(Visit.branch_id == cycle.branch_id)
        .distinct()
    )
    found: dict[str, set[UUID]] = defaultdict(set)
    for row in session.execute(query):
        found[row.rule].add(row.visit_id)
    return found


def labels(session: Session, cycle: Cycle, visit_ids: Collection[UUID]) -> dict[UUID, Label]:
    """Visit → what became of what it said."""
    if not visit_ids:
        return {}
    texts = {str(visit_id): visit_id for visit_id in visit_ids}
    cases: dict[UUID, tuple[str, str | None, int]] = {}
    query = select(Case.subject_id, Case.state, Case.decision, Case.weight_e4).where(
        Case.branch_id == cycle.branch_id, Case.period == cycle.period, Case.kind.in_(ABOUT_VALUES),
        Case.subject_kind == "visit", among(session, Case.subject_id, list(texts)),
    )  # fmt: skip
    for row in session.execute(query.order_by(Case.id)):
        cases[texts[row.subject_id]] = (row.state, row.decision, row.weight_e4)
    moved = _moved(session, cycle, visit_ids)
    found: dict[UUID, Label] = {}
    for visit_id in visit_ids:
        state, decision, weight = cases.get(visit_id, (None, None, 0))
        found[visit_id] = label(state=state, decision=decision, moved_kwh_e4=moved.get(visit_id), weight_e4=weight)
    return found


def _moved(session: Session, cycle: Cycle, visit_ids: Collection[UUID]) -> dict[UUID, int]:
    """Visit → how far (kWh × 10,000) the value that took the place of one of its own lies from it, the farthest of several."""
    rows = session.execute(_followed(cycle).where(among(session, Reading.visit_id, list(visit_ids)))).all()
    multipliers = of_installations(session, {row.installation_id for row in rows})
    found: dict[UUID, int] = {}
    for row in rows:
        kwh = multiply_e4(row.after - row.before, multipliers.get(row.installation_id, SCALE))
        if abs(kwh) >= abs(found.get(row.visit_id, 0)):
            found[row.visit_id] = kwh
    return found


def _followed(cycle: Cycle) -> Select[*tuple[Any, ...]]:
    later = aliased(Reading)
    return (
        select(Reading.visit_id, Reading.installation_id, Reading.value_e4.label("before"), later.value_e4.label("after"))
        .join(later, (later.home == Reading.home) & (later.period == Reading.period) & (later.corrects_id == Reading.id))
        .where(Reading.home == cycle.home, Reading.period == cycle.period)
    )
