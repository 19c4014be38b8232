"""The faces of a route's meters today, for practising at a desk. Only a demo has such a page."""

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.grid.queries.installations import InstallationView, installations
from backend.grid.rules.register_codes import BY_OBIS
from backend.imports.queries import practice as queries
from backend.imports.rules.practice import Dial, faces
from backend.kernel.clock import business_date
from backend.kernel.money import format_e4
from backend.readings.queries.values import back, of_registers
from backend.readings.rules.standing import Value

_MONTHS = 14


def meters(session: Session, *, route_id: UUID, today: dt.date, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The meters of a route in walking order, each with what its registers show today.

    They go on from what was read before this month, so that what somebody types today doesn't change the face.
    """
    stops = queries.stops(session, route_id, today)
    views = installations(session, [stop.id for stop in stops])
    boxes = queries.boxes(session, [view.box.id for view in views.values() if view.box is not None])
    period = today.year * 100 + today.month
    past: dict[UUID, list[Value]] = {}
    for home in sorted({stop.home for stop in stops}):
        ids = [register.id for view in views.values() if view.home == home for register in view.registers]
        past |= of_registers(session, home=home, register_ids=ids, first=back(period, _MONTHS), last=back(period, 1))
    return [
        _meter(stop.sequence, stop.number, views[stop.id], boxes, _faces(views[stop.id], past, today, zone)) for stop in stops
    ]


def _faces(view: InstallationView, past: dict[UUID, list[Value]], today: dt.date, zone: ZoneInfo) -> dict[str, int]:
    dials = [
        Dial(
            BY_OBIS[register.obis].code, register.kind, register.digits, register.decimals, register.initial_e4,
            [(business_date(value.value_at, zone).toordinal(), value.value_e4) for value in past.get(register.id, [])],
        )
        for register in view.registers if register.obis in BY_OBIS
    ]  # fmt: skip
    return faces(
        dials, meter=view.meter.asset_number, period=today.year * 100 + today.month, today=today.toordinal(),
        hung_on=view.valid_from.toordinal(),
    )  # fmt: skip


def _meter(
    sequence: int, point: str, view: InstallationView, boxes: dict[UUID, tuple[int, int]], shown: dict[str, int]
) -> dict[str, Any]:
    box = None
    if view.box is not None:
        rows, columns = boxes[view.box.id]
        box = {
            "barcode": view.box.barcode, "address": view.box.address, "rows": rows, "columns": columns, "row": view.box.row,
            "column": view.box.column,
        }  # fmt: skip
    return {
        "sequence": sequence, "point": {"number": point, "address": view.point.address},
        "asset_number": view.meter.asset_number, "serial_number": view.meter.serial_number,
        "comm_address": view.meter.comm_address, "model": view.meter.model, "phases": view.meter.phases, "box": box,
        "registers": [
            {
                "id": register.id, "kind": register.kind, "direction": register.direction, "energy": register.energy,
                "band": register.band, "unit": register.unit, "digits": register.digits, "decimals": register.decimals,
                "position": register.position, "value": format_e4(shown[BY_OBIS[register.obis].code]),
            }
            for register in view.registers if register.obis in BY_OBIS
        ],
    }  # fmt: skip
