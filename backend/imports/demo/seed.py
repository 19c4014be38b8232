"""Fills an empty database with the demo: through the same imports, periods and assignments as anybody's data."""

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, Run, Task
from backend.fieldwork.service.assignment import assign
from backend.fieldwork.service.periods import open_period
from backend.grid.models import Account
from backend.identity.models import Branch, Person
from backend.identity.service import people
from backend.imports.demo import files
from backend.imports.demo.county import BRANCHES, build
from backend.imports.demo.places import route_code
from backend.imports.driver import Door, carry_out
from backend.imports.service import batches
from backend.kernel import clock
from backend.kernel.audit import SYSTEM
from backend.kernel.settings import Settings
from backend.vee.service.bands import make_bands

Tell = Callable[[str], None]
SENDER = "demo"

# Who walks what: login → (branch, routes).
_ROUNDS: dict[str, tuple[int, tuple[int, ...]]] = {
    "reader1": (0, (0, 1)),
    "reader2": (0, (2, 3)),
    "reader3": (1, (0, 1, 2, 3)),
    "reader4": (2, (0, 1, 2, 3)),
}


class NotEmptyError(Exception):
    """The database holds other data than the demo's."""


def seed(door: Door, *, settings: Settings, tell: Tell, today: dt.date | None = None) -> bool:
    """Make the demo, or finish one that was cut off; False when it is there already. NotEmptyError for a database in use."""
    today = today or clock.business_date(clock.now(), settings.time_zone)
    period = today.year * 100 + today.month
    if door.read(_is_there):
        return False
    branch_ids = door.run(_branches)
    logins = _accounts(door, branch_ids)
    county = build(today)
    past = files.histories(county)
    for kind, name, content in (
        ("boxes", "计量箱.csv", files.boxes(county)),
        ("wide", "抄表册.csv", files.wide(county)),
        ("registers", "需量示数.csv", files.demand_registers(county)),
        ("meters", "新装电能表.csv", files.exchanged_meters(county)),
        ("installations", "装拆清单.csv", files.exchanges(county, past)),
        ("history", "历史示数.csv", files.history(county, past)),
    ):
        _import(door, kind, name, content, settings)
        tell(f"{name}: {content.count(chr(10))} lines")
    for branch_id in branch_ids:
        door.run(partial(open_period, branch_id=branch_id, period=period, actor=SYSTEM))
    runs = door.read(partial(_runs, period=period))
    for run_id in runs.values():
        door.run(partial(make_bands, run_ids=[run_id]))
    for login, (branch, routes) in _ROUNDS.items():
        for route in routes:
            run_id = runs[branch_ids[branch], route_code(branch, route)]
            door.run(partial(_assign, run_id=run_id, holder_id=logins[login]))
    tell(f"{len(runs)} runs of {period // 100}-{period % 100:02} are with their readers")
    return True


def accounts_of_the_customer(session: Session) -> tuple[UUID, list[UUID]] | None:
    """The demo's customer, and the accounts that are theirs: a flat and a house with a roof that feeds in."""
    person_id = session.scalar(select(Person.id).where(Person.login == "customer1"))
    names = ("居民用户002", "光伏用户1")
    accounts = list(session.scalars(select(Account.id).where(Account.name.in_(names), Account.number.like("311%"))))
    return None if person_id is None else (person_id, accounts)


def _is_there(session: Session) -> bool:
    """Whether the demo is complete: every run that has a reader in the plan has been given out."""
    given = session.scalar(select(func.count(func.distinct(Task.run_id))).where(Task.holder_id.is_not(None)))
    codes = set(session.scalars(select(Branch.code)))
    return codes >= {plan.code for plan in BRANCHES} and (given or 0) >= sum(len(routes) for _, routes in _ROUNDS.values())


def _branches(session: Session) -> list[int]:
    known = {branch.code: branch.id for branch in session.scalars(select(Branch))}
    if known.keys() - {plan.code for plan in BRANCHES}:
        raise NotEmptyError
    for plan in BRANCHES:
        if plan.code not in known:
            known[plan.code] = people.create_branch(session, code=plan.code, name=plan.name, actor=SYSTEM).id
    return [known[plan.code] for plan in BRANCHES]


def _accounts(door: Door, branch_ids: list[int]) -> dict[str, UUID]:
    """The role accounts; login → person."""
    known = door.read(lambda session: {row.login: row.id for row in session.execute(select(Person.login, Person.id))})
    if known.keys() >= _ROUNDS.keys():
        return known
    hashes = people.demo_hashes()
    return door.run(lambda session: people.seed_demo_accounts(session, branch_ids=branch_ids, hashes=hashes, actor=SYSTEM))


def _import(door: Door, kind: str, name: str, content: str, settings: Settings) -> None:
    raw = content.encode("gb18030")
    order = batches.Order(kind=kind, filename=name, sha256=sha256(raw).hexdigest(), sender=SENDER)
    batch_id = door.run(lambda session: batches.create(session, order, actor=SYSTEM).id)
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(raw)
        outcome = carry_out(door, batch_id, path, settings=settings)
    if outcome.state != "done":
        raise RuntimeError(f"the demo's own {kind} file has faults: {outcome.faults[:3]}")


def _runs(session: Session, period: int) -> dict[tuple[int, str], UUID]:
    """(branch, route's code) → run."""
    query = select(Run.branch_id, Route.code, Run.id).join(Route, Route.id == Run.route_id).where(Run.period == period)
    return {(row.branch_id, row.code): row.id for row in session.execute(query)}


def _assign(session: Session, run_id: UUID, holder_id: UUID) -> None:
    tasks = list(session.scalars(select(Task.id).where(Task.run_id == run_id, Task.holder_id.is_(None))))
    assign(session, task_ids=tasks, holder_id=holder_id, actor=SYSTEM)
