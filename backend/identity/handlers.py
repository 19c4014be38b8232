"""What the server does for itself once a day."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.identity.service import sign_in
from backend.identity.service.server import TIDY
from backend.kernel import changes, clock, jobs, partitions
from backend.kernel.jobs import JobContext

# A phone that wasn't heard of for longer starts afresh: it takes a snapshot instead of what changed.
CHANGES_KEPT = timedelta(days=60)
JOBS_KEPT = timedelta(days=7)


def tidy(context: JobContext, _payload: dict[str, Any]) -> None:
    """Make the coming months' partitions, forget what nobody needs any more, and come back tomorrow."""
    now = clock.now()
    today = clock.business_date(now, context.settings.time_zone)
    context.run(lambda session: partitions.ensure(session, partitions.months_from(today, partitions.MONTHS_AHEAD)))
    for home in context.read(changes.heads):
        while context.run(lambda session, home=home: changes.prune_before(session, home=home, before=now - CHANGES_KEPT)):  # type: ignore[misc]
            pass

    def forget(session: Session) -> None:
        jobs.purge(session, before=now - JOBS_KEPT)
        sign_in.purge_sessions(session)
        tomorrow = now + timedelta(days=1)
        key = f"{TIDY}:{clock.business_date(tomorrow, context.settings.time_zone)}"
        jobs.enqueue(session, TIDY, {}, key=key, run_at=tomorrow)

    context.run(forget)
