"""The real photos of dials beside the repository, with what stands on them and where. Read where they lie."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from backend.evidence.rules.dial import Line, Typed, compare
from tests.support.shared import shared_path


@dataclass(frozen=True)
class Dial:
    """A photo of a dial. `right`: the digits without the point, in one or two ways for a wheel between two digits; `window`: its
    four corners in pixels, where the source knows them."""

    path: Path
    kind: str
    right: tuple[str, ...]
    window: tuple[tuple[float, float], ...]
    width: int
    height: int

    def guide(self, around: float = 0.0) -> dict[str, int]:
        """The upright frame around the window, larger by a share of its sides all around, in per mille of the picture."""
        xs, ys = [x for x, _ in self.window], [y for _, y in self.window]
        by_x, by_y = around * (max(xs) - min(xs)), around * (max(ys) - min(ys))
        left, right = max(0.0, min(xs) - by_x), min(self.width, max(xs) + by_x)
        top, bottom = max(0.0, min(ys) - by_y), min(self.height, max(ys) + by_y)
        x, y = math.floor(left / self.width * 1000), math.floor(top / self.height * 1000)
        return {
            "x": x, "y": y, "w": math.ceil(right / self.width * 1000) - x, "h": math.ceil(bottom / self.height * 1000) - y,
        }  # fmt: skip

    def agreement(self, lines: list[Line], digits: str) -> str:
        return compare(lines, [Typed(1, len(digits), digits)]).agreement

    def changed(self) -> list[str]:
        """Every text that differs in one digit from the first right one, and isn't right itself."""
        digits = self.right[0]
        changed = [digits[:at] + other + digits[at + 1 :] for at in range(len(digits)) for other in "0123456789"]
        return sorted(set(changed) - set(self.right))


def dials() -> list[Dial]:
    folder = shared_path("data/meter-photos")
    with (folder / "manifest.csv").open(newline="") as file:
        return [_dial(folder, row) for row in csv.DictReader(file)]


def _dial(folder: Path, row: dict[str, str]) -> Dial:
    places = [float(number) for number in row["window_polygon"].split()]
    right = [text.replace(".", "") for text in (row["expected"], row["expected_alt"]) if text]
    corners = tuple(zip(places[::2], places[1::2], strict=True))
    return Dial(folder / row["file"], row["kind"], tuple(right), corners, int(row["width"]), int(row["height"]))
