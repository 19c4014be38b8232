"""What is known of the meters that visits are about, as the rules take it: two statements a period.

Where an account is stopped, since when is asked apart.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.money import SCALE
from backend.kernel.sets import prepared
from backend.kernel.statements import Statement
from backend.vee.models import Band
from backend.vee.queries import packs, pasts
from backend.vee.queries.packs import PackRegister, PackView
from backend.vee.rules import stopped_account
from backend.vee.rules.facts import Observation, RegisterFacts, TaskFacts, VisitFacts
from backend.vee.service import bands


@dataclass(frozen=True, slots=True)
class Plate:
    """Of a meter: phases, rated current (A) and voltage (V); of its contract: capacity (kVA). In 1/10,000; None: not known."""

    phases: int
    rated_current_e4: int | None
    rated_voltage_e4: int | None
    capacity_e4: int | None


@dataclass(slots=True)
class Meter:
    """An installation with all versions of its bands, and what its plate and contract say (`plate`)."""

    multiplier_e4: int
    account_status: str
    plate: Plate = field(default_factory=lambda: Plate(1, None, None, None))
    parent_id: UUID | None = None
    stopped_on: dt.date | None = None  # since when the account has been stopped, if it is
    registers: list[Any] = field(default_factory=list)
    versions: dict[int, PackView] = field(default_factory=dict)

    @property
    def newest(self) -> PackView:
        return self.versions[max(self.versions)] if self.versions else PackView()

    def version_of(self, said: int, values: Collection[UUID]) -> PackView | None:
        """The pack a phone judged by: the one of the version it named; 0 says that nothing was expected."""
        if said:
            return self.versions.get(said)
        newest = self.newest
        expected = any(found.expect is not None for key, found in newest.registers.items() if key in values)
        return None if expected else newest


_NOTHING = PackRegister(None, None, None, None, None, (), 0, {})


def load(
    session: Session, visits: Sequence[VisitFacts], *, now: dt.datetime, zone: ZoneInfo, make_bands: bool = True
) -> dict[UUID, Meter]:
    """Installation → what is known of it; all visits are of one period. Bands that are missing are made, if wanted."""
    period = visits[0].period
    home_of = {visit.installation_id: visit.home for visit in visits}
    day_of = {visit.installation_id: (visit.point_id, clock.business_date(visit.taken_at, zone)) for visit in visits}
    found: dict[UUID, Meter] = {}
    for row in pasts.registers_of(session, list(day_of), day=clock.business_date(now, zone)):
        multiplier, status = row[-2:]
        meter = found.get(row[0])
        if meter is None:
            meter = Meter(multiplier if multiplier is not None else SCALE, status or "active", Plate(*row[9:13]))
            meter.parent_id, found[row[0]] = row[13], meter
        meter.registers.append(row)
    stopped = [key for key, meter in found.items() if meter.account_status in stopped_account.STOPPED]
    if stopped:
        for key, since in pasts.stopped_on(session, stopped, day=clock.business_date(now, zone)).items():
            found[key].stopped_on = since
    _add_versions(session, found, homes={home_of[key] for key in found}, period=period, installation_ids=list(found))
    missing = [key for key, meter in found.items() if not meter.versions and meter.registers] if make_bands else []
    for home in sorted({home_of[key] for key in missing}):
        wanted = {key: day_of[key] for key in missing if home_of[key] == home}
        bands.of_installations(session, home=home, period=period, wanted=wanted, zone=zone)
        _add_versions(session, found, homes={home}, period=period, installation_ids=list(wanted))
    return found


_BANDS = Statement(
    lambda dialect: select(*packs.COLUMNS).where(
        prepared(dialect, Band.home, "homes"), Band.period == bindparam("period"), prepared(dialect, Band.installation_id)
    )
)


def _add_versions(
    session: Session, meters: Mapping[UUID, Meter], *, homes: Collection[int], period: int, installation_ids: Collection[UUID]
) -> None:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in _BANDS.all(session, homes=list(homes), period=period, keys=installation_ids):
        rows[row.version].append(row)
    for version, of_version in rows.items():
        for installation_id, view in packs.gathered(of_version).items():
            meters[installation_id].versions[version] = view


def task_facts(meter: Meter, pack: PackView, visit: VisitFacts, *, account_status: str) -> TaskFacts:
    """The task as the rules take it, by one version of its bands."""
    registers = []
    limits = pack.limits
    for _, key, kind, direction, band, unit, digits, decimals, *_ in meter.registers:
        told = pack.registers.get(key, _NOTHING)
        registers.append(
            RegisterFacts(
                key, kind, direction, band, unit, digits, decimals, told.previous_e4, told.previous_on, told.expect, told.zero_run
            )
        )
        if account_status == meter.account_status and (kind, direction, band) == ("cumulative", "forward", "total"):
            limits = stopped_account.own_limits(limits, stopped_on=meter.stopped_on, previous_on=told.previous_on)
    return TaskFacts(
        tuple(registers), meter.multiplier_e4, account_status, visit.due_from, visit.due_to, limits
    )  # fmt: skip


def observation_of(visit: VisitFacts, zone: ZoneInfo, *, by_the_phone: bool = False) -> Observation:
    """What was found at the meter; `by_the_phone`: on the day that the phone took it to be."""
    # Rows of before may lack the verdict where it was the default on the wire: nobody knew the meter.
    found = {"verdict": "unknown", **visit.meter_found} if visit.meter_found else {}
    at = visit.wrong_clock if by_the_phone and visit.wrong_clock is not None else visit.taken_at
    return Observation(
        {value.register_id: value.value_e4 for value in visit.values}, clock.business_date(at, zone),
        found.get("verdict", "expected"), found.get("how", "scanned"),
    )  # fmt: skip
