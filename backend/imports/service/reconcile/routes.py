"""Routes, their schedule, and the place of each metering point in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.imports.queries import existing
from backend.imports.queries.existing import Found
from backend.imports.service.context import DAWN, Context, iso, new_hex
from backend.imports.service.reconcile.common import change, differing
from backend.imports.service.refs import PointRef, resolve
from backend.imports.service.stage import Known, Stated, Target
from backend.imports.service.targets import ROUTE, SCHEDULE, STOP

_SCHEDULE_BEGINS = replace(SCHEDULE, late=True)
_SCHEDULE_BECOMES = Target("route_schedule", ("route_id", "valid_from"), ("frequency", "reading_day", "walks"))
_STOP_ENDS = Target("route_stop", ("route_id", "metering_point_id", "valid_from"), ("valid_to",))
_STOP_MOVES = Target("route_stop", ("route_id", "metering_point_id", "valid_from"), ("sequence",))
_SCHEDULE = ("frequency", "reading_day", "walks")
# A route whose reading day a file doesn't say is read from the first of the month on.
_USUAL: dict[str, str | int] = {"frequency": "monthly", "reading_day": 1, "walks": 1}
_PLACES = """
CREATE TABLE IF NOT EXISTS place (point_id TEXT PRIMARY KEY, route TEXT, line INTEGER) WITHOUT ROWID
"""
_TURNS = """
CREATE TABLE IF NOT EXISTS turn (route_id TEXT, sequence INTEGER, line INTEGER, PRIMARY KEY (route_id, sequence)) WITHOUT ROWID
"""


def routes(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make routes."""
    found = existing.routes(session, [each.key[1] for each in chunk])
    known = {}
    for each in chunk:
        branch_id = int(each.key[0]) if each.key[0] else context.branch_for(each)
        if branch_id is None or not context.may(each, branch_id):
            continue
        stated = each.attributes
        if stated.get("frequency") == "several" and stated.get("walks", 1) < 2:
            context.fault(each, "frequency", "frequency_without_walks")
            continue
        row = found.get((branch_id, each.key[1]))
        if row is None:
            known[each.key] = Known(new_hex(), branch_id, branch_id)
            name = stated.get("name", each.key[1])
            context.stage.put(ROUTE, [(known[each.key].id, branch_id, branch_id, each.key[1], name, 1, context.batch)])
            schedule = [stated.get(column, _USUAL[column]) for column in _SCHEDULE]
            context.stage.put(SCHEDULE, [(known[each.key].id, DAWN, *schedule)])
            if "reading_day" not in stated:
                context.assumed["reading_day"] += 1
            context.count("route", "new")
            continue
        known[each.key] = Known(row.id.hex, row.home, row.branch_id)
        change(context, "route", "route", row, differing(row, stated, ("name",)))
        if row.valid_from is None or differing(row, stated, _SCHEDULE):
            _reschedule(context, row, stated)
    context.stage.know("route", known)


def _reschedule(context: Context, row: Found, stated: Mapping[str, Any]) -> None:
    """Another frequency or reading day, from today on."""
    schedule = [stated.get(column, _USUAL[column] if row.valid_from is None else getattr(row, column)) for column in _SCHEDULE]
    begins = context.today.isoformat() if row.valid_from is not None else DAWN
    target = _SCHEDULE_BECOMES if iso(row.valid_from) == begins else _SCHEDULE_BEGINS
    context.stage.put(target, [(row.id.hex, begins, *schedule)])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a point shall stand."""

    route: Known
    code: str
    sequence: int
    since: str | None


def stops(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Put points into routes. A point stands in one route at a time: a new place ends the old one."""
    context.stage.db.execute(_PLACES)
    context.stage.db.execute(_TURNS)
    points = resolve(session, context, chunk)
    standing = existing.stops(session, [UUID(ref.id) for ref in points.values()])
    keys = {(each.attributes["branch"], each.attributes["route"]) for each in chunk}
    known = context.stage.known("route", keys)
    for each in chunk:
        ref = points.get(each.key)
        route = known.get((each.attributes["branch"], each.attributes["route"]))
        if ref is None or route is None:
            continue
        if ref.branch_id != route.branch_id:
            context.fault(each, "route", "point_of_other_branch", ref.number)
            continue
        if _is_first(context, each, ref) and _has_a_turn_of_its_own(context, each, route):
            sequence = each.attributes.get("sequence", each.row)
            place = _Place(route, each.attributes["route"], sequence, each.attributes.get("since"))
            _put(context, ref, place, standing.get(UUID(ref.id)))


def _is_first(context: Context, each: Stated, ref: PointRef) -> bool:
    """Whether the file names the point here first: it may name it by number, by meter and by account."""
    row = context.stage.db.execute("SELECT route, line FROM place WHERE point_id = ?", (ref.id,)).fetchone()
    if row is not None:
        code = "point_in_two_routes" if row[0] != each.attributes["route"] else "repeated_row"
        context.fault(
            each,
            each.key[0],
            code,
            each.key[1],
            other=row[0] if row[0] != each.attributes["route"] else row[1],
            row=row[1],
            key=ref.number,
        )
        return False
    context.stage.db.execute("INSERT INTO place VALUES (?, ?, ?)", (ref.id, each.attributes["route"], each.row))
    return True


def _has_a_turn_of_its_own(context: Context, each: Stated, route: Known) -> bool:
    """Whether no earlier row of the file gives the same sequence in the route: which comes first would be anybody's guess."""
    sequence = each.attributes.get("sequence")
    if sequence is None:
        return True
    row = context.stage.db.execute("SELECT line FROM turn WHERE route_id = ? AND sequence = ?", (route.id, sequence)).fetchone()
    if row is not None:
        context.fault(each, "sequence", "sequence_taken", str(sequence), row=row[0], route=each.attributes["route"])
        return False
    context.stage.db.execute("INSERT INTO turn VALUES (?, ?, ?)", (route.id, sequence, each.row))
    return True


def _put(context: Context, ref: PointRef, place: _Place, standing: Found | None) -> None:
    if standing is not None and standing.route_id.hex == place.route.id:
        moved = standing.sequence != place.sequence
        context.count("stop", "changed" if moved else "same")
        if moved:
            context.stage.put(_STOP_MOVES, [(place.route.id, ref.id, standing.valid_from.isoformat(), place.sequence)])
        return
    begins = place.since or (DAWN if standing is None else context.today.isoformat())
    if standing is not None:
        context.stage.put(_STOP_ENDS, [(standing.route_id.hex, ref.id, standing.valid_from.isoformat(), begins)])
    context.stage.put(STOP, [(place.route.id, ref.id, begins, None, place.sequence, context.batch)])
    context.count("stop", "new" if standing is None else "changed")
