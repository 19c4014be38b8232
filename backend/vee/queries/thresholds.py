"""Thresholds that were set, newest of each version."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.kernel import paging
from backend.kernel.paging import Page
from backend.vee.models import Threshold
from backend.vee.rules.limits import Setting


def settings(session: Session) -> list[Setting]:
    """Every setting ever made: there are few, and a day picks among them."""
    query = select(
        Threshold.rule, Threshold.branch_id, Threshold.customer_class, Threshold.valid_from, Threshold.version, Threshold.numbers
    ).order_by(Threshold.valid_from, Threshold.version)
    return [Setting(*row) for row in session.execute(query)]


def page(session: Session, branch_ids: frozenset[int] | None, *, cursor: str | None, limit: int) -> Page[Threshold]:
    """Settings for some branches (None: all) and for every branch, the newest first."""
    query = select(Threshold)
    if branch_ids is not None:
        query = query.where(or_(Threshold.branch_id.is_(None), Threshold.branch_id.in_(sorted(branch_ids))))
    return paging.page(session, query, by=[(Threshold.id, UUID)], cursor=cursor, limit=limit, descending=True)
