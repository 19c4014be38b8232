"""From a text detector's map of "text here" to the slanted boxes of lines (differentiable binarisation, as PP-OCR's detector
is trained for): what is connected, the smallest box around it, grown by what training had shrunk."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Four corners, top left first, with the clock, in pixels: shape (4, 2).
Corners = NDArray[np.float64]
Map = NDArray[np.float32]

TEXT_FROM = 0.3
LINE_FROM = 0.5
GROWN = 1.6
SMALLEST = 12  # pixels of the map
_DEGREES = np.radians(np.arange(0, 90, 1.0))


def lines(text: Map, scale: tuple[float, float]) -> list[Corners]:
    """The boxes of text lines in a detector's map, in pixels of the picture: `scale` is map pixels a picture pixel, across and
    down. Lines are taken to run from left to right, not upside down."""
    mask = text > TEXT_FROM
    mask = mask | np.roll(mask, 1, 0) | np.roll(mask, 1, 1)
    found = []
    for runs in _connected(mask):
        sure = np.concatenate([text[y, left:right] for y, left, right in runs])
        if sure.size >= SMALLEST and float(sure.mean()) >= LINE_FROM:
            found.append(_box(runs) / np.asarray(scale))
    return found


Run = tuple[int, int, int]  # row, first column, column after the last


def _connected(mask: NDArray[np.bool_]) -> list[list[Run]]:
    """The connected pieces (diagonals too) as runs of columns."""
    parents: list[int] = []

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    runs: list[Run] = []
    above: list[tuple[int, int, int]] = []
    for y, row in enumerate(mask):
        steps = np.diff(np.concatenate(([0], row.astype(np.int8), [0])))
        here = []
        for left, right in zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True):
            me = len(parents)
            parents.append(me)
            runs.append((y, left, right))
            for other_left, other_right, other in above:
                if other_left <= right and left <= other_right:
                    parents[root(me)] = root(other)
            here.append((left, right, me))
        above = here
    pieces: dict[int, list[Run]] = {}
    for at, run in enumerate(runs):
        pieces.setdefault(root(at), []).append(run)
    return list(pieces.values())


def _box(runs: Sequence[Run]) -> Corners:
    """The smallest box, at any angle, around runs, grown on all sides."""
    edges = np.array([(x, y + down) for y, left, right in runs for x in (left, right) for down in (0, 1)], float)
    across = edges @ np.stack([np.cos(_DEGREES), np.sin(_DEGREES)])
    down = edges @ np.stack([-np.sin(_DEGREES), np.cos(_DEGREES)])
    best = int((np.ptp(across, 0) * np.ptp(down, 0)).argmin())
    left, right = across[:, best].min(), across[:, best].max()
    top, bottom = down[:, best].min(), down[:, best].max()
    width, height = right - left, bottom - top
    by = width * height * GROWN / (2 * (width + height))
    left, right, top, bottom = left - by, right + by, top - by, bottom + by
    cos, sin = math.cos(_DEGREES[best]), math.sin(_DEGREES[best])
    corners = np.array(
        [(u * cos - v * sin, u * sin + v * cos) for u, v in ((left, top), (right, top), (right, bottom), (left, bottom))]
    )
    if height > width:  # a line runs along the longer side
        corners = corners[[3, 0, 1, 2]]
    return corners if corners[1][0] >= corners[0][0] else corners[[2, 3, 0, 1]]


def size(corners: Corners) -> tuple[float, float]:
    """Length and height of a box."""
    return float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[3] - corners[0]))


def level_frame(line: Corners, width: int, height: int) -> Corners | None:
    """The slanted box whose upright hull is the whole frame, turned as a line in it is: a window that fills the guide frame.

    None where a frame of these measures holds none: turned too far, or no longer than high.
    """
    along = line[1] - line[0]
    slope = math.atan2(float(along[1]), float(along[0]))
    cos, sin = math.cos(slope), math.sin(abs(slope))
    part = cos * cos - sin * sin
    if part < 0.3:
        return None
    long, high = (width * cos - height * sin) / part, (height * cos - width * sin) / part
    if high < 8 or long < 1.5 * high:
        return None
    u, middle = np.array([math.cos(slope), math.sin(slope)]), np.array([width / 2, height / 2])
    v = np.array([-u[1], u[0]])
    half_long, half_high = u * long / 2, v * high / 2
    return np.array([middle - half_long - half_high, middle + half_long - half_high, middle + half_long + half_high,
                     middle - half_long + half_high])  # fmt: skip


def levelled(picture: Image.Image, corners: Corners) -> Image.Image:
    """What stands in a slanted box, level."""
    long, high = size(corners)
    across, down = max(1, round(long)), max(1, round(high))
    to = ((0, 0), (across, 0), (across, down), (0, down))
    rows = [row for (x, y), (u, v) in zip(to, corners, strict=True)
            for row in ([x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y])]  # fmt: skip
    way = np.linalg.solve(np.array(rows, float), corners.reshape(-1))
    return picture.transform((across, down), Image.Transform.PERSPECTIVE, way.tolist(), Image.Resampling.BICUBIC)
