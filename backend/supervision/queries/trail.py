"""The audit trail and dead jobs, as the office reads them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session

from backend.kernel import ids, paging
from backend.kernel.audit import AuditLine, AuditPersonal
from backend.kernel.jobs import Job
from backend.kernel.paging import Page
from backend.supervision.queries import people


def lines(
    session: Session, homes: frozenset[int] | None, *, subject: tuple[str, str] | None = None, cursor: str | None, limit: int
) -> Page[dict[str, Any]]:
    """Audit lines of some homes (None: all), home by home, the newest first; of one subject if it is named."""
    query = select(AuditLine, AuditPersonal.content).outerjoin(
        AuditPersonal, and_(AuditPersonal.home == AuditLine.home, AuditPersonal.digest == AuditLine.personal_digest)
    )
    if homes is not None:
        query = query.where(AuditLine.home.in_(sorted(homes)))
    if subject is not None:
        query = query.where(AuditLine.subject_kind == subject[0], AuditLine.subject_id == subject[1])
    if cursor:
        query = query.where(tuple_(AuditLine.home, AuditLine.seq) < tuple_(*paging.decode(cursor, int, int)))
    rows = session.execute(query.order_by(AuditLine.home.desc(), AuditLine.seq.desc()).limit(limit + 1)).all()
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page(_shown(session, rows[:limit]), paging.encode(last.home, last.seq) if last is not None else None)


def _shown(session: Session, rows: Sequence[Any]) -> list[dict[str, Any]]:
    actors = {line.actor_id for line, _ in rows if line.actor_kind == "person" and ids.is_usable(line.actor_id)}
    names = people.named(session, [UUID(actor) for actor in actors])
    found = []
    for line, personal in rows:
        person = names.get(UUID(line.actor_id)) if line.actor_id in actors else None
        found.append(
            {
                "home": line.home, "seq": line.seq, "at": line.at,
                "actor": {"kind": line.actor_kind, "id": line.actor_id, "name": person["name"] if person else None},
                "action": line.action, "subject": {"kind": line.subject_kind, "id": line.subject_id}, "detail": line.detail,
                "personal": personal, "hash": line.hash,
            }
        )  # fmt: skip
    return found


def dead_jobs(session: Session, *, cursor: str | None, limit: int) -> Page[Job]:
    """Jobs that failed too often, oldest first."""
    return paging.page(session, select(Job).where(Job.state == "dead"), by=[(Job.id, UUID)], cursor=cursor, limit=limit)
