"""Which meters with remote values somebody must still go to (VEE-14)."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.grid.models import Installation, MeteringPoint
from backend.kernel.sets import among
from backend.readings.models import Reading
from backend.readings.queries import values
from backend.vee.queries import thresholds
from backend.vee.rules.limits import applying
from backend.vee.rules.site_check import RULE, must_be_checked

# Remote values older than this many months were checked, or never will be.
_MONTHS = 24


def to_be_checked(session: Session, *, home: int, period: int, installation_ids: Collection[UUID], day: dt.date) -> set[UUID]:
    """The installations whose remote value of a period must be checked on site: it is one of their first."""
    if not installation_ids:
        return set()
    settings = [setting for setting in thresholds.settings(session) if setting.rule == RULE.code]
    before = dict(
        session.execute(
            select(Reading.installation_id, func.count(Reading.period.distinct()))
            .where(
                Reading.home == home, Reading.period >= values.back(period, _MONTHS), Reading.period < period,
                Reading.obtained == "remote", among(session, Reading.installation_id, installation_ids),
            )
            .group_by(Reading.installation_id)
        ).all()
    )  # fmt: skip
    rows = session.execute(
        select(Installation.id, MeteringPoint.branch_id, MeteringPoint.customer_class)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .where(among(session, Installation.id, installation_ids))
    )
    found = set()
    for row in rows:
        limits = applying(settings, branch_id=row.branch_id, customer_class=row.customer_class, day=day)
        if must_be_checked(before.get(row.id, 0), {**RULE.defaults, **limits.get(RULE.code, {})}):
            found.add(row.id)
    return found
