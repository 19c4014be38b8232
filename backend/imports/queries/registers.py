"""The registers that a file of values speaks of, with where each hung when."""

from collections.abc import Collection
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.grid.models import Account, Installation, Meter, MeteringPoint, Register
from backend.grid.queries.published import published
from backend.imports.queries.existing import Found
from backend.kernel.sets import among

By = Literal["point", "asset", "account"]
_NAME = {"point": MeteringPoint.number, "asset": Meter.asset_number, "account": Account.number}


def registers_of(session: Session, by: By, names: Collection[str]) -> list[Found]:
    """Rows (name, installation, from, to, point, home, branch, register, obis, digits, decimals), oldest installation first."""
    name = _NAME[by]
    query = (
        select(
            name.label("name"), Installation.id, Installation.valid_from, Installation.valid_to,
            MeteringPoint.id.label("point_id"), MeteringPoint.home, MeteringPoint.branch_id, Register.id.label("register_id"),
            Register.obis, Register.digits, Register.decimals,
        )
        .select_from(Installation)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .join(Register, Register.meter_id == Meter.id)
        .where(among(session, name, names), published(Installation.batch), published(MeteringPoint.batch))
        .order_by(Installation.valid_from, Installation.id)
    )  # fmt: skip
    if by == "account":
        query = query.join(Account, Account.id == MeteringPoint.account_id)
    return list(session.execute(query))
