"""How the customer classes of a home moved, as kept for a period."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.kernel.money import SCALE
from backend.vee.models import Cohort
from backend.vee.rules.bands import NO_CYCLE, NO_PATH
from backend.vee.rules.cohort import Cycle, Path

# class → how it moved up to the period, and what the period's own readings add
Classes = Mapping[str, tuple[Path, Cycle]]


def class_of(customer_class: str, direction: str) -> str:
    """The class a register belongs to: a meter that exports isn't used as its class uses."""
    return customer_class if direction == "forward" else "generation"


def moved(classes: Classes, customer_class: str, kind: str) -> tuple[Path, Cycle]:
    """A register's path and cycle. A demand is compared with its own past only."""
    return (NO_PATH, NO_CYCLE) if kind == "demand" else classes.get(customer_class, (NO_PATH, NO_CYCLE))


def path_of(row: Cohort) -> Path:
    """The path a row keeps."""
    return Path(tuple(row.days), tuple(row.logs))


def of_period(session: Session, *, home: int, period: int) -> dict[str, tuple[Path, Cycle]]:
    """The classes of a home in a period; those without a path are missing."""
    rows = session.scalars(select(Cohort).where(Cohort.home == home, Cohort.period == period))
    found = {}
    for row in rows:
        path = path_of(row)
        found[row.customer_class] = (path, Cycle(row.shift_e4 / SCALE, row.readings, row.has_year, path.unsure))
    return found


def newest(session: Session, *, home: int, upto: int) -> dict[str, tuple[Path, Cycle]]:
    """The classes as kept for the newest period up to one."""
    period = session.scalar(select(func.max(Cohort.period)).where(Cohort.home == home, Cohort.period <= upto))
    return {} if period is None else of_period(session, home=home, period=period)
