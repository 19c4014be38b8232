"""A round as a phone carries it: tasks with everything needed to read them without a network, built set-wise."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.fieldwork.queries import photo_policies
from backend.fieldwork.rules import calendar, codes
from backend.grid.queries.installations import BoxView, InstallationView, RegisterView, installations
from backend.kernel.money import format_e4
from backend.sync.queries import holdings
from backend.vee.queries.packs import PackRegister, PackView, expectations

_NO_VIEW = PackView(account_status="active", limits={}, band_version=0, registers={})

# How whole 1/10,000 are written.
Decimal = Callable[[int], Any]


def tasks(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], zone: ZoneInfo, decimal: Decimal = format_e4
) -> list[dict[str, Any]]:
    """Tasks on the wire, in the order of their rows (as `queries.holdings` gives them)."""
    if not rows:
        return []
    views = installations(session, [row.installation_id for row in rows])
    groups: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for row in rows:
        groups[row.home, row.period].append(row.installation_id)
    packs: dict[tuple[int, UUID], PackView] = {}
    for (home, period), ids in groups.items():
        found = expectations(session, home=home, period=period, installation_ids=ids)
        packs |= {(period, installation_id): view for installation_id, view in found.items()}
    terms = _photo_terms(session, {row.photo_policy_id for row in rows if row.photo_policy_id is not None})
    return [
        _task(row, views[row.installation_id], packs.get((row.period, row.installation_id), _NO_VIEW),
              terms.get(row.photo_policy_id), zone=zone, decimal=decimal)
        for row in rows
    ]  # fmt: skip


def _photo_terms(session: Session, policy_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Policy → how large photos may be and over which networks they go."""
    found = photo_policies.of_ids(session, policy_ids)
    return {key: {"max_kb": row.max_kb, "max_px": row.max_px, "network": row.network} for key, row in found.items()}


def runs(session: Session, run_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Runs on the wire."""
    return [
        {
            "id": str(row.id), "home": row.home, "branch_id": row.branch_id, "route_code": row.code, "route_name": row.name,
            "blind": row.blind, "period": calendar.format_period(row.period), "number": row.number, "state": row.state,
            "closed_at": row.closed_at, "window_from": row.window_from.isoformat(), "window_to": row.window_to.isoformat(),
        }
        for row in holdings.runs(session, sorted(set(run_ids)))
    ]  # fmt: skip


def code_lists() -> dict[str, list[dict[str, Any]]]:
    """What a reader chooses from, in both languages."""
    return {
        name: [{"code": code.code, "en": code.en, "zh": code.zh, "photo": code.photo} for code in listed]
        for name, listed in codes.LISTS.items()
    }


def _task(
    row: Row[*tuple[Any, ...]], view: InstallationView, pack: PackView, terms: Mapping[str, Any] | None, *,
    zone: ZoneInfo, decimal: Decimal,
) -> dict[str, Any]:  # fmt: skip
    point, meter = view.point, view.meter
    return {
        "id": str(row.id), "home": row.home, "run_id": str(row.run_id), "version": row.version, "kind": row.kind,
        "state": row.state, "sequence": row.sequence, "due_from": row.due_from.isoformat(), "due_to": row.due_to.isoformat(),
        "frozen_at": row.frozen_at.astimezone(zone).isoformat() if row.frozen_at is not None else None, "reason": row.reason,
        "photo": row.photo, "photo_terms": terms, "account_status": pack.account_status, "limits": pack.limits,
        "point": {
            "id": str(point.id), "number": point.number, "account_number": point.account_number, "name": point.name,
            "address": point.address, "class": point.customer_class, "lat": point.lat, "lon": point.lon, "hint": point.hint,
        },
        "box": _box(view.box) if view.box is not None else None,
        "meter": {
            "id": str(meter.id), "asset_number": meter.asset_number, "serial_number": meter.serial_number,
            "comm_address": meter.comm_address, "phases": meter.phases, "model": meter.model,
        },
        "installation_id": str(row.installation_id), "multiplier": decimal(view.multiplier_e4),
        "registers": [_register(register, pack.registers, zone, decimal) for register in view.registers],
    }  # fmt: skip


def _box(box: BoxView) -> dict[str, Any]:
    return {
        "id": str(box.id), "barcode": box.barcode, "address": box.address, "floor": box.floor, "row": box.row,
        "col": box.column,
    }  # fmt: skip


def _register(register: RegisterView, known: Mapping[UUID, PackRegister], zone: ZoneInfo, decimal: Decimal) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": str(register.id), "obis": register.obis, "kind": register.kind, "direction": register.direction,
        "energy": register.energy, "band": register.band, "unit": register.unit, "digits": register.digits,
        "decimals": register.decimals, "position": register.position,
        "previous": None, "expect": None, "history": [], "zero_run": 0,
    }  # fmt: skip
    view = known.get(register.id)
    if view is None:
        return body
    if view.previous_e4 is not None and view.previous_at is not None:
        body["previous"] = {
            "value": decimal(view.previous_e4), "at": view.previous_at.astimezone(zone).isoformat(),
            "on": view.previous_on.isoformat() if view.previous_on is not None else None,
        }  # fmt: skip
    if view.expect is not None:
        expect = view.expect
        body["expect"] = {
            "lo": decimal(expect.low_e4), "hi": decimal(expect.high_e4), "mid": decimal(expect.mid_e4),
            "case_lo": decimal(expect.case_low_e4), "case_hi": decimal(expect.case_high_e4), "floor": decimal(expect.floor_e4),
            "version": expect.version, "days": expect.days,
        }  # fmt: skip
    body["history"] = list(map(decimal, view.history_e4))
    body["zero_run"] = view.zero_run
    return body
