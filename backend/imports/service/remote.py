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
from backend.vee.rules.facts import ValueFacts, VisitFacts
from backend.vee.service import site_checks
from backend.vee.service.intake import intake


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
    """Claim the tasks of some values and judge them. A value for a task that was read already is kept, and doesn't stand.

    The first periods of a meter that is read remotely are checked on site: its task stays open.
    """
    now = clock.now()
    ids = [new_id() for _ in collected]
    checked = _checked_on_site(session, collected, day=clock.business_date(now, zone))
    claimed = claim_remote(
        session,
        [
            RemoteVisit(
                visit_id, each.place.home, UUID(each.place.point_id), UUID(each.place.installation_id), each.period,
                clock.from_ms(each.at), (each.place.installation_id, each.period) in checked,
            )
            for visit_id, each in zip(ids, collected, strict=True)
        ],
        actor=actor,
    )  # fmt: skip
    facts = []
    for visit_id, each in zip(ids, collected, strict=True):
        claim = claimed[visit_id]
        at = clock.from_ms(each.at)
        frozen = at.astimezone(zone).time() == dt.time(0)
        facts.append(
            VisitFacts(
                visit_id=visit_id, entry_id=visit_id, home=each.place.home, branch_id=claim.branch_id, period=each.period,
                run_id=claim.run_id, task_id=claim.task_id, point_id=UUID(each.place.point_id),
                installation_id=UUID(each.place.installation_id), person_id=None, device_id=None, obtained="remote", taken_at=at,
                values=tuple(ValueFacts(UUID(register_id), value, at, frozen) for register_id, value in each.values),
                standing="stands" if claim.stands else "contested", frozen_at=claim.frozen_at,
            )
        )  # fmt: skip
    intake(session, facts, now=now, zone=zone)


def _checked_on_site(session: Session, collected: Sequence[Collected], *, day: dt.date) -> set[tuple[str, int]]:
    """(installation, period) of the values that somebody must check at the meter."""
    together: defaultdict[tuple[int, int], dict[UUID, str]] = defaultdict(dict)
    for each in collected:
        together[each.place.home, each.period][UUID(each.place.installation_id)] = each.place.installation_id
    found = set()
    for (home, period), texts in together.items():
        ids = site_checks.to_be_checked(session, home=home, period=period, installation_ids=list(texts), day=day)
        found |= {(texts[installation_id], period) for installation_id in ids}
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
