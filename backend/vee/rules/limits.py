"""Which thresholds apply: dated, by branch and customer class; the newest that applies wins, the more specific first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from backend.vee.rules.facts import Limits, Numbers


@dataclass(frozen=True, slots=True)
class Setting:
    """Thresholds of a rule from a day on; None means every branch, every class."""

    rule: str
    branch_id: int | None
    customer_class: str | None
    valid_from: dt.date
    version: int
    numbers: Numbers


def applying(settings: Iterable[Setting], *, branch_id: int, customer_class: str, day: dt.date) -> Limits:
    """The thresholds that differ from the rules' defaults for a branch and class on a day."""
    best: dict[str, tuple[tuple[bool, bool, dt.date, int], Setting]] = {}
    for setting in settings:
        if setting.valid_from > day or setting.branch_id not in {None, branch_id}:
            continue
        if setting.customer_class not in {None, customer_class}:
            continue
        rank = (setting.branch_id is not None, setting.customer_class is not None, setting.valid_from, setting.version)
        if setting.rule not in best or rank > best[setting.rule][0]:
            best[setting.rule] = (rank, setting)
    return {rule: dict(setting.numbers) for rule, (_, setting) in sorted(best.items())}
