"""Thresholds that were set, newest of each version."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.vee.models import Threshold
from backend.vee.rules.limits import Setting


def settings(session: Session) -> list[Setting]:
    """Every setting ever made: there are few, and a day picks among them."""
    query = select(
        Threshold.rule, Threshold.branch_id, Threshold.customer_class, Threshold.valid_from, Threshold.version, Threshold.numbers
    ).order_by(Threshold.valid_from, Threshold.version)
    return [Setting(*row) for row in session.execute(query)]
