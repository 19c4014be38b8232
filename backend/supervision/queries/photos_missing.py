"""Visits that lack the photo their task asked for: none was taken, so none is owed. A person should know of each."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.evidence.models import PhotoUse
from backend.fieldwork.models import Holding, Task, Visit
from backend.grid.models import Installation
from backend.kernel.sets import among
from backend.vee.models import Finding


def lacks_photo() -> ColumnElement[bool]:
    """Whether a visit (joined with its task) lacks a photo: a phone read the meter, the task asked for a photo, none was named.

    Asked for is one always; only for a doubtful value, that is one with a finding beyond a remark; or one unless any visit of the
    same box in the same round names one.
    """
    doubtful = exists().where(
        Finding.home == Visit.home, Finding.period == Visit.period, Finding.visit_id == Visit.id, Finding.action != "info"
    )
    here, there, neighbour, use = aliased(Installation), aliased(Installation), aliased(Task), aliased(PhotoUse)
    box_has_one = (
        exists()
        .where(here.id == Task.installation_id, there.box_id == here.box_id)
        .where(neighbour.run_id == Task.run_id, neighbour.installation_id == there.id, use.task_id == neighbour.id)
        .correlate(Task, Visit)
    )
    return and_(
        Visit.outcome == "read",
        Visit.source == "phone",
        Visit.standing.in_(("stands", "contested")),
        ~exists().where(PhotoUse.home == Visit.home, PhotoUse.visit_id == Visit.id),
        or_(Task.photo == "always", and_(Task.photo.in_(("doubtful", "box")), doubtful), and_(Task.photo == "box", ~box_has_one)),
    )


def of_visits(session: Session, visit_ids: Collection[UUID]) -> set[UUID]:
    """Those of some visits that lack a photo."""
    query = select(Visit.id).join(Task, Task.id == Visit.task_id)
    return set(session.scalars(query.where(among(session, Visit.id, visit_ids), lacks_photo())))


def by_reader(session: Session, here: ColumnElement[bool]) -> Counter[UUID]:
    """Reader → how many visits lack a photo, of the tasks of some holdings."""
    # Asked task by task: visits grow with every month, the holdings of an open period don't.
    lacking = (
        select(func.count())
        .select_from(Visit)
        .where(Visit.home == Task.home, Visit.task_id == Task.id, Visit.person_id == Holding.holder_id, lacks_photo())
        .correlate(Task, Holding)
        .scalar_subquery()
    )
    query = (
        select(Holding.holder_id, func.sum(lacking).label("how_many"))
        # Said of both, so that both are found by what is asked for.
        .join(Task, and_(Task.id == Holding.task_id, Task.branch_id == Holding.branch_id, Task.period == Holding.period))
        .where(here, Task.photo != "none")
        .group_by(Holding.holder_id)
    )
    return Counter({row.holder_id: int(row.how_many) for row in session.execute(query) if row.how_many})
