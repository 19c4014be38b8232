"""How sharp and how well lit a photo is: hints for the office, never a gate."""

from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

from backend.evidence.rules.picture import fitted

_SIDE = 800
# Second differences over four neighbours, moved up by 128 because Pillow's kernels can't answer below zero.
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=2, offset=128)


@dataclass(frozen=True)
class Quality:
    """sharpness: variance of the Laplacian of the picture at 800 pixels (below ~40 is blurred); brightness: mean grey, 0 to 255;
    dark, glare: pixels below grey 30 and above 250, per mille."""

    sharpness: int
    brightness: int
    dark: int
    glare: int


def measured(grey: Image.Image) -> Quality:
    """The measures of a picture in grey."""
    small = fitted(grey, _SIDE)
    counts = small.histogram()
    pixels = small.width * small.height
    # The kernel halves the differences to keep them within a byte, so their variance is a quarter of the true one.
    edges = ImageStat.Stat(small.filter(_LAPLACE))
    return Quality(
        sharpness=round(edges.var[0] * 4),
        brightness=round(ImageStat.Stat(small).mean[0]),
        dark=sum(counts[:30]) * 1000 // pixels,
        glare=sum(counts[251:]) * 1000 // pixels,
    )
