"""Map datums against points published by others."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.grid.rules.datum import Position, as_wgs84, bd09_to_wgs84, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_gcj02

# Published in the tests of googollee/eviltransform (python/test.py): WGS-84, then GCJ-02.
GCJ = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),  # Shanghai
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),  # Shenzhen
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),  # Beijing
]
# Published in the tests of wandergis/coordtransform (test/app.js), all for 39.915 N, 116.404 E.
TIANANMEN = Position(39.915, 116.404)
TIANANMEN_AS_GCJ = Position(39.91640428150164, 116.41024449916938)  # read as WGS-84, shown in GCJ-02
TIANANMEN_AS_BD = Position(39.92133699351021, 116.41036949371029)  # read as GCJ-02, shown in BD-09
# The example of Baidu's own coordinate conversion service (geoconv v1, from=1, to=5 and to=3): WGS-84, BD-09, GCJ-02.
BAIDU = ((29.575429778924, 114.21892734521), (29.57908428837437, 114.2307519546763), (29.57284912109375, 114.22430528428819))


def metres(a: Position, b: Position) -> float:
    north = math.radians(a.lat - b.lat)
    east = math.radians(a.lon - b.lon) * math.cos(math.radians(a.lat))
    return 6_371_000 * math.hypot(north, east)


@pytest.mark.parametrize(("wgs", "gcj"), GCJ)
def test_gcj02_of_published_points(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert metres(wgs84_to_gcj02(Position(*wgs)), Position(*gcj)) < 0.001
    assert metres(gcj02_to_wgs84(Position(*gcj)), Position(*wgs)) < 0.001


def test_bd09_of_a_published_point() -> None:
    assert metres(wgs84_to_gcj02(TIANANMEN), TIANANMEN_AS_GCJ) < 0.001
    assert metres(gcj02_to_bd09(TIANANMEN), TIANANMEN_AS_BD) < 0.001
    assert metres(bd09_to_wgs84(TIANANMEN_AS_BD), gcj02_to_wgs84(TIANANMEN)) < 0.001


def test_baidus_own_example() -> None:
    wgs, bd, gcj = (Position(*each) for each in BAIDU)
    assert metres(wgs84_to_gcj02(wgs), gcj) < 1
    assert metres(gcj02_to_bd09(wgs84_to_gcj02(wgs)), bd) < 1
    assert metres(bd09_to_wgs84(bd), wgs) < 1


def test_the_offset_is_hundreds_of_metres_and_none_abroad() -> None:
    for wgs, _ in GCJ:
        assert 100 < metres(Position(*wgs), wgs84_to_gcj02(Position(*wgs))) < 1000
    for abroad in (Position(48.8584, 2.2945), Position(-33.8568, 151.2153)):
        assert wgs84_to_gcj02(abroad) == abroad
        assert gcj02_to_wgs84(abroad) == abroad


@given(st.floats(18.5, 53.0), st.floats(74.0, 134.5))
def test_there_and_back_is_within_a_centimetre_everywhere_in_china(lat: float, lon: float) -> None:
    at = Position(lat, lon)
    assert metres(gcj02_to_wgs84(wgs84_to_gcj02(at)), at) < 0.01
    assert metres(bd09_to_wgs84(gcj02_to_bd09(wgs84_to_gcj02(at))), at) < 0.01


def test_text_in_text_out() -> None:
    assert as_wgs84("36.10", "113.2000000", "WGS-84") == ("36.1", "113.2")
    assert as_wgs84("39.91334545536069", "116.38404722455657", "GCJ-02") == ("39.911954", "116.377817")
    assert as_wgs84("-0", "0", "WGS-84") == ("0", "0")


@pytest.mark.parametrize(("lat", "lon"), [("91", "0"), ("0", "181"), ("nan", "0"), ("north", "0"), ("", "")])
def test_what_is_no_place_on_the_globe_is_refused(lat: str, lon: str) -> None:
    with pytest.raises(ValueError):
        as_wgs84(lat, lon, "WGS-84")
