"""How customer classes move: their paths, made when a period's bands are, and the shift of a cycle, followed while it is read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.grid.models import MeteringPoint
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.jobs import enqueue
from backend.kernel.money import SCALE, multiply_e4
from backend.kernel.work import after_commit
from backend.readings.queries import values
from backend.readings.rules.dial import advance, modulus_e4, step_e4
from backend.vee.models import Cohort
from backend.vee.queries import cohorts, packs, pasts
from backend.vee.queries.packs import PackRegister
from backend.vee.queries.pasts import DialAt, PointPast
from backend.vee.rules import bands as rules
from backend.vee.rules.cohort import cycle_of, is_due, path_of
from backend.vee.rules.forecast import MONTH, Wanted, sheet_of
from backend.vee.rules.history import past_of

# So many points of a class say how it moved; more wouldn't say it better.
SAMPLE = 400
# A class's path is made again when bands are made after this long: history may have been imported meanwhile.
STALE = dt.timedelta(hours=1)
# A shift is told on when it moved by more than this (log), or when it is the first one to rest on some readings.
TOLD_SHIFT = 0.01
# The job that follows a cycle, at most once in so long.
FOLLOW = "vee.follow_cycle"
EVERY = dt.timedelta(minutes=2)
SOME_READINGS = 8


def make(session: Session, *, home: int, period: int, zone: ZoneInfo) -> None:
    """Make the paths of the classes of a home for a period, unless they were just made. What the cycle adds is kept."""
    rows = list(session.scalars(select(Cohort).where(Cohort.home == home, Cohort.period == period)))
    at = clock.now()
    if rows and min(row.made_at for row in rows) > at - STALE:
        return
    followed = {row.customer_class: (row.shift_e4, row.readings) for row in rows}
    session.execute(delete(Cohort).where(Cohort.home == home, Cohort.period == period))
    made = []
    for customer_class, wanted in _wanted(session, home=home, period=period, zone=zone).items():
        sheet = sheet_of(wanted)
        path = path_of(sheet.middays, sheet.logs)
        ahead = float(np.median(sheet.from_day)) + MONTH / 2
        shift_e4, readings = followed.get(customer_class, (0, 0))
        made.append(
            {
                "home": home, "period": period, "customer_class": customer_class, "days": list(path.days),
                "logs": [round(log, 6) for log in path.logs], "has_year": path.has_year(ahead), "shift_e4": shift_e4,
                "readings": readings, "made_at": at,
            }
        )  # fmt: skip
    insert_rows(session, Cohort, made, ignore_conflicts=True)


def _wanted(session: Session, *, home: int, period: int, zone: ZoneInfo) -> dict[str, list[Wanted]]:
    """Class → the months of a sample of its registers, the points known longest first."""
    point_ids: list[UUID] = []
    here = MeteringPoint.home == home
    for customer_class in session.scalars(select(MeteringPoint.customer_class).where(here).distinct()).all():
        of_class = here & (MeteringPoint.customer_class == customer_class)
        point_ids += session.scalars(select(MeteringPoint.id).where(of_class).order_by(MeteringPoint.id).limit(SAMPLE)).all()
    found = pasts.points(session, point_ids, day=clock.business_date(clock.now(), zone))
    dials = [dial for point in found.values() for of_one in point.dials.values() for dial in of_one]
    registers = {dial.register_id for dial in dials if _counts(dial)}
    held = values.of_registers(
        session, home=home, register_ids=registers, first=values.back(period, pasts.MONTHS_BACK), last=values.back(period, 1)
    )
    wanted: dict[str, list[Wanted]] = defaultdict(list)
    for point in found.values():
        for dial in list(point.dials.values())[-1] if point.dials else ():
            if _counts(dial):
                past = past_of(pasts.chain(point, dial, held, zone))
                if past.previous is not None and past.spans:
                    day = past.previous.on.toordinal()
                    scale = _scale(dial, point)
                    wanted[scale.customer_class].append(Wanted(past.spans, day, day + round(MONTH), scale.trifle))
    return wanted


def _counts(dial: DialAt) -> bool:
    return dial.kind == "cumulative" and dial.band == "total" and dial.unit == "kWh"


def _scale(dial: DialAt, point: PointPast) -> rules.Dial:
    return rules.Dial(dial.multiplier_e4, step_e4(dial.decimals), cohorts.class_of(point.customer_class, dial.direction))


# The turn this process has already asked for, by database, home and period: a push mustn't pay for a job that is there.
_asked: WeakKeyDictionary[Engine, dict[tuple[int, int], int]] = WeakKeyDictionary()


def follow_soon(session: Session, *, home: int, period: int, now: dt.datetime) -> None:
    """Have the cycle of a period looked at: readings have come. Many pushes together ask for one look."""
    every = int(EVERY.total_seconds())
    turn = int(now.timestamp()) // every + 1
    asked = _asked.setdefault(session.get_bind().engine, {})
    if asked.get((home, period)) == turn:
        return
    at = dt.datetime.fromtimestamp(turn * every, dt.UTC)
    enqueue(session, FOLLOW, {"home": home, "period": period}, key=f"{FOLLOW}:{home}:{period}:{turn}", run_at=at)
    after_commit(session, lambda: asked.update({(home, period): turn}))


def follow(session: Session, *, home: int, period: int, zone: ZoneInfo) -> bool:
    """Look at the readings of a period accepted so far; answers whether what is expected of the rest has moved."""
    rows = list(session.scalars(select(Cohort).where(Cohort.home == home, Cohort.period == period)))
    if not rows:
        return False
    residuals = _residuals(session, home=home, period=period, zone=zone)
    moved = False
    for row in rows:
        own = residuals.get(row.customer_class, [])
        if not row.days or not is_due(len(own), row.readings):
            continue
        cycle = cycle_of(own, has_year=row.has_year)
        shift_e4 = round(cycle.shift * SCALE)
        moved |= abs(shift_e4 - row.shift_e4) > TOLD_SHIFT * SCALE or row.readings < SOME_READINGS <= cycle.readings
        session.execute(
            update(Cohort)
            .where(Cohort.home == home, Cohort.period == period, Cohort.customer_class == row.customer_class)
            .values(shift_e4=shift_e4, readings=cycle.readings)
        )
    return moved


def _residuals(session: Session, *, home: int, period: int, zone: ZoneInfo) -> dict[str, list[float]]:
    """Class → how far accepted readings of a period lay off what was expected of them."""
    query = select(Task.installation_id, Task.metering_point_id).where(
        Task.home == home, Task.period == period, Task.state == "read"
    )
    read = dict(session.execute(query.order_by(Task.id.desc()).limit(6 * SAMPLE)).all())
    found = pasts.points(session, set(read.values()), day=clock.business_date(clock.now(), zone))
    told = packs.expectations(session, home=home, period=period, installation_ids=list(read))
    dials = {
        dial.register_id: (dial, point)
        for point in found.values()
        for installation_id in point.dials.keys() & read.keys()
        for dial in point.dials[installation_id]
        if _counts(dial)
    }
    held = values.of_registers(session, home=home, register_ids=list(dials), first=period, last=period)
    residuals: dict[str, list[float]] = defaultdict(list)
    for register_id, (dial, point) in dials.items():
        pack = told.get(dial.installation_id)
        register = pack.registers.get(register_id) if pack is not None else None
        standing = [value for value in held.get(register_id, ()) if value.obtained != "estimate"]
        if register is None or not standing:
            continue
        on = clock.business_date(standing[-1].value_at, zone)
        residual = _residual(register, dial, standing[-1].value_e4, on)
        if residual is not None:
            residuals[cohorts.class_of(point.customer_class, dial.direction)].append(residual)
    return residuals


def _residual(register: PackRegister, dial: DialAt, value_e4: int, on: dt.date) -> float | None:
    """One reading's; None where it says nothing: odd itself, or of a new meter."""
    seen = rules.forecast_of(register.basis)
    if seen is None or register.previous_id is None or register.previous_e4 is None or register.previous_on is None:
        return None
    modulus = modulus_e4(dial.digits)
    went = advance(register.previous_e4, value_e4, modulus=modulus, most=modulus // 2)
    days = (on - register.previous_on).days
    if went.e4 < 0 or days <= 0:
        return None
    rate = multiply_e4(went.e4, dial.multiplier_e4) / SCALE / days
    return rules.residual(seen, rate) if rules.is_believed(seen, rate) else None


def open_runs(session: Session, *, home: int, period: int) -> Sequence[UUID]:
    """Runs of a period that still have something to read."""
    query = select(Task.run_id).where(Task.home == home, Task.period == period, Task.state == "open").distinct()
    return sorted(session.scalars(query).all())
