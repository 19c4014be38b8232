"""What was handed over to billing, and what readings a point has."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import Session

from backend.grid.models import Account, MeteringPoint, Register
from backend.grid.queries.published import published
from backend.kernel import paging
from backend.kernel.clock import to_ms
from backend.kernel.paging import Page
from backend.kernel.sets import among
from backend.readings.models import Reading, Release, SettlementLine
from backend.readings.queries import values
from backend.readings.service.releasing import State
from backend.supervision.queries import people


def _places() -> Any:
    address = func.coalesce(func.nullif(MeteringPoint.address, ""), Account.address).label("address")
    return select(
        MeteringPoint.id, MeteringPoint.number, MeteringPoint.customer_class, MeteringPoint.branch_id, address
    ).join(Account, Account.id == MeteringPoint.account_id)  # fmt: skip


def _place(row: Any) -> dict[str, Any]:
    return {
        "id": row.id, "number": row.number, "address": row.address, "class": row.customer_class, "branch_id": row.branch_id
    }  # fmt: skip


def overview(session: Session, found: State, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """Where a period stands: counts, and the points that are held, by number. Those not read yet are only counted."""
    held = {one.point_id: one for one in found.held if one.why not in _NOT_YET}
    places = session.execute(_places().where(among(session, MeteringPoint.id, list(held))).order_by(MeteringPoint.number)).all()
    after = paging.decode(cursor, str)[0] if cursor else ""
    rest = [row for row in places if row.number > after]
    return {
        "ready": len(found.ready), "held": len(held), "released": len(found.released), "missing": len(found.held) - len(held),
        "items": [
            {"point": _place(row), "why": held[row.id].why, "case_id": held[row.id].case_id} for row in rest[:limit]
        ],
        "next": paging.encode(rest[limit - 1].number) if len(rest) > limit else None,
    }  # fmt: skip


# Nobody has been there: nothing is wrong with the point yet.
_NOT_YET = ("not_read",)


def settlement(session: Session, *, branch_id: int, period: int, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """The lines that hold of what a branch handed over in a period: of each point those of its newest number."""
    newest = (
        select(Release.home, Release.metering_point_id, func.max(Release.number).label("number"))
        .where(Release.branch_id == branch_id, Release.period == period)
        .group_by(Release.home, Release.metering_point_id)
        .subquery()
    )
    query = (
        select(SettlementLine)
        .join(
            newest,
            and_(
                SettlementLine.home == newest.c.home, SettlementLine.period == period,
                SettlementLine.metering_point_id == newest.c.metering_point_id, SettlementLine.number == newest.c.number,
            ),
        )
        .order_by(SettlementLine.metering_point_id, SettlementLine.register_id).limit(limit + 1)
    )  # fmt: skip
    if cursor:
        key = (SettlementLine.metering_point_id, SettlementLine.register_id)
        query = query.where(tuple_(*key) > tuple_(*paging.decode(cursor, UUID, UUID)))
    lines = session.scalars(query).all()
    shown = lines[:limit]
    points = {line.metering_point_id for line in lines}
    places = {row.id: _place(row) for row in session.execute(_places().where(among(session, MeteringPoint.id, points)))}
    # The page goes by ids; within a point the registers stand as on its display.
    places_in_page = {point_id: at for at, point_id in enumerate(dict.fromkeys(line.metering_point_id for line in shown))}
    registers = of_registers(session, {line.register_id for line in lines})
    items = [
        {
            "point": places[line.metering_point_id], "register": registers[line.register_id], "number": line.number,
            "from": None if line.from_value_e4 is None else {"value": line.from_value_e4, "at": line.from_at},
            "to": {"value": line.to_value_e4, "at": line.to_at}, "advance": line.advance_e4, "multiplier": line.multiplier_e4,
            "kwh": line.energy_e4,
        }
        for line in sorted(
            shown, key=lambda line: (places_in_page[line.metering_point_id], registers[line.register_id]["position"])
        )
    ]  # fmt: skip
    last = lines[limit - 1] if len(lines) > limit else None
    return Page(items, paging.encode(last.metering_point_id, last.register_id) if last is not None else None)


def of_registers(session: Session, register_ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    """Registers as every screen names them."""
    query = select(Register).where(among(session, Register.id, register_ids))
    return {
        row.id: {
            "id": row.id, "obis": row.obis, "kind": row.kind, "direction": row.direction, "energy": row.energy,
            "band": row.band, "unit": row.unit, "digits": row.digits, "decimals": row.decimals, "position": row.position,
        }
        for row in session.scalars(query)
    }  # fmt: skip


def readings(session: Session, *, home: int, register_ids: set[UUID], first: int, last: int) -> Sequence[dict[str, Any]]:
    """Every reading of some registers, standing or not, newest first."""
    query = (
        select(Reading)
        .where(Reading.home == home, Reading.period >= first, Reading.period <= last)
        .where(among(session, Reading.register_id, register_ids), published(Reading.batch))
        .order_by(Reading.value_at.desc(), Reading.id.desc())
    )
    # The registers of one visit in the order of the meter's display, every month alike.
    positions = {key: register["position"] for key, register in of_registers(session, register_ids).items()}
    rows = sorted(session.scalars(query), key=lambda row: (-to_ms(row.value_at), positions.get(row.register_id, 0)))
    names = people.named(session, {row.person_id for row in rows})
    stand = {
        value.id
        for found in values.of_registers(session, home=home, register_ids=register_ids, first=first, last=last).values()
        for value in found
    }
    codes: dict[UUID, list[str]] = {}
    for period in sorted({row.period for row in rows}):
        ids = [row.id for row in rows if row.period == period]
        codes |= values.qualities(session, home=home, period=period, ids=ids)
    return [
        {
            "id": row.id, "period": row.period, "register_id": row.register_id, "value": row.value_e4,
            "value_at": row.value_at, "taken_at": row.taken_at, "received_at": row.received_at, "obtained": row.obtained,
            "frozen": row.frozen, "quality": codes.get(row.id, []), "visit_id": row.visit_id, "stands": row.id in stand,
            "by": names.get(row.person_id) if row.person_id is not None else None, "corrects": row.corrects_id,
            "reason": row.reason,
        }
        for row in rows
    ]  # fmt: skip
