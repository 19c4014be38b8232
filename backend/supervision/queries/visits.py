"""Visits as evidence: values beside what was expected, photos, attempts, place and meter found."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.evidence.queries.photos import photos_of
from backend.evidence.rules.facts import PhotoView
from backend.fieldwork.models import Visit
from backend.fieldwork.queries import attempts
from backend.fieldwork.rules import moments
from backend.grid.queries.installations import InstallationView, RegisterView
from backend.kernel import clock
from backend.kernel.money import multiply_e4
from backend.kernel.sets import among
from backend.readings.queries import values
from backend.readings.rules.standing import Value, standing
from backend.supervision.queries import people, photos_missing, presence
from backend.supervision.rules.distance import metres
from backend.supervision.rules.presence import Part, score
from backend.vee.models import Finding
from backend.vee.queries import packs
from backend.vee.queries.packs import PackRegister, PackView
from backend.vee.rules.dial_photo import value_e4
from backend.vee.rules.facts import RegisterFacts
from backend.vee.rules.rule import fitted, went


@dataclass(frozen=True)
class Seen:
    """A visit, and the facts its values were judged by."""

    shown: dict[str, Any]
    registers: Mapping[UUID, RegisterFacts]
    values: Mapping[UUID, int]


def of_task(session: Session, *, home: int, task_ids: Collection[UUID]) -> Sequence[Visit]:
    """All visits of some tasks, newest first."""
    query = select(Visit).where(Visit.home == home, among(session, Visit.task_id, task_ids))
    return session.scalars(query.order_by(Visit.received_at.desc(), Visit.id.desc())).all()


def shown(
    session: Session, visits: Sequence[Visit], installations: Mapping[UUID, InstallationView], *, zone: ZoneInfo
) -> list[Seen]:
    """Visits of one home and period as the screen shows them, in the order given."""
    if not visits:
        return []
    home, period = visits[0].home, visits[0].period
    ids = [visit.id for visit in visits]
    held = values.of_visits(session, home=home, period=period, visit_ids=ids)
    reading_ids = [value.id for found in held.values() for value in found]
    qualities = values.qualities(session, home=home, period=period, ids=reading_ids)
    bands = packs.expectations(session, home=home, period=period, installation_ids={visit.installation_id for visit in visits})
    findings = _findings(session, home, period, ids)
    photos = photos_of(session, ids)
    observed = presence.of_visits(session, visits, zone=zone)
    lacking = photos_missing.of_visits(session, ids)
    tried = _attempts(session, home, {visit.task_id for visit in visits})
    names = people.named(session, {visit.person_id for visit in visits})
    found = []
    for visit in visits:
        installation = installations.get(visit.installation_id)
        facts = {} if installation is None else _facts(installation, bands.get(visit.installation_id), visit, zone)
        chain = held.get(visit.id, [])
        brought = {value.register_id: value for value in chain if value.visit_id == visit.id}
        stand = {value.register_id: value for value in standing(chain)}
        by_register: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
        for finding in findings[visit.id]:
            by_register[finding.register_id].append(_finding(finding))
        readings = []
        for register in installation.registers if installation is not None else ():
            value = brought.get(register.id)
            if value is not None and installation is not None:
                told = bands[visit.installation_id].registers.get(register.id) if visit.installation_id in bands else None
                readings.append(
                    _reading(register, value, told, facts[register.id], installation.multiplier_e4)
                    | {
                        "quality": qualities.get(value.id, []), "findings": by_register.get(register.id, []),
                        "stands": _stands(stand.get(register.id), value),
                    }
                )  # fmt: skip
        found.append(
            Seen(
                _visit(visit, names, photos.get(visit.id, ()), tried[visit.task_id, visit.person_id], installation)
                | {
                    "readings": readings, "findings": by_register.get(None, []), "photo_missing": visit.id in lacking,
                    "presence": _presence(observed.get(visit.id)),
                },
                facts, {key: value.value_e4 for key, value in brought.items()},
            )
        )  # fmt: skip
    return found


def _findings(session: Session, home: int, period: int, visit_ids: Sequence[UUID]) -> dict[UUID, list[Finding]]:
    query = select(Finding).where(Finding.home == home, Finding.period == period, among(session, Finding.visit_id, visit_ids))
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for finding in session.scalars(query.order_by(Finding.at, Finding.rule, Finding.id)):
        found[finding.visit_id].append(finding)
    return found


def _attempts(session: Session, home: int, task_ids: Collection[UUID]) -> dict[tuple[UUID, Any], list[dict[str, Any]]]:
    found: dict[tuple[UUID, Any], list[dict[str, Any]]] = defaultdict(list)
    for attempt in attempts.of_tasks(session, home=home, task_ids=task_ids):
        found[attempt.task_id, attempt.person_id].append(
            {
                "register_id": attempt.register_id, "n": attempt.number, "value": attempt.value_e4,
                "recorded_at": attempt.recorded_at, "hint": attempt.hint,
            }
        )  # fmt: skip
    return found


def _facts(installation: InstallationView, pack: PackView | None, visit: Visit, zone: ZoneInfo) -> dict[UUID, RegisterFacts]:
    on = clock.business_date(moments.that_counts(visit.taken_at, visit.corrected_at, visit.received_at), zone)
    found = {}
    for register in installation.registers:
        told = pack.registers.get(register.id) if pack is not None else None
        facts = RegisterFacts(
            register.id, register.kind, register.direction, register.band, register.unit, register.digits, register.decimals,
            told.previous_e4 if told else None, told.previous_on if told else None, told.expect if told else None,
            told.zero_run if told else 0,
        )  # fmt: skip
        found[register.id] = fitted(facts, on)
    return found


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "action": finding.action, "register_id": finding.register_id, "params": finding.params,
        "rules_version": finding.rule_version,
    }  # fmt: skip


def register_shown(register: RegisterView) -> dict[str, Any]:
    """A register as every screen names it."""
    return {
        "id": register.id, "obis": register.obis, "kind": register.kind, "direction": register.direction,
        "energy": register.energy, "band": register.band, "unit": register.unit, "digits": register.digits,
        "decimals": register.decimals, "position": register.position,
    }  # fmt: skip


def _reading(
    register: RegisterView, value: Value, told: PackRegister | None, facts: RegisterFacts, multiplier_e4: int
) -> dict[str, Any]:
    advance = went(facts, value.value_e4)
    previous = None
    if told is not None and told.previous_e4 is not None:
        previous = {"value": told.previous_e4, "at": told.previous_at}
    expect = facts.expect
    return {
        "id": value.id, "register": register_shown(register), "value": value.value_e4, "previous": previous,
        "advance": advance.e4 if advance is not None else None,
        "kwh": multiply_e4(advance.e4, multiplier_e4) if advance is not None else None,
        "expect": None if expect is None else {
            "lo": expect.low_e4, "hi": expect.high_e4, "mid": expect.mid_e4, "case_lo": expect.case_low_e4,
            "case_hi": expect.case_high_e4, "version": expect.version, "basis": told.basis if told is not None else {},
        },
        "obtained": value.obtained,
    }  # fmt: skip


def _stands(stands: Value | None, brought: Value) -> dict[str, Any] | None:
    """What stands in the value's place now, when that is another one."""
    if stands is None or stands.id == brought.id:
        return None
    return {"id": stands.id, "value": stands.value_e4, "obtained": stands.obtained}


def _presence(found: Sequence[Part] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "score": score(found),
        "parts": [{"code": part.code, "points": part.points, "params": dict(part.params)} for part in found],
    }


_BARCODE = {"matches": "match", "other": "mismatch", "none": "none", "unreadable": "unreadable", None: "pending"}
# A box shows a dozen meters' codes, a hostile picture hundreds.
_MOST_CODES = 8


def _photo(photo: PhotoView, installation: InstallationView | None) -> dict[str, Any]:
    return {
        "sha256": photo.sha256, "state": state_of(photo), "taken_at": photo.taken_at, "removed_at": photo.removed_at,
        "lost_since": photo.missing_since, "barcode": _barcode(photo),
        "dial": {"state": photo.dial, "read": _on_dial(photo, installation), "register_id": photo.dial_register_id}
        if photo.dial is not None else None,
    }  # fmt: skip


def state_of(photo: PhotoView) -> str:
    """Where a photo is: with its phone, here, put aside; or no more, as was set, or as nobody wanted."""
    if photo.removed_at is not None:
        return "removed"
    return "lost" if photo.missing_since is not None else photo.state


def _barcode(photo: PhotoView) -> dict[str, Any] | None:
    """What the photo itself says of the meter; None while it isn't here. Whose codes they are is looked up by `code_owners`."""
    if photo.verdict is None and photo.state != "whole":
        return None
    codes = [{"text": code["text"], "symbology": code["symbology"], "meter": None} for code in photo.codes[:_MOST_CODES]]
    return {
        "state": _BARCODE[photo.verdict], "text": photo.code_text, "symbology": photo.symbology, "meter": None, "codes": codes
    }  # fmt: skip


def _on_dial(photo: PhotoView, installation: InstallationView | None) -> int | None:
    """The digits that the second reader saw, as a value of their register."""
    registers = installation.registers if installation is not None else ()
    decimals = next((register.decimals for register in registers if register.id == photo.dial_register_id), None)
    return None if photo.dial_read is None or decimals is None else value_e4(photo.dial_read, decimals=decimals)


def _visit(
    visit: Visit, names: Mapping[UUID, Any], photos: Collection[PhotoView], tried: Sequence[Any],
    installation: InstallationView | None,
) -> dict[str, Any]:  # fmt: skip
    judged = visit.judged or {}
    place = visit.place
    if place is not None:
        point = installation.point if installation is not None else None
        where = (point.lat, point.lon) if point is not None else (None, None)
        place = {
            "lat": place.get("lat"), "lon": place.get("lon"), "accuracy_m": place.get("accuracy_m"),
            "distance_m": metres(place.get("lat"), place.get("lon"), *where),
        }  # fmt: skip
    return {
        "id": visit.id, "standing": visit.standing, "outcome": visit.outcome, "source": visit.source,
        "person": names.get(visit.person_id) if visit.person_id is not None else None, "device_id": visit.device_id,
        "taken_at": visit.taken_at, "corrected_at": visit.corrected_at, "received_at": visit.received_at, "place": place,
        "meter_found": visit.meter_found, "skip_code": visit.skip_code, "troubles": visit.troubles, "note": visit.note,
        "confirmed": bool(judged.get("confirmed", False)), "rules_version": judged.get("rules_version"),
        "band_version": judged.get("band_version"),
        "photos": [_photo(photo, installation) for photo in photos], "attempts": list(tried),
    }  # fmt: skip
