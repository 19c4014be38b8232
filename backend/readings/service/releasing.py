"""发送核算: handing readings over to billing, metering point by metering point; later corrections become adjustments 退补."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.cases.queries import book
from backend.fieldwork.models import Task, Visit
from backend.fieldwork.service import runs
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.sets import among
from backend.readings.models import Release, SettlementLine
from backend.readings.queries import releases
from backend.readings.rules.settlement import Line, TaskState, undone
from backend.readings.service.stretches import Settled, keep_finals, settle


@dataclass(frozen=True, slots=True)
class Held:
    """A point that can't be handed over yet, and why."""

    point_id: UUID
    why: str
    case_id: UUID | None = None


@dataclass
class State:
    """What a branch's period has come to: points that may be handed over now, those that can't, those that have been."""

    home_of: dict[UUID, int] = field(default_factory=dict)
    ready: dict[UUID, Settled] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    released: set[UUID] = field(default_factory=set)
    tasks_of_runs: dict[UUID, set[UUID]] = field(default_factory=dict)


def state(
    session: Session, *, branch_id: int, period: int, run_id: UUID | None = None, point_ids: Collection[UUID] | None = None
) -> State:
    """Look at a branch's points of a period (of a run, or some of them) without changing anything."""
    tasks = _tasks(session, branch_id=branch_id, period=period, run_id=run_id, point_ids=point_ids)
    found = State()
    by_point: dict[UUID, list[TaskState]] = {}
    for row in tasks:
        by_point.setdefault(row.metering_point_id, []).append(TaskState(row.id, row.state, row.follows_id, row.estimated))
        found.home_of[row.metering_point_id] = row.home
        found.tasks_of_runs.setdefault(row.run_id, set()).add(row.metering_point_id)
    cases = book.open_of_points(session, period=period, point_ids=by_point)
    for home in sorted(set(found.home_of.values())):
        here = [point_id for point_id, of in found.home_of.items() if of == home]
        found.released |= set(releases.numbers(session, home=home, period=period, point_ids=here))
        waiting = [point_id for point_id in here if point_id not in found.released]
        candidates = []
        for point_id in waiting:
            why = undone(by_point[point_id])
            if why == "no_task":
                # Excluded, with somebody's approval: nothing is due of it.
                continue
            if point_id in cases:
                found.held.append(Held(point_id, "case_open", cases[point_id][0]))
            elif why is not None:
                found.held.append(Held(point_id, why))
            else:
                candidates.append(point_id)
        for point_id, settled in settle(session, home=home, period=period, point_ids=candidates).items():
            if settled.why is None:
                found.ready[point_id] = settled
            else:
                found.held.append(Held(point_id, settled.why))
    return found


def _tasks(
    session: Session, *, branch_id: int, period: int, run_id: UUID | None, point_ids: Collection[UUID] | None
) -> Collection[Any]:
    estimated = (
        exists()
        .where(Visit.home == Task.home, Visit.id == Task.visit_id, Visit.source == "office", Visit.standing == "stands")
        .where(Task.state.in_(("open", "skipped", "returned")))
    )
    query = select(
        Task.id, Task.home, Task.metering_point_id, Task.run_id, Task.state, Task.follows_id, estimated.label("estimated")
    ).where(Task.branch_id == branch_id, Task.period == period)
    if run_id is not None:
        # All tasks of the run's points, wherever they were made up.
        of_run = select(Task.metering_point_id).where(Task.run_id == run_id)
        query = query.where(Task.metering_point_id.in_(of_run))
    if point_ids is not None:
        query = query.where(among(session, Task.metering_point_id, point_ids))
    return session.execute(query.order_by(Task.metering_point_id, Task.id)).all()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a release did."""

    released: int
    held: tuple[Held, ...]
    already: int


def release_points(
    session: Session, *, branch_id: int, period: int, actor: Actor, run_id: UUID | None = None,
    point_ids: Collection[UUID] | None = None,
) -> Outcome:  # fmt: skip
    """Hand over every point that may be; one doubtful meter doesn't hold the others. A run whose points are all over is done."""
    found = state(session, branch_id=branch_id, period=period, run_id=run_id, point_ids=point_ids)
    keep_finals(session, list(found.ready.values()))
    lines = {point_id: settled.lines for point_id, settled in found.ready.items()}
    _write(
        session, period=period, branch_id=branch_id, home_of=found.home_of, numbers=dict.fromkeys(lines, 1), lines=lines,
        actor=actor,
    )  # fmt: skip
    for home in sorted({found.home_of[point_id] for point_id in lines}):
        # Which ones they were, the hand-overs themselves say.
        count = sum(found.home_of[point_id] == home for point_id in lines)
        record(
            session, home=home, actor=actor, action="release_points", subject=("period", str(period)),
            detail={"branch_id": branch_id, "points": count},
        )  # fmt: skip
    _finish_runs(session, found, set(lines) | found.released)
    return Outcome(len(lines), tuple(found.held), len(found.released))


def _finish_runs(session: Session, found: State, over: set[UUID]) -> None:
    """Runs all of whose points are handed over. A run that was only looked at in part is asked for whole."""
    for run_id, seen in found.tasks_of_runs.items():
        if not seen <= over:
            continue
        every = set(session.scalars(select(Task.metering_point_id).where(Task.run_id == run_id, Task.state != "cancelled")))
        homes = {found.home_of[point_id] for point_id in seen}
        period = session.scalars(select(Task.period).where(Task.run_id == run_id).limit(1)).one()
        done = over.union(*(releases.numbers(session, home=home, period=period, point_ids=every) for home in sorted(homes)))
        if every <= done:
            runs.advance(session, [run_id], "released")


def settle_again(session: Session, *, home: int, period: int, point_ids: Collection[UUID], actor: Actor) -> list[UUID]:
    """Write adjustments for points that were handed over and whose values have changed since; answers the points adjusted.

    A period handed over later begins with the value that changed, so it is looked at, too.
    """
    adjusted: list[UUID] = []
    periods = releases.later_periods(session, home=home, after=period - 1, point_ids=point_ids)
    for each, points in sorted(periods.items()):
        numbers = releases.numbers(session, home=home, period=each, point_ids=points)
        before = releases.newest_lines(session, home=home, period=each, point_ids=points)
        settled = settle(session, home=home, period=each, point_ids=points)
        changed = {
            point_id: one.lines
            for point_id, one in settled.items()
            if one.why is None and _values(one.lines) != _values(before.get(point_id, ()))
        }
        if not changed:
            continue
        keep_finals(session, [settled[point_id] for point_id in changed])
        branches = _branches(session, home=home, period=each, point_ids=changed)
        for branch_id in sorted(set(branches.values())):
            here = {point_id: lines for point_id, lines in changed.items() if branches[point_id] == branch_id}
            nexts = {point_id: numbers[point_id] + 1 for point_id in here}
            _write(
                session, period=each, branch_id=branch_id, home_of=dict.fromkeys(here, home), numbers=nexts, lines=here,
                actor=actor,
            )  # fmt: skip
        record(
            session, home=home, actor=actor, action="adjust_points", subject=("period", str(each)),
            detail={"points": [str(point_id) for point_id in changed]},
        )  # fmt: skip
        adjusted += changed
    return adjusted


def _values(lines: Collection[Line]) -> list[tuple[str, int | None, int, int, int]]:
    return sorted(
        (str(line.register_id), line.from_value_e4, line.to_value_e4, line.multiplier_e4, line.energy_e4) for line in lines
    )


def _branches(session: Session, *, home: int, period: int, point_ids: Collection[UUID]) -> dict[UUID, int]:
    query = select(Release.metering_point_id, Release.branch_id).where(
        Release.home == home, Release.period == period, among(session, Release.metering_point_id, point_ids)
    )
    return dict(session.execute(query).all())


def _write(
    session: Session, *, period: int, branch_id: int, home_of: Mapping[UUID, int], numbers: Mapping[UUID, int],
    lines: Mapping[UUID, Collection[Line]], actor: Actor,
) -> None:  # fmt: skip
    at = clock.now()
    by = UUID(actor.id) if actor.kind == "person" else None
    insert_rows(
        session, Release,
        [
            {
                "home": home_of[point_id], "period": period, "metering_point_id": point_id, "number": number,
                "branch_id": branch_id, "released_by": by, "released_at": at,
            }
            for point_id, number in numbers.items()
        ],
    )  # fmt: skip
    insert_rows(
        session, SettlementLine,
        [
            {
                "home": home_of[point_id], "period": period, "metering_point_id": point_id, "number": numbers[point_id],
                "register_id": line.register_id, "from_reading_id": line.from_reading_id, "to_reading_id": line.to_reading_id,
                "from_value_e4": line.from_value_e4, "from_at": line.from_at,
                "to_value_e4": line.to_value_e4, "to_at": line.to_at,
                "multiplier_e4": line.multiplier_e4, "advance_e4": line.advance_e4, "energy_e4": line.energy_e4,
            }
            for point_id, found in lines.items()
            for line in found
        ],
    )  # fmt: skip
