"""The views of a picture in which decoders are tried: scaled, sharpened, turned, each knowing its way back to the original.

Which views earn their time was measured on 1,166 real pictures of barcodes; the order is in `cascade`.
"""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps

from backend.evidence.rules.codes import Box

Grey = Image.Image  # mode "L"
Way = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class View:
    """A picture to look at and how a place in it is found in the original."""

    name: str
    picture: Grey
    back: Way

    def original_box(self, corners: list[tuple[float, float]]) -> Box:
        """The upright box in the original around places in the view; ValueError without any."""
        found = [self.back(x, y) for x, y in corners]
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return Box(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


def whole(picture: Grey) -> View:
    return View("full", picture, lambda x, y: (x, y))


def within(picture: Grey, side: int) -> View:
    """Scaled down so that the longer side is at most `side` pixels; never up."""
    scale = side / max(picture.size)
    if scale >= 1:
        return View("full", picture, lambda x, y: (x, y))
    return scaled(picture, scale, name=str(side))


def scaled(picture: Grey, scale: float, *, name: str) -> View:
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    across, down = picture.width / size[0], picture.height / size[1]
    kernel = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return View(name, picture.resize(size, kernel), lambda x, y: (x * across, y * down))


def enlarged(picture: Grey, times: float, *, most: int, name: str) -> View:
    """Scaled up, but to no more than `most` pixels."""
    room = (most / (picture.width * picture.height)) ** 0.5
    return scaled(picture, max(1.0, min(times, room)), name=name)


def turned(view: View, degrees: float, *, name: str) -> View:
    """Turned against the clock about its middle, on paper large enough to hold it all."""
    before, after = view.picture, view.picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    # Pillow's own rounding of the larger paper is at most a pixel off: a box is drawn with a margin anyway.
    turn = cmath.rect(1, math.radians(degrees))

    def back(x: float, y: float) -> tuple[float, float]:
        # Seen from the middle; y grows downward, so turning back goes the other way round.
        here = complex(x - after.width / 2, y - after.height / 2) * turn
        return view.back(here.real + before.width / 2, here.imag + before.height / 2)

    return View(name, after, back)


def changed(view: View, change: Callable[[Grey], Grey], *, name: str) -> View:
    """The same places in other greys."""
    return View(name, change(view.picture), view.back)


def part(picture: Grey, box: Box) -> View:
    """A piece of the picture, as far as the box lies inside it."""
    left, top = max(0, box.left), max(0, box.top)
    right, bottom = max(left + 1, min(picture.width, box.right)), max(top + 1, min(picture.height, box.bottom))
    return View("part", picture.crop((left, top, right, bottom)), lambda x, y: (x + left, y + top))


def contrasted(picture: Grey) -> Grey:
    return ImageOps.autocontrast(picture, cutoff=2)


def sharpened(picture: Grey) -> Grey:
    return picture.filter(ImageFilter.UnsharpMask(4, 250, 0))


def blurred(picture: Grey) -> Grey:
    return picture.filter(ImageFilter.GaussianBlur(1))
