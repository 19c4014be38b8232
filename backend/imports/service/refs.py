"""Metering points by whatever a file names them with: their own number, their meter, or their account."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.imports.queries import existing
from backend.imports.service.context import Context
from backend.imports.service.stage import Stated


@dataclass(frozen=True, slots=True)
class PointRef:
    """A metering point that was found."""

    id: str
    number: str
    home: int
    branch_id: int


def resolve(session: Session, context: Context, chunk: Sequence[Stated]) -> dict[tuple[str, ...], PointRef]:
    """The points that keys ("point" | "asset" | "account", number) mean; a fault for each that means none or several."""
    found = _by_number(session, context, {each.key[1] for each in chunk if each.key[0] == "point"})
    found |= _by_meter(session, {each.key[1] for each in chunk if each.key[0] == "asset"})
    by_account = {each.key[1] for each in chunk if each.key[0] == "account"}
    several = set()
    for number, rows in existing.points_of_accounts(session, sorted(by_account)).items():
        if len(rows) == 1:
            found["account", number] = PointRef(rows[0].id.hex, rows[0][4], rows[0].home, rows[0].branch_id)
        else:
            several.add(number)
    for each in chunk:
        by, number = each.key
        if each.key in found or (by == "point" and context.stage.states("point", (number,))):
            continue
        if by == "account" and number in several:
            context.fault(each, by, "several_points", number, key=number)
        else:
            context.fault(each, by, "unknown_meter" if by == "asset" else f"unknown_{by}", number, key=number)
    return found


def _by_number(session: Session, context: Context, numbers: set[str]) -> dict[tuple[str, ...], PointRef]:
    known = context.stage.known("point", [(number,) for number in numbers])
    found: dict[tuple[str, ...], PointRef] = {
        ("point", key[0]): PointRef(point.id, key[0], point.home, point.branch_id or point.home) for key, point in known.items()
    }
    rest = sorted(numbers - {key[0] for key in known})
    for number, row in existing.points(session, rest).items():
        found["point", number] = PointRef(row.id.hex, number, row.home, row.branch_id)
    return found


def _by_meter(session: Session, assets: set[str]) -> dict[tuple[str, ...], PointRef]:
    rows = existing.points_of_meters(session, sorted(assets))
    return {("asset", asset): PointRef(row.id.hex, row[4], row.home, row.branch_id) for asset, row in rows.items()}
