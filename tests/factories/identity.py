"""Branches and people to be: owner, colleague and stranger of whatever a test makes."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity.rules.access import Role
from backend.identity.service import people
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database

_numbers = count(1)


@dataclass(frozen=True)
class Company:
    """Two branches, each with a supervisor and two readers; an administrator and a customer of the company."""

    branch_id: int
    other_branch_id: int
    supervisor: UUID
    reader: UUID
    colleague: UUID
    other_supervisor: UUID
    stranger: UUID
    customer: UUID
    admin: UUID


def branch(session: Session, name: str = "branch") -> int:
    return people.create_branch(session, code=f"T{next(_numbers)}", name=name, actor=SYSTEM).id


def person(session: Session, role: Role, *branch_ids: int, password_hash: str = "none") -> UUID:
    """Somebody; without a password nobody can sign in as them."""
    number = next(_numbers)
    return people.create_person(
        session,
        login=f"{role}-{number}",
        name=f"{role} {number}",
        role=role,
        password_hash=password_hash,
        branch_ids=branch_ids,
        actor=SYSTEM,
    ).id


def company(database: Database) -> Company:
    def work(session: Session) -> Company:
        here, there = branch(session), branch(session)
        return Company(
            branch_id=here,
            other_branch_id=there,
            supervisor=person(session, "supervisor", here),
            reader=person(session, "reader", here),
            colleague=person(session, "reader", here),
            other_supervisor=person(session, "supervisor", there),
            stranger=person(session, "reader", there),
            customer=person(session, "customer"),
            admin=person(session, "admin"),
        )

    return database.run(work)
