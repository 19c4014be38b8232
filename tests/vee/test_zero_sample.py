"""VEE-06: which points that stood still for long are looked at."""

import pytest

from backend.kernel.ids import new_id
from backend.vee.rules.zero_sample import NEVER, is_drawn, is_high_voltage, own_limits

NUMBERS = {"case_run": 3, "sample_percent": 20}


@pytest.mark.parametrize("voltage", ["交流10kV", "10 KV", "35kV", "10000V", "110千伏", "AC 10.5kV"])
def test_vee_06_ten_kilovolts_and_more(voltage: str) -> None:
    assert is_high_voltage(voltage)


@pytest.mark.parametrize("voltage", ["", "交流220V", "380V", "0.4kV", "6kV", "低压"])
def test_vee_06_less_than_ten_kilovolts(voltage: str) -> None:
    assert not is_high_voltage(voltage)


def test_vee_06_the_sample_is_drawn_by_point_and_period_alone() -> None:
    points = [new_id() for _ in range(2_000)]
    drawn = [point for point in points if is_drawn(point, 202611, 20)]
    assert 320 < len(drawn) < 480
    assert drawn == [point for point in points if is_drawn(point, 202611, 20)]
    # Another period looks at others: nobody is spared for ever.
    assert 30 < sum(is_drawn(point, 202612, 20) for point in drawn) < 150
    assert {is_drawn(point, 202611, 0) for point in points} == {False}
    assert {is_drawn(point, 202611, 100) for point in points} == {True}


def test_vee_06_a_point_that_was_not_drawn_opens_no_case_however_long_it_stands_still() -> None:
    spared = next(point for point in (new_id() for _ in range(99)) if not is_drawn(point, 202611, 20))
    limits = {"VEE-06": {"sample_percent": 20}, "VEE-09": {"late_days": 1}}
    assert own_limits(limits, NUMBERS, zero_run=1, voltage="220V", point_id=spared, period=202611) == limits
    assert own_limits(limits, NUMBERS, zero_run=2, voltage="10kV", point_id=spared, period=202611) == limits
    assert own_limits(limits, NUMBERS, zero_run=2, voltage="220V", point_id=spared, period=202611) == {
        **limits, "VEE-06": {"sample_percent": 20, "case_run": NEVER}
    }  # fmt: skip
    assert (
        own_limits(limits, {**NUMBERS, "sample_percent": 100}, zero_run=2, voltage="220V", point_id=spared, period=202611)
        == limits
    )
