"""Files that come over the network: kept until they are imported, and imported by a job."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.imports.models import ImportBatch
from backend.imports.rules.headers import wrong_mapping
from backend.imports.rules.kinds.all import KINDS
from backend.imports.service import batches
from backend.imports.service.batches import Order
from backend.kernel import jobs
from backend.kernel.audit import Actor
from backend.kernel.problems import Problem

CARRY = "imports.carry"


def key_of(batch_id: UUID) -> str:
    """Where a batch's file is kept."""
    return f"imports/{batch_id}"


def check(order: Order) -> None:
    """Problem `invalid` for a kind or a mapping that there isn't, before a file is kept for it."""
    kind = KINDS.get(order.kind)
    if kind is None:
        raise Problem("invalid", field="kind", allowed=list(KINDS))
    wrong = wrong_mapping(kind, order.mapping or {})
    if wrong is not None:
        raise Problem("invalid", field="mapping", value=wrong, allowed=[field.name for field in kind.fields])


def begin(session: Session, batch_id: UUID, order: Order, *, actor: Actor) -> ImportBatch:
    """A batch under an id its file is kept under, and the job that imports it.

    The same file on its way already is answered instead: the caller then throws its own copy away.
    """
    batch = batches.create(session, order, actor=actor, batch_id=batch_id)
    if batch.id == batch_id:
        jobs.enqueue(session, CARRY, {"batch_id": str(batch.id)}, key=f"{CARRY}:{batch.id}")
    return batch
