"""Which register a row of values means: by point, meter or account, register code and moment. Kept compact for a whole file."""

from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.grid.rules.register_codes import BY_OBIS
from backend.imports.queries.registers import By, registers_of
from backend.imports.service.moments import Moments
from backend.kernel.money import SCALE

# From–to in milliseconds (to is exclusive), and register code → place in the directory.
Span: TypeAlias = tuple[int, int, dict[str, int]]
_FOREVER = 2**62


@dataclass(slots=True)
class Place:
    """A register where it hung: what a reading of it says of its whereabouts, and what its dial can show."""

    home: int
    branch_id: int
    point_id: str
    installation_id: str
    register_id: str
    # The first value too large for the dial, and the smallest step it shows, in 1/10,000.
    limit: int
    step: int


@dataclass
class Directory:
    """Filled name by name as a file brings them. Memory grows with the registers a file speaks of, not with its readings."""

    moments: Moments
    places: list[Place] = field(default_factory=list)
    # (by, name) → spans, oldest first; empty: there is no such thing; None: an account with several points.
    spans: dict[tuple[By, str], tuple[Span, ...] | None] = field(default_factory=dict)
    _at: dict[tuple[str, str], int] = field(default_factory=dict)
    _texts: dict[UUID, str] = field(default_factory=dict)

    def learn(self, session: Session, by: By, names: set[str]) -> None:
        """Look up the names that aren't known yet."""
        unknown = sorted(name for name in names if (by, name) not in self.spans)
        for start in range(0, len(unknown), 2000):
            some = unknown[start : start + 2000]
            self.spans |= {(by, name): () for name in some}
            self._learn(session, by, some)

    def _learn(self, session: Session, by: By, names: list[str]) -> None:
        found: dict[str, dict[UUID, Span]] = {}
        points: dict[str, set[UUID]] = {}
        for row in registers_of(session, by, names):
            code = BY_OBIS.get(row.obis)
            if code is None:
                continue
            points.setdefault(row.name, set()).add(row.point_id)
            begins = self.moments.of_day(row.valid_from)
            ends = _FOREVER if row.valid_to is None else self.moments.of_day(row.valid_to)
            span = found.setdefault(row.name, {}).setdefault(row.id, (begins, ends, {}))
            key = (row.id.hex, row.register_id.hex)
            if key not in self._at:
                self._at[key] = len(self.places)
                limit, step = 10**row.digits * SCALE, 10 ** (4 - row.decimals)
                point_id = self._texts.setdefault(row.point_id, row.point_id.hex)
                self.places.append(Place(row.home, row.branch_id, point_id, *key, limit, step))
            span[2][code.code] = self._at[key]
        for name, spans in found.items():
            several = by == "account" and len(points[name]) > 1
            self.spans[by, name] = None if several else tuple(spans.values())
