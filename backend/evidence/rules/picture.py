"""Opening a picture of unknown origin. Only ever done in the child process, which has limits and may die."""

import io

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")


class UnreadableError(Exception):
    """These bytes are no picture that can be shown; the text says why."""


def opened(data: bytes, *, most_pixels: int) -> Image.Image:
    """The picture decoded in full, upright, in RGB, without metadata; transparent parts become white.

    Only a full decode proves a picture. Raises UnreadableError for too many pixels; Pillow's own errors, of many kinds, for
    everything else.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > most_pixels:
            raise UnreadableError("too_many_pixels")
        image.load()
        upright = ImageOps.exif_transpose(image)
    if upright.mode in {"P", "LA", "PA", "La", "RGBa", "RGBA"} or "transparency" in upright.info:
        coloured = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    plain = upright.convert("RGB")
    plain.info.clear()
    return plain


def fitted(picture: Image.Image, side: int) -> Image.Image:
    """The picture, its longer side at most `side` pixels; made without a second copy in full size."""
    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def jpeg_copy(picture: Image.Image, side: int) -> bytes:
    """A JPEG whose longer side is at most `side` pixels, with nothing in it but the picture."""
    small = fitted(picture, side)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82, optimize=True, progressive=side > 640)
    return out.getvalue()
