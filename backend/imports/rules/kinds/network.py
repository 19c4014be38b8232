"""The kinds of file that describe the network, one kind of thing each."""

from collections.abc import Iterator

from backend.imports.rules import fields as f
from backend.imports.rules import statements
from backend.imports.rules.kind import Kind, Statement, Values, stated


def _topology(values: Values) -> Iterator[Statement]:
    yield from statements.line(values)
    yield from statements.area(values)


def _register(values: Values) -> Iterator[Statement]:
    attributes = statements.dial_of(values) | stated(values, position="position", unit="unit")
    yield Statement("register", (values["asset"], values["register"]), attributes)


TOPOLOGY = Kind(
    "topology", "线路台区", "Lines and transformer areas",
    (f.BRANCH, f.LINE, f.LINE_NAME, f.AREA, f.AREA_NAME, f.AREA_FROM),
    needs=(("line", "area"),), states=_topology,
    fill=((("branch",), ()), (("line",), ("line_name",))),
)  # fmt: skip
ACCOUNTS = Kind(
    "accounts", "用电户", "Accounts",
    (
        f.BRANCH, f.ACCOUNT, f.ACCOUNT_NAME, f.ACCOUNT_ADDRESS, f.CUSTOMER_CLASS, f.STATUS, f.STATUS_FROM,
        f.OPENED_ON, f.CLOSED_ON,
    ),
    needs=(("account",),), states=statements.account,
    fill=((("branch",), ()),),
)  # fmt: skip
POINTS = Kind(
    "points", "计量点", "Metering points",
    (
        f.BRANCH, f.POINT, f.ACCOUNT, f.ROLE, f.PARENT, f.CUSTOMER_CLASS, f.VOLTAGE, f.CAPACITY, f.POINT_ADDRESS,
        f.HINT, f.LAT, f.LON, f.DATUM, f.AREA, f.AREA_FROM, f.UNMETERED, f.BILLED_AT, f.POINT_FROM, f.POINT_TO,
    ),
    needs=(("point",), ("account",)), states=statements.point,
    fill=((("branch",), ()), (("account",), ())),
)  # fmt: skip
BOXES = Kind(
    "boxes", "计量箱", "Meter boxes",
    (f.BRANCH, f.BOX, f.BOX_ADDRESS, f.KEY_NUMBER, f.BOX_ROWS, f.BOX_COLUMNS, f.LAT, f.LON, f.DATUM),
    needs=(("box",),), states=statements.box,
    fill=((("branch",), ()),),
)  # fmt: skip
METERS = Kind(
    "meters", "电能表", "Meters",
    (
        f.BRANCH, f.ASSET, f.SERIAL, f.COMM, f.MODEL, f.PHASES, f.RATED_CURRENT, f.RATED_VOLTAGE, f.REGISTER_SET,
        f.DIAL, f.DIGITS, f.DECIMALS,
    ),
    needs=(("asset",),), states=statements.meter,
    fill=((("branch",), ()),),
)  # fmt: skip
REGISTERS = Kind(
    "registers", "示数类型", "Registers",
    (f.ASSET, f.REGISTER, f.DIAL, f.DIGITS, f.DECIMALS, f.POSITION, f.UNIT),
    needs=(("asset",), ("register",)), states=_register,
    fill=((("asset",), ()),),
)  # fmt: skip
INSTALLATIONS = Kind(
    "installations", "装拆", "Installations",
    (
        f.POINT, f.ASSET, f.INSTALLED_ON, f.REMOVED_ON, f.OLD_ASSET, f.BOX, f.FLOOR, f.BOX_ROW, f.BOX_COLUMN,
        f.MULTIPLIER, f.CT, f.PT, f.MULTIPLIER_FROM, f.INITIAL, f.FINAL,
    ),
    needs=(("point",), ("asset",)), states=statements.installation,
)  # fmt: skip
ROUTES = Kind(
    "routes", "抄表段", "Routes",
    (
        f.BRANCH, f.ROUTE, f.ROUTE_NAME, f.READING_DAY, f.FREQUENCY, f.WALKS, f.SEQUENCE, f.POINT, f.ASSET, f.ACCOUNT,
        f.STOP_FROM,
    ),
    needs=(("route",),), states=statements.route,
    fill=((("branch",), ()), (("route",), ("route_name", "reading_day", "frequency", "walks"))),
)  # fmt: skip
