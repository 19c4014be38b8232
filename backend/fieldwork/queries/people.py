"""Who can hold tasks, and what he is called."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.identity.models import Person, PersonBranch
from backend.kernel.sets import among

_WALKERS = ("reader", "supervisor")


def may_hold(session: Session, person_id: UUID, branch_ids: Collection[int]) -> bool:
    """Whether somebody walks rounds and works for all of some branches."""
    query = (
        select(func.count(PersonBranch.branch_id.distinct()))
        .join(Person, Person.id == PersonBranch.person_id)
        .where(Person.id == person_id, Person.active, Person.role.in_(_WALKERS))
        .where(PersonBranch.branch_id.in_(sorted(branch_ids)))
    )
    return session.execute(query).scalar_one() == len(set(branch_ids))


def names(session: Session, person_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Person → {id, name, role}, as every screen wants it."""
    if not person_ids:
        return {}
    query = select(Person.id, Person.name, Person.role).where(among(session, Person.id, person_ids))
    return {row.id: {"id": str(row.id), "name": row.name, "role": row.role} for row in session.execute(query)}
