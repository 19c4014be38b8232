"""Which metering points a typed text means: by the end of any of their numbers, or by words of a name or an address."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, literal_column, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from backend.grid.models import Account, Installation, Meter, MeterBox, MeteringPoint
from backend.grid.queries.published import published

# The last characters of a number do, from so many on: what a person types who can't scan. The indexes hold so many.
SHORTEST_TAIL = 4


def ends_with(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """The condition that a number ends with a text of at least four characters, whose own % and _ mean themselves.

    The last four are looked up in an index (grid.models, `…_tail`); only what they find is compared whole.
    """
    # Written as in the index, or it isn't recognised.
    tail = func.substr(column, func.length(column) - literal_column("3"))
    return and_(tail == text[-SHORTEST_TAIL:], column.endswith(text, autoescape=True))


def points_meant(text: str, *, in_force: bool = True) -> CompoundSelect[*tuple[Any, ...]]:
    """The ids of the points that a text means; with `in_force` only by meters and boxes that hang there now.

    A text shorter than four is a whole number. Each number is asked for by itself, so that each is found by its own index.
    """

    def means(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return ends_with(column, text) if len(text) >= SHORTEST_TAIL else column == text

    here = [published(Installation.batch), *([Installation.valid_to.is_(None)] if in_force else [])]
    of_meter = select(Installation.metering_point_id).join(Meter, Meter.id == Installation.meter_id).where(*here)
    of_box = select(Installation.metering_point_id).join(MeterBox, MeterBox.id == Installation.box_id).where(*here)
    of_account = select(MeteringPoint.id).join(Account, Account.id == MeteringPoint.account_id)
    parts: list[Select[*tuple[Any, ...]]] = [
        select(MeteringPoint.id).where(means(MeteringPoint.number)),
        of_account.where(means(Account.number)),
        of_meter.where(means(Meter.asset_number)),
        of_meter.where(means(Meter.serial_number)),
        of_meter.where(means(Meter.comm_address)),
        of_box.where(means(MeterBox.barcode)),
    ]
    # Names and addresses aren't looked through for a long number: that would be slow and find nothing.
    if not (len(text) >= 6 and text.isdigit()):
        words = [column.contains(text, autoescape=True) for column in (Account.name, Account.address)]
        parts += [
            of_account.where(or_(*words)),
            select(MeteringPoint.id).where(MeteringPoint.address.contains(text, autoescape=True)),
        ]
    return union(*parts)
