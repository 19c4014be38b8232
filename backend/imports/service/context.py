"""What the check of one file knows and finds: whose it is, what to take for granted, and everything wrong."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from backend.grid.rules.datum import Datum
from backend.imports.rules.faults import Fault
from backend.imports.service.stage import Stage, Stated
from backend.kernel.ids import new_id

# Since before the books: from when a thing holds whose beginning a file doesn't say.
DAWN = "2000-01-01"
# As many faults are kept in words; a file with more is wrong as a whole. All are counted.
MOST_KEPT = 5000


@dataclass
class Faults:
    """What is wrong, the first few thousand in words."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0
    by_code: Counter[str] = field(default_factory=Counter)

    def add(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.count += 1
            self.by_code[fault.code] += 1
            if len(self.kept) < MOST_KEPT:
                self.kept.append(fault)


@dataclass
class Context:
    """One file's check. `allowed`: the branches its sender may write to (None: all). `branches`: code or name → id."""

    stage: Stage
    batch: int
    today: dt.date
    now: dt.datetime
    zone: ZoneInfo
    branches: Mapping[str, int]
    allowed: frozenset[int] | None = None
    branch_id: int | None = None
    datum: Datum | None = None
    faults: Faults = field(default_factory=Faults)
    # What was taken for granted, and how often: shown with the result.
    assumed: Counter[str] = field(default_factory=Counter)
    # "point.new", "point.changed", "point.same" …
    counts: Counter[str] = field(default_factory=Counter)
    # How a sheet heads a field.
    titles: dict[str, Callable[[str], str]] = field(default_factory=dict)

    def fault(self, at: Stated, column: str, code: str, value: str = "", /, **params: Any) -> None:
        """Something wrong with a thing, told where it was first named."""
        title = self.titles[at.sheet](column) if column else ""
        self.faults.add([Fault(at.row, title, code, value[:200], params, at.sheet)])

    def branch_for(self, at: Stated) -> int | None:
        """The branch a new thing begins in: the one its row names, or the file's; a fault when there is neither."""
        branch: int | None = at.attributes.get("branch", self.branch_id)
        if branch is None:
            self.fault(at, "", "branch_missing")
        return branch

    def may(self, at: Stated, branch_id: int | None) -> bool:
        """Whether the sender may touch what belongs to a branch; a fault when not."""
        if self.allowed is None or branch_id in self.allowed:
            return True
        self.fault(at, "", "branch_not_yours", at.key[0])
        return False

    def count(self, entity: str, what: str) -> None:
        self.counts[f"{entity}.{what}"] += 1


def new_hex() -> str:
    """A new id as both databases take it from text."""
    return new_id().hex


def iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
