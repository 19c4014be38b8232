"""The office's explanations beside slips and neighbours: the multiplier, an exchange not recorded, an empty house."""

import datetime as dt
from dataclasses import replace

import pytest

from backend.vee.rules.causes import MeterFacts
from backend.vee.rules.facts import Expect, RegisterFacts
from backend.vee.rules.hypotheses import Hypothesis, Mate, explain
from backend.vee.rules.slips import candidates

DAY = dt.date(2026, 11, 10)
BAND = Expect(1, 100_0000, 200_0000, 150_0000, 60_0000, 290_0000, 10_0000, 30)
TWENTY = 20_0000


def register(previous: int = 9623_6400, expect: Expect = BAND, key: str = "t", zero_run: int = 0) -> RegisterFacts:
    return RegisterFacts(key, "cumulative", "forward", "total", "kWh", 5, 2, previous, DAY, expect, zero_run)


def named(guesses: tuple[Hypothesis, ...], code: str) -> Hypothesis | None:
    return next((guess for guess in guesses if guess.code == code), None)


OTHERS = [(register(previous, key=str(previous)), previous + 3000_0000) for previous in (1200_0000, 3400_0000, 5600_0000)]


def test_1_all_registers_times_the_multiplier_beat_a_neighbour_whose_band_would_fit() -> None:
    mate = Mate({"point_id": "next"}, 1, register(9623_6400 + 2850_0000, key="next"))
    guesses = explain(register(), 9623_6400 + 3000_0000, others_agree=True, mates=[mate], meter=MeterFacts(TWENTY, OTHERS))
    assert named(guesses, "neighbour")
    assert (guesses[0].code, guesses[0].params, guesses[0].value_e4) == ("multiplier", {"multiplier": "20"}, None)


def test_2_all_registers_divided_by_the_multiplier_are_no_real_change() -> None:
    others = [(facts, value - 3000_0000 + 7_5000) for facts, value in OTHERS]
    narrow = replace(BAND, floor_e4=1_0000)
    others = [(replace(facts, expect=narrow), value) for facts, value in others]
    guesses = explain(register(expect=narrow), 9623_6400 + 7_5000, others_agree=True, meter=MeterFacts(TWENTY, others))
    assert guesses[0].code == "multiplier"


def test_3_one_register_that_is_as_usual_refutes_the_multiplier_and_one_that_stands_still_does_not() -> None:
    value = 9623_6400 + 3000_0000
    usual = [*OTHERS, (register(700_0000), 850_0000)]
    assert named(explain(register(), value, meter=MeterFacts(TWENTY, usual)), "multiplier") is None
    still = [*OTHERS, (register(700_0000, replace(BAND, low_e4=0, case_low_e4=0)), 700_0000)]
    assert named(explain(register(), value, others_agree=True, meter=MeterFacts(TWENTY, still)), "multiplier")


def test_4_a_dial_written_times_the_multiplier_means_the_dial() -> None:
    guesses = explain(register(1200_0000), 27000_0000, meter=MeterFacts(TWENTY))
    assert (guesses[0].code, guesses[0].value_e4) == ("multiplied", 1350_0000)
    assert named(explain(register(1200_0000), 27000_0100, meter=MeterFacts(TWENTY)), "multiplied") is None


def test_5_without_a_multiplier_it_explains_nothing() -> None:
    for value in (27000_0000, 4200_0000, 1207_5000):
        codes = {guess.code for guess in explain(register(1200_0000), value, meter=MeterFacts(1_0000, OTHERS))}
        assert not codes & {"multiplied", "multiplier"}


@pytest.mark.parametrize(("previous", "value"), [(9623_6400, 3_1000), (7035_1100, 112_0000)])
def test_6_a_strange_barcode_and_a_new_meter_s_value_are_an_exchange_whatever_slip_would_fit(previous: int, value: int) -> None:
    best = explain(register(previous), value, meter=MeterFacts(barcode="strange"))[0]
    assert (best.code, best.value_e4) == ("exchange", None)
    assert best.odds > 80


def test_7_a_value_that_went_back_to_a_new_meter_s_is_an_exchange_unless_the_archive_s_barcode_was_scanned() -> None:
    assert explain(register(), 3_1000)[0].code == "exchange"
    slip = explain(register(7035_1100), 112_0000)
    assert named(slip, "exchange"), "named beside the slip that would explain it, too"
    assert named(explain(register(), 3_1000, meter=MeterFacts(barcode="own")), "exchange") is None
    assert named(explain(register(), 4000_0000), "exchange") is None, "a new meter doesn't show so much"
    assert named(explain(register(), 12000_0000), "exchange") is None, "it didn't go back"


def test_8_a_strange_barcode_at_a_usual_value_is_rather_a_wrong_archive_or_label() -> None:
    best = explain(register(), 9623_6400 + 150_0000, meter=MeterFacts(barcode="strange"))
    assert best[0].code == "real_change"
    assert named(best, "exchange")


@pytest.mark.parametrize("run", [1, 3, 24])
def test_9_a_house_at_zero_for_long_stands_empty_before_anybody_copied(run: int) -> None:
    empty = Expect(1, 0, 2_0000, 0, 0, 3_0000, 10_0000)
    guesses = explain(register(0, empty, zero_run=run), 0)
    assert [guess.code for guess in guesses] == ["vacant", "copied"]
    assert guesses[0].value_e4 == 0


def test_10_the_first_zero_after_use_may_be_either_and_a_scanned_barcode_speaks_for_the_empty_house() -> None:
    guesses = explain(register(), 9623_6400)
    assert {guess.code for guess in guesses[:2]} == {"copied", "vacant"}
    assert explain(register(), 9623_6400, meter=MeterFacts(barcode="own"))[0].code == "vacant"


def test_11_nearly_nothing_after_use_may_be_an_empty_house_and_means_no_other_value() -> None:
    found = named(explain(register(), 9623_6400 + 2_3700), "vacant")
    assert found is not None
    assert found.value_e4 == 9623_6400 + 2_3700
    assert named(explain(register(), 9623_6400 + 40_0000), "vacant") is None


def test_12_the_phone_s_search_for_slips_knows_nothing_of_them() -> None:
    slips = {"digit", "swapped_digits", "missing_digit", "extra_digit", "point"}
    assert {one.slip for one in candidates(register(7035_1100), 112_0000)} <= slips
