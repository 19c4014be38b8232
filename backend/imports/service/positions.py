"""A position as a file gives it, and as WGS-84."""

from dataclasses import dataclass

from backend.grid.rules.datum import as_wgs84
from backend.imports.service.context import Context
from backend.imports.service.stage import Stated


@dataclass(frozen=True, slots=True)
class Place:
    """Decimal text, converted and as given."""

    lat: str
    lon: str
    given_lat: str
    given_lon: str
    given_datum: str


def position_of(context: Context, each: Stated) -> Place | None:
    """The position a thing's rows state; None without one, or with a fault for half a one or one whose datum nobody names."""
    lat, lon = each.attributes.get("lat"), each.attributes.get("lon")
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        context.fault(each, "lat" if lat is None else "lon", "half_a_position")
        return None
    datum = each.attributes.get("datum", context.datum)
    if datum is None:
        context.fault(each, "lat", "datum_missing", f"{lat}, {lon}")
        return None
    return Place(*as_wgs84(lat, lon, datum), lat, lon, datum)
