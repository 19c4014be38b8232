"""抽查: drawing visits to be looked at, and saying what was seen. Observations only; nobody's pay depends on them."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.identity.service.access import authorise
from backend.kernel import clock, paging
from backend.kernel.audit import record
from backend.kernel.db import insert_rows
from backend.kernel.paging import Page
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.kernel.sets import among
from backend.supervision.models import AuditSample
from backend.supervision.queries import people, presence
from backend.supervision.queries.queue import places
from backend.supervision.rules.presence import score, why_drawn
from backend.vee.queries import thresholds

# The job that draws what a closed day brought.
DRAW = "supervision.draw_samples"


def draw(session: Session, *, branch_id: int, period: int, zone: ZoneInfo) -> int:
    """Draw the visits of a branch's period that are to be looked at: all from a score on, and a seeded share of the rest.

    Answers how many are new. Doing it twice draws nothing more.
    """
    visits = session.scalars(
        select(Visit).where(
            Visit.branch_id == branch_id, Visit.period == period, Visit.outcome == "read", Visit.standing == "stands",
            Visit.source == "phone",
        )
    ).all()  # fmt: skip
    known = set(
        session.scalars(select(AuditSample.visit_id).where(AuditSample.branch_id == branch_id, AuditSample.period == period))
    )
    at = clock.now()
    of_visit = {visit.id: visit for visit in visits}
    settings = thresholds.settings(session)
    rows = []
    for visit_id, found in presence.of_visits(session, visits, zone=zone).items():
        points = score(found)
        visit = of_visit[visit_id]
        day = clock.business_date(visit.taken_at, zone)
        why = why_drawn(visit_id, period, points, presence.limits(settings, branch_id=branch_id, day=day))
        if why is not None and visit_id not in known:
            rows.append(
                {
                    "home": visit.home, "visit_id": visit_id, "branch_id": branch_id, "period": period, "score": points,
                    "parts": [{"code": part.code, "points": part.points, "params": dict(part.params)} for part in found],
                    "why": why, "drawn_at": at, "seen_by": None, "seen_at": None, "outcome": None,
                }
            )  # fmt: skip
    return len(insert_rows(session, AuditSample, rows, ignore_conflicts=True, returning=(AuditSample.visit_id,)))


def draw_for(session: Session, principal: Principal, *, branch_id: int, period: int, zone: ZoneInfo) -> int:
    """`draw`, asked for by somebody of the office."""
    authorise(principal, "draw_samples", branch_id=branch_id)
    drawn = draw(session, branch_id=branch_id, period=period, zone=zone)
    record(
        session, home=branch_id, actor=principal.actor, action="draw_samples", subject=("period", f"{branch_id}:{period}"),
        detail={"drawn": drawn, "period": period},
    )  # fmt: skip
    return drawn


def judge(session: Session, principal: Principal, *, visit_id: UUID, outcome: str) -> dict[str, Any]:
    """Say what was seen of a drawn visit. Problem not_found, to strangers too."""
    row = session.scalars(select(AuditSample).where(AuditSample.visit_id == visit_id).with_for_update()).first()
    if row is None:
        raise Problem("not_found")
    authorise(principal, "judge_sample", branch_id=row.branch_id)
    row.outcome, row.seen_by, row.seen_at = outcome, principal.person_id, clock.now()
    session.flush()
    record(
        session, home=row.home, actor=principal.actor, action="judge_sample", subject=("visit", str(visit_id)),
        detail={"outcome": outcome, "period": row.period},
    )  # fmt: skip
    return {"visit_id": row.visit_id, "outcome": row.outcome, "seen_at": row.seen_at}


def page(session: Session, *, branch_id: int, period: int, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """The visits drawn of a branch's period, the highest score first."""
    query = select(AuditSample).where(AuditSample.branch_id == branch_id, AuditSample.period == period)
    by = [(AuditSample.score, int), (AuditSample.visit_id, UUID)]
    found = paging.page(session, query, by=by, cursor=cursor, limit=limit, descending=True)
    return Page(shown(session, found.items), found.next)


def shown(session: Session, rows: Any) -> list[dict[str, Any]]:
    """Samples as the list shows them."""
    visits = {
        visit.id: visit
        for visit in session.scalars(select(Visit).where(among(session, Visit.id, [row.visit_id for row in rows])))
    }
    names = people.named(session, {visit.person_id for visit in visits.values()} | {row.seen_by for row in rows})
    where = places(session, {visit.metering_point_id for visit in visits.values()})
    return [
        {
            "visit_id": row.visit_id, "score": row.score, "parts": row.parts, "why": row.why, "drawn_at": row.drawn_at,
            "outcome": row.outcome, "seen_at": row.seen_at,
            "seen_by": names.get(row.seen_by) if row.seen_by is not None else None,
            "taken_at": visit.taken_at, "person": names.get(visit.person_id) if visit.person_id is not None else None,
            "point": where[visit.metering_point_id],
        }
        for row in rows
        if (visit := visits.get(row.visit_id)) is not None
    ]  # fmt: skip
