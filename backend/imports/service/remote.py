"""Values collected remotely: they enter by the same door as any reading, and close the task of their point and period.

What couldn't be collected becomes a make-up task on the point's round.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.fieldwork.queries import tasks
from backend.fieldwork.service.facts import MakeUp, RemoteVisit
from backend.fieldwork.service.orders import make_up
from backend.fieldwork.service.outside import claim_remote
from backend.imports.service.directory import Place
from backend.imports.service.values import Failure, Row, Values
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.ids import new_id
from backend.vee.rules.facts import Standing, ValueFacts, VisitFacts
from backend.vee.service.intake import intake

_STILL_TO_BE_READ = frozenset({"open", "skipped", "returned"})


@dataclass(frozen=True, slots=True)
class Collected:
    """What one meter sent for one moment."""

    place: Place
    period: int
    at: int
    values: tuple[tuple[str, int], ...]


def visits(values: Values) -> Iterator[Collected]:
    """The file's values by meter and moment, a month after the other."""
    places = values.directory.places
    for home, period, _ in values.months():
        together: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in values.of_month(home, period):
            together[places[row.place].installation_id, row.at].append(row)
        for (_, at), rows in together.items():
            found = tuple((places[row.place].register_id, row.value) for row in rows)
            yield Collected(places[rows[0].place], period, at, found)


def take_in(session: Session, collected: Sequence[Collected], *, zone: ZoneInfo, actor: Actor) -> None:
    """Claim the tasks of some values and judge them. A value for a task that was read already is kept, and doesn't stand."""
    ids = [new_id() for _ in collected]
    unread = _unread(session, collected)
    claimed = claim_remote(
        session,
        [
            RemoteVisit(
                visit_id, each.place.home, UUID(each.place.point_id), UUID(each.place.installation_id), each.period,
                clock.from_ms(each.at),
            )
            for visit_id, each in zip(ids, collected, strict=True)
        ],
        actor=actor,
    )  # fmt: skip
    facts = []
    for visit_id, each in zip(ids, collected, strict=True):
        branch_id, run_id, task_id = claimed[visit_id]
        at = clock.from_ms(each.at)
        frozen = at.astimezone(zone).time() == dt.time(0)
        point = (UUID(each.place.point_id), each.period)
        standing: Standing = "stands" if task_id is None or point in unread else "contested"
        unread.discard(point)
        facts.append(
            VisitFacts(
                visit_id=visit_id, entry_id=visit_id, home=each.place.home, branch_id=branch_id, period=each.period,
                run_id=run_id, task_id=task_id, point_id=point[0], installation_id=UUID(each.place.installation_id),
                person_id=None, device_id=None, obtained="remote", taken_at=at, standing=standing,
                values=tuple(ValueFacts(UUID(register_id), value, at, frozen) for register_id, value in each.values),
            )
        )  # fmt: skip
    intake(session, facts, now=clock.now(), zone=zone)


def _unread(session: Session, collected: Sequence[Collected]) -> set[tuple[UUID, int]]:
    """The points and periods of which a task is still to be read."""
    found = set()
    for period in {each.period for each in collected}:
        points = {UUID(each.place.point_id) for each in collected if each.period == period}
        for task in tasks.of_point(session, points, period):
            if task.state in _STILL_TO_BE_READ:
                found.add((task.metering_point_id, period))
    return found


def order_make_ups(session: Session, failures: Sequence[Failure], *, actor: Actor) -> int:
    """Make-up tasks for what couldn't be collected; answers how many. Points that were read meanwhile need none."""
    rows = []
    for period in sorted({failure.period for failure in failures}):
        here = {UUID(failure.point_id): failure for failure in failures if failure.period == period}
        found = tasks.of_point(session, here, period)
        settled = {task.metering_point_id for task in found if task.state in {"read", "contested", "closed_elsewhere"}}
        rows += [MakeUp(point_id, period, failure.reason) for point_id, failure in here.items() if point_id not in settled]
    return sum(1 for _, task_id in make_up(session, rows=rows, actor=actor) if task_id is not None)
