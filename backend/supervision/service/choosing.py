"""Saying which of two visits of a contested task stands."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.queries import book
from backend.cases.service import handling
from backend.fieldwork.models import Visit
from backend.fieldwork.service import claims
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.problems import Problem
from backend.readings.queries import values
from backend.readings.rules.quality import REJECTED
from backend.readings.rules.standing import standing
from backend.readings.service.amending import Addition, Amendment, add, amend
from backend.readings.service.storing import mark, quality


def choose(session: Session, *, case: Case, about: Sequence[Visit], visit_id: UUID | None, reason: str, actor: Actor) -> None:
    """Let one visit's values stand and set the other's aside.

    All contested cases of the task are closed by it, and those about the plausibility of what no longer stands.

    Problem `invalid` for a visit that isn't one of the two.
    """
    chosen = next((visit for visit in about if visit.id == visit_id), None)
    if chosen is None or case.task_id is None:
        raise Problem("invalid", field="visit_id")
    claims.settle(session, task_id=case.task_id, visit_id=chosen.id, actor=actor)
    others = [visit.id for visit in about if visit.id != chosen.id]
    _let_stand(session, chosen, others, reason=reason, actor=actor)
    what = {"visit_id": str(chosen.id), "among": [str(visit.id) for visit in about]}
    for each in book.of_point(session, point_id=chosen.metering_point_id, period=case.period, kind="contested"):
        if each.task_id == case.task_id:
            handling.close(session, case=each, decision="accept", reason=reason, actor=actor, detail=what)
    # What was doubted of a value that doesn't stand is no question any more. What was seen in its photos still is.
    for each in book.of_point(session, point_id=chosen.metering_point_id, period=case.period, kind="implausible"):
        if each.subject_kind == "visit" and UUID(each.subject_id) in others and each.state == "open":
            handling.close(session, case=each, decision="dismiss", reason=reason, actor=actor, detail=what)


def _let_stand(session: Session, chosen: Visit, others: Sequence[UUID], *, reason: str, actor: Actor) -> None:
    """A value that was set aside can't be taken up again: a new reading repeats it, naming the one whose place it takes."""
    home, period = chosen.home, chosen.period
    held = values.of_visits(session, home=home, period=period, visit_ids=[chosen.id, *others])
    brought = {value.register_id: value for value in held.get(chosen.id, ()) if value.visit_id == chosen.id}
    stand = {value.register_id: value for value in standing(value for chain in held.values() for value in chain)}
    amend(
        session, home=home, period=period, reason=reason, actor=actor,
        amendments=[
            Amendment(stand[key].id, value.value_e4, "restored", value.obtained, like=value.id)
            for key, value in brought.items()
            if key in stand and stand[key].id != value.id
        ],
    )  # fmt: skip
    add(
        session, home=home, period=period, reason=reason, actor=actor,
        additions=[
            Addition(
                chosen.branch_id, chosen.metering_point_id, chosen.installation_id, key, value.value_e4, value.value_at,
                value.obtained,
            )
            for key, value in brought.items()
            if key not in stand
        ],
    )  # fmt: skip
    # A register that only the others read has no value then.
    at = clock.now()
    by = UUID(actor.id) if actor.kind == "person" else None
    left = [value for key, value in stand.items() if key not in brought]
    mark(session, [quality(home, period, value.id, REJECTED, at=at, by=by) for value in left])
