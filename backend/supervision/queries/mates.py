"""The stops near by on the route, with what is expected of their registers: whose meter was it that was read?"""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.grid.queries.installations import InstallationView, installations
from backend.kernel import clock
from backend.vee.queries import packs
from backend.vee.queries.packs import PackView
from backend.vee.rules.facts import RegisterFacts
from backend.vee.rules.hypotheses import FARTHEST, Mate
from backend.vee.rules.rule import fitted


def near(session: Session, task_id: UUID) -> list[tuple[InstallationView, PackView, int]]:
    """The stops up to `FARTHEST` before and after a task in its run: what hangs there, what is expected, how many stops away."""
    own = session.get(Task, task_id)
    if own is None:
        return []
    in_run = (Task.run_id == own.run_id, Task.id != own.id, Task.metering_point_id != own.metering_point_id)
    before = select(Task.installation_id, Task.sequence).where(*in_run, Task.sequence <= own.sequence)
    after = select(Task.installation_id, Task.sequence).where(*in_run, Task.sequence > own.sequence)
    rows = [
        *enumerate(session.execute(before.order_by(Task.sequence.desc(), Task.id).limit(FARTHEST)).all(), 1),
        *enumerate(session.execute(after.order_by(Task.sequence, Task.id).limit(FARTHEST)).all(), 1),
    ]
    distances = {row.installation_id: distance for distance, row in rows}
    views = installations(session, set(distances))
    told = packs.expectations(session, home=own.home, period=own.period, installation_ids=list(distances))
    return [(views[key], told[key], distance) for key, distance in distances.items() if key in views and key in told]


def of_register(
    found: Sequence[tuple[InstallationView, PackView, int]], register: RegisterFacts, *, taken_at: dt.datetime, zone: ZoneInfo
) -> list[Mate]:
    """The registers near by that count the same."""
    on = clock.business_date(taken_at, zone)
    return [
        Mate(_named(view), distance, fitted(facts, on))
        for view, pack, distance in found
        for facts in _facts(view, pack)
        if (facts.kind, facts.direction, facts.band, facts.unit)
        == (register.kind, register.direction, register.band, register.unit)
    ]


def _named(view: InstallationView) -> Mapping[str, str]:
    return {"point_id": str(view.point.id), "number": view.point.number, "address": view.point.address}


def _facts(view: InstallationView, pack: PackView) -> list[RegisterFacts]:
    return [
        RegisterFacts(
            one.id, one.kind, one.direction, one.band, one.unit, one.digits, one.decimals, told.previous_e4, told.previous_on,
            told.expect, told.zero_run,
        )
        for one in view.registers
        if (told := pack.registers.get(one.id)) is not None
    ]  # fmt: skip
