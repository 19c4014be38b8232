"""Map datums: WGS-84, GCJ-02 (what Chinese maps must use) and BD-09 (Baidu's own), and the way back to WGS-84.

The GCJ-02 offset is the published series over the Krasovsky ellipsoid, the BD-09 one Baidu's rotation on top of it, as in the
open library wandergis/coordtransform and in agreement with Baidu's own conversion service (googollee/eviltransform is right for
GCJ-02 but 41 m off for BD-09: it turns by π instead of π · 3000 / 180). Neither has a closed inverse: it is found by iteration,
to a millimetre. Outside China there is no offset.
"""

import math
from collections.abc import Callable
from typing import Literal, NamedTuple

Datum = Literal["WGS-84", "GCJ-02", "BD-09"]
DATUMS: tuple[Datum, ...] = ("WGS-84", "GCJ-02", "BD-09")

_SEMI_MAJOR = 6378245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_BAIDU_TURN = math.pi * 3000.0 / 180.0
# A ten-millionth of a degree is about a centimetre: finer than any phone or sheet.
_PLACES = 7


class Position(NamedTuple):
    """Degrees, north and east positive."""

    lat: float
    lon: float


def _in_china(at: Position) -> bool:
    return 0.8293 <= at.lat <= 55.8271 and 72.004 <= at.lon <= 137.8347


def _series(x: float, y: float) -> tuple[float, float]:
    """The distortion north and east, in metres on the ellipsoid's scale, at x degrees east of 105° and y north of 35°."""
    pi = math.pi
    shared = (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    root = math.sqrt(abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared
    north += (20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * pi) + 320.0 * math.sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared
    east += (20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2.0 / 3.0
    return north, east


def wgs84_to_gcj02(at: Position) -> Position:
    """A WGS-84 position as GCJ-02 shows it."""
    if not _in_china(at):
        return at
    north, east = _series(at.lon - 105.0, at.lat - 35.0)
    angle = math.radians(at.lat)
    magic = 1.0 - _ECCENTRICITY_2 * math.sin(angle) ** 2
    lat = math.degrees(north * magic * math.sqrt(magic) / (_SEMI_MAJOR * (1.0 - _ECCENTRICITY_2)))
    lon = math.degrees(east * math.sqrt(magic) / (_SEMI_MAJOR * math.cos(angle)))
    return Position(at.lat + lat, at.lon + lon)


def gcj02_to_bd09(at: Position) -> Position:
    """A GCJ-02 position as BD-09 shows it."""
    radius = math.hypot(at.lon, at.lat) + 0.00002 * math.sin(at.lat * _BAIDU_TURN)
    angle = math.atan2(at.lat, at.lon) + 0.000003 * math.cos(at.lon * _BAIDU_TURN)
    return Position(radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065)


def _undo(forward: Callable[[Position], Position], shown: Position) -> Position:
    """The position that `forward` maps to `shown`; the offset changes so slowly that each step gains three digits."""
    guess = shown
    for _ in range(12):
        reached = forward(guess)
        north, east = shown.lat - reached.lat, shown.lon - reached.lon
        guess = Position(guess.lat + north, guess.lon + east)
        if abs(north) + abs(east) < 1e-9:
            break
    return guess


def gcj02_to_wgs84(at: Position) -> Position:
    """The WGS-84 position behind a GCJ-02 one."""
    return _undo(wgs84_to_gcj02, at)


def bd09_to_wgs84(at: Position) -> Position:
    """The WGS-84 position behind a BD-09 one."""
    return gcj02_to_wgs84(_undo(gcj02_to_bd09, at))


_TO_WGS84: dict[Datum, Callable[[Position], Position]] = {
    "WGS-84": lambda at: at,
    "GCJ-02": gcj02_to_wgs84,
    "BD-09": bd09_to_wgs84,
}


def as_wgs84(lat: str, lon: str, datum: Datum) -> tuple[str, str]:
    """Latitude and longitude given as decimal text in a datum, as WGS-84 decimal text with up to seven places.

    ValueError when either is no number or lies off the globe.
    """
    given = Position(float(lat), float(lon))
    if not (abs(given.lat) <= 90.0 and abs(given.lon) <= 180.0):
        raise ValueError("off the globe")
    at = _TO_WGS84[datum](given)
    return _text(at.lat), _text(at.lon)


def _text(degrees: float) -> str:
    # Adding zero turns -0.0 into 0.0.
    return f"{round(degrees, _PLACES) + 0.0:.{_PLACES}f}".rstrip("0").rstrip(".")
