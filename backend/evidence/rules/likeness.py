"""Whether two photos are one picture: the same scene re-encoded, cropped by a few per cent, photographed from a screen, turned by
quarters or mirrored.

In two stages. A print of 64 bits (the low frequencies of the picture at 32 pixels) finds candidates among a million photos by an
index; the pictures themselves, laid over one another, decide. Measured on 70 real photos of meters and labels: copies
re-encoded, halved, brightened or cropped by up to 3 % keep a print within 7 bits (99.5 to 100 %), by up to 6 % 86 %, photographed
from a screen 96 %; different photos are at least 16 bits apart. Overlaid, copies agree by .86 or more, others by less than .6.

A picture is kept as it stands upright, once; it is looked for in all eight ways (WAYS): what one gains by storing them all would
cost eight times the index.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Floats = NDArray[np.float64]

# A print differs from a copy's by so many bits at most. Cut into four bands of 16 bits, at least one of them then differs by one
# bit at most: so an index on each band, asked for 17 values a print, misses nothing.
NEAR = 7
BANDS = 4
BAND_BITS = 16
# How much is cut off each side for the second and third print: a copy that was cropped has the edges of one of them.
CUTS = (0.0, 0.025, 0.05)
# Overlaid pictures agree by at least so much, per mille, when they are one. Two visits to the same meter, a month apart, may be
# framed very much alike: more is asked there.
ALIKE = 820
ALIKE_SAME_METER = 900

# The ways a copy may be turned: by so many quarters against the clock, 4 more for one that was mirrored first.
WAYS = range(8)

_SMALL = 32
_COSINES: Floats = np.cos(np.pi * (2 * np.arange(_SMALL)[None, :] + 1) * np.arange(_SMALL)[:, None] / (2 * _SMALL))


def prints(grey: Image.Image) -> tuple[int, ...]:
    """Three prints of a picture in grey: of the whole, and with its edges cut off by 2.5 and 5 %."""
    return tuple(_print(_small(_cut(grey, cut))) for cut in CUTS)


def turned_prints(grey: Image.Image) -> tuple[int, ...]:
    """A print of the whole picture in each of WAYS but the first, which is upright.

    Of the whole alone: a turned copy that was cropped as well has the edges of one of the prints that are kept of its source.
    """
    upright = _small(grey)
    return tuple(_print(_turned(upright, way)) for way in WAYS[1:])


def turned(picture: Image.Image, way: int) -> Image.Image:
    """A picture turned in one of WAYS."""
    if way >= 4:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    quarters = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    turn = quarters[way % 4]
    return picture if turn is None else picture.transpose(turn)


def _turned(values: Floats, way: int) -> Floats:
    return np.rot90(np.fliplr(values) if way >= 4 else values, way % 4)


def _cut(grey: Image.Image, cut: float) -> Image.Image:
    across, down = round(grey.width * cut), round(grey.height * cut)
    return grey.crop((across, down, max(across + 1, grey.width - across), max(down + 1, grey.height - down)))


def _small(grey: Image.Image) -> Floats:
    return np.asarray(grey.resize((_SMALL, _SMALL), Image.Resampling.BOX), dtype=np.float64)


def _print(values: Floats) -> int:
    frequencies = _COSINES @ values @ _COSINES.T
    # The mean of the picture says nothing; the next frequency beside the square takes its place.
    low = np.append(frequencies[:8, :8].flatten()[1:], frequencies[0, 8])
    bits = low > np.median(low)
    return int.from_bytes(np.packbits(bits).tobytes())


def distance(one: int, other: int) -> int:
    """In how many bits two prints differ."""
    return (one ^ other).bit_count()


def bands(one: int) -> tuple[int, ...]:
    """The four parts of a print that an index can look up."""
    return tuple(one >> BAND_BITS * place & 0xFFFF for place in range(BANDS))


def probes(band: int) -> tuple[int, ...]:
    """A band and every band that differs from it by one bit."""
    return (band, *(band ^ 1 << bit for bit in range(BAND_BITS)))


def signed(one: int) -> int:
    """A print as a database keeps it: its 64 bits as a signed integer."""
    return one - (1 << 64) if one >= 1 << 63 else one


def unsigned(kept: int) -> int:
    return kept % (1 << 64)


_SIDE = 128
_REACH = 14  # how far the pictures may be shifted against one another, in pixels of 128
_ZOOMS = (1.0, 1.03, 1.06)
_WINDOW: Floats = np.outer(np.hanning(_SIDE), np.hanning(_SIDE))


def likeness(one: Image.Image, other: Image.Image) -> int:
    """How much two pictures in grey agree when laid over one another as well as possible, per mille."""
    ours, theirs = _spectra(one), _spectra(other)
    pairs = [(a, b) for place_a, a in enumerate(ours) for place_b, b in enumerate(theirs) if not (place_a and place_b)]
    return round(1000 * max(_agreement(a, b) for a, b in pairs))


def _spectra(grey: Image.Image) -> Sequence[tuple[NDArray[np.complex128], float]]:
    found = []
    for zoom in _ZOOMS:
        across, down = grey.width * (1 - 1 / zoom) / 2, grey.height * (1 - 1 / zoom) / 2
        values = _edges(grey.crop((round(across), round(down), round(grey.width - across), round(grey.height - down)))) * _WINDOW
        found.append((np.fft.rfft2(values), float(np.sqrt((values**2).sum()))))
    return found


def _edges(grey: Image.Image) -> Floats:
    """What is finer than a sixteenth of the picture: two photos of one kind of meter agree in what is coarser."""
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.7))
    values = np.asarray(small, dtype=np.float64) - np.asarray(small.filter(ImageFilter.GaussianBlur(8)), dtype=np.float64)
    edges: Floats = np.clip(values / (values.std() + 1e-6), -3, 3)
    return edges


def _agreement(one: tuple[NDArray[np.complex128], float], other: tuple[NDArray[np.complex128], float]) -> float:
    overlaid = np.fft.fftshift(np.fft.irfft2(one[0] * np.conj(other[0]), s=(_SIDE, _SIDE)))
    middle = slice(_SIDE // 2 - _REACH, _SIDE // 2 + _REACH + 1)
    return float(overlaid[middle, middle].max() / max(one[1] * other[1], 1e-6))
