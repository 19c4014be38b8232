"""What becomes of a photo when its last byte is there."""

import pytest

from backend.evidence.rules import arrival
from backend.evidence.rules.sniff import Header

PHOTO = Header("image/jpeg", 1600, 1200)


@pytest.mark.parametrize(
    ("actual", "header", "expected"),
    [
        pytest.param("a", PHOTO, None, id="whole"),
        pytest.param("b", PHOTO, "digest_differs", id="A1 other bytes"),
        pytest.param("b", None, "digest_differs", id="A1 other bytes, whatever they are"),
        pytest.param("a", None, "not_a_picture", id="A2 no picture"),
        pytest.param("a", Header("image/png", 60_000, 60_000), "too_many_pixels", id="A3 a bomb"),
    ],
)
def test_a1_to_a3_what_is_wrong(actual: str, header: Header | None, expected: str | None) -> None:
    assert arrival.fault(declared="a", actual=actual, header=header, most_pixels=50_000_000) == expected


def test_a4_a_failed_photo_is_owed_until_the_third_time() -> None:
    assert [arrival.after_fault("owed", failures) for failures in (1, 2, 3, 4)] == ["owed", "owed", "quarantined", "quarantined"]


def test_a4_a_whole_photo_stays_whole() -> None:
    assert arrival.after_fault("whole", 9) == "whole"


def test_a5_only_the_last_failure_needs_a_person() -> None:
    assert not arrival.needs_case("owed", 2)
    assert arrival.needs_case("quarantined", 3)
    assert not arrival.needs_case("whole", 3)
