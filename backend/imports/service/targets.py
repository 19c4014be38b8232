"""The tables a file's rows go to, in the order they are written: what others point to comes first.

Tables with a `batch` column stay unseen until the batch is whole; the others are only reached through those.
"""

from backend.imports.service.stage import Target

LINE = Target("line", (), ("id", "home", "number", "name"))
AREA = Target("transformer_area", (), ("id", "home", "branch_id", "number", "name"))
AREA_LINE = Target("area_line", (), ("area_id", "valid_from", "valid_to", "line_id"))
ACCOUNT = Target("account", (), ("id", "home", "number", "name", "address", "customer_class"))
ACCOUNT_STATUS = Target("account_status", (), ("account_id", "valid_from", "valid_to", "status"))
BOX = Target("meter_box", (), ("id", "home", "branch_id", "barcode", "address", "key_number", "rows", "columns", "lat", "lon"))
METER = Target(
    "meter", (),
    (
        "id", "home", "asset_number", "serial_number", "comm_address", "model", "phases", "rated_current_e4", "rated_voltage_e4",
    ),
)  # fmt: skip
REGISTER = Target(
    "register", (),
    (
        "id", "home", "meter_id", "obis", "kind", "direction", "energy", "band", "unit", "digits", "decimals", "position",
    ),
)  # fmt: skip
POINT = Target(
    "metering_point", (),
    (
        "id", "home", "branch_id", "number", "account_id", "role", "customer_class", "voltage", "contract_capacity_e4", "address",
        "hint", "lat", "lon", "given_lat", "given_lon", "given_datum", "unmetered", "billed_at", "valid_from", "valid_to",
        "batch",
    ),
)  # fmt: skip
POINT_AREA = Target("point_area", (), ("metering_point_id", "valid_from", "valid_to", "area_id"))
INSTALLATION = Target(
    "installation", (),
    (
        "id", "home", "metering_point_id", "meter_id", "box_id", "floor", "row", "column", "valid_from", "valid_to", "batch",
    ),
)  # fmt: skip
MULTIPLIER = Target("installation_multiplier", (), ("installation_id", "valid_from", "multiplier_e4"))
INSTALLATION_REGISTER = Target("installation_register", (), ("installation_id", "register_id", "initial_e4", "final_e4"))
ROUTE = Target("route", (), ("id", "home", "branch_id", "code", "name", "blind", "batch"))
SCHEDULE = Target("route_schedule", (), ("route_id", "valid_from", "frequency", "reading_day", "walks"))
STOP = Target("route_stop", (), ("route_id", "metering_point_id", "valid_from", "valid_to", "sequence", "batch"))

IN_ORDER: tuple[Target, ...] = (
    LINE, AREA, AREA_LINE, ACCOUNT, ACCOUNT_STATUS, BOX, METER, REGISTER, POINT, POINT_AREA, INSTALLATION, MULTIPLIER,
    INSTALLATION_REGISTER, ROUTE, SCHEDULE, STOP,
)  # fmt: skip
