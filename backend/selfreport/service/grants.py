"""Which accounts a signed-in customer may see and report for."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.selfreport.models import CustomerGrant

COMPANY = 0


def grant(session: Session, *, person_id: UUID, account_ids: Collection[UUID], actor: Actor) -> None:
    """Let a customer see and report for accounts; what was granted before stays."""
    rows = [{"person_id": person_id, "account_id": account_id} for account_id in account_ids]
    insert_rows(session, CustomerGrant, rows, ignore_conflicts=True)
    record(
        session, home=COMPANY, actor=actor, action="grant_accounts", subject=("person", str(person_id)),
        detail={"accounts": sorted(map(str, account_ids))},
    )  # fmt: skip
