"""Which meter is where from when to when, with multiplier, place in a box, and the values it came and went with."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from backend.grid.rules.register_codes import BY_OBIS
from backend.imports.queries import existing
from backend.imports.queries.existing import Found
from backend.imports.service.context import DAWN, Context, iso, new_hex
from backend.imports.service.reconcile import occupancy
from backend.imports.service.reconcile.common import change, differing, look_up, missing, values_of
from backend.imports.service.stage import Known, Stated, Target
from backend.imports.service.targets import INSTALLATION, INSTALLATION_REGISTER, MULTIPLIER
from backend.kernel.loading import Scalar
from backend.kernel.money import SCALE, format_e4

_MULTIPLIER_BEGINS = replace(MULTIPLIER, late=True)
_MULTIPLIER_BECOMES = Target("installation_multiplier", ("installation_id", "valid_from"), ("multiplier_e4",))
_VALUES_LATE = replace(INSTALLATION_REGISTER, late=True)
_FINAL = Target("installation_register", ("installation_id", "register_id"), ("final_e4",))
_EVENT = Target("point_event", (), ("id", "home", "metering_point_id", "on", "kind", "detail"), late=True)


@dataclass
class _Book:
    """What a chunk's installations may point to, and what is there already."""

    points: Mapping[str, Known]
    meters: Mapping[str, Known]
    boxes: Mapping[str, Known]
    # Asset number → register code → (id, digits, decimals).
    registers: Mapping[str, dict[str, tuple[str, int, int]]]
    here: Mapping[tuple[str, str], list[Found]]
    multipliers: Mapping[UUID, list[Found]]
    values: Mapping[tuple[UUID, UUID], Found]


def installations(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make installations, and end the ones that others replace."""
    book = _open(session, context, chunk)
    for each in chunk:
        point, meter = book.points.get(each.key[0]), book.meters.get(each.key[1])
        box = each.attributes.get("box")
        if point is None:
            missing(context, each, "point", "point", each.key[0])
        elif meter is None:
            missing(context, each, "asset", "meter", each.key[1])
        elif box is not None and box not in book.boxes:
            missing(context, each, "box", "box", box)
        elif not book.registers.get(each.key[1]):
            context.fault(each, "asset", "meter_without_registers", each.key[1], key=each.key[1])
        elif context.may(each, point.branch_id) and _values_fit(context, each, book):
            _reconcile(context, each, book)


def _open(session: Session, context: Context, chunk: Sequence[Stated]) -> _Book:
    assets = {each.key[1] for each in chunk}
    points = look_up(context, "point", {each.key[0] for each in chunk}, lambda keys: existing.points(session, keys))
    meters = look_up(context, "meter", assets, lambda keys: existing.meters(session, keys))
    boxes = look_up(context, "box", values_of(chunk, "box"), lambda keys: existing.boxes(session, keys))
    meter_ids = {UUID(known.id): asset for asset, known in meters.items()}
    rows = existing.installations(session, points=[UUID(known.id) for known in points.values()], meters=list(meter_ids))
    occupancy.note_existing(context, rows)
    here: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for row in rows:
        here[row.point, row.asset].append(row)
    ids = [row.id for row in rows]
    registers: dict[str, dict[str, tuple[str, int, int]]] = {}
    for meter_id, found in existing.registers(session, list(meter_ids)).items():
        codes = {BY_OBIS[row.obis].code: (row.id.hex, row.digits, row.decimals) for row in found if row.obis in BY_OBIS}
        registers[meter_ids[meter_id]] = codes
    for asset in assets:
        for key, known in context.stage.known_under("register", asset).items():
            digits, decimals = known.more.split(".")
            registers.setdefault(asset, {})[key[1]] = (known.id, int(digits), int(decimals))
    return _Book(
        points, meters, boxes, registers, here, existing.multipliers(session, ids), existing.installation_registers(session, ids)
    )


def _values_fit(context: Context, each: Stated, book: _Book) -> bool:
    """Whether the meter has the registers that the row gives values for, and their dials can show them."""
    fits = True
    for name in ("initial", "final"):
        for code, value in each.attributes.get(name, {}).items():
            dial = book.registers[each.key[1]].get(code)
            if dial is None:
                context.fault(each, name, "no_such_register_on_meter", code, key=each.key[1], register=code)
                fits = False
            elif value >= 10 ** dial[1] * SCALE or value % 10 ** (4 - dial[2]):
                context.fault(each, name, "value_too_wide", format_e4(value), digits=dial[1], decimals=dial[2])
                fits = False
    return fits


def _match(each: Stated, rows: Sequence[Found]) -> Found | None:
    """The installation that a row means: the one that began on its day; without a day the open one, else the last.

    One whose beginning nobody knew is the one whose beginning is now told.
    """
    since = each.attributes.get("since")
    if since is not None:
        exact = next((row for row in rows if iso(row.valid_from) == since), None)
        undated = next((row for row in rows if iso(row.valid_from) == DAWN and row.valid_to is None), None)
        return exact if exact is not None else undated
    still = [row for row in rows if row.valid_to is None]
    return (still or list(rows) or [None])[-1]


def _reconcile(context: Context, each: Stated, book: _Book) -> None:
    since, until = each.attributes.get("since"), each.attributes.get("until")
    row = _match(each, book.here.get((each.key[0], each.key[1]), []))
    begins = since or (iso(row.valid_from) if row is not None else None) or DAWN
    if until is not None and until < begins:
        context.fault(each, "removed_on" if "replaced_by" not in each.attributes else "installed_on", "ends_before_start", until)
        return
    if row is None:
        if "replaced_by" in each.attributes:
            context.fault(each, "old_asset", "not_installed", each.key[1])
            return
        if since is None:
            context.assumed["installed_on"] += 1
        _make(context, each, book, begins)
        return
    _compare(context, each, book, row)


def _make(context: Context, each: Stated, book: _Book, begins: str) -> None:
    installation_id = new_hex()
    point, meter = book.points[each.key[0]], book.meters[each.key[1]]
    box, until = each.attributes.get("box"), each.attributes.get("until")
    context.stage.put(
        INSTALLATION,
        [
            (
                installation_id, point.home, point.id, meter.id, None if box is None else book.boxes[box].id,
                each.attributes.get("floor", ""), each.attributes.get("row"), each.attributes.get("column"), begins, until,
                context.batch,
            )
        ],
    )  # fmt: skip
    if "multiplier" not in each.attributes:
        context.assumed["multiplier"] += 1
    context.stage.put(MULTIPLIER, [(installation_id, begins, each.attributes.get("multiplier", SCALE))])
    initial, final = each.attributes.get("initial", {}), each.attributes.get("final", {})
    context.stage.put(
        INSTALLATION_REGISTER,
        [
            (installation_id, book.registers[each.key[1]][code][0], initial.get(code, 0), final.get(code))
            for code in {**initial, **final}
        ],
    )
    occupancy.note(context, installation_id, each, begins, until)
    context.count("installation", "new")


def _compare(context: Context, each: Stated, book: _Book, row: Found) -> None:
    point = book.points[each.key[0]]
    stated = dict(each.attributes)
    values: dict[str, Scalar] = differing(row, stated, ("floor", "row", "column"))
    if "since" in stated and stated["since"] != iso(row.valid_from):
        values["valid_from"] = stated["since"]
    if "until" in stated and stated["until"] != iso(row.valid_to):
        values["valid_to"] = stated["until"]
    if "box" in stated and stated["box"] != row.box:
        values["box_id"] = book.boxes[stated["box"]].id
    change(context, "installation", "installation", row, values)
    begins = str(values.get("valid_from") or iso(row.valid_from))
    until = values.get("valid_to") or iso(row.valid_to)
    occupancy.note(context, row.id.hex, each, begins, None if until is None else str(until))
    if "replaced_by" in stated and "valid_to" in values:
        detail = json.dumps({"old": each.key[1], "new": stated["replaced_by"]})
        context.stage.put(_EVENT, [(new_hex(), point.home, point.id, stated["until"], "meter_exchange", detail)])
    _compare_multiplier(context, each, book, row)
    _compare_values(context, each, book, row)


def _compare_multiplier(context: Context, each: Stated, book: _Book, row: Found) -> None:
    wanted = each.attributes.get("multiplier")
    known = book.multipliers.get(row.id, [])
    if not known:
        context.stage.put(_MULTIPLIER_BEGINS, [(row.id.hex, iso(row.valid_from), SCALE if wanted is None else wanted)])
        return
    if wanted is None or known[-1].multiplier_e4 == wanted:
        return
    begins = each.attributes.get("multiplier_from")
    if begins is None:
        context.fault(each, "multiplier", "multiplier_needs_date", format_e4(wanted))
    elif any(iso(span.valid_from) == begins for span in known):
        context.stage.put(_MULTIPLIER_BECOMES, [(row.id.hex, begins, wanted)])
    else:
        context.stage.put(_MULTIPLIER_BEGINS, [(row.id.hex, begins, wanted)])


def _compare_values(context: Context, each: Stated, book: _Book, row: Found) -> None:
    initial, final = each.attributes.get("initial", {}), each.attributes.get("final", {})
    for code in {**initial, **final}:
        register_id = book.registers[each.key[1]][code][0]
        known = book.values.get((row.id, UUID(register_id)))
        if known is None:
            context.stage.put(_VALUES_LATE, [(row.id.hex, register_id, initial.get(code, 0), final.get(code))])
            continue
        if code in initial and known.initial_e4 != initial[code]:
            context.fault(each, "initial", "value_known", format_e4(initial[code]), known=format_e4(known.initial_e4))
        if code in final and known.final_e4 is not None and known.final_e4 != final[code]:
            context.fault(each, "final", "value_known", format_e4(final[code]), known=format_e4(known.final_e4))
        elif code in final and known.final_e4 is None:
            context.stage.put(_FINAL, [(row.id.hex, register_id, final[code])])
