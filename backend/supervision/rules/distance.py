"""How far a photo was taken from where the meter hangs."""

import math

_EARTH_M = 6_371_000


def metres(lat: str | None, lon: str | None, point_lat: str | None, point_lon: str | None) -> int | None:
    """Metres along the ground between two positions in degrees, both WGS-84; None where one isn't known."""
    if lat is None or lon is None or point_lat is None or point_lon is None:
        return None
    try:
        a, b, c, d = (math.radians(float(text)) for text in (lat, lon, point_lat, point_lon))
    except ValueError:
        return None
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return round(2 * _EARTH_M * math.asin(math.sqrt(min(half, 1.0))))
