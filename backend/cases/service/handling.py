"""What people do with cases: claim, decide, send somebody, reopen. And what happens to those that wait."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.cases.rules import ABOUT_VALUES, ANSWERED, ARRIVED
from backend.cases.service.opening import event
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.problems import Problem
from backend.kernel.sets import among


def locked(session: Session, case_ids: Collection[UUID]) -> dict[UUID, Case]:
    """Cases by id, locked until the commit in order of id."""
    query = select(Case).where(among(session, Case.id, case_ids)).order_by(Case.id).with_for_update()
    return {case.id: case for case in session.scalars(query)}


def one(session: Session, case_id: UUID) -> Case:
    """A case, locked. Problem not_found for an unknown one."""
    case = locked(session, [case_id]).get(case_id)
    if case is None:
        raise Problem("not_found")
    return case


def _person(actor: Actor) -> UUID | None:
    return UUID(actor.id) if actor.kind == "person" else None


def claim(session: Session, *, case: Case, actor: Actor, take_over: bool = False) -> None:
    """Take a case in hand. Problem case_closed, or case_claimed when somebody else has it and it isn't taken over."""
    if case.state == "closed":
        raise Problem("case_closed")
    person = _person(actor)
    if case.claimed_by == person:
        return
    if case.claimed_by is not None and not take_over:
        raise Problem("case_claimed")
    case.claimed_by, case.claimed_at = person, clock.now()
    _happened(session, case, "claimed", {"take_over": take_over}, actor)


def let_go(session: Session, *, case: Case, actor: Actor) -> None:
    """Give a case back to the queue."""
    if case.claimed_by is not None:
        case.claimed_by = case.claimed_at = None
        _happened(session, case, "let_go", {}, actor)


def check_free(case: Case, actor: Actor) -> None:
    """Problem case_closed, or case_claimed while a colleague has it in hand."""
    if case.state == "closed":
        raise Problem("case_closed")
    if case.claimed_by is not None and case.claimed_by != _person(actor):
        raise Problem("case_claimed")


def close(session: Session, *, case: Case, decision: str, reason: str, actor: Actor, detail: Mapping[str, Any]) -> None:
    """End a case with a decision; `detail` holds no personal text."""
    case.state, case.decision, case.reason = "closed", decision, reason or None
    case.closed_by, case.closed_at, case.waits_for = _person(actor), clock.now(), None
    _happened(session, case, "decided", {"decision": decision, **detail}, actor, reason=reason)


def wait(session: Session, *, case: Case, decision: str, task_id: UUID, reason: str, actor: Actor) -> None:
    """Somebody was sent; the case waits for what he finds."""
    case.state, case.decision, case.reason, case.waits_for = "waiting", decision, reason or None, task_id
    case.claimed_by = case.claimed_at = None
    _happened(session, case, "ordered", {"decision": decision, "task_id": str(task_id)}, actor, reason=reason)


def reopen(session: Session, *, case: Case, reason: str, actor: Actor) -> None:
    """Undo a decision, or stop waiting. Problem case_open when there is nothing to undo."""
    if case.state == "open":
        raise Problem("case_open")
    undone = case.decision
    case.state, case.decision, case.reason, case.waits_for = "open", None, None, None
    case.closed_by = case.closed_at = None
    _happened(session, case, "reopened", {"undone": undone}, actor, reason=reason)


def _happened(session: Session, case: Case, kind: str, detail: Mapping[str, Any], actor: Actor, *, reason: str = "") -> None:
    session.flush()
    insert_rows(session, CaseEvent, [event(case.id, kind, detail, by=_person(actor))])
    record(
        session, home=case.home, actor=actor, action=f"case_{kind}", subject=("case", str(case.id)),
        detail={**detail, "period": case.period, "kind": case.kind}, personal={"reason": reason} if reason else None,
    )  # fmt: skip


def answered(session: Session, answers: Mapping[UUID, bool]) -> None:
    """What cases wait for has arrived: task → whether it leaves a doubt of its own.

    Without one the question is answered and the case is closed. With one the new visit has a case, and this one closes as well:
    the office decides about the newest value only.
    """
    cases = _waiting(session, answers)
    if not cases:
        return
    at = clock.now()
    session.execute(
        update(Case).where(among(session, Case.id, [case.id for case in cases]))
        .values(state="closed", closed_at=at, waits_for=None)
    )  # fmt: skip
    doubtful = {case.id: answers[case.waits_for] for case in cases if case.waits_for is not None}
    insert_rows(
        session, CaseEvent,
        [event(case.id, ANSWERED, {"task_id": str(case.waits_for), "doubtful": doubtful[case.id]}, at=at) for case in cases],
    )  # fmt: skip


def superseded(session: Session, visit_ids: Collection[UUID]) -> None:
    """Visits whose values were replaced by their reader: what was asked about them is asked about the new ones, if at all."""
    if not visit_ids:
        return
    query = select(Case.id).where(
        Case.subject_kind == "visit", among(session, Case.subject_id, [str(visit_id) for visit_id in visit_ids]),
        Case.kind.in_(ABOUT_VALUES), Case.state != "closed", Case.waits_for.is_(None),
    )  # fmt: skip
    ids = sorted(session.scalars(query))
    if ids:
        at = clock.now()
        session.execute(update(Case).where(among(session, Case.id, ids)).values(state="closed", closed_at=at))
        insert_rows(session, CaseEvent, [event(case_id, "superseded", {}, at=at) for case_id in ids])


def arrived(session: Session, *, subject: tuple[str, str], headline: str, detail: Mapping[str, Any]) -> None:
    """What a case missed has come by itself after all. The case says so; one that asked for nothing else, and that nobody has in
    hand, is closed."""
    query = select(Case.id, Case.claimed_by, Case.waits_for).where(
        Case.subject_kind == subject[0], Case.subject_id == subject[1], Case.headline == headline, Case.state != "closed"
    )
    for row in session.execute(query.order_by(Case.id)).all():
        at = clock.now()
        insert_rows(session, CaseEvent, [event(row.id, ARRIVED, detail, at=at)])
        told = session.scalars(select(CaseEvent).where(CaseEvent.case_id == row.id, CaseEvent.kind.in_(("opened", "joined"))))
        if row.claimed_by is None and row.waits_for is None and all(one.detail.get("headline") == headline for one in told):
            session.execute(update(Case).where(Case.id == row.id).values(state="closed", closed_at=at))


def let_down(session: Session, whys: Mapping[UUID, str]) -> list[UUID]:
    """Tasks that cases wait for came to nothing (skipped, returned, cancelled): task → why. The cases are open again."""
    cases = _waiting(session, whys)
    if cases:
        session.execute(
            update(Case).where(among(session, Case.id, [case.id for case in cases])).values(state="open", waits_for=None)
        )
        insert_rows(
            session, CaseEvent,
            [
                event(case.id, "let_down", {"task_id": str(case.waits_for), "why": whys[case.waits_for]})
                for case in cases
                if case.waits_for is not None
            ],
        )  # fmt: skip
    return [case.id for case in cases]


def _waiting(session: Session, task_ids: Collection[UUID]) -> Sequence[Any]:
    if not task_ids:
        return ()
    query = select(Case.id, Case.waits_for).where(among(session, Case.waits_for, list(task_ids)), Case.state == "waiting")
    return session.execute(query.order_by(Case.id)).all()
