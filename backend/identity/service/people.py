"""Making branches and people."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.identity.models import Branch, Person, PersonBranch, SignedIn
from backend.identity.rules.access import Role
from backend.identity.rules.demo import DEMO_ACCOUNTS
from backend.identity.service.passwords import SHORTEST, hash_password
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem

# Deeds that concern no single branch are audited here.
COMPANY = 0


def create_branch(session: Session, *, code: str, name: str, actor: Actor) -> Branch:
    branch = Branch(code=code, name=name)
    session.add(branch)
    session.flush()
    record(
        session, home=branch.id, actor=actor, action="create_branch", subject=("branch", str(branch.id)), detail={"code": code}
    )
    return branch


def create_person(
    session: Session, *, login: str, name: str, role: Role, password_hash: str, branch_ids: Sequence[int], actor: Actor
) -> Person:
    """A new account, with a hash from `checked_hash`. Problem `login_taken`, at the commit, for a login in use."""
    home = min(branch_ids, default=COMPANY)
    person = Person(
        id=new_id(),
        home=home,
        login=login.strip().lower(),
        name=name,
        role=role,
        password_hash=password_hash,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    insert_rows(session, PersonBranch, [{"person_id": person.id, "branch_id": branch_id} for branch_id in branch_ids])
    record(
        session,
        home=home,
        actor=actor,
        action="create_person",
        subject=("person", str(person.id)),
        detail={"role": role, "branches": list(branch_ids)},
        personal={"login": person.login, "name": name},
    )
    return person


def checked_hash(password: str) -> str:
    """The hash of a new password; Problem `invalid` for one that is too short. Slow on purpose: not for inside a write."""
    if len(password) < SHORTEST:
        raise Problem("invalid", field="password", shortest=SHORTEST)
    return hash_password(password)


def set_password(session: Session, *, person_id: UUID, password_hash: str, actor: Actor) -> None:
    """A new password; whoever was signed in with the old one is signed out."""
    person = session.get(Person, person_id)
    if person is None:
        raise Problem("not_found")
    person.password_hash = password_hash
    live = update(SignedIn).where(SignedIn.person_id == person_id, SignedIn.revoked_at.is_(None))
    session.execute(live.values(revoked_at=clock.now()))
    record(session, home=person.home, actor=actor, action="set_password", subject=("person", str(person_id)), detail={})


def branch_ids_of(session: Session, codes: Sequence[str]) -> list[int]:
    """The ids of branches by their codes; Problem `not_found` names the first code that isn't one."""
    found = {branch.code: branch.id for branch in session.scalars(select(Branch).where(Branch.code.in_(codes)))}
    for code in codes:
        if code not in found:
            raise Problem("not_found", field="branch", branch=code)
    return [found[code] for code in codes]


def demo_hashes() -> dict[str, str]:
    """login → password hash of the demo's accounts; made outside the write, because it is slow on purpose."""
    return {account.login: hash_password(account.password) for account in DEMO_ACCOUNTS}


def seed_demo_accounts(
    session: Session, *, branch_ids: Sequence[int], hashes: Mapping[str, str], actor: Actor
) -> dict[str, UUID]:
    """The demo's role accounts, for its branches in order; answers login → person."""
    made: dict[str, UUID] = {}
    for account in DEMO_ACCOUNTS:
        person = create_person(
            session,
            login=account.login,
            name=account.label_zh,
            role=account.role,
            password_hash=hashes[account.login],
            branch_ids=[branch_ids[place] for place in account.branches if place < len(branch_ids)],
            actor=actor,
        )
        made[account.login] = person.id
    return made
