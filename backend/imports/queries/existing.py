"""What the database knows of the things a file names, by natural key. Rows of the file's own unfinished batch are seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteSchedule, RouteStop
from backend.grid.models import (
    Account,
    AccountStatus,
    AreaLine,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Line,
    Meter,
    MeterBox,
    MeteringPoint,
    PointArea,
    Register,
    TransformerArea,
)
from backend.identity.models import Branch
from backend.kernel.sets import among

# A row of a query, by the names of its columns; their types differ from query to query.
Found: TypeAlias = Any


def _by_first(rows: Iterable[Found]) -> dict[str, Found]:
    return {row[0]: row for row in rows}


def branches(session: Session) -> dict[str, int]:
    """Code or name → id."""
    rows = session.execute(select(Branch.id, Branch.code, Branch.name)).all()
    return {name: row.id for row in rows for name in (row.name, row.code)}


def lines(session: Session, numbers: Collection[str]) -> dict[str, Found]:
    query = select(Line.number, Line.id, Line.home, Line.name).where(among(session, Line.number, numbers))
    return _by_first(session.execute(query))


def areas(session: Session, numbers: Collection[str]) -> dict[str, Found]:
    """With the line that feeds each now, and since when."""
    query = (
        select(
            TransformerArea.number, TransformerArea.id, TransformerArea.home, TransformerArea.branch_id, TransformerArea.name,
            Line.number.label("line"), AreaLine.valid_from.label("line_since"),
        )
        .outerjoin(AreaLine, (AreaLine.area_id == TransformerArea.id) & AreaLine.valid_to.is_(None))
        .outerjoin(Line, Line.id == AreaLine.line_id)
        .where(among(session, TransformerArea.number, numbers))
    )  # fmt: skip
    return _by_first(session.execute(query))


def accounts(session: Session, numbers: Collection[str]) -> dict[str, Found]:
    query = select(Account.number, Account.id, Account.home, Account.name, Account.address, Account.customer_class)
    return _by_first(session.execute(query.where(among(session, Account.number, numbers))))


def statuses(session: Session, account_ids: Collection[UUID]) -> defaultdict[UUID, list[Found]]:
    """Account → its dated statuses, oldest first."""
    query = (
        select(AccountStatus.account_id, AccountStatus.valid_from, AccountStatus.valid_to, AccountStatus.status)
        .where(among(session, AccountStatus.account_id, account_ids))
        .order_by(AccountStatus.valid_from)
    )
    return _grouped(session.execute(query))


def _grouped(rows: Iterable[Found]) -> defaultdict[UUID, list[Found]]:
    found: defaultdict[UUID, list[Found]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def boxes(session: Session, barcodes: Collection[str]) -> dict[str, Found]:
    query = select(
        MeterBox.barcode, MeterBox.id, MeterBox.home, MeterBox.branch_id, MeterBox.address, MeterBox.key_number, MeterBox.rows,
        MeterBox.columns, MeterBox.lat, MeterBox.lon,
    )  # fmt: skip
    return _by_first(session.execute(query.where(among(session, MeterBox.barcode, barcodes))))


def meters(session: Session, assets: Collection[str]) -> dict[str, Found]:
    query = select(
        Meter.asset_number, Meter.id, Meter.home, Meter.serial_number, Meter.comm_address, Meter.model, Meter.phases,
        Meter.rated_current_e4, Meter.rated_voltage_e4,
    )  # fmt: skip
    return _by_first(session.execute(query.where(among(session, Meter.asset_number, assets))))


def registers(session: Session, meter_ids: Collection[UUID]) -> defaultdict[UUID, list[Found]]:
    """Meter → its registers, in the order of the display."""
    query = (
        select(
            Register.meter_id, Register.id, Register.obis, Register.digits, Register.decimals, Register.position, Register.unit
        )
        .where(among(session, Register.meter_id, meter_ids))
        .order_by(Register.position)
    )
    return _grouped(session.execute(query))


def points(session: Session, numbers: Collection[str]) -> dict[str, Found]:
    """With the account of each."""
    query = (
        select(
            MeteringPoint.number, MeteringPoint.id, MeteringPoint.home, MeteringPoint.branch_id, Account.number.label("account"),
            MeteringPoint.role, MeteringPoint.customer_class, MeteringPoint.voltage, MeteringPoint.contract_capacity_e4,
            MeteringPoint.address, MeteringPoint.hint, MeteringPoint.given_lat, MeteringPoint.given_lon,
            MeteringPoint.given_datum,
            MeteringPoint.unmetered, MeteringPoint.billed_at,
            MeteringPoint.valid_from, MeteringPoint.valid_to, MeteringPoint.parent_id,
        )
        .join(Account, Account.id == MeteringPoint.account_id)
        .where(among(session, MeteringPoint.number, numbers))
    )  # fmt: skip
    return _by_first(session.execute(query))


def point_areas(session: Session, point_ids: Collection[UUID]) -> dict[UUID, Found]:
    """Metering point → the area it hangs on now, and since when."""
    query = (
        select(PointArea.metering_point_id, TransformerArea.number, PointArea.valid_from)
        .join(TransformerArea, TransformerArea.id == PointArea.area_id)
        .where(among(session, PointArea.metering_point_id, point_ids), PointArea.valid_to.is_(None))
    )
    return {row[0]: row for row in session.execute(query)}


def points_of_accounts(session: Session, numbers: Collection[str]) -> defaultdict[str, list[Found]]:
    """Account number → its metering points."""
    query = (
        select(Account.number, MeteringPoint.id, MeteringPoint.home, MeteringPoint.branch_id, MeteringPoint.number)
        .join(MeteringPoint, MeteringPoint.account_id == Account.id)
        .where(among(session, Account.number, numbers))
    )
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for row in session.execute(query):
        found[row[0]].append(row)
    return found


def points_of_meters(session: Session, assets: Collection[str]) -> dict[str, Found]:
    """Asset number → the metering point where the meter is in force."""
    query = (
        select(Meter.asset_number, MeteringPoint.id, MeteringPoint.home, MeteringPoint.branch_id, MeteringPoint.number)
        .join(Installation, (Installation.meter_id == Meter.id) & Installation.valid_to.is_(None))
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .where(among(session, Meter.asset_number, assets))
    )
    return _by_first(session.execute(query))


_INSTALLATION = (
    Installation.id, Installation.metering_point_id, Installation.meter_id, Installation.valid_from, Installation.valid_to,
    Installation.floor, Installation.row, Installation.column, MeteringPoint.number.label("point"),
    Meter.asset_number.label("asset"), MeterBox.barcode.label("box"),
)  # fmt: skip


def installations(session: Session, *, points: Collection[UUID], meters: Collection[UUID]) -> list[Found]:
    """Every installation at some metering points, or of some meters, oldest first."""
    query = (
        select(*_INSTALLATION)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .order_by(Installation.valid_from, Installation.id)
    )
    found = {
        row.id: row
        for column, ids in ((Installation.metering_point_id, points), (Installation.meter_id, meters))
        for row in session.execute(query.where(among(session, column, ids)))
    }
    return sorted(found.values(), key=lambda row: (row.valid_from, row.id))


def multipliers(session: Session, installation_ids: Collection[UUID]) -> defaultdict[UUID, list[Found]]:
    """Installation → its dated multipliers, oldest first."""
    query = (
        select(InstallationMultiplier.installation_id, InstallationMultiplier.valid_from, InstallationMultiplier.multiplier_e4)
        .where(among(session, InstallationMultiplier.installation_id, installation_ids))
        .order_by(InstallationMultiplier.valid_from)
    )
    return _grouped(session.execute(query))


def installation_registers(session: Session, installation_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Found]:
    """(installation, register) → initial and final value."""
    query = select(
        InstallationRegister.installation_id, InstallationRegister.register_id, InstallationRegister.initial_e4,
        InstallationRegister.final_e4,
    ).where(among(session, InstallationRegister.installation_id, installation_ids))  # fmt: skip
    return {(row[0], row[1]): row for row in session.execute(query)}


def routes(session: Session, codes: Collection[str]) -> dict[tuple[int, str], Found]:
    """(branch, code) → route with its newest schedule."""
    query = (
        select(
            Route.branch_id, Route.code, Route.id, Route.home, Route.name, RouteSchedule.valid_from, RouteSchedule.frequency,
            RouteSchedule.reading_day, RouteSchedule.walks,
        )
        .outerjoin(RouteSchedule, RouteSchedule.route_id == Route.id)
        .where(among(session, Route.code, codes))
        .order_by(RouteSchedule.valid_from)
    )  # fmt: skip
    # The newest schedule comes last and stays.
    return {(row[0], row[1]): row for row in session.execute(query)}


def stops(session: Session, point_ids: Collection[UUID]) -> dict[UUID, Found]:
    """Metering point → the place it has in a route now."""
    query = (
        select(
            RouteStop.metering_point_id, RouteStop.route_id, RouteStop.valid_from, RouteStop.sequence, Route.code, Route.branch_id
        )
        .join(Route, Route.id == RouteStop.route_id)
        .where(among(session, RouteStop.metering_point_id, point_ids), RouteStop.valid_to.is_(None))
    )
    return {row[0]: row for row in session.execute(query)}
