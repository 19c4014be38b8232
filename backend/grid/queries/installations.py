"""What stands at a metering point, whole: point, box, meter, multiplier and registers, for many installations at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.grid.models import (
    Account,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Meter,
    MeterBox,
    MeteringPoint,
    Register,
)
from backend.grid.queries.published import published
from backend.kernel.money import SCALE
from backend.kernel.sets import among


@dataclass(frozen=True, slots=True)
class PointView:
    """A metering point with what its account says of the customer (`name` and `address` are personal text)."""

    id: UUID
    number: str
    branch_id: int
    account_id: UUID
    account_number: str
    name: str
    address: str
    customer_class: str
    role: str
    unmetered: bool
    lat: str | None
    lon: str | None
    hint: str
    voltage: str
    contract_capacity_e4: int | None


@dataclass(frozen=True, slots=True)
class BoxView:
    """The box a meter hangs in, and where in it."""

    id: UUID
    barcode: str
    address: str
    floor: str
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class MeterView:
    id: UUID
    asset_number: str
    serial_number: str
    comm_address: str
    model: str
    phases: int
    rated_current_e4: int | None
    rated_voltage_e4: int | None


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A dial, with its values when the meter was installed and removed."""

    id: UUID
    obis: str
    kind: str
    direction: str
    energy: str
    band: str
    unit: str
    digits: int
    decimals: int
    position: int
    initial_e4: int | None
    final_e4: int | None


@dataclass(frozen=True, slots=True)
class InstallationView:
    """A meter at a metering point, valid_from–valid_to (exclusive), registers in the order of the display."""

    installation_id: UUID
    home: int
    valid_from: dt.date
    valid_to: dt.date | None
    multiplier_e4: int
    point: PointView
    meter: MeterView
    box: BoxView | None
    registers: tuple[RegisterView, ...]


_POINT: tuple[Any, ...] = (
    MeteringPoint.id, MeteringPoint.number, MeteringPoint.branch_id, MeteringPoint.account_id, Account.number, Account.name,
    func.coalesce(func.nullif(MeteringPoint.address, ""), Account.address), MeteringPoint.customer_class, MeteringPoint.role,
    MeteringPoint.unmetered, MeteringPoint.lat, MeteringPoint.lon, MeteringPoint.hint, MeteringPoint.voltage,
    MeteringPoint.contract_capacity_e4,
)  # fmt: skip
_METER: tuple[Any, ...] = (
    Meter.id, Meter.asset_number, Meter.serial_number, Meter.comm_address, Meter.model, Meter.phases, Meter.rated_current_e4,
    Meter.rated_voltage_e4,
)  # fmt: skip
_PLACE: tuple[Any, ...] = (
    MeterBox.id,
    MeterBox.barcode,
    MeterBox.address,
    Installation.floor,
    Installation.row,
    Installation.column,
)
_REGISTER: tuple[Any, ...] = (
    Register.id, Register.obis, Register.kind, Register.direction, Register.energy, Register.band, Register.unit, Register.digits,
    Register.decimals, Register.position,
)  # fmt: skip
# How many ids one statement looks for.
_CHUNK = 2000


def installations(session: Session, ids: Collection[UUID], *, day: dt.date | None = None) -> dict[UUID, InstallationView]:
    """The installations of some ids, each with the multiplier in force on a day (the newest when none is named).

    An id that doesn't exist is left out. Three statements a 2,000 ids.
    """
    found: dict[UUID, InstallationView] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _CHUNK):
        found |= _some(session, wanted[start : start + _CHUNK], day)
    return found


def _some(session: Session, ids: Collection[UUID], day: dt.date | None) -> dict[UUID, InstallationView]:
    registers = _registers(session, ids)
    multipliers = _multipliers(session, ids, day)
    query = (
        select(Installation.id, Installation.home, Installation.valid_from, Installation.valid_to, *_POINT, *_METER, *_PLACE)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .join(Account, Account.id == MeteringPoint.account_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .where(among(session, Installation.id, ids))
    )
    found = {}
    for row in session.execute(query):
        after_point = 4 + len(_POINT)
        after_meter = after_point + len(_METER)
        place = row[after_meter:]
        found[row[0]] = InstallationView(
            installation_id=row[0],
            home=row[1],
            valid_from=row[2],
            valid_to=row[3],
            multiplier_e4=multipliers.get(row[0], SCALE),
            point=PointView(*row[4:after_point]),
            meter=MeterView(*row[after_point:after_meter]),
            box=None if place[0] is None else BoxView(*place),
            registers=tuple(registers[row[0]]),
        )
    return found


def _registers(session: Session, ids: Collection[UUID]) -> defaultdict[UUID, list[RegisterView]]:
    query = (
        select(Installation.id, *_REGISTER, InstallationRegister.initial_e4, InstallationRegister.final_e4)
        .join(Register, Register.meter_id == Installation.meter_id)
        .outerjoin(
            InstallationRegister,
            (InstallationRegister.installation_id == Installation.id) & (InstallationRegister.register_id == Register.id),
        )
        .where(among(session, Installation.id, ids))
        .order_by(Register.position, Register.obis)
    )
    found: defaultdict[UUID, list[RegisterView]] = defaultdict(list)
    for row in session.execute(query):
        found[row[0]].append(RegisterView(*row[1:]))
    return found


def _multipliers(session: Session, ids: Collection[UUID], day: dt.date | None) -> dict[UUID, int]:
    query = (
        select(InstallationMultiplier.installation_id, InstallationMultiplier.multiplier_e4)
        .where(among(session, InstallationMultiplier.installation_id, ids))
        .order_by(InstallationMultiplier.valid_from)
    )
    if day is not None:
        query = query.where(InstallationMultiplier.valid_from <= day)
    # The last one of each wins.
    return dict(session.execute(query).all())


def dated_multipliers(session: Session, ids: Collection[UUID]) -> dict[UUID, list[tuple[dt.date, int]]]:
    """Installation → its multipliers with the day each begins, oldest first."""
    query = (
        select(
            InstallationMultiplier.installation_id, InstallationMultiplier.valid_from, InstallationMultiplier.multiplier_e4
        )
        .where(among(session, InstallationMultiplier.installation_id, ids))
        .order_by(InstallationMultiplier.valid_from)
    )  # fmt: skip
    found: defaultdict[UUID, list[tuple[dt.date, int]]] = defaultdict(list)
    for row in session.execute(query):
        found[row.installation_id].append((row.valid_from, row.multiplier_e4))
    return found


def of_points(session: Session, point_ids: Collection[UUID]) -> dict[UUID, list[InstallationView]]:
    """Every installation of some metering points, newest first."""
    query = (
        select(Installation.id)
        .where(among(session, Installation.metering_point_id, point_ids), published(Installation.batch))
        .order_by(Installation.valid_from.desc(), Installation.id)
    )
    ids = list(session.scalars(query))
    views = installations(session, ids)
    found: dict[UUID, list[InstallationView]] = {point_id: [] for point_id in point_ids}
    for installation_id in ids:
        view = views[installation_id]
        found[view.point.id].append(view)
    return found


def in_force(session: Session, point_ids: Collection[UUID], day: dt.date) -> dict[UUID, UUID]:
    """Metering point → the installation in force there on a day. A point without a meter is left out."""
    query = select(Installation.metering_point_id, Installation.id).where(
        among(session, Installation.metering_point_id, point_ids),
        Installation.valid_from <= day,
        (Installation.valid_to.is_(None)) | (Installation.valid_to > day),
        published(Installation.batch),
    )
    return dict(session.execute(query).all())
