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
    """A picture to look at, and how a place in it is found in the original."""

    picture: Grey
    back: Way

    @property
    def longer(self) -> int:
        return max(self.picture.size)

    def original_box(self, corners: list[tuple[float, float]]) -> Box:
        """The upright box in the original around places in the view; ValueError without any."""
        found = [self.back(x, y) for x, y in corners]
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return Box(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


def whole(picture: Grey) -> View:
    """The picture itself."""
    return View(picture, lambda x, y: (x, y))


def part(picture: Grey, box: Box) -> View:
    """A piece of the picture, as far as the box lies inside it."""
    left, top = max(0, min(box.left, picture.width - 1)), max(0, min(box.top, picture.height - 1))
    right, bottom = max(left + 1, min(picture.width, box.right)), max(top + 1, min(picture.height, box.bottom))
    return View(picture.crop((left, top, right, bottom)), lambda x, y: (x + left, y + top))


def scaled(view: View, scale: float) -> View:
    """Larger or smaller."""
    picture = view.picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size == picture.size:
        return view
    across, down = picture.width / size[0], picture.height / size[1]
    kernel = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return View(picture.resize(size, kernel), lambda x, y: view.back(x * across, y * down))


def within(view: View, side: int) -> View:
    """Scaled down so that the longer side is at most `side` pixels; never up."""
    return scaled(view, min(1.0, side / view.longer))


def enlarged(view: View, times: float, *, most: int) -> View:
    """Scaled up, but to no more than `most` pixels; never down."""
    room: float = (most / (view.picture.width * view.picture.height)) ** 0.5
    return scaled(view, max(1.0, min(times, room)))


def turned(view: View, degrees: float) -> View:
    """Turned against the clock about its middle, on paper large enough to hold it all."""
    before = view.picture
    after = before.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    turn = cmath.rect(1, math.radians(degrees))

    def back(x: float, y: float) -> tuple[float, float]:
        # Seen from the middle; y grows downward, so turning back goes the other way round.
        here = complex(x - after.width / 2, y - after.height / 2) * turn
        return view.back(here.real + before.width / 2, here.imag + before.height / 2)

    return View(after, back)


def contrasted(view: View) -> View:
    """Stretched from black to white, the outermost 2 % cut off."""
    return View(ImageOps.autocontrast(view.picture, cutoff=2), view.back)


def sharpened(view: View) -> View:
    """Edges drawn strongly, as blurred bars need it after enlarging."""
    return View(view.picture.filter(ImageFilter.UnsharpMask(4, 250, 0)), view.back)


def blurred(view: View, radius: float = 1) -> View:
    """Grain and moiré taken away."""
    return View(view.picture.filter(ImageFilter.GaussianBlur(radius)), view.back)


def inverted(view: View) -> View:
    return View(ImageOps.invert(view.picture), view.back)
