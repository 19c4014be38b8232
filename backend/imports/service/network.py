"""Everything a file says of the network, compared with what is known, in the order in which things point to one another."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from sqlalchemy.orm import Session

from backend.imports.rules.kind import ENTITIES, Entity
from backend.imports.service.context import Context
from backend.imports.service.reconcile import accounts, equipment, installations, occupancy, points, routes, topology
from backend.imports.service.reconcile.common import Reconcile
from backend.imports.service.stage import Stated

_RECONCILE: dict[Entity, Reconcile] = {
    "line": topology.lines,
    "area": topology.areas,
    "account": accounts.accounts,
    "box": equipment.boxes,
    "meter": equipment.meters,
    "register": equipment.registers,
    "point": points.points,
    "installation": installations.installations,
    "route": routes.routes,
    "stop": routes.stops,
}

# A part of the comparison, to be run in a snapshot of its own, and how many things it is about.
Step: TypeAlias = tuple[Callable[[Session], None], int]


def steps(context: Context) -> Iterator[Step]:
    """The comparison in parts, so that no snapshot is held for long."""
    for entity in ENTITIES:
        reconcile = _RECONCILE[entity]
        for chunk in context.stage.chunks(entity):
            yield partial(_run, reconcile, context, chunk), len(chunk)
        if entity == "point":
            yield partial(_parents, context), 0
    occupancy.find_overlaps(context)


def _run(reconcile: Reconcile, context: Context, chunk: Sequence[Stated], session: Session) -> None:
    reconcile(session, context, chunk)


def _parents(context: Context, session: Session) -> None:
    points.parents(session, context)


def things(context: Context) -> int:
    """How many things the file speaks of."""
    return sum(context.stage.count(entity) for entity in ENTITIES)
