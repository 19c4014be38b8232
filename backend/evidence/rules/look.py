"""Everything verification learns from a picture's bytes, in one go: the codes in it, how good it is, and copies to show."""

from dataclasses import dataclass
from itertools import chain, repeat

from backend.evidence.rules.cascade import NOTHING, Reading, read
from backend.evidence.rules.likeness import likeness, prints, turned, turned_prints
from backend.evidence.rules.picture import jpeg_copy, opened
from backend.evidence.rules.quality import Quality, measured

THUMBNAIL, SCREEN = 320, 1280
# Raised when a look would answer something else than before: older looks are then made again.
VERSION = 1


@dataclass(frozen=True)
class Look:
    """width, height: of the upright picture; copies: side → JPEG."""

    width: int
    height: int
    reading: Reading
    quality: Quality
    copies: dict[int, bytes]
    prints: tuple[int, ...]
    turned: tuple[int, ...]
    alike: tuple[int, ...]


def look(
    data: bytes,
    *,
    expected: frozenset[str],
    most_pixels: int,
    copies: bool = True,
    codes: bool = True,
    against: tuple[bytes, ...] = (),
    ways: tuple[int, ...] = (),
) -> Look:
    """Decode the picture in full and look at it. `expected`: the identifiers to look for; none: read what there is.
    `against`: pictures to lay over it, turned in `ways` (upright where none is said).

    Raises whatever decoding raises: run it where that can do no harm.
    """
    picture = opened(data, most_pixels=most_pixels)
    grey = picture.convert("L")
    sides = {THUMBNAIL, SCREEN} if copies else set()
    return Look(
        width=picture.width,
        height=picture.height,
        reading=read(grey, expected=expected) if codes else NOTHING,
        quality=measured(grey),
        copies={side: jpeg_copy(picture, side) for side in sides},
        prints=prints(grey),
        turned=turned_prints(grey),
        alike=tuple(
            likeness(turned(grey, way), opened(other, most_pixels=most_pixels).convert("L"))
            for other, way in zip(against, chain(ways, repeat(0)), strict=False)
        ),
    )
