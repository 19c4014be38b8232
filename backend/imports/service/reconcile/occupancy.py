"""Overlaps: two meters at one point, or one meter at two points, at the same time. Looked for over the whole file at its end."""

from collections.abc import Sequence

from backend.imports.queries.existing import Found
from backend.imports.service.context import Context, iso
from backend.imports.service.stage import Stated

_TABLE = """
CREATE TABLE IF NOT EXISTS occupancy
    (id TEXT PRIMARY KEY, point TEXT, asset TEXT, valid_from TEXT, valid_to TEXT, line INTEGER, sheet TEXT) WITHOUT ROWID
"""
_OVERLAPS = """
SELECT coalesce(line, line_before), coalesce(sheet, sheet_before, ''), point, asset, point_before, asset_before FROM (
    SELECT *, lag(point) OVER w AS point_before, lag(asset) OVER w AS asset_before, lag(valid_to) OVER w AS to_before,
        lag(line) OVER w AS line_before, lag(sheet) OVER w AS sheet_before, row_number() OVER w AS place
    FROM occupancy WINDOW w AS (PARTITION BY {by} ORDER BY valid_from, coalesce(valid_to, '9999'), id)
) WHERE place > 1 AND (to_before IS NULL OR to_before > valid_from) AND coalesce(line, line_before) IS NOT NULL
ORDER BY 1
"""


def note_existing(context: Context, rows: Sequence[Found]) -> None:
    """Installations as they are, unless this file has changed them already."""
    context.stage.db.execute(_TABLE)
    context.stage.db.executemany(
        "INSERT OR IGNORE INTO occupancy VALUES (?, ?, ?, ?, ?, NULL, NULL)",
        [(row.id.hex, row.point, row.asset, iso(row.valid_from), iso(row.valid_to)) for row in rows],
    )


def note(context: Context, installation_id: str, each: Stated, begins: str, ends: str | None) -> None:
    """An installation as this file makes it."""
    context.stage.db.execute(
        "INSERT OR REPLACE INTO occupancy VALUES (?, ?, ?, ?, ?, ?, ?)",
        (installation_id, each.key[0], each.key[1], begins, ends, each.row, each.sheet),
    )


def find_overlaps(context: Context) -> None:
    """A fault for every installation that begins before the one before it, of the same point or meter, has ended."""
    context.stage.db.execute(_TABLE)
    told: set[tuple[int, str]] = set()
    for line, sheet, point, asset, point_before, asset_before in context.stage.db.execute(
        _OVERLAPS.format(by="point")
    ).fetchall():
        at = Stated((point, asset), line, sheet, {})
        told.add((line, sheet))
        context.fault(at, "asset", "point_occupied", asset, key=point_before, other=asset_before)
    for line, sheet, point, asset, point_before, _ in context.stage.db.execute(_OVERLAPS.format(by="asset")).fetchall():
        if (line, sheet) not in told:
            context.fault(Stated((point, asset), line, sheet, {}), "asset", "meter_elsewhere", asset, other=point_before)
