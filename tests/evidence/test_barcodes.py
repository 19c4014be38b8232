"""Barcodes in real pictures: how many are read, and that no wrong text is believed."""

from itertools import islice
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from backend.evidence.rules import cascade, decoders
from backend.evidence.rules.belief import Believed
from backend.evidence.rules.cascade import read
from backend.evidence.rules.picture import opened
from tests.evidence.barcodes import Sample, barcodes, meters_without_barcodes
from tests.factories.evidence import picture


def grey_of(path: Path) -> Image.Image:
    return opened(path.read_bytes(), most_pixels=50_000_000).convert("L")


@pytest.fixture(scope="module")
def readings() -> list[tuple[Sample, tuple[Believed, ...]]]:
    return [(sample, read(grey_of(sample.path)).codes) for sample in barcodes()]


def rate(readings: list[tuple[Sample, tuple[Believed, ...]]]) -> float:
    right = [any(sample.is_right(code.text, code.symbology) for code in codes) for sample, codes in readings]
    return sum(right) / len(right)


def test_93_of_100_are_read_without_knowing_what_to_expect(readings: list[tuple[Sample, tuple[Believed, ...]]]) -> None:
    if not decoders.HAS_ZBAR:
        pytest.skip("with one decoder fewer are read")
    assert rate(readings) >= 0.93


def test_no_wrong_text_is_believed(readings: list[tuple[Sample, tuple[Believed, ...]]]) -> None:
    wrong = [
        (sample.path.name, code.symbology, code.text)
        for sample, codes in readings
        for code in codes
        if not sample.is_right(code.text, code.symbology)
    ]
    assert wrong == []


def test_nothing_is_believed_where_no_barcode_is() -> None:
    found = {sample.path.name: read(grey_of(sample.path)).codes for sample in islice(meters_without_barcodes(), 0, None, 8)}
    assert set(found.values()) == {()}


def test_the_search_ends_at_the_expected_identifier() -> None:
    wall = picture("SEAL-0099", "0000000000000000204417").convert("L")
    found = read(wall, expected=frozenset({"0000000000000000204417", "P17"}))
    assert found.expected is not None
    identifier, code = found.expected
    assert (identifier, code.symbology, found.steps) == ("0000000000000000204417", "CODE128", 1)
    assert abs(code.box.left - 60) < 60
    assert abs(code.box.top - 280) < 60


def test_an_identifier_that_isnt_there_is_searched_to_the_end() -> None:
    found = read(picture("SEAL-0099").convert("L"), expected=frozenset({"204417"}))
    assert found.expected is None
    assert [code.text for code in found.codes] == ["SEAL-0099"]
    assert found.steps == len({*cascade.PLAIN, *cascade.FURTHER})


@pytest.mark.parametrize("degrees", [0, 8, 45, 90, 137, 180])
def test_a_code_is_found_however_it_is_turned_and_where_it_is(degrees: int) -> None:
    wall = picture("0000000000000000204417", size=(1200, 600)).convert("L")
    found = read(wall.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=170))
    assert [code.text for code in found.codes] == ["0000000000000000204417"]


def test_white_on_black_is_read() -> None:
    found = read(ImageOps.invert(picture("204417").convert("L")))
    assert [code.text for code in found.codes] == ["204417"]


def test_without_libzbar_zxing_reads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "pyzbar", None)
    found = read(picture("0000000000000000204417").convert("L"))
    assert [reading.decoder for code in found.codes for reading in code.readings] == ["zxing", "zxing"]
