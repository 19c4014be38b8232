"""The cycles of a branch: its periods, each with the homes it has visits in."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import BillingPeriod, Run


@dataclass(frozen=True, slots=True)
class Cycle:
    """A branch's period in one home."""

    branch_id: int
    home: int
    period: int


def last(session: Session, branch_ids: Collection[int], *, upto: int, count: int) -> list[Cycle]:
    """The last cycles of some branches up to a period, oldest first."""
    of_branches = select(BillingPeriod.period).where(
        BillingPeriod.branch_id.in_(sorted(branch_ids)), BillingPeriod.period <= upto
    )
    periods = sorted(set(session.scalars(of_branches)), reverse=True)[:count]
    query = select(Run.branch_id, Run.home, Run.period).where(Run.branch_id.in_(sorted(branch_ids)), Run.period.in_(periods))
    return sorted({Cycle(*row) for row in session.execute(query.distinct())}, key=lambda cycle: (cycle.period, cycle.branch_id))
