"""The second reader: finds the dial in a photo and reads its digits, with the detector and the recogniser of RapidOCR.

Only the two models of RapidOCR's wheel are used (PP-OCRv6 small, Apache-2.0), run by onnxruntime on one thread; its own code
isn't loaded. What it needs may be missing: then nobody reads, and nothing else changes. Loading takes a second and 120 MB, so it
is done at the first picture, in the child process that reads and nowhere else.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backend.evidence.rules import text_lines
from backend.evidence.rules.dial import Line, merged, texts_of, whole_line
from backend.evidence.rules.dial_models import DETECTOR, RECOGNISER, models
from backend.evidence.rules.text_lines import Corners

try:
    import onnxruntime
except ImportError:
    onnxruntime = None

# The longer side at which lines are looked for: measured on photos of water meters.
SIDE_WHOLE, SIDE_FRAME = 960, 320
_HIGH, _WIDEST = 48, 1200  # of the recogniser's input
_NARROWEST = 320
_STEP = 32  # the detector's input is a multiple of it
_LARGER = 2.0  # a picture smaller than that holds no more to see
_LONGER_THAN_HIGH, _LOWEST = 1.5, 6
_KEPT = 3

Guide = Mapping[str, int]  # {x, y, w, h} in per mille of the picture


class DialReader:
    """Both models, loaded."""

    def __init__(self) -> None:
        folder = models()
        if folder is None or onnxruntime is None:
            raise FileNotFoundError("rapidocr's models or onnxruntime aren't installed")
        self._detector = _session(folder / DETECTOR)
        self._recogniser = _session(folder / RECOGNISER)
        signs = self._recogniser.get_modelmeta().custom_metadata_map["character"].split("\n")
        # Column 0 is "none"; the signs come after it.
        self._columns = [0, *(signs.index(digit) + 1 for digit in "0123456789")]

    def read(self, picture: Image.Image, *, guide: Guide | None, places: Sequence[int]) -> list[Line]:
        """The lines that may be a dial of so many places, for each number of places the likeliest first. `picture` is in RGB;
        without a guide the whole of it is searched."""
        left, top, right, bottom = _frame(picture, guide)
        part = picture.crop((left, top, right, bottom))
        boxes = self._lines(part, SIDE_FRAME if guide else SIDE_WHOLE)
        looks = [(box, self._columns_of(text_lines.levelled(part, box))) for box in boxes]
        return [
            line for many in sorted(set(places)) for line in self._dials(part, looks, many, (left, top), framed=guide is not None)
        ]

    def _dials(
        self,
        part: Image.Image,
        looks: Sequence[tuple[Corners, NDArray[np.float64]]],
        places: int,
        at: tuple[int, int],
        *,
        framed: bool,
    ) -> list[Line]:
        ranked = sorted(((whole_line(own, places), order) for order, (_, own) in enumerate(looks)), reverse=True)[:_KEPT]
        found = []
        for rank, (whole, order) in enumerate(ranked):
            box, own = looks[order]
            readings = [(texts_of(_digits_alone(own), places), whole)]
            # The window itself, where it fills the frame: detectors lose a last wheel that stands between two digits.
            level = text_lines.level_frame(box, *part.size) if framed and rank == 0 else None
            if level is not None:
                again = self._columns_of(text_lines.levelled(part, level))
                readings.append((texts_of(_digits_alone(again), places), whole_line(again, places)))
            texts, sure = merged(readings)
            if texts:
                found.append(Line(places, texts, sure, _upright(box, at), framed))
        return found

    def _lines(self, picture: Image.Image, side: int) -> list[Corners]:
        scale = min(_LARGER, side / max(picture.size))
        across, down = (max(_STEP, round(length * scale / _STEP) * _STEP) for length in picture.size)
        text = self._detector.run(None, {"x": _input(picture.resize((across, down), Image.Resampling.BILINEAR))})[0][0, 0]
        found = text_lines.lines(text, (across / picture.width, down / picture.height))
        return [box for box in found if _is_line(*text_lines.size(box))]

    def _columns_of(self, line: Image.Image) -> NDArray[np.float64]:
        """Columns × (none, 0 … 9), as the recogniser has them: what is missing to one are other signs."""
        wide = min(_WIDEST, max(_HIGH // 3, math.ceil(_HIGH * line.width / line.height)))
        pixels = _input(line.resize((wide, _HIGH), Image.Resampling.BILINEAR))
        if wide < _NARROWEST:
            pixels = np.pad(pixels, ((0, 0), (0, 0), (0, 0), (0, _NARROWEST - wide)))
        answer: NDArray[np.float32] = self._recogniser.run(None, {"x": pixels})[0][0]
        return answer[:, self._columns].astype(np.float64)


@cache
def the_reader() -> DialReader:
    """The reader of this process, loaded at the first call; FileNotFoundError where it isn't installed."""
    return DialReader()


def _session(model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _input(picture: Image.Image) -> NDArray[np.float32]:
    """1 × blue, green, red × rows × columns, from −1 to 1."""
    pixels = np.asarray(picture.convert("RGB"), np.float32)[:, :, ::-1] / 127.5 - 1
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


def _digits_alone(own: NDArray[np.float64]) -> NDArray[np.float64]:
    """The columns as if there were no other signs than digits."""
    some = own.copy()
    some[:, 0] += 1e-6
    some /= some.sum(1, keepdims=True)
    return some


def _frame(picture: Image.Image, guide: Guide | None) -> tuple[int, int, int, int]:
    """The part of the picture to look at, in pixels; the whole of it without a guide, or with one that holds nothing."""
    whole = (0, 0, picture.width, picture.height)
    if guide is None:
        return whole
    across, down = picture.width / 1000, picture.height / 1000
    left, top = max(0, math.floor(guide["x"] * across)), max(0, math.floor(guide["y"] * down))
    right = min(picture.width, math.ceil((guide["x"] + guide["w"]) * across))
    bottom = min(picture.height, math.ceil((guide["y"] + guide["h"]) * down))
    box = (left, top, right, bottom)
    return box if box[2] - box[0] >= _STEP and box[3] - box[1] >= _LOWEST else whole


def _is_line(long: float, high: float) -> bool:
    return high >= _LOWEST and long >= _LONGER_THAN_HIGH * high


def _upright(box: Corners, at: tuple[int, int]) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = box.min(0), box.max(0)
    return round(float(left)) + at[0], round(float(top)) + at[1], round(float(right)) + at[0], round(float(bottom)) + at[1]
