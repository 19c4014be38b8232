"""What the office decides about a case, and what follows from it for readings, tasks and the reader's phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.rules import Decision
from backend.cases.service import handling
from backend.fieldwork.models import Task, Visit
from backend.fieldwork.service import orders
from backend.grid.queries.installations import installations
from backend.identity.service.access import authorise
from backend.kernel import clock
from backend.kernel.changes import announce
from backend.kernel.money import format_e4
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.readings.queries import releases
from backend.readings.rules.quality import ACCEPTED
from backend.readings.service.storing import mark, quality
from backend.supervision.queries import detail, visits
from backend.supervision.service import choosing
from backend.vee.rules.casework import may_be_accepted_with_others
from backend.vee.rules.facts import FindingView
from backend.vee.service import amending, bands, estimating


@dataclass(frozen=True)
class Wanted:
    """A decision as it was asked for. `values` by register (1/10,000); `visit_id` says which of two visits stands; `sure` that
    values the rules doubt are meant; `among_many` that nobody has looked at this one."""

    decision: Decision
    reason: str = ""
    values: Mapping[UUID, int] | None = None
    visit_id: UUID | None = None
    sure: bool = False
    among_many: bool = False


class DoubtedError(Exception):
    """The rules doubt the values that were put in, and nobody has said yet that they are meant: nothing is decided."""

    def __init__(self, findings: Sequence[FindingView]) -> None:
        super().__init__()
        self.findings = tuple(findings)


@dataclass(frozen=True)
class _Work:
    session: Session
    principal: Principal
    case: Case
    about: Sequence[Visit]
    wanted: Wanted
    zone: ZoneInfo

    @property
    def visit(self) -> Visit:
        if not self.about:
            raise Problem("decision_not_allowed", field="decision")
        return self.about[0]


def decide(
    session: Session, principal: Principal, *, case_id: UUID, wanted: Wanted, zone: ZoneInfo
) -> tuple[Case, tuple[FindingView, ...]]:
    """Decide a case. Answers it, and what the rules say of values that were put in.

    Problems: not_found, case_closed, case_claimed (a colleague has it), decision_not_allowed, look_first (among many),
    invalid (values), no_estimate. Raises DoubtedError for a correction the rules doubt, unless it is said to be sure.
    """
    case = handling.one(session, case_id)
    authorise(principal, "decide_case", branch_id=case.branch_id)
    handling.check_free(case, principal.actor)
    about = detail.subject_visits(session, case)
    if wanted.decision not in _allowed(session, case, about, zone):
        raise Problem("decision_not_allowed", field="decision")
    if wanted.among_many and not may_be_accepted_with_others(case.kind, case.headline):
        raise Problem("look_first", field="case_ids")
    work = _Work(session, principal, case, about, wanted, zone)
    waited_for = case.waits_for
    said = _DOING[wanted.decision](work)
    if waited_for is not None and case.waits_for != waited_for:
        # What somebody was sent for isn't needed any more.
        orders.cancel(session, task_ids=[waited_for], actor=principal.actor, reason=wanted.reason)
    return case, said


def _allowed(session: Session, case: Case, about: Sequence[Visit], zone: ZoneInfo) -> Sequence[str]:
    seen = visits.shown(session, about, installations(session, {visit.installation_id for visit in about}), zone=zone)
    return detail.decisions(case, seen)


def _accept(work: _Work) -> tuple[FindingView, ...]:
    session, case, actor = work.session, work.case, work.principal.actor
    if case.kind == "contested":
        choosing.choose(
            session, case=case, about=work.about, visit_id=work.wanted.visit_id, reason=work.wanted.reason, actor=actor
        )
        for visit in work.about:
            tell_reader(session, [visit], "accept" if visit.id == work.wanted.visit_id else "dismiss")
        return ()
    visit = work.visit
    at = clock.now()
    stand = amending.standing_of(session, visit)
    mark(
        session,
        [quality(visit.home, visit.period, value.id, ACCEPTED, at=at, by=work.principal.person_id) for value in stand.values()],
    )
    _close(work, {"visit_id": str(visit.id)})
    # Later periods passed this value over while it was in doubt.
    bands.refresh(session, home=visit.home, after=visit.period, register_ids=list(stand))
    return ()


def _correct(work: _Work) -> tuple[FindingView, ...]:
    if not work.wanted.values:
        raise Problem("invalid", field="values")
    said = _replace(work, work.wanted.values, "correction")
    # What the office types is asked a second time, as what a reader types.
    if not work.wanted.sure and any(finding.action != "info" for finding in said):
        raise DoubtedError(said)
    return said


def _estimate(work: _Work) -> tuple[FindingView, ...]:
    estimating.check_row(work.session, work.visit, zone=work.zone)
    new = work.wanted.values or _first_choice(work)
    return _replace(work, new, "estimate")


def _first_choice(work: _Work) -> Mapping[UUID, int]:
    """The estimate where nobody chose one: what is expected of it anyway, else the first method that knows something."""
    choices = {choice.method: choice.values for choice in estimating.choices(work.session, work.visit, zone=work.zone)}
    if not choices:
        raise Problem("no_estimate")
    return choices.get("profile") or next(iter(choices.values()))


def estimates(session: Session, principal: Principal, case_id: UUID, *, zone: ZoneInfo) -> list[estimating.Choice]:
    """What each method would estimate in place of the values of a case's visit. Problem not_found, to strangers too."""
    case = detail.the_case(session, case_id)
    authorise(principal, "see_estimates", branch_id=case.branch_id)
    about = detail.subject_visits(session, case)
    return estimating.choices(session, about[0], zone=zone) if about else []


def _replace(work: _Work, new: Mapping[UUID, int], way: amending.Way) -> tuple[FindingView, ...]:
    visit = work.visit
    before = amending.standing_of(work.session, visit)
    said = amending.replace(
        work.session, visit, new=new, way=way, reason=work.wanted.reason, actor=work.principal.actor, zone=work.zone
    )
    values = [
        {"register_id": str(key), "before": format_e4(before[key].value_e4), "after": format_e4(value)}
        for key, value in new.items()
    ]
    _close(work, {"visit_id": str(visit.id), "values": values})
    return said


def _send_again(work: _Work) -> tuple[FindingView, ...]:
    return _send(work, orders.order_re_read)


def _send_to_check(work: _Work) -> tuple[FindingView, ...]:
    return _send(work, orders.order_field_check)


def _send(work: _Work, order: Any) -> tuple[FindingView, ...]:
    case, actor = work.case, work.principal.actor
    if case.task_id is None:
        raise Problem("decision_not_allowed", field="decision")
    task: Task = order(work.session, task_id=case.task_id, actor=actor, reason=work.wanted.reason)
    handling.wait(work.session, case=case, decision=work.wanted.decision, task_id=task.id, reason=work.wanted.reason, actor=actor)
    return ()


def _dismiss(work: _Work) -> tuple[FindingView, ...]:
    _close(work, {})
    return ()


_DOING = {
    "accept": _accept, "correct": _correct, "estimate": _estimate, "re_read": _send_again, "field_check": _send_to_check,
    "dismiss": _dismiss,
}  # fmt: skip


def _close(work: _Work, what: Mapping[str, Any]) -> None:
    case, wanted = work.case, work.wanted
    handling.close(
        work.session, case=case, decision=wanted.decision, reason=wanted.reason, actor=work.principal.actor, detail=what
    )
    tell_reader(work.session, work.about, wanted.decision)


def tell_reader(session: Session, about: Sequence[Visit], decision: str) -> None:
    """The reader hears with the next pull what became of the value."""
    for visit in about[:1]:
        if visit.person_id is not None and visit.source == "phone":
            announce(
                session, home=visit.home, audience=f"person:{visit.person_id}", kind="verdict", subject=visit.id,
                detail={"task_id": str(visit.task_id), "outcome": decision, "text_code": f"verdict.{decision}"},
            )  # fmt: skip


def reopen(session: Session, principal: Principal, *, case_id: UUID, reason: str) -> Case:
    """Undo a decision: the value stands again as it was brought, what was ordered is cancelled.

    Problems: not_found, case_open, decision_not_allowed (entries that were taken over), released_already (then it is too late,
    and a correction makes an adjustment).
    """
    case = handling.one(session, case_id)
    authorise(principal, "decide_case", branch_id=case.branch_id)
    if case.metering_point_id is not None and releases.numbers(
        session, home=case.home, period=case.period, point_ids=[case.metering_point_id]
    ):
        raise Problem("released_already")
    if case.decision == "take_over":
        # What was taken over is in the books like any visit, and is corrected like one.
        raise Problem("decision_not_allowed", field="decision")
    undone, waited_for = case.decision, case.waits_for
    handling.reopen(session, case=case, reason=reason, actor=principal.actor)
    if waited_for is not None:
        orders.cancel(session, task_ids=[waited_for], actor=principal.actor, reason=reason)
    if undone in {"correct", "estimate"}:
        for visit in detail.subject_visits(session, case)[:1]:
            amending.restore(session, visit, reason=reason, actor=principal.actor)
    return case


def claim(session: Session, principal: Principal, *, case_id: UUID, take_over: bool, let_go: bool) -> Case:
    """Take a case in hand, from a colleague if so asked, or give it back."""
    case = handling.one(session, case_id)
    authorise(principal, "claim_case", branch_id=case.branch_id)
    if let_go:
        handling.let_go(session, case=case, actor=principal.actor)
    else:
        handling.claim(session, case=case, actor=principal.actor, take_over=take_over)
    return case


@dataclass(frozen=True)
class Bulk:
    """What accepting many did: the cases accepted, and those left with the problem's code."""

    accepted: tuple[UUID, ...]
    left: tuple[tuple[UUID, str], ...]


def accept_many(session: Session, principal: Principal, *, case_ids: Sequence[UUID], reason: str, zone: ZoneInfo) -> Bulk:
    """Accept what may be accepted of some cases; the others stay as they are, and why is said."""
    accepted: list[UUID] = []
    left: list[tuple[UUID, str]] = []
    for case_id in sorted(set(case_ids)):
        try:
            # What keeps a case from being accepted is found before anything is written.
            decide(session, principal, case_id=case_id, wanted=Wanted("accept", reason, among_many=True), zone=zone)
            accepted.append(case_id)
        except Problem as problem:
            left.append((case_id, problem.code))
    return Bulk(tuple(accepted), tuple(left))
