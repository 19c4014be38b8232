"""The real pictures of barcodes and meters beside the repository, and how a text is compared with what is expected.

Not copied in: read where they lie. Their README says how the sources state their texts.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.shared import shared_path

_CONTROL = {"\x1d": "<GS>", "\x1e": "<RS>", "\x04": "<EOT>"}
_FROM_MANIFEST = {
    "Code128": "CODE128", "Code39": "CODE39", "EAN13": "EAN13", "EAN8": "EAN8", "UPCA": "UPCA", "ITF": "ITF",
    "Codabar": "CODABAR", "QRCode": "QRCODE", "DataMatrix": "DATAMATRIX", "PDF417": "PDF417", "Aztec": "AZTEC",
}  # fmt: skip

# A second label on the same meter, whose text stands in print below it: the source names only the first.
ALSO_THERE = {"code128_meterphoto_001.png": ("10/2017",)}


@dataclass(frozen=True)
class Sample:
    """A picture and the text its source says it holds. A picture of a meter without barcodes has none."""

    path: Path
    symbology: str
    expected: str

    def is_right(self, text: str, symbology: str) -> bool:
        """Whether a text is the expected one, as the sources state texts.

        UPC-A with or without the leading zero, Codabar with or without start and stop letters, Code 39 of vehicles without a
        leading I, control characters by name; blanks and separators at the ends (a GS1 code's first one is no data) don't count.
        """
        if text in ALSO_THERE.get(self.path.name, ()):
            return True
        return bool(_forms(text, symbology) & _forms(self.expected, self.symbology))


def _forms(text: str, symbology: str) -> set[str]:
    text = text.strip()
    for character, name in _CONTROL.items():
        text = text.replace(character, name)
    forms = {text}
    if symbology in {"UPCA", "EAN13"}:
        forms |= {text.removeprefix("0")} if len(text) == 13 else {"0" + text}
    if symbology == "CODABAR" and (inner := re.fullmatch(r"[A-DTNE*](.+)[A-DTNE*]", text, re.IGNORECASE)):
        forms.add(inner[1])
    if symbology == "CODE39":
        forms.add(text.removeprefix("I"))
    return forms


def barcodes() -> list[Sample]:
    folder = shared_path("data/barcodes")
    with (folder / "manifest.csv").open(newline="") as file:
        return [Sample(folder / row["file"], _FROM_MANIFEST[row["symbology"]], row["expected"]) for row in csv.DictReader(file)]


def meters_without_barcodes() -> Iterator[Sample]:
    """The water meters: whoever reads a barcode there is wrong."""
    folder = shared_path("data/meter-photos")
    with (folder / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"].startswith("water"):
                yield Sample(folder / row["file"], "", "")
