"""The second reader on real dials, and what it does where it can't read."""

from collections.abc import Iterator

import pytest

from backend.evidence.rules.dial import Typed, compare
from backend.evidence.rules.dial_errand import DialErrand, line_of
from backend.evidence.rules.dial_models import is_here
from backend.evidence.service.darkroom import DialRoom
from tests.evidence.dials import dials
from tests.factories.evidence import photo

pytestmark = pytest.mark.skipif(not is_here(), reason="the recogniser isn't installed")


@pytest.fixture(scope="module")
def room() -> Iterator[DialRoom]:
    found = DialRoom()
    yield found
    found.close()


def test_dials_are_read_in_the_guide_frame(room: DialRoom) -> None:
    read = 0
    some = [one for one in dials() if one.window][:12]
    for one in some:
        answer = room.read(DialErrand(one.path.read_bytes(), (5,), one.guide()))
        assert answer.trouble is None
        said = {compare([line_of(row) for row in answer.lines], [Typed(1, 5, digits)]).agreement for digits in one.right}
        assert "differs" not in said, one.path.name
        read += "agrees" in said
    assert read >= 9, "measured: 10 of these 12"


def test_a_photo_without_a_dial_has_nothing_to_compare(room: DialRoom) -> None:
    answer = room.read(DialErrand(photo("204417").data, (7,)))
    assert answer.trouble is None
    assert compare([line_of(row) for row in answer.lines], [Typed(1, 7, "0012345")]).agreement == "unconfirmed"


@pytest.mark.parametrize("data", [b"", b"no picture", photo("1").data[:3000]], ids=["nothing", "text", "truncated"])
def test_what_cant_be_decoded_has_a_trouble_and_no_consequences(room: DialRoom, data: bytes) -> None:
    assert room.read(DialErrand(data, (5,))).trouble is not None
    assert room.read(DialErrand(photo("204417").data, (5,))).trouble is None


def test_a_guide_frame_that_holds_nothing_is_the_whole_photo(room: DialRoom) -> None:
    errand = DialErrand(photo("204417").data, (5,), {"x": 1000, "y": 1000, "w": 0, "h": 0})
    assert room.read(errand).trouble is None


def test_too_little_memory_is_the_pictures_trouble() -> None:
    small = DialRoom(memory_mb=300)
    try:
        assert small.read(DialErrand(photo("204417").data, (5,))).trouble is not None
    finally:
        small.close()
