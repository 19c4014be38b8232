"""The past of metering points as bands need it: their installations, dials, account status and standing values."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Select, bindparam, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.cases.rules import ABOUT_VALUES
from backend.grid.models import (
    AccountStatus,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Meter,
    MeteringPoint,
    Register,
)
from backend.grid.queries.published import published
from backend.kernel import clock
from backend.kernel.money import SCALE
from backend.kernel.sets import among, prepared
from backend.kernel.statements import Statement
from backend.readings.queries import values
from backend.readings.rules.standing import Value
from backend.vee.rules import stopped_account
from backend.vee.rules.history import DialPast, Mark, Past, past_of

# An account of which nothing is said is in use.
_UNSAID = "active"
# A little more than the bands look back.
MONTHS_BACK = 28


@dataclass(frozen=True, slots=True)
class DialAt:
    """A register of an installation, as the grid knows it."""

    installation_id: UUID
    register_id: UUID
    obis: str
    kind: str
    direction: str
    band: str
    unit: str
    digits: int
    decimals: int
    multiplier_e4: int
    valid_from: dt.date
    valid_to: dt.date | None
    initial_e4: int | None
    final_e4: int | None


@dataclass(frozen=True, slots=True)
class PointPast:
    """A metering point with every dial it ever had, by installation (oldest first), and its account's status on a day."""

    point_id: UUID
    branch_id: int
    customer_class: str
    account_status: str
    dials: Mapping[UUID, Sequence[DialAt]]
    voltage: str = ""
    stopped_on: dt.date | None = None  # since when the account has been stopped, if it is


def points(session: Session, point_ids: Collection[UUID], *, day: dt.date) -> dict[UUID, PointPast]:
    """Point → its dials; four statements."""
    of_point = among(session, MeteringPoint.id, point_ids)
    columns = (
        MeteringPoint.id,
        MeteringPoint.branch_id,
        MeteringPoint.customer_class,
        MeteringPoint.account_id,
        MeteringPoint.voltage,
    )
    found = session.execute(select(*columns).where(of_point)).all()
    multipliers = _multipliers(session, point_ids)
    dials: dict[UUID, dict[UUID, list[DialAt]]] = defaultdict(lambda: defaultdict(list))
    query = (
        select(
            Installation.metering_point_id, Installation.id, Register.id, Register.obis, Register.kind, Register.direction,
            Register.band, Register.unit, Register.digits, Register.decimals, Installation.valid_from, Installation.valid_to,
            InstallationRegister.initial_e4, InstallationRegister.final_e4,
        )
        .join(Register, Register.meter_id == Installation.meter_id)
        .outerjoin(
            InstallationRegister,
            (InstallationRegister.installation_id == Installation.id) & (InstallationRegister.register_id == Register.id),
        )
        .where(among(session, Installation.metering_point_id, point_ids), published(Installation.batch))
        .order_by(Installation.valid_from, Register.position)
    )  # fmt: skip
    for row in session.execute(query):
        point_id, installation_id, register_id, obis, kind, direction, band, unit, digits, decimals, *dated = row
        multiplier = multipliers.get(installation_id, SCALE)
        dials[point_id][installation_id].append(
            DialAt(installation_id, register_id, obis, kind, direction, band, unit, digits, decimals, multiplier, *dated)
        )
    statuses = statuses_of(session, {row.account_id for row in found}, day)
    return {
        row.id: PointPast(
            row.id, row.branch_id, row.customer_class, statuses[row.account_id][-1][1], dials.get(row.id, {}), row.voltage,
            stopped_account.since(statuses[row.account_id]),
        )
        for row in found
    }  # fmt: skip


def _multipliers(session: Session, point_ids: Collection[UUID]) -> dict[UUID, int]:
    query = (
        select(InstallationMultiplier.installation_id, InstallationMultiplier.multiplier_e4)
        .join(Installation, Installation.id == InstallationMultiplier.installation_id)
        .where(among(session, Installation.metering_point_id, point_ids))
        .order_by(InstallationMultiplier.valid_from)
    )
    # The newest of each wins.
    return dict(session.execute(query).all())


def statuses_of(session: Session, account_ids: Collection[UUID], day: dt.date) -> dict[UUID, list[tuple[dt.date, str]]]:
    """Account → its statuses up to a day, each with the day it began, oldest first; active where nothing is said."""
    query = (
        select(AccountStatus.account_id, AccountStatus.valid_from, AccountStatus.valid_to, AccountStatus.status)
        .where(among(session, AccountStatus.account_id, account_ids), AccountStatus.valid_from <= day)
        .order_by(AccountStatus.valid_from)
    )
    found: dict[UUID, list[tuple[dt.date, str]]] = {account_id: [(dt.date.min, _UNSAID)] for account_id in account_ids}
    ends: dict[UUID, dt.date | None] = {}
    for row in session.execute(query):
        before = ends.get(row.account_id)
        if before is not None and before < row.valid_from:
            found[row.account_id].append((before, _UNSAID))
        found[row.account_id].append((row.valid_from, row.status))
        ends[row.account_id] = row.valid_to
    for account_id, end in ends.items():
        if end is not None and end <= day:
            found[account_id].append((end, _UNSAID))
    return found


def stopped_on(session: Session, installation_ids: Collection[UUID], *, day: dt.date) -> dict[UUID, dt.date | None]:
    """Installation → since when its account has been stopped on a day; None: it isn't."""
    query = (
        select(Installation.id, MeteringPoint.account_id)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .where(among(session, Installation.id, installation_ids))
    )
    accounts = dict(session.execute(query).all())
    statuses = statuses_of(session, set(accounts.values()), day)
    return {installation_id: stopped_account.since(statuses[account_id]) for installation_id, account_id in accounts.items()}


def pasts(
    session: Session,
    found: Mapping[UUID, PointPast],
    *,
    home: int,
    period: int,
    installation_ids: Collection[UUID],
    zone: ZoneInfo,
) -> dict[UUID, Past]:
    """Register → its past before a period, for the registers of some installations of these points."""
    register_ids = {dial.register_id for point in found.values() for dials in point.dials.values() for dial in dials}
    held = values.of_registers(
        session, home=home, register_ids=register_ids, first=values.back(period, MONTHS_BACK), last=values.back(period, 1)
    )
    doubtful = _in_doubt(session, list(found), period)
    answer = {}
    for point in found.values():
        for installation_id in point.dials.keys() & set(installation_ids):
            for dial in point.dials[installation_id]:
                answer[dial.register_id] = past_of(chain(point, dial, held, zone, doubtful))
    return answer


def _in_doubt(session: Session, point_ids: Collection[UUID], period: int) -> frozenset[UUID]:
    """The visits of earlier periods whose values somebody in the office must still decide about."""
    query = select(Case.subject_id).where(
        among(session, Case.metering_point_id, point_ids), Case.period < period, Case.state != "closed",
        Case.subject_kind == "visit", Case.kind.in_(ABOUT_VALUES),
    )  # fmt: skip
    return frozenset(UUID(subject_id) for subject_id in session.scalars(query))


def chain(
    point: PointPast, last: DialAt, held: Mapping[UUID, Sequence[Value]], zone: ZoneInfo, doubtful: Collection[UUID] = ()
) -> list[DialPast]:
    """The dials that counted the same before this one, oldest first, and this one. What visits in doubt said isn't evidence."""
    return [
        DialPast(dial.kind, dial.digits, dial.multiplier_e4, tuple(_marks(dial, held, zone, doubtful)))
        for dials in point.dials.values()
        for dial in dials
        if dial.obis == last.obis and dial.valid_from <= last.valid_from
    ]


def _marks(dial: DialAt, held: Mapping[UUID, Sequence[Value]], zone: ZoneInfo, doubtful: Collection[UUID]) -> list[Mark]:
    marks = []
    if dial.initial_e4 is not None and dial.kind != "demand":
        at = dt.datetime.combine(dial.valid_from, dt.time(), zone)
        marks.append(Mark(dial.valid_from, dial.initial_e4, None, at))
    for value in held.get(dial.register_id, ()):
        on = clock.business_date(value.value_at, zone)
        estimated = value.obtained == "estimate" or value.visit_id in doubtful
        marks.append(Mark(on, value.value_e4, value.id, value.value_at, estimated, value.period))
    last_on = marks[-1].on if marks else None
    removed = dial.valid_to is not None and dial.final_e4 is not None and dial.kind != "demand"
    if removed and dial.valid_to is not None and (last_on is None or dial.valid_to >= last_on):
        marks.append(Mark(dial.valid_to, dial.final_e4 or 0))
    return marks


def points_of(session: Session, installation_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Installation → its metering point."""
    query = select(Installation.id, Installation.metering_point_id).where(among(session, Installation.id, installation_ids))
    return dict(session.execute(query).all())


def registers_of(session: Session, installation_ids: Collection[UUID], *, day: dt.date) -> Sequence[Any]:
    """The registers of some installations with point, plate, multiplier and account status on a day: one statement."""
    return _REGISTERS.all(session, keys=installation_ids, day=day)


def _registers(dialect: str) -> Select[*tuple[Any, ...]]:
    day = bindparam("day", type_=Date)
    multiplier = (
        select(InstallationMultiplier.multiplier_e4)
        .where(InstallationMultiplier.installation_id == Installation.id, InstallationMultiplier.valid_from <= day)
        .order_by(InstallationMultiplier.valid_from.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    status = (
        select(AccountStatus.status)
        .where(AccountStatus.account_id == MeteringPoint.account_id, AccountStatus.valid_from <= day)
        .where(AccountStatus.valid_to.is_(None) | (AccountStatus.valid_to > day))
        .order_by(AccountStatus.valid_from.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    return (
        select(
            Installation.id, Register.id, Register.kind, Register.direction, Register.band, Register.unit, Register.digits,
            Register.decimals, Installation.metering_point_id, Meter.phases, Meter.rated_current_e4, Meter.rated_voltage_e4,
            MeteringPoint.contract_capacity_e4, MeteringPoint.parent_id, multiplier, status,
        )
        .join(Register, Register.meter_id == Installation.meter_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .where(prepared(dialect, Installation.id))
        .order_by(Installation.id, Register.position, Register.id)
    )  # fmt: skip


_REGISTERS = Statement(_registers)
