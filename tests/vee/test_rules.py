"""Properties that hold for any input, and the small rules around the book."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.vee.rules.bands import Dial
from backend.vee.rules.book import BY_CODE, RULES, judge
from backend.vee.rules.casework import headline_of, question
from backend.vee.rules.chart import months
from backend.vee.rules.facts import SEVERITY, Expect, FindingView, Observation, PhoneJudgement, RegisterFacts, TaskFacts
from backend.vee.rules.history import DialPast, Mark, past_of
from backend.vee.rules.hypotheses import Mate, explain
from backend.vee.rules.limits import Setting, applying
from backend.vee.rules.replay import agrees
from backend.vee.rules.slips import candidates, look

DAY = dt.date(2026, 11, 10)
BAND = Expect(1, 100_0000, 200_0000, 150_0000, 60_0000, 290_0000, 10_0000, 30)


def register(previous: int | None = 4165_2000, expect: Expect | None = BAND, **more: object) -> RegisterFacts:
    facts = RegisterFacts("t", "cumulative", "forward", "total", "kWh", 5, 1, previous, DAY, expect)
    return replace(facts, **more)  # type: ignore[arg-type]


amounts = st.integers(0, 10**9)


@st.composite
def bands(draw: st.DrawFn) -> Expect:
    case_low, low, mid, high, case_high = sorted(draw(st.lists(amounts, min_size=5, max_size=5)))
    return Expect(1, low, high, mid, case_low, case_high, draw(st.integers(0, 10**6)), draw(st.integers(0, 90)))


registers = st.builds(
    RegisterFacts,
    key=st.just("t"),
    kind=st.sampled_from(["cumulative", "demand", "balance", "count"]),
    direction=st.sampled_from(["forward", "reverse"]),
    band=st.sampled_from(["total", "peak"]),
    unit=st.just("kWh"),
    digits=st.integers(1, 9),
    decimals=st.integers(0, 4),
    previous_e4=st.none() | st.integers(0, 10**13),
    previous_on=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    expect=st.none() | bands(),
    zero_run=st.integers(0, 40),
)


@settings(max_examples=150)
@given(registers, st.integers(0, 10**13), st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
def test_no_input_is_too_strange_for_the_rules(facts: RegisterFacts, value: int, on: dt.date | None) -> None:
    findings = judge(TaskFacts((facts,)), Observation({"t": value}, on))
    assert [finding.rule for finding in findings] == sorted(finding.rule for finding in findings)
    look(facts, value)
    assert sum(guess.odds for guess in explain(facts, value)) <= 103


def severity(facts: RegisterFacts, value: int) -> int:
    return max((SEVERITY[finding.action] for finding in judge(TaskFacts((facts,)), Observation({"t": value}))), default=0)


@settings(max_examples=150)
@given(bands(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_farther_above_the_band_the_more_suspect(expect: Expect, near: int, farther: int) -> None:
    facts = register(0, expect, digits=9)
    step = 1000
    first = (expect.high_e4 + near) // step * step
    assert severity(facts, first + farther // step * step) >= severity(facts, first) or first < expect.mid_e4


@settings(max_examples=150)
@given(bands(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_farther_below_the_band_the_more_suspect(expect: Expect, near: int, farther: int) -> None:
    facts = register(0, expect, digits=9)
    first = max(expect.low_e4 - near, 2000) // 1000 * 1000
    second = max(first - farther, 1000) // 1000 * 1000
    if second < first < expect.mid_e4:
        assert severity(facts, second) >= severity(facts, first)


@settings(max_examples=150)
@given(st.integers(0, 99_999_9).map(lambda shown: shown * 1000))
def test_every_candidate_is_a_value_of_the_dial_that_could_stand(value: int) -> None:
    facts = register()
    for candidate in candidates(facts, value):
        assert BAND.case_low_e4 <= candidate.advance_e4 <= BAND.case_high_e4
        assert candidate.value_e4 != value
        assert candidate.value_e4 % 1000 == 0


@pytest.mark.parametrize(
    ("read", "was", "slip"),
    [
        (4821_6000, 4321_6000, "digit"),
        (3421_6000, 4321_6000, "swapped_digits"),
        (432_1000, 4321_1000, "point"),
        (44321_6000, 4321_6000, "extra_digit"),
    ],
)
def test_the_slip_that_explains_a_value_is_named_with_the_value_it_would_mean(read: int, was: int, slip: str) -> None:
    best = explain(register(), read)[0]
    assert best.code == slip
    if slip != "point":
        assert best.value_e4 == was


def test_a_real_change_is_named_where_no_slip_explains_the_value() -> None:
    narrow = Expect(1, 300_0000, 302_0000, 301_0000, 290_0000, 310_0000, 1_0000)
    assert [guess.code for guess in explain(register(10000_0000, narrow, decimals=0), 77777_0000)] == ["real_change"]


def test_a_value_as_expected_needs_no_slip() -> None:
    assert candidates(register(), 4315_2000) == []
    empty = Expect(1, 0, 2_0000, 0, 0, 3_0000, 10_0000)
    assert [guess.code for guess in explain(register(812_0000, empty, decimals=0), 812_0000)] == ["copied", "nothing_used"]


def test_registers_that_are_off_together_weren_t_all_misread() -> None:
    alone, together = (explain(register(), 4821_6000, others_agree=agree)[0].code for agree in (False, True))
    assert (alone, together) == ("digit", "real_change")


def test_a_value_that_only_a_neighbour_s_meter_would_show_names_the_neighbour() -> None:
    mates = [
        Mate({"point_id": name}, distance, replace(register(), key=name, previous_e4=previous_e4))
        for name, distance, previous_e4 in (("next", 1, 61200_0000), ("near", 2, 61150_0000), ("other", 1, 20000_0000))
    ]
    found = explain(register(), 61350_0000, mates=mates)
    assert [(guess.code, guess.params.get("point_id")) for guess in found[:2]] == [("neighbour", "next"), ("neighbour", "near")]
    assert found[0].value_e4 is None
    # Beyond a few stops nobody is asked, and a value that a slip explains better stays a slip.
    far = [replace(mates[0], distance=40)]
    assert all(guess.code != "neighbour" for guess in explain(register(), 61350_0000, mates=far))
    assert explain(register(), 4821_6000, mates=mates)[0].code == "digit"


def test_a_copied_value_has_no_suggestion() -> None:
    copied = next(guess for guess in explain(register(), 4165_2000) if guess.code == "copied")
    assert copied.value_e4 is None


def found(rule: str, action: str, key: str | None = "t") -> FindingView:
    return FindingView(rule, 1, action, key, {})  # type: ignore[arg-type]


def test_the_headline_is_the_most_severe_then_the_most_telling() -> None:
    findings = [found("VEE-03", "info"), found("VEE-09", "case", None), found("VEE-04", "case"), found("VEE-05", "confirm")]
    assert headline_of(findings).rule == "VEE-04"
    assert headline_of([*findings, found("VEE-01", "hold")]).rule == "VEE-01"


def test_only_case_and_hold_open_cases() -> None:
    task, seen = TaskFacts((register(),), 40_0000), Observation({"t": 4821_6000})
    assert question(task, seen, [found("VEE-04", "confirm"), found("VEE-06", "info")], from_customer=False) is None
    asked = question(task, seen, [found("VEE-04", "case")], from_customer=False)
    assert asked is not None
    # (656.4 − 150) × 40
    assert (asked.kind, asked.headline, asked.weight_e4) == ("implausible", "VEE-04", 20256_0000)
    other = question(task, seen, [found("VEE-08", "case", None), found("VEE-04", "case")], from_customer=True)
    assert other is not None
    assert other.kind == "barcode_mismatch"


def test_thresholds_the_newest_and_the_most_specific_win() -> None:
    def setting(number: int, branch: int | None, group: str | None, since: dt.date) -> Setting:
        return Setting("VEE-06", branch, group, since, number, {"case_run": number})

    old, new, later = dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2027, 1, 1)
    everything = [setting(1, None, None, old), setting(2, None, None, new), setting(9, None, None, later)]

    def applied(more: list[Setting]) -> object:
        return applying([*everything, *more], branch_id=7, customer_class="residential", day=DAY)

    assert applied([]) == {"VEE-06": {"case_run": 2}}
    assert applied([setting(3, None, "residential", old)]) == {"VEE-06": {"case_run": 3}}
    assert applied([setting(3, None, "residential", old), setting(4, 7, None, old)]) == {"VEE-06": {"case_run": 4}}
    assert applied([setting(4, 7, None, old), setting(5, 7, "residential", old)]) == {"VEE-06": {"case_run": 5}}
    assert applied([setting(6, 8, None, new), setting(7, 7, "industrial", new)]) == {"VEE-06": {"case_run": 2}}


def test_a_phone_agrees_when_rules_actions_and_registers_do() -> None:
    said = PhoneJudgement(1, 1, (("VEE-04", "case", "t"), ("VEE-09", "info", None)))
    assert agrees(said, [found("VEE-09", "info", None), found("VEE-04", "case")]) == "agrees"
    assert agrees(said, [found("VEE-04", "case")]) == "differs"
    assert agrees(said, [found("VEE-04", "confirm"), found("VEE-09", "info", None)]) == "differs"


def marks(*values: tuple[int, int]) -> tuple[Mark, ...]:
    """(month of 2026, value): read on the 10th."""
    return tuple(Mark(dt.date(2026, month, 10), value * 10_000, month, period=202600 + month) for month, value in values)


def test_the_zero_run_counts_back_from_the_last_value() -> None:
    past = past_of([DialPast("cumulative", 5, 10_000, marks((1, 10), (2, 10), (3, 30), (4, 30), (5, 30)))])
    assert (past.zero_run, past.advances_e4) == (2, (0, 20_0000, 0, 0))


def test_a_chart_adds_both_meters_of_an_exchange_and_leaves_estimates_out_of_the_band() -> None:
    old = DialPast("cumulative", 5, 10_000, (*marks((1, 100), (2, 200), (3, 300)), Mark(dt.date(2026, 3, 20), 330_0000)))
    new = DialPast("cumulative", 5, 10_000, (Mark(dt.date(2026, 3, 20), 0), *marks((4, 70), (5, 170))))
    numbers = {"usual_z_e2": 270, "case_z_e2": 360, "floor_kwh": 10, "floor_kw": 2, "floor_yuan": 5, "price_e4": 5_000}
    shown = months([old, new], Dial(10_000, 10_000, "residential"), high=numbers, low=numbers, count=24)
    assert [(month.period, month.advance_e4 // 10_000) for month in shown] == [
        (202602, 100), (202603, 100), (202604, 100), (202605, 100)
    ]  # fmt: skip
    assert shown[0].low_e4 is None
    assert shown[3].low_e4 is not None
    assert shown[3].low_e4 < 100_0000 < (shown[3].high_e4 or 0)


def test_the_book_is_in_order_and_complete() -> None:
    assert [rule.code for rule in RULES] == [f"VEE-{number:02}" for number in range(1, 12)]
    assert all((rule.of_register is None) != (rule.of_visit is None) for rule in BY_CODE.values())
