"""Scaled integers, canonical JSON, ids and the clock."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import canonical, clock, ids
from backend.kernel.money import LARGEST, format_e4, multiply_e4, parse_e4

SAFE = st.integers(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4821.6", 48_216_000), ("0", 0), ("-0", 0), ("00012.50", 125_000), ("0.0001", 1), ("-3.5", -35_000),
        ("12.34560000", 123_456), ("900719925474.0991", LARGEST),
    ],
)  # fmt: skip
def test_decimal_strings_are_read(text: str, value: int) -> None:
    assert parse_e4(text) == value


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "+1", "1.", ".5", "1,5", "1e3", "1.23E+21", "NaN", "١", "--1", "0.00001", "900719925474.0992", "1\n"]
)
def test_what_is_no_decimal_string_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_e4(text)


@given(SAFE)
def test_what_is_written_reads_the_same(value: int) -> None:
    text = format_e4(value)
    assert parse_e4(text) == value
    assert text != "-0"
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**9))
def test_products_are_rounded_half_away_from_zero(left: int, right: int) -> None:
    exact = multiply_e4(left, right)
    assert abs(exact * 10_000 - left * right) * 2 <= 10_000
    assert multiply_e4(-left, right) == -exact


def test_half_goes_away_from_zero() -> None:
    assert (multiply_e4(1, 5_000), multiply_e4(-1, 5_000), multiply_e4(1, 4_999)) == (1, -1, 0)


JSON = st.recursive(
    st.none() | st.booleans() | SAFE | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_is_what_rfc_8785_says(value: Any) -> None:
    assert canonical.dumps(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [1.0, math.nan, 2**53, -(2**53), "\ud800", {"\udc00": 1}, {1: 2}, {1, 2}, b"x", datetime.now(UTC)]
)
def test_what_two_machines_write_differently_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical.dumps({"value": [value]})


def test_ids_ascend_and_hold_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # As in a new process: another test's clock, set forward, would be held on to.
    monkeypatch.setattr(ids, "_last_ms", 0)
    before = clock.now()
    made = [ids.new_id() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}
    assert before <= ids.made_at(made[0]) <= clock.now()


def test_ids_ascend_while_the_clock_runs_backward() -> None:
    with clock.frozen(datetime(2030, 1, 1, tzinfo=UTC)) as move:
        made = [ids.new_id()]
        for _ in range(100):
            move(timedelta(seconds=-1))
            made.append(ids.new_id())
    assert made == sorted(set(made))


def test_ids_of_many_threads_are_all_different() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ids.new_id(), range(20_000)))
    assert len(set(made)) == 20_000


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("019a2b3c-4d5e-7f60-8123-456789abcdef", True), ("7f9c24e8-3b12-4c5a-9f00-1d2e3f4a5b6c", True),
        ("019A2B3C-4D5E-7F60-8123-456789ABCDEF", False), ("019a2b3c4d5e7f608123456789abcdef", False),
        ("019a2b3c-4d5e-1f60-8123-456789abcdef", False), ("", False), ("x" * 36, False),
    ],
)  # fmt: skip
def test_usable_ids_are_written_one_way(text: str, usable: bool) -> None:
    assert ids.is_usable(text) is usable


def test_tokens_are_long_and_only_their_digest_is_kept() -> None:
    token = ids.new_token()
    assert len(token) >= 43
    assert ids.token_digest(token) == ids.token_digest(token)
    assert token not in ids.token_digest(token)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the zone comes apart
def test_instants_keep_their_milliseconds(at: datetime) -> None:
    cut = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert clock.from_ms(clock.to_ms(at)) == cut


def test_a_business_date_is_the_utilitys() -> None:
    late = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert clock.business_date(late, ZoneInfo("Asia/Shanghai")) == date(2026, 12, 1)
