"""Pushes that wait at the same moment are taken in one unit of work: a statement costs many what it costs one.

Each keeps its own receipts, audit line and place in its phone's journal; all are received, or none. When that fails, for whatever
reason, each is taken alone, as if there had been no others.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel.db import Database
from backend.kernel.ids import parse
from backend.kernel.together import Together
from backend.sync.queries import journal
from backend.sync.queries.journal import Standing
from backend.sync.rules import split
from backend.sync.service import delivery
from backend.sync.service.facts import Delivery
from backend.sync.service.isolation import all_at_once
from backend.sync.service.push import Receipt, take

# A push's receipts, and how the server stands to its phone: another look would cost as much as a small push.
Taken = tuple[list[Receipt], Standing]


def door(database: Database) -> Together[Delivery, Taken]:
    """Where the pushes of one process come in."""
    return Together(
        at_once=lambda pushes: database.run(lambda session: _take(session, pushes)),
        alone=lambda push: _alone(database, push),
        fits=_fits,
    )


def _take(session: Session, pushes: Sequence[Delivery]) -> list[Taken]:
    receipts = take(session, pushes, all_at_once)
    stands = journal.standings(session, [push.sender.device_id for push in pushes])
    return [(its, stands[push.sender.device_id]) for its, push in zip(receipts, pushes, strict=True)]


def _alone(database: Database, push: Delivery) -> Taken:
    stands: list[Standing] = []

    def run(work: Callable[[Session], list[Receipt]]) -> list[Receipt]:
        def with_standing(session: Session) -> list[Receipt]:
            receipts = work(session)
            stands[:] = [journal.standing(session, push.sender.device_id)]
            return receipts

        return database.run(with_standing)

    return delivery.deliver(run, push), stands[0]


def _fits(pushes: Sequence[Delivery], another: Delivery) -> bool:
    """Whether a push has nothing to do with some others: no phone, no id and no task in common, so that their order is none."""
    if sum(len(push.items) for push in pushes) + len(another.items) > split.MAX_ENTRIES:
        return False
    touched = _touched(another)
    return all(touched.isdisjoint(_touched(push)) for push in pushes)


def _touched(push: Delivery) -> set[UUID]:
    touched = {push.sender.device_id}
    for item in push.items:
        if item.entry_id is not None:
            touched.add(parse(item.entry_id))
        task_id = getattr(item.body, "task_id", None)
        if task_id is not None:
            touched.add(parse(task_id))
    return touched
