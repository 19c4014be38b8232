"""Lines, transformer areas, and which line feeds which area since when."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from backend.imports.queries import existing
from backend.imports.service.context import DAWN, Context, new_hex
from backend.imports.service.reconcile.common import change, differing, look_up, missing, values_of
from backend.imports.service.stage import Known, Stated, Target
from backend.imports.service.targets import AREA, AREA_LINE, LINE

_AREA_LINE_BEGINS = replace(AREA_LINE, late=True)
_AREA_LINE_ENDS = Target("area_line", ("area_id", "valid_from"), ("valid_to",))


def lines(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make lines."""
    found = existing.lines(session, [each.key[0] for each in chunk])
    known = {}
    for each in chunk:
        number, row = each.key[0], found.get(each.key[0])
        if row is None:
            home = context.branch_for(each)
            if home is None:
                continue
            known[each.key] = Known(new_hex(), home)
            context.stage.put(LINE, [(known[each.key].id, home, number, each.attributes.get("name", number))])
            context.count("line", "new")
        else:
            known[each.key] = Known(row.id.hex, row.home)
            values = differing(row, each.attributes, ("name",))
            if not values or context.may(each, row.home):
                change(context, "line", "line", row, values)
    context.stage.know("line", known)


def areas(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make transformer areas; a new line begins on its day, or today."""
    found = existing.areas(session, [each.key[0] for each in chunk])
    feeding = look_up(context, "line", values_of(chunk, "line"), lambda numbers: existing.lines(session, numbers))
    known = {}
    for each in chunk:
        number, row, line = each.key[0], found.get(each.key[0]), each.attributes.get("line")
        if line is not None and line not in feeding:
            missing(context, each, "line", "line", line)
            continue
        since = each.attributes.get("since")
        if row is None:
            branch_id = context.branch_for(each)
            if branch_id is None:
                continue
            known[each.key] = Known(new_hex(), branch_id, branch_id)
            context.stage.put(AREA, [(known[each.key].id, branch_id, branch_id, number, each.attributes.get("name", number))])
            if line is not None:
                context.stage.put(AREA_LINE, [(known[each.key].id, since or DAWN, None, feeding[line].id)])
            context.count("area", "new")
            continue
        known[each.key] = Known(row.id.hex, row.home, row.branch_id)
        if each.attributes.get("branch", row.branch_id) != row.branch_id:
            context.fault(each, "branch", "branch_changes", number)
            continue
        values = differing(row, each.attributes, ("name",))
        moved = line is not None and line != row.line
        if (values or moved) and not context.may(each, row.branch_id):
            continue
        change(context, "area", "transformer_area", row, values)
        if line is not None and moved:
            begins = since or (context.today.isoformat() if row.line is not None else DAWN)
            if row.line is not None:
                context.stage.put(_AREA_LINE_ENDS, [(row.id.hex, row.line_since.isoformat(), begins)])
            context.stage.put(_AREA_LINE_BEGINS, [(row.id.hex, begins, None, feeding[line].id)])
    context.stage.know("area", known)
