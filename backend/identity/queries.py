"""Looking up people, branches, phones and sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.identity.models import Branch, Device, DevicePerson, Person, PersonBranch, SignedIn, SignInAttempt
from backend.identity.rules.access import Role
from backend.kernel.sets import prepared
from backend.kernel.statements import Statement


@dataclass(frozen=True)
class PersonView:
    """A person as others may see them."""

    id: UUID
    login: str
    name: str
    role: Role
    home: int
    active: bool
    branches: tuple[Branch, ...]

    @property
    def branch_ids(self) -> frozenset[int]:
        return frozenset(branch.id for branch in self.branches)


def branches(session: Session, ids: Collection[int] | None = None) -> list[Branch]:
    """Branches by code; all of them, or some."""
    query = select(Branch).order_by(Branch.code)
    return list(session.scalars(query if ids is None else query.where(Branch.id.in_(ids))))


def people(
    session: Session,
    *,
    ids: Collection[UUID] | None = None,
    role: str | None = None,
    branch_ids: Collection[int] | None = None,
    after: str = "",
    limit: int = 1000,
) -> list[PersonView]:
    """People by login, with the branches they work for."""
    query = select(Person).where(Person.login > after).order_by(Person.login).limit(limit)
    if ids is not None:
        query = query.where(Person.id.in_(ids))
    if role is not None:
        query = query.where(Person.role == role)
    if branch_ids is not None:
        query = query.where(Person.id.in_(select(PersonBranch.person_id).where(PersonBranch.branch_id.in_(branch_ids))))
    return _views(session, list(session.scalars(query)))


def person(session: Session, person_id: UUID) -> PersonView | None:
    return next(iter(people(session, ids=[person_id])), None)


def _views(session: Session, found: Sequence[Person]) -> list[PersonView]:
    links = (
        select(PersonBranch.person_id, Branch)
        .join(Branch, Branch.id == PersonBranch.branch_id)
        .where(PersonBranch.person_id.in_([one.id for one in found]))
        .order_by(Branch.code)
    )
    of_person: dict[UUID, list[Branch]] = {}
    for row in session.execute(links):
        of_person.setdefault(row.person_id, []).append(row.Branch)
    return [
        PersonView(one.id, one.login, one.name, one.role, one.home, one.active, tuple(of_person.get(one.id, ()))) for one in found
    ]


def by_login(session: Session, login: str) -> Person | None:
    return session.scalar(select(Person).where(Person.login == login.strip().lower()))


def session_by_token(session: Session, token_hash: str) -> SignedIn | None:
    return session.scalar(select(SignedIn).where(SignedIn.token_hash == token_hash))


def device_by_token(session: Session, token_hash: str) -> Device | None:
    return session.scalar(select(Device).where(Device.token_hash == token_hash))


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A phone by its token, everybody who has signed in on it, and the branches they work for."""

    id: UUID
    home: int
    enrolled_by: UUID
    suspended: bool
    people: frozenset[UUID]
    branch_ids: frozenset[int]


_BY_TOKENS = Statement(
    lambda dialect: (
        select(
            Device.token_hash, Device.id, Device.home, Device.enrolled_by, Device.suspended_at, DevicePerson.person_id,
            PersonBranch.branch_id,
        )
        .outerjoin(DevicePerson, DevicePerson.device_id == Device.id)
        .outerjoin(PersonBranch, PersonBranch.person_id == DevicePerson.person_id)
        .where(prepared(dialect, Device.token_hash))
    )
)  # fmt: skip


def known_phones(session: Session, token_hashes: Collection[str]) -> dict[str, KnownPhone]:
    """Phones by their tokens, in one statement, since every request of a phone asks it."""
    rows: dict[str, list[Any]] = {}
    for row in _BY_TOKENS.all(session, keys=token_hashes):
        rows.setdefault(row.token_hash, []).append(row)
    return {token_hash: _known_phone(of_phone) for token_hash, of_phone in rows.items()}


def _known_phone(rows: Sequence[Any]) -> KnownPhone:
    first = rows[0]
    people = frozenset(row.person_id for row in rows if row.person_id is not None)
    branches = frozenset(row.branch_id for row in rows if row.branch_id is not None)
    return KnownPhone(first.id, first.home, first.enrolled_by, first.suspended_at is not None, people, branches)


def people_of_device(session: Session, device_id: UUID) -> frozenset[UUID]:
    """Everybody who has signed in on a phone."""
    return frozenset(session.scalars(select(DevicePerson.person_id).where(DevicePerson.device_id == device_id)))


def branches_of_people(session: Session, person_ids: Collection[UUID]) -> frozenset[int]:
    return frozenset(session.scalars(select(PersonBranch.branch_id).where(PersonBranch.person_id.in_(person_ids))))


@dataclass(frozen=True)
class DeviceView:
    """A phone, and who has signed in on it."""

    id: UUID
    name: str
    home: int
    enrolled_at: datetime
    suspended_at: datetime | None
    app_version: str
    last_contact_at: datetime | None
    people: tuple[PersonView, ...]


def devices(
    session: Session, *, branch_ids: Collection[int] | None = None, device_id: UUID | None = None, limit: int = 500
) -> list[DeviceView]:
    """Phones, the last heard of first."""
    query = select(Device).order_by(Device.last_contact_at.desc(), Device.id.desc()).limit(limit)
    if branch_ids is not None:
        query = query.where(Device.home.in_(branch_ids))
    if device_id is not None:
        query = query.where(Device.id == device_id)
    found = list(session.scalars(query))
    links = session.execute(
        select(DevicePerson.device_id, DevicePerson.person_id).where(DevicePerson.device_id.in_([one.id for one in found]))
    ).all()
    known = {one.id: one for one in people(session, ids={row.person_id for row in links})}
    return [
        DeviceView(
            one.id,
            one.name,
            one.home,
            one.enrolled_at,
            one.suspended_at,
            one.app_version,
            one.last_contact_at,
            tuple(known[row.person_id] for row in links if row.device_id == one.id),
        )
        for one in found
    ]


def last_contacts(session: Session, person_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When a phone of each person was last heard of."""
    query = (
        select(DevicePerson.person_id, Device.last_contact_at)
        .join(Device, Device.id == DevicePerson.device_id)
        .where(DevicePerson.person_id.in_(person_ids), Device.last_contact_at.is_not(None))
        .order_by(Device.last_contact_at)
    )
    return {row.person_id: row.last_contact_at for row in session.execute(query)}


def failures(session: Session, *, account: str, address: str, since: datetime) -> tuple[list[datetime], list[datetime]]:
    """When sign-ins failed, of an account since it last succeeded, and of an address."""
    query = select(SignInAttempt.at, SignInAttempt.succeeded).where(SignInAttempt.at > since).order_by(SignInAttempt.at)
    of_account: list[datetime] = []
    for row in session.execute(query.where(SignInAttempt.account == account)):
        of_account = [] if row.succeeded else [*of_account, row.at]
    of_address = session.execute(query.where(SignInAttempt.address == address, SignInAttempt.succeeded.is_(False)))
    return of_account, [row.at for row in of_address]
