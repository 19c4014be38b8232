"""Metering points, the area each hangs on, and which is whose parent."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from backend.imports.queries import existing
from backend.imports.queries.existing import Found
from backend.imports.service.context import DAWN, Context, new_hex
from backend.imports.service.positions import Place, position_of
from backend.imports.service.reconcile.common import change, differing, look_up, missing, values_of
from backend.imports.service.stage import Known, Stated, Target
from backend.imports.service.targets import POINT, POINT_AREA

_AREA_BEGINS = replace(POINT_AREA, late=True)
_AREA_ENDS = Target("point_area", ("metering_point_id", "valid_from"), ("valid_to",))
_PARENT = Target("metering_point", ("id",), ("parent_id",))
_COLUMNS = (
    "role", "customer_class", "voltage", "contract_capacity_e4", "address", "hint", "unmetered", "billed_at", "valid_from",
    "valid_to", "given_lat", "given_lon", "given_datum",
)  # fmt: skip


def points(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make metering points."""
    found = existing.points(session, [each.key[0] for each in chunk])
    account_of = look_up(
        context, "account", values_of(chunk, "account"), lambda keys: existing.accounts(session, keys),
        lambda row: str(row.customer_class),
    )  # fmt: skip
    area_of = look_up(context, "area", values_of(chunk, "area"), lambda keys: existing.areas(session, keys))
    hangs_on = existing.point_areas(session, [row.id for row in found.values()])
    known = {}
    for each in chunk:
        account, area = each.attributes.get("account"), each.attributes.get("area")
        if account is not None and account not in account_of:
            missing(context, each, "account", "account", account)
            continue
        if area is not None and area not in area_of:
            missing(context, each, "area", "area", area)
            continue
        stated, place = _stated(context, each)
        row = found.get(each.key[0])
        if row is not None:
            known[each.key] = Known(row.id.hex, row.home, row.branch_id)
            hangs = hangs_on.get(row.id)
            if _may_change(context, each, row):
                _compare(context, row, stated, place)
                _move(context, each, row, hangs, None if area is None else area_of[area].id)
            continue
        if account is None:
            context.fault(each, "account", "required_blank", fields=context.titles[each.sheet]("account"))
            continue
        made = _make(context, each, stated, place, account_of[account])
        if made is not None:
            known[each.key] = made
            if area is not None:
                begins = each.attributes.get("area_from") or stated.get("valid_from") or DAWN
                context.stage.put(POINT_AREA, [(made.id, begins, None, area_of[area].id)])
    context.stage.know("point", known)


def _stated(context: Context, each: Stated) -> tuple[dict[str, str | int | None], Place | None]:
    stated = dict(each.attributes)
    place = position_of(context, each)
    if place is not None:
        stated |= {"given_lat": place.given_lat, "given_lon": place.given_lon, "given_datum": place.given_datum}
    if "capacity" in stated:
        stated["contract_capacity_e4"] = stated["capacity"]
    return stated, place


def _make(
    context: Context, each: Stated, stated: dict[str, str | int | None], place: Place | None, account: Known
) -> Known | None:
    branch_id: int = each.attributes.get("branch", account.home)
    if not context.may(each, branch_id):
        return None
    point = Known(new_hex(), branch_id, branch_id)
    position = (None,) * 5 if place is None else (place.lat, place.lon, place.given_lat, place.given_lon, place.given_datum)
    customer_class = stated.get("customer_class", account.more)
    context.stage.put(
        POINT,
        [
            (
                point.id, branch_id, branch_id, each.key[0], account.id, stated.get("role", "settlement"), customer_class,
                stated.get("voltage", ""), stated.get("contract_capacity_e4"), stated.get("address", ""), stated.get("hint", ""),
                *position, stated.get("unmetered", 0), stated.get("billed_at", "reading"), stated.get("valid_from"),
                 stated.get("valid_to"), context.batch,
            )
        ],
    )  # fmt: skip
    context.count("point", "new")
    return point


def _may_change(context: Context, each: Stated, row: Found) -> bool:
    if each.attributes.get("account", row.account) != row.account:
        context.fault(each, "account", "account_changes", each.attributes["account"])
        return False
    if each.attributes.get("branch", row.branch_id) != row.branch_id:
        context.fault(each, "branch", "branch_changes", each.key[0])
        return False
    return context.may(each, row.branch_id)


def _compare(context: Context, row: Found, stated: dict[str, str | int | None], place: Place | None) -> None:
    values = differing(row, stated, _COLUMNS)
    if place is not None and values.keys() & {"given_lat", "given_lon", "given_datum"}:
        values |= {
            "lat": place.lat, "lon": place.lon, "given_lat": place.given_lat, "given_lon": place.given_lon,
            "given_datum": place.given_datum,
        }  # fmt: skip
    change(context, "point", "metering_point", row, values)


def _move(context: Context, each: Stated, row: Found, hangs: Found | None, area_id: str | None) -> None:
    """Hang an existing point on another area, from the day the row says or today on."""
    if area_id is None or (hangs is not None and hangs.number == each.attributes["area"]):
        return
    begins = each.attributes.get("area_from") or (DAWN if hangs is None else context.today.isoformat())
    if hangs is not None:
        context.stage.put(_AREA_ENDS, [(row.id.hex, hangs.valid_from.isoformat(), begins)])
    context.stage.put(_AREA_BEGINS, [(row.id.hex, begins, None, area_id)])


def parents(session: Session, context: Context) -> None:
    """Link points to their parents, once all points of the file are known. A point is never above itself."""
    above: dict[str, str] = {}
    for chunk in context.stage.chunks("point"):
        named = [each for each in chunk if each.attributes.get("parent") is not None]
        if not named:
            continue
        parent_of = look_up(context, "point", values_of(named, "parent"), lambda keys: existing.points(session, keys))
        own = context.stage.known("point", [each.key for each in named])
        now = {row.id.hex: row.parent_id for row in existing.points(session, [each.key[0] for each in named]).values()}
        for each in named:
            parent = each.attributes["parent"]
            if parent not in parent_of:
                missing(context, each, "parent", "point", parent)
                continue
            if each.key not in own:
                continue
            above[each.key[0]] = parent
            if _in_circle(above, each.key[0]):
                context.fault(each, "parent", "parent_in_circle", parent)
                continue
            present = now.get(own[each.key].id)
            if present is None or present.hex != parent_of[parent].id:
                context.stage.put(_PARENT, [(own[each.key].id, parent_of[parent].id)])


def _in_circle(above: dict[str, str], start: str) -> bool:
    at, seen = above.get(start), {start}
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = above.get(at)
    return False
