"""What became of a value that a rule doubted, and what another threshold would have opened."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Expect, Limits, Numbers, TaskFacts

# right: another value took its place. accepted: it was real. waiting: nobody has decided. quiet: nobody ever asked.
Label = Literal["right", "accepted", "waiting", "quiet"]
LABELS: tuple[Label, ...] = ("right", "accepted", "waiting", "quiet")


def label(*, state: str | None, decision: str | None, moved_kwh_e4: int | None, weight_e4: int) -> Label:
    """Of a visit: its case's state and decision (None: there was none), how far what took its value's place lies from it (None:
    nothing did), and what was at stake.

    A value read again is another one when it lies farther away than half of what was doubted: some days have passed since.
    """
    if state is not None and state != "closed":
        return "waiting"
    if decision in {"correct", "estimate"}:
        return "right"
    if decision == "accept":
        return "accepted"
    if moved_kwh_e4 is None:
        return "quiet" if state is None else "accepted"
    if state is None:
        return "right" if moved_kwh_e4 != 0 else "quiet"
    return "right" if abs(moved_kwh_e4) * 2 > weight_e4 else "accepted"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visits a rule asked about, by what became of them."""

    right: int = 0
    accepted: int = 0
    waiting: int = 0
    quiet: int = 0

    @property
    def opened(self) -> int:
        return self.right + self.accepted + self.waiting + self.quiet


def tally(labels: Iterable[Label]) -> Tally:
    counts = dict.fromkeys(LABELS, 0)
    for one in labels:
        counts[one] += 1
    return Tally(**counts)


def widened(expect: Expect, *, then: tuple[Numbers, Numbers], now: tuple[Numbers, Numbers]) -> Expect:
    """A band as other thresholds (of VEE-04 and VEE-05) would have drawn it. On the logarithmic scale it was made on, each edge
    lies so many spreads from the middle, so it moves in proportion."""
    high_then, low_then = then
    high_now, low_now = now
    return replace(
        expect,
        high_e4=_moved(expect.mid_e4, expect.high_e4, high_then["usual_z_e2"], high_now["usual_z_e2"]),
        case_high_e4=_moved(expect.mid_e4, expect.case_high_e4, high_then["case_z_e2"], high_now["case_z_e2"]),
        low_e4=_moved(expect.mid_e4, expect.low_e4, low_then["usual_z_e2"], low_now["usual_z_e2"]),
        case_low_e4=_moved(expect.mid_e4, expect.case_low_e4, low_then["case_z_e2"], low_now["case_z_e2"]),
    )


def by_other_limits(task: TaskFacts, limits: Limits) -> TaskFacts:
    """A task as other thresholds would have asked about it, its bands as those would have drawn them."""
    then, now = _of_bands(task.limits), _of_bands(limits)
    registers = tuple(
        register if register.expect is None else replace(register, expect=widened(register.expect, then=then, now=now))
        for register in task.registers
    )
    return replace(task, limits=limits, registers=registers)


def _of_bands(limits: Limits) -> tuple[Numbers, Numbers]:
    return {**HIGH.defaults, **limits.get(HIGH.code, {})}, {**LOW.defaults, **limits.get(LOW.code, {})}


def _moved(mid_e4: int, edge_e4: int, then: int, now: int) -> int:
    if mid_e4 <= 0 or edge_e4 <= 0 or then <= 0 or then == now:
        return edge_e4
    return int(mid_e4 * math.exp(min(math.log(edge_e4 / mid_e4) * now / then, 40.0)))
