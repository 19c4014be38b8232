"""What is still open in a period somebody means to close."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import BillingPeriod, Task


@dataclass(frozen=True)
class Closing:
    """A period's tasks by state, those of them that nobody holds, and its cases that aren't decided."""

    state: str
    tasks: dict[str, int]
    unassigned: int
    cases: int


def closing(session: Session, branch_id: int, period: int) -> Closing | None:
    """How a branch's period stands; None when it was never opened."""
    of_period = (BillingPeriod.branch_id == branch_id, BillingPeriod.period == period)
    state = session.execute(select(BillingPeriod.state).where(*of_period)).scalar_one_or_none()
    if state is None:
        return None
    mine = (Task.branch_id == branch_id, Task.period == period)
    by_state = select(Task.state, func.count()).where(*mine).group_by(Task.state)
    unassigned = select(func.count()).select_from(Task).where(*mine, Task.state == "open", Task.holder_id.is_(None))
    undecided = select(func.count()).select_from(Case).where(
        Case.branch_id == branch_id, Case.period == period, Case.state != "closed"
    )  # fmt: skip
    return Closing(
        state=state,
        tasks=dict(session.execute(by_state).all()),
        unassigned=session.execute(unassigned).scalar_one(),
        cases=session.execute(undecided).scalar_one(),
    )
