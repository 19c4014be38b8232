"""Jobs that failed too often: tried again, or given up, and who decided so."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel import jobs
from backend.kernel.audit import Actor, record
from backend.kernel.problems import Problem

# Deeds that concern no branch are the company's.
_COMPANY = 0


def retry(session: Session, job_id: UUID, *, actor: Actor) -> None:
    """Give a dead job another round of attempts."""
    if not jobs.revive(session, job_id):
        raise Problem("not_found")
    record(session, home=_COMPANY, actor=actor, action="retry_job", subject=("job", str(job_id)), detail={})


def drop(session: Session, job_id: UUID, *, reason: str, actor: Actor) -> None:
    """Give a dead job up. What it was to do stays in the trail, so that it can be done by hand."""
    job = jobs.drop(session, job_id)
    if job is None:
        raise Problem("not_found")
    record(
        session, home=_COMPANY, actor=actor, action="drop_job", subject=("job", str(job_id)),
        detail={"name": job.name, "payload": job.payload, "error": (job.error or "")[:300]}, personal={"reason": reason},
    )  # fmt: skip
