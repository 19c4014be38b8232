"""Reading a dial as text of a known length, and comparing it with what was typed (D1 to D5)."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.evidence.rules.dial import Line, Typed, compare, merged, texts_of, whole_line
from backend.evidence.rules.dial_errand import line_of, stored
from backend.vee.rules.dial_photo import typed, value_e4


def columns(*signs: str | dict[str, float]) -> np.ndarray:
    """A column for each sign: "-" is none, a digit is that digit nearly for sure, a dict gives shares."""
    found = np.full((len(signs), 11), 1e-7)
    for row, sign in enumerate(signs):
        for each, share in (sign if isinstance(sign, dict) else {sign: 0.99}).items():
            found[row, 0 if each == "-" else 1 + int(each)] = share
    return found


def line(text: str, share: float = 0.99, *, whole: float = 0.95, framed: bool = True, second: str = "") -> Line:
    texts = ((text, share), *(((second, 1 - share),) if second else ()))
    return Line(len(text), texts, whole, (0, 0, 10, 10), framed)


def test_repeated_columns_are_one_digit_and_none_separates_two_alike() -> None:
    assert texts_of(columns("0", "-", "0", "-", "3", "3", "-", "7"), 4)[0][0] == "0037"


def test_a_text_has_exactly_the_places_asked_for() -> None:
    weak = {"-": 0.9, "4": 0.1}
    assert texts_of(columns("1", "-", "2", "-", weak), 2)[0][0] == "12"
    assert texts_of(columns("1", "-", "2", "-", weak), 3)[0][0] == "124"
    assert texts_of(columns("1", "-"), 3) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.floats(0.01, 1), min_size=11, max_size=11), min_size=1, max_size=3))
def test_shares_are_those_of_all_ways_to_write_a_text(rows: list[list[float]]) -> None:
    table = np.array([[p / sum(row) for p in row] for row in rows])
    sums: dict[str, float] = {}
    for way in itertools.product(range(11), repeat=len(rows)):
        kept = [sign for sign, _ in itertools.groupby(way)]
        text = "".join(str(sign - 1) for sign in kept if sign)
        sums[text] = sums.get(text, 0) + float(np.prod([table[at, sign] for at, sign in enumerate(way)]))
    two = {text: share for text, share in sums.items() if len(text) == 2}
    assert whole_line(table, 2) == pytest.approx(sum(two.values()))
    for text, share in texts_of(table, 2):
        assert share <= two[text] / sum(two.values()) + 1e-9


def test_what_is_clear_has_its_whole_share() -> None:
    table = columns("1", "-", {"2": 0.7, "7": 0.25}, "-")
    assert [(text, round(share, 2)) for text, share in texts_of(table, 2)[:2]] == [("12", 0.74), ("17", 0.26)]


def test_letters_in_a_line_make_it_no_dial() -> None:
    clean, lettered = columns("1", "-", "2"), columns("1", "-", "2")
    lettered[1] = 1e-7  # the recogniser is sure of another sign there
    assert whole_line(clean, 2) > 0.9
    assert whole_line(lettered, 2) < 0.01


def test_the_look_that_holds_the_whole_line_counts_most() -> None:
    texts, whole = merged([([("10058", 0.9)], 0.1), ([("00588", 0.6), ("00589", 0.4)], 0.9)])
    assert (texts[0][0], whole) == ("00588", 0.9)
    assert merged([]) == ((), 0.0)


def test_d2_the_text_believed_is_the_value_typed() -> None:
    assert compare([line("04821", 0.31)], [Typed("total", 5, "04821")]).agreement == "agrees"


def test_d1_a_text_below_the_threshold_confirms_nothing() -> None:
    assert compare([line("04821", 0.29)], [Typed("total", 5, "04821")]).agreement == "unconfirmed"


def test_d3_a_certain_text_that_isnt_the_typed_one_differs() -> None:
    found = compare([line("04821")], [Typed("total", 5, "04921")])
    assert (found.agreement, found.register_id, found.read) == ("differs", "total", "04821")


@pytest.mark.parametrize(
    "lines",
    [
        [line("04821", 0.96)],
        [line("04821", whole=0.7)],
        [line("04821", framed=False)],
        [line("04821"), line("04921", 0.1)],
        [line("04821", second="04921", share=0.94)],
    ],
    ids=["not certain", "other signs beside it", "no guide frame", "another line shows the value", "a second guess"],
)
def test_d4_what_isnt_certain_differs_from_nothing(lines: list[Line]) -> None:
    assert compare(lines, [Typed("total", 5, "04921")]).agreement == "unconfirmed"


@pytest.mark.parametrize("value", ["04820", "04822"])
def test_d3_a_wheel_between_two_digits_is_read_either_way(value: str) -> None:
    assert compare([line("04821")], [Typed("total", 5, value)]).agreement == "unconfirmed"


def test_d3_the_end_of_the_dial_lies_beside_its_beginning() -> None:
    assert compare([line("00000")], [Typed("total", 5, "99999")]).agreement == "unconfirmed"


def test_d5_of_several_registers_the_one_shown_agrees_and_none_differs() -> None:
    registers = [Typed("total", 5, "04821"), Typed("peak", 5, "01200")]
    found = compare([line("01200")], registers)
    assert (found.agreement, found.register_id) == ("agrees", "peak")
    assert compare([line("09999")], registers).agreement == "unconfirmed"
    alike = [Typed("total", 5, "01200"), Typed("peak", 5, "01200")]
    assert compare([line("01200")], alike).agreement == "unconfirmed"


def test_nothing_read_says_nothing() -> None:
    assert compare([], [Typed("total", 5, "04821")]).agreement == "unconfirmed"
    assert compare([line("123456")], [Typed("total", 5, "04821")]).agreement == "unconfirmed"


def test_a_line_survives_being_stored() -> None:
    before = line("04821", 0.75, second="04321")
    assert line_of(stored(before)) == before


def test_a_value_stands_on_its_dial_with_all_places() -> None:
    shown = typed("total", 48_216_000, digits=5, decimals=1)
    assert shown is not None
    assert (shown.places, shown.digits) == (6, "048216")
    assert value_e4("048216", decimals=1) == 48_216_000
    assert typed("total", 48_216_500, digits=5, decimals=1) is None, "more decimals than the dial has"
    assert typed("total", 1_000_000_000, digits=5, decimals=0) is None, "longer than the dial"
