"""The file that utilities like best: one row a metering point, with everything about it."""

from collections.abc import Iterator

from backend.imports.rules import fields as f
from backend.imports.rules import statements
from backend.imports.rules.kind import Kind, Statement, Values


def _states(values: Values) -> Iterator[Statement]:
    yield from statements.line(values)
    yield from statements.area(values)
    yield from statements.account(values)
    yield from statements.box(values)
    # A sheet that says nothing of registers comes from a place where every meter has one.
    yield from statements.meter(values, usual=("total",))
    yield from statements.point(values)
    yield from statements.installation(values)
    number = statements.point_number(values)
    yield from statements.route({**values, "point": number})


WIDE = Kind(
    "wide", "抄表册总表（一行一计量点）", "Everything, one row a metering point",
    (
        f.BRANCH, f.ROUTE, f.ROUTE_NAME, f.READING_DAY, f.FREQUENCY, f.SEQUENCE, f.ACCOUNT, f.ACCOUNT_NAME,
        f.ACCOUNT_ADDRESS, f.CUSTOMER_CLASS, f.STATUS, f.STATUS_FROM, f.OPENED_ON, f.CLOSED_ON, f.POINT, f.ROLE,
        f.PARENT, f.VOLTAGE, f.CAPACITY, f.POINT_ADDRESS, f.HINT, f.LAT, f.LON, f.DATUM, f.LINE, f.LINE_NAME, f.AREA,
        f.AREA_NAME, f.ASSET, f.SERIAL, f.COMM, f.MODEL, f.PHASES, f.RATED_CURRENT, f.RATED_VOLTAGE, f.REGISTER_SET,
        f.DIAL, f.DIGITS, f.DECIMALS, f.BOX, f.BOX_ADDRESS, f.FLOOR, f.BOX_ROW, f.BOX_COLUMN, f.INSTALLED_ON,
        f.MULTIPLIER, f.CT, f.PT, f.INITIAL,
    ),
    needs=(("point", "account"),), states=_states, bare="initial",
    fill=(
        (("branch",), ()), (("line",), ("line_name",)), (("route",), ("route_name", "reading_day", "frequency")),
        (("account",), ("account_name", "account_address", "customer_class")),
    ),
)  # fmt: skip
