"""What a row says of one thing, shared by the kinds that describe it."""

from collections.abc import Iterator

from backend.grid.rules.register_codes import SETS
from backend.imports.rules.kind import Statement, Values, by_register, stated


def line(values: Values) -> Iterator[Statement]:
    if values.get("line") is not None:
        yield Statement("line", (values["line"],), stated(values, branch="branch", name="line_name"))


def area(values: Values) -> Iterator[Statement]:
    if values.get("area") is not None:
        attributes = stated(values, branch="branch", name="area_name", line="line", since="area_from")
        yield Statement("area", (values["area"],), attributes)


def account(values: Values) -> Iterator[Statement]:
    if values.get("account") is not None:
        attributes = stated(
            values, branch="branch", name="account_name", address="account_address", customer_class="customer_class",
            status="status", status_from="status_from", opened_on="opened_on", closed_on="closed_on",
        )  # fmt: skip
        yield Statement("account", (values["account"],), attributes)


def box(values: Values) -> Iterator[Statement]:
    if values.get("box") is not None:
        attributes = stated(
            values, branch="branch", address="box_address", key_number="key_number", rows="rows", columns="columns",
        )  # fmt: skip
        yield Statement("box", (values["box"],), attributes)


def meter(values: Values, usual: tuple[str, ...] = ()) -> Iterator[Statement]:
    """The meter, and its registers when the row says which it has, or else the usual ones."""
    asset = values.get("asset")
    if asset is None:
        return
    attributes = stated(
        values, branch="branch", serial_number="serial", comm_address="comm", model="model", phases="phases",
        rated_current="rated_current", rated_voltage="rated_voltage",
    )  # fmt: skip
    yield Statement("meter", (asset,), attributes)
    dial = dial_of(values)
    for position, code in enumerate(register_codes(values) or usual, 1):
        yield Statement("register", (asset, code), {"position": position, **dial})


def dial_of(values: Values) -> dict[str, int]:
    """How many digits before and after the point a row says its registers have."""
    text = values.get("dial")
    both = {} if text is None else dict(zip(("digits", "decimals"), map(int, text.split(".")), strict=True))
    return both | stated(values, digits="digits", decimals="decimals")


def register_codes(values: Values) -> tuple[str, ...]:
    """The registers a row says a meter has: by its column for that, or else by the values it gives."""
    text = values.get("register_set")
    if text is not None:
        return tuple(text.split(","))
    valued = [*by_register(values, "initial"), *by_register(values, "value")]
    order = SETS["tou_deep"]
    return tuple(sorted(set(valued), key=lambda code: (order.index(code) if code in order else len(order), code)))


def point(values: Values) -> Iterator[Statement]:
    number = point_number(values)
    if number is not None:
        attributes = stated(
            values, branch="branch", account="account", role="role", parent="parent", customer_class="customer_class",
            voltage="voltage", capacity="capacity", address="address", hint="hint", lat="lat", lon="lon", datum="datum",
            area="area", area_from="area_from", unmetered="unmetered", billed_at="billed_at",
            valid_from="point_from", valid_to="point_to",
        )  # fmt: skip
        yield Statement("point", (number,), attributes)


def point_number(values: Values) -> str | None:
    """The metering point's number; where a file has none, the account's stands for it."""
    found: str | None = values.get("point") or values.get("account")
    return found


def installation(values: Values) -> Iterator[Statement]:
    """The meter at the point, and the end of the one it replaces."""
    number, asset = point_number(values), values.get("asset")
    if number is None or asset is None:
        return
    old = values.get("old_asset")
    attributes = stated(
        values, since="installed_on", until="removed_on", box="box", floor="floor", row="row", column="column",
        multiplier="multiplier", multiplier_from="multiplier_from",
    )  # fmt: skip
    ratio = product(values.get("ct"), values.get("pt"))
    if ratio is not None:
        attributes.setdefault("multiplier", ratio)
    initial, final = by_register(values, "initial"), by_register(values, "final")
    if initial:
        attributes["initial"] = initial
    if old is None and final:
        attributes["final"] = final
    yield Statement("installation", (number, asset, values.get("installed_on") or ""), attributes)
    if old is not None and old != asset:
        ended = stated(values, until="installed_on")
        if final:
            ended["final"] = final
        yield Statement("installation", (number, old, ""), {**ended, "replaced_by": asset})


def product(ct: int | None, pt: int | None) -> int | None:
    """综合倍率 = CT × PT, in 1/10,000; a ratio that isn't given is 1. None when neither is."""
    if ct is None and pt is None:
        return None
    return (ct if ct is not None else 10_000) * (pt if pt is not None else 10_000) // 10_000


def route(values: Values) -> Iterator[Statement]:
    """The route, and the point's place in it. A point is named by its number, its meter or its account."""
    code = values.get("route")
    if code is None:
        return
    attributes = stated(
        values, branch="branch", name="route_name", reading_day="reading_day", frequency="frequency", walks="walks",
    )  # fmt: skip
    branch = str(values.get("branch") or "")
    yield Statement("route", (branch, code), attributes)
    named = next(((by, values[by]) for by in ("point", "asset", "account") if values.get(by) is not None), None)
    if named is not None:
        place = stated(values, sequence="sequence", since="stop_from")
        yield Statement("stop", named, {**place, "branch": branch, "route": code})
