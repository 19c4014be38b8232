"""Setting thresholds: dated, by branch and customer class, audited. Nothing is changed: a newer setting wins."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run
from backend.identity.service.access import authorise
from backend.kernel import clock, jobs
from backend.kernel.audit import record
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.kernel.settings import Settings
from backend.vee.models import Threshold
from backend.vee.rules import bounds
from backend.vee.rules.bands import PRIORS
from backend.vee.rules.known_rules import BY_CODE

# Runs in one of these may still be walked by the new thresholds.
_UNFINISHED = ("planned", "downloaded", "reading")
# Nobody knows further ahead what will be right.
_FURTHEST = dt.timedelta(days=731)


@dataclass(frozen=True)
class Wanted:
    """Thresholds to be set. None: every branch, every class."""

    rule: str
    branch_id: int | None
    customer_class: str | None
    valid_from: dt.date
    numbers: Mapping[str, int]
    reason: str = ""


def check_numbers(code: str, numbers: Mapping[str, int], customer_class: str | None) -> None:
    """Whether a rule can be set so: Problem `invalid` for what it doesn't have or a class nobody knows, `threshold_bounds` for a
    number outside its bounds, `threshold_order` for one smaller than another it may not be smaller than."""
    rule = BY_CODE.get(code)
    if rule is None or not rule.defaults:
        raise Problem("invalid", field="rule")
    if not numbers or numbers.keys() - rule.defaults.keys():
        raise Problem("invalid", field="numbers")
    beyond = bounds.outside(code, numbers)
    if beyond is not None:
        name, (least, most) = beyond
        raise Problem("threshold_bounds", field=name, least=least, most=most)
    unordered = bounds.out_of_order({**rule.defaults, **numbers})
    if unordered is not None:
        name, least = unordered
        raise Problem("threshold_order", field=name, least=least)
    if customer_class is not None and customer_class not in PRIORS:
        raise Problem("invalid", field="customer_class", allowed=", ".join(PRIORS))


def _check(wanted: Wanted, today: dt.date) -> None:
    check_numbers(wanted.rule, wanted.numbers, wanted.customer_class)
    last = today + _FURTHEST
    if not today <= wanted.valid_from <= last:
        # What was judged was judged by the numbers of its day.
        raise Problem("threshold_day", field="valid_from", most=last.isoformat())


def set_threshold(session: Session, principal: Principal, wanted: Wanted, *, zone: ZoneInfo = Settings.time_zone) -> Threshold:
    """Set a rule's thresholds from a day on; the bands of rounds that aren't over are made again.

    Problems: `invalid` for a rule without thresholds, numbers it doesn't have or a class nobody knows; `threshold_bounds` for a
    number outside its bounds; `threshold_day` for a day before today or too far ahead. Every branch at once is the
    administrator's.
    """
    authorise(principal, "set_threshold", branch_id=wanted.branch_id)
    _check(wanted, clock.business_date(clock.now(), zone))
    before = session.scalar(select(func.max(Threshold.version)).where(Threshold.rule == wanted.rule)) or 0
    row = Threshold(
        id=new_id(), rule=wanted.rule, branch_id=wanted.branch_id, customer_class=wanted.customer_class,
        valid_from=wanted.valid_from, version=before + 1, numbers=dict(wanted.numbers), set_by=principal.person_id,
        set_at=clock.now(), reason=wanted.reason or None,
    )  # fmt: skip
    session.add(row)
    record(
        session, home=wanted.branch_id or principal.home, actor=principal.actor, action="set_threshold",
        subject=("threshold", str(row.id)),
        detail={
            "rule": wanted.rule, "version": row.version, "customer_class": wanted.customer_class,
            "valid_from": wanted.valid_from.isoformat(), "numbers": dict(wanted.numbers),
        },
        personal={"reason": wanted.reason} if wanted.reason else None,
    )  # fmt: skip
    _make_bands_again(session, wanted.branch_id, row.id)
    return row


def _make_bands_again(session: Session, branch_id: int | None, cause: UUID) -> None:
    query = select(Run.id).where(Run.state.in_(_UNFINISHED)).order_by(Run.id)
    if branch_id is not None:
        query = query.where(Run.branch_id == branch_id)
    runs = [str(run_id) for run_id in session.scalars(query)]
    if runs:
        jobs.enqueue(session, "vee.make_bands", {"run_ids": runs}, key=f"vee.make_bands:{cause}")
