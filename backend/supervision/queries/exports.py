"""The rows of an export of readings, chunk by chunk: memory stays flat, whatever the branch."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.queries import book
from backend.grid.models import MeteringPoint
from backend.grid.queries.installations import InstallationView, RegisterView, of_points
from backend.grid.queries.published import published
from backend.kernel.money import format_e4
from backend.kernel.sets import among
from backend.readings.models import Reading, Release
from backend.readings.queries import values
from backend.readings.rules.settlement import Line
from backend.readings.service.stretches import settle
from backend.supervision.queries import people

_CHUNK = 300


@dataclass(frozen=True)
class Wanted:
    """What is exported, and in whose time."""

    branch_id: int
    period: int
    zone: ZoneInfo


def rows(read: Callable[[Callable[[Session], Any]], Any], wanted: Wanted) -> Iterator[dict[str, str]]:
    """A row a register of the branch that has a standing value in the period, by metering point and display order.

    Values are those that stand now; a row that was handed over says when, and under which number. `read` is Database.read.
    """
    after = ""
    while True:
        numbers, found = read(partial(_chunk, wanted=wanted, after=after))
        yield from found
        if len(numbers) < _CHUNK:
            return
        after = numbers[-1]


def _chunk(session: Session, *, wanted: Wanted, after: str) -> tuple[list[str], list[dict[str, str]]]:
    query = (
        select(MeteringPoint.id, MeteringPoint.number, MeteringPoint.home)
        .where(MeteringPoint.branch_id == wanted.branch_id, MeteringPoint.number > after, published(MeteringPoint.batch))
        .order_by(MeteringPoint.number).limit(_CHUNK)
    )  # fmt: skip
    points = session.execute(query).all()
    installed = of_points(session, [row.id for row in points])
    found: dict[UUID, list[dict[str, str]]] = {}
    for home in sorted({row.home for row in points}):
        here = {row.id: installed[row.id] for row in points if row.home == home}
        found |= _of_home(session, wanted, home, here)
    return [row.number for row in points], [line for row in points for line in found.get(row.id, ())]


@dataclass(frozen=True)
class _Around:
    """What is known beside a settlement line."""

    view: InstallationView
    register: RegisterView
    reading: Reading | None
    quality: Sequence[str]
    reader: str
    released: Release | None
    open_cases: int
    estimate_e4: int | None  # what was estimated before it was read


def _of_home(
    session: Session, wanted: Wanted, home: int, installed: Mapping[UUID, Sequence[InstallationView]]
) -> dict[UUID, list[dict[str, str]]]:
    period = wanted.period
    settled = settle(session, home=home, period=period, point_ids=list(installed))
    lines = {point_id: one.lines for point_id, one in settled.items() if one.lines}
    ids = {line.to_reading_id for found in lines.values() for line in found}
    readings = values.full(session, home=home, period=period, ids=ids)
    replaced = _replaced_estimates(session, home, period, readings)
    qualities = values.qualities(session, home=home, period=period, ids=ids)
    names = people.named(session, {reading.person_id for reading in readings.values()})
    released = _released(session, home, period, list(lines))
    doubted = book.open_of_points(session, period=period, point_ids=list(lines))
    answer: dict[UUID, list[dict[str, str]]] = {}
    for point_id, found in lines.items():
        dials = {register.id: (view, register) for view in installed[point_id] for register in view.registers}
        by_place = sorted(found, key=lambda line: (dials[line.register_id][0].valid_from, dials[line.register_id][1].position))
        answer[point_id] = []
        for line in by_place:
            reading = readings.get(line.to_reading_id)
            person = names.get(reading.person_id) if reading is not None and reading.person_id is not None else None
            around = _Around(
                *dials[line.register_id], reading, qualities.get(line.to_reading_id, []), person["name"] if person else "",
                released.get(point_id), len(doubted.get(point_id, ())), replaced.get(line.to_reading_id),
            )  # fmt: skip
            answer[point_id].append(_row(wanted, line, around))
    return answer


def _replaced_estimates(session: Session, home: int, period: int, readings: Mapping[UUID, Reading]) -> dict[UUID, int]:
    """Reading → the estimate whose place it took, in 1/10,000, however often it was corrected since."""
    before = {key: one.corrects_id for key, one in readings.items() if one.corrects_id is not None and one.obtained != "estimate"}
    found: dict[UUID, int] = {}
    while before:
        held = values.full(session, home=home, period=period, ids=set(before.values()))
        further = {}
        for key, of in before.items():
            if held[of].obtained == "estimate":
                found[key] = held[of].value_e4
            elif (earlier := held[of].corrects_id) is not None:
                further[key] = earlier
        before = further
    return found


def _released(session: Session, home: int, period: int, point_ids: Sequence[UUID]) -> dict[UUID, Release]:
    """Point → its newest hand-over."""
    query = select(Release).where(
        Release.home == home, Release.period == period, among(session, Release.metering_point_id, point_ids)
    )
    return {row.metering_point_id: row for row in session.scalars(query.order_by(Release.number))}


def _row(wanted: Wanted, line: Line, around: _Around) -> dict[str, str]:
    point, meter, register = around.view.point, around.view.meter, around.register

    def moment(at: dt.datetime | None) -> str:
        return "" if at is None else at.astimezone(wanted.zone).isoformat(timespec="seconds")

    def number(value: int | None) -> str:
        return "" if value is None else format_e4(value)

    return {
        "period": f"{wanted.period // 100:04d}-{wanted.period % 100:02d}", "account_number": point.account_number,
        "account_name": point.name, "point_number": point.number, "address": point.address,
        "customer_class": point.customer_class, "asset_number": meter.asset_number, "serial_number": meter.serial_number,
        "obis": register.obis, "kind": register.kind, "direction": register.direction, "band": register.band,
        "previous_value": number(line.from_value_e4), "previous_at": moment(line.from_at), "value": number(line.to_value_e4),
        "value_at": moment(line.to_at), "advance": number(line.advance_e4), "multiplier": number(line.multiplier_e4),
        "energy": number(line.energy_e4), "unit": register.unit,
        # The last value of a meter that was taken away becomes a reading when the point is handed over.
        "obtained": around.reading.obtained if around.reading is not None else "import", "quality": " ".join(around.quality),
        "replaced_estimate": number(around.estimate_e4),
        "estimate_difference": number(None if around.estimate_e4 is None else line.to_value_e4 - around.estimate_e4),
        "reader": around.reader, "open_cases": str(around.open_cases),
        "released_at": moment(around.released.released_at) if around.released else "",
        "release_number": str(around.released.number) if around.released else "",
    }  # fmt: skip
