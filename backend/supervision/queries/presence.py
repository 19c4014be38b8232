"""What visits show of who was there: their places, paces, photos and barcodes, loaded for many visits at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.evidence.queries.photos import photos_of
from backend.evidence.rules.facts import PhotoView
from backend.fieldwork.models import Task, Visit
from backend.grid.models import Installation, MeterBox, MeteringPoint
from backend.grid.rules.datum import as_wgs84
from backend.kernel import clock
from backend.kernel.sets import among
from backend.supervision.queries import photos_missing
from backend.supervision.rules.distance import metres
from backend.supervision.rules.presence import Part, Sight, parts
from backend.vee.queries import thresholds
from backend.vee.rules import presence_limits
from backend.vee.rules.facts import Numbers
from backend.vee.rules.limits import Setting, applying


@dataclass(frozen=True, slots=True)
class _Stop:
    """A visit of a person's day: when and where, and where its meter hangs. Positions are WGS-84 text; `building` tells boxes
    (points without a box) apart."""

    visit_id: UUID
    taken_at: dt.datetime
    sequence: int
    lat: str | None
    lon: str | None
    accuracy_m: int | None
    at_lat: str | None
    at_lon: str | None
    building: UUID
    customer_class: str


def of_visits(session: Session, visits: Sequence[Visit], *, zone: ZoneInfo) -> dict[UUID, tuple[Part, ...]]:
    """Visit → what is observed of it, of the visits that a phone brought."""
    walked = [visit for visit in visits if visit.source == "phone" and visit.person_id is not None]
    if not walked:
        return {}
    ids = [visit.id for visit in walked]
    days = _days(session, walked, zone)
    photos = photos_of(session, ids)
    lacking = photos_missing.of_visits(session, ids)
    used = _used_before(session, ids)
    settings = thresholds.settings(session)
    found = {}
    for visit in walked:
        on = clock.business_date(visit.taken_at, zone)
        day = days[visit.person_id, on]
        of_class = next(stop.customer_class for stop in day if stop.visit_id == visit.id)
        numbers = limits(settings, branch_id=visit.branch_id, customer_class=of_class, day=on)
        sight = _sight(visit, day, photos.get(visit.id, ()), asked=visit.id in lacking, used=visit.id in used)
        found[visit.id] = parts(sight, numbers)
    return found


def limits(settings: Sequence[Setting], *, branch_id: int, customer_class: str = "", day: dt.date) -> Numbers:
    """From where on something is said of a visit (VEE-31), of a branch, class and day. Without a class: of every class."""
    own = applying(settings, branch_id=branch_id, customer_class=customer_class, day=day)
    return {**presence_limits.DEFAULTS, **own.get(presence_limits.CODE, {})}


def _days(session: Session, visits: Sequence[Visit], zone: ZoneInfo) -> dict[tuple[UUID | None, dt.date], list[_Stop]]:
    """(person, business day) → everything the person visited then, in order of time."""
    first = dt.datetime.combine(min(clock.business_date(visit.taken_at, zone) for visit in visits), dt.time(), zone)
    last = dt.datetime.combine(max(clock.business_date(visit.taken_at, zone) for visit in visits), dt.time(), zone)
    query = (
        select(
            Visit.id, Visit.person_id, Visit.taken_at, Visit.place, Task.sequence, Installation.box_id,
            MeteringPoint.id.label("point"), MeteringPoint.customer_class,
            func.coalesce(MeterBox.lat, MeteringPoint.lat).label("lat"),
            func.coalesce(MeterBox.lon, MeteringPoint.lon).label("lon"),
        )
        .join(Task, Task.id == Visit.task_id)
        .join(Installation, Installation.id == Visit.installation_id)
        .join(MeteringPoint, MeteringPoint.id == Visit.metering_point_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .where(Visit.home.in_(sorted({visit.home for visit in visits})))
        .where(among(session, Visit.person_id, list({visit.person_id for visit in visits})))
        .where(Visit.taken_at >= first, Visit.taken_at < last + dt.timedelta(days=1))
        .order_by(Visit.taken_at, Visit.id)
    )  # fmt: skip
    found: dict[tuple[UUID | None, dt.date], list[_Stop]] = defaultdict(list)
    for row in session.execute(query):
        lat, lon = _on_one_datum(row.place)
        stop = _Stop(
            row.id, row.taken_at, row.sequence, lat, lon, (row.place or {}).get("accuracy_m"), row.lat, row.lon,
            row.box_id or row.point, row.customer_class,
        )  # fmt: skip
        found[row.person_id, clock.business_date(row.taken_at, zone)].append(stop)
    return found


def _on_one_datum(place: Mapping[str, Any] | None) -> tuple[str | None, str | None]:
    """A phone's position as WGS-84, which archived positions are kept in."""
    if not place or place.get("lat") is None or place.get("lon") is None:
        return None, None
    return as_wgs84(place["lat"], place["lon"], place.get("datum") or "WGS-84")


def _used_before(session: Session, visit_ids: Collection[UUID]) -> set[UUID]:
    query = select(Case.subject_id).where(
        Case.subject_kind == "visit", Case.headline == "photo_reused", among(session, Case.subject_id, list(map(str, visit_ids)))
    )
    return {UUID(text) for text in session.scalars(query)}


def _sight(visit: Visit, day: Sequence[_Stop], photos: Collection[PhotoView], *, asked: bool, used: bool) -> Sight:
    place = next(i for i, stop in enumerate(day) if stop.visit_id == visit.id)
    here = day[place]
    # The turn of a stop among those of the day: numbers in a route have gaps.
    turn = {sequence: rank for rank, sequence in enumerate(sorted({stop.sequence for stop in day}))}
    before = next((stop for stop in reversed(day[:place]) if stop.building != here.building), None)
    sharp = [photo.sharpness for photo in photos if photo.sharpness is not None]
    walked = None if before is None else metres(here.lat, here.lon, before.lat, before.lon)
    return Sight(
        how=(visit.meter_found or {}).get("how", "listed"), from_m=metres(here.lat, here.lon, here.at_lat, here.at_lon),
        accuracy_m=here.accuracy_m, has_position=here.lat is not None, walked_m=walked,
        walk_accuracy_m=(here.accuracy_m or 0) + (before.accuracy_m or 0) if before is not None else 0,
        seconds=int((here.taken_at - before.taken_at).total_seconds()) if before is not None else None,
        turns=turn[day[place - 1].sequence] - turn[here.sequence] if place else 0, photos=len(photos), photo_asked=asked,
        barcode_in_photo=any(photo.verdict == "matches" for photo in photos), sharpest=max(sharp, default=None), used_before=used,
    )  # fmt: skip
