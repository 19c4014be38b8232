"""Boxes, meters and their registers."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from backend.grid.rules.register_codes import CODES
from backend.imports.queries import existing
from backend.imports.queries.existing import Found
from backend.imports.service.context import Context, new_hex
from backend.imports.service.positions import position_of
from backend.imports.service.reconcile.common import change, differing, look_up
from backend.imports.service.stage import Known, Stated
from backend.imports.service.targets import BOX, METER, REGISTER

# What Chinese household and three-phase meters show: six digits and two decimals (Q/GDW 1354, Q/GDW 1364).
_DIGITS, _DECIMALS = 6, 2
_REGISTER_LATER = replace(REGISTER, late=True)


def boxes(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make meter boxes."""
    found = existing.boxes(session, [each.key[0] for each in chunk])
    known = {}
    for each in chunk:
        place = position_of(context, each)
        stated = each.attributes if place is None else {**each.attributes, "lat": place.lat, "lon": place.lon}
        row = found.get(each.key[0])
        if row is None:
            branch_id = context.branch_for(each)
            if branch_id is None:
                continue
            known[each.key] = Known(new_hex(), branch_id, branch_id)
            texts = (stated.get("address", ""), stated.get("key_number", ""), stated.get("rows", 1), stated.get("columns", 1))
            position = (None, None) if place is None else (place.lat, place.lon)
            context.stage.put(BOX, [(known[each.key].id, branch_id, branch_id, each.key[0], *texts, *position)])
            context.count("box", "new")
            continue
        known[each.key] = Known(row.id.hex, row.home, row.branch_id)
        columns = ("address", "key_number", "rows", "columns", *(() if place is None else ("lat", "lon")))
        values = differing(row, stated, columns)
        if not values or context.may(each, row.branch_id):
            change(context, "box", "meter_box", row, values)
    context.stage.know("box", known)


def meters(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make meters."""
    found = existing.meters(session, [each.key[0] for each in chunk])
    known = {}
    for each in chunk:
        stated = {**each.attributes}
        if "phases" in stated:
            stated["phases"] = int(stated["phases"])
        for name in ("rated_current", "rated_voltage"):
            if name in stated:
                stated[f"{name}_e4"] = stated[name]
        row = found.get(each.key[0])
        if row is None:
            home = context.branch_for(each)
            if home is None:
                continue
            known[each.key] = Known(new_hex(), home)
            context.stage.put(
                METER,
                [
                    (
                        known[each.key].id, home, each.key[0], stated.get("serial_number", ""), stated.get("comm_address", ""),
                        stated.get("model", ""), stated.get("phases", 1), stated.get("rated_current_e4"),
                        stated.get("rated_voltage_e4"),
                    )
                ],
            )  # fmt: skip
            context.count("meter", "new")
            continue
        known[each.key] = Known(row.id.hex, row.home)
        columns = ("serial_number", "comm_address", "model", "phases", "rated_current_e4", "rated_voltage_e4")
        values = differing(row, stated, columns)
        if not values or context.may(each, row.home):
            change(context, "meter", "meter", row, values)
    context.stage.know("meter", known)


def registers(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make registers. A meter's registers come in one chunk."""
    assets = {each.key[0] for each in chunk}
    meter_of = look_up(context, "meter", assets, lambda numbers: existing.meters(session, numbers))
    rows = existing.meters(session, sorted(assets))
    by_meter = existing.registers(session, [row.id for row in rows.values()])
    known = {}
    for each in chunk:
        asset, code = each.key
        meter = meter_of.get(asset)
        if meter is None:
            # A meter of this file that isn't known has its own fault.
            if not context.stage.states("meter", (asset,)):
                context.fault(each, "asset", "unknown_meter", asset, key=asset)
            continue
        siblings = by_meter[rows[asset].id] if asset in rows else []
        row = next((sibling for sibling in siblings if sibling.obis == CODES[code].obis), None)
        if row is not None:
            known[each.key] = _known(row.id.hex, meter, row.digits, row.decimals)
            _compare(context, each, row)
            continue
        digits = each.attributes.get("digits", _DIGITS)
        decimals = each.attributes.get("decimals", _DECIMALS if "digits" not in each.attributes else 0)
        if "digits" not in each.attributes:
            context.assumed["dial"] += 1
        known[each.key] = _known(new_hex(), meter, digits, decimals)
        _make(context, each, meter, known[each.key].id, (digits, decimals), is_new_meter=asset not in rows)
    context.stage.know("register", known)


def _known(register_id: str, meter: Known, digits: int, decimals: int) -> Known:
    return Known(register_id, meter.home, None, f"{digits}.{decimals}")


def _make(context: Context, each: Stated, meter: Known, register_id: str, dial: tuple[int, int], *, is_new_meter: bool) -> None:
    code = CODES[each.key[1]]
    position = each.attributes.get("position", list(CODES).index(code.code) + 1)
    context.stage.put(
        REGISTER if is_new_meter else _REGISTER_LATER,
        [
            (
                register_id, meter.home, meter.id, code.obis, code.kind, code.direction, code.energy, code.band,
                each.attributes.get("unit", code.unit), *dial, position,
            )
        ],
    )  # fmt: skip
    context.count("register", "new")


def _compare(context: Context, each: Stated, row: Found) -> None:
    """A dial never changes; its place on the display, and how its unit is written, may be corrected."""
    if differing(row, each.attributes, ("digits", "decimals")):
        dial = f"{row.digits}.{row.decimals}"
        context.fault(each, "dial", "register_changes", dial)
        return
    change(context, "register", "register", row, differing(row, each.attributes, ("position", "unit")))
