"""What the pack tells of registers: the newest band of each, with the previous value and history it was made of."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.kernel.sets import among
from backend.vee.models import Band
from backend.vee.rules.facts import Expect, Limits


@dataclass(frozen=True, slots=True)
class PackRegister:
    """One register: previous value (None: never read), expected advance, past advances on the dial (oldest first)."""

    previous_id: UUID | None
    previous_e4: int | None
    previous_at: dt.datetime | None
    previous_on: dt.date | None
    expect: Expect | None
    history_e4: tuple[int, ...]
    zero_run: int
    basis: Any


@dataclass(slots=True)
class PackView:
    """One installation. `limits`: thresholds that differ from the rules' defaults."""

    account_status: str = "active"
    limits: Limits = field(default_factory=dict)
    band_version: int = 0
    registers: dict[UUID, PackRegister] = field(default_factory=dict)


COLUMNS = (
    Band.installation_id, Band.register_id, Band.version, Band.previous_id, Band.previous_e4, Band.previous_at, Band.previous_on,
    Band.zero_run, Band.history, Band.low_e4, Band.high_e4, Band.mid_e4, Band.case_low_e4, Band.case_high_e4, Band.floor_e4,
    Band.days, Band.basis, Band.account_status, Band.limits,
)  # fmt: skip


def as_expect(row: Any) -> Expect | None:
    """A band row's expectation."""
    if row.low_e4 is None:
        return None
    return Expect(
        row.version, row.low_e4, row.high_e4, row.mid_e4, row.case_low_e4, row.case_high_e4, row.floor_e4, row.days
    )  # fmt: skip


def expectations(session: Session, *, home: int, period: int, installation_ids: Collection[UUID]) -> dict[UUID, PackView]:
    """Installation → what the pack tells of its registers; installations without bands are missing."""
    if not installation_ids:
        return {}
    query = select(*COLUMNS).where(
        Band.home == home, Band.period == period, among(session, Band.installation_id, installation_ids)
    )
    return gathered(session.execute(query).all())


def gathered(rows: Iterable[Any], *, version: int | None = None) -> dict[UUID, PackView]:
    """Band rows as packs, the newest version of each installation; with a version, that one only."""
    by_installation: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_installation[row.installation_id].append(row)
    found = {}
    for installation_id, bands in by_installation.items():
        wanted = max(row.version for row in bands) if version is None else version
        view = PackView(band_version=wanted)
        for row in bands:
            if row.version != wanted:
                continue
            view.account_status, view.limits = row.account_status, row.limits
            view.registers[row.register_id] = PackRegister(
                row.previous_id, row.previous_e4, row.previous_at, row.previous_on, as_expect(row), tuple(row.history),
                row.zero_run, row.basis,
            )  # fmt: skip
        if view.registers:
            found[installation_id] = view
    return found


def later_installations(session: Session, *, home: int, after: int, register_ids: Collection[UUID]) -> dict[int, set[UUID]]:
    """Period → installations with bands for some registers, of the periods after one: theirs were made of older values."""
    found: dict[int, set[UUID]] = defaultdict(set)
    if register_ids:
        query = select(Band.period, Band.installation_id).where(
            Band.home == home, Band.period > after, among(session, Band.register_id, register_ids)
        )
        for row in session.execute(query.distinct()):
            found[row.period].add(row.installation_id)
    return found
