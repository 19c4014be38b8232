"""Thresholds that were set, newest of each version."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.identity.models import Person
from backend.kernel import paging
from backend.kernel.paging import Page
from backend.kernel.sets import among
from backend.vee.models import Threshold
from backend.vee.rules import bounds
from backend.vee.rules.limits import Setting


def settings(session: Session) -> list[Setting]:
    """Every setting ever made: there are few, and a day picks among them. Numbers beyond their bounds are cut to them."""
    query = select(
        Threshold.rule, Threshold.branch_id, Threshold.customer_class, Threshold.valid_from, Threshold.version, Threshold.numbers
    ).order_by(Threshold.valid_from, Threshold.version)
    return [
        Setting(rule, branch_id, customer_class, valid_from, version, bounds.within(rule, numbers))
        for rule, branch_id, customer_class, valid_from, version, numbers in session.execute(query)
    ]


def page(session: Session, branch_ids: frozenset[int] | None, *, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Settings for some branches (None: all) and for every branch, the newest first, with who made them."""
    query = select(Threshold)
    if branch_ids is not None:
        query = query.where(or_(Threshold.branch_id.is_(None), Threshold.branch_id.in_(sorted(branch_ids))))
    found = paging.page(session, query, by=[(Threshold.id, UUID)], cursor=cursor, limit=limit, descending=True)
    return Page(shown(session, found.items), found.next)


def shown(session: Session, rows: Sequence[Threshold]) -> list[dict[str, Any]]:
    """Settings as they are shown."""
    ids = {row.set_by for row in rows if row.set_by is not None}
    names = dict(session.execute(select(Person.id, Person.name).where(among(session, Person.id, ids))).all()) if ids else {}
    return [
        {
            "id": row.id, "rule": row.rule, "branch_id": row.branch_id, "customer_class": row.customer_class,
            "valid_from": row.valid_from, "version": row.version, "numbers": row.numbers, "reason": row.reason,
            "set_at": row.set_at,
            "set_by": {"id": row.set_by, "name": names[row.set_by]} if row.set_by in names else None,
        }
        for row in rows
    ]  # fmt: skip
