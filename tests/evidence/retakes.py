"""The same picture once more: re-encoded, cropped, or photographed from a screen, as somebody does who saves himself the walk."""

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps


def encoded_again(picture: Image.Image) -> Image.Image:
    return picture


def halved(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2))


def cropped(picture: Image.Image, share: float = 0.03) -> Image.Image:
    """Unevenly, by so much of its width and height in all."""
    across, down = picture.width * share, picture.height * share
    return picture.crop(
        (round(across * 0.7), round(down * 0.2), round(picture.width - across * 0.3), round(picture.height - down * 0.8))
    )


def from_a_screen(picture: Image.Image) -> Image.Image:
    """Smaller, a little turned, soft, in other light."""
    small = picture.resize((round(picture.width * 0.78), round(picture.height * 0.78)))
    turned = small.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=(20, 20, 20))
    within = turned.crop((12, 14, turned.width - 10, turned.height - 10))
    return ImageEnhance.Brightness(within).enhance(0.85).filter(ImageFilter.GaussianBlur(0.8))


def at_an_angle_with_moire(picture: Image.Image) -> Image.Image:
    """Held not quite straight before a screen, whose grid of pixels beats with the sensor's: waves of light over the picture."""
    width, height = picture.size
    # Where the corners of the new picture lie in the old one: up to 2.5 % inside.
    corners = [
        (0.012 * width, 0.02 * height),
        (0.985 * width, 0.008 * height),
        (0.99 * width, 0.988 * height),
        (0.004 * width, 0.975 * height),
    ]
    tilted = picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, _perspective(corners, width, height), Image.Resampling.BICUBIC
    )
    values = np.asarray(tilted, dtype=np.float64)
    y, x = np.mgrid[0:height, 0:width]
    waves = 9 * np.sin(2 * np.pi * (x / 5.3 + y / 61)) + 9 * np.sin(2 * np.pi * (y / 4.7 - x / 83))
    chance = np.random.default_rng(5)
    noisy = values * 0.92 + waves[:, :, None] * np.array([1.0, 0.7, 1.1]) + chance.normal(0, 5, values.shape) + 6
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))


def a_quarter_turned(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_90)


def a_quarter_turned_the_other_way(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_270)


def upside_down(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_180)


def mirrored_from_a_screen(picture: Image.Image) -> Image.Image:
    return from_a_screen(ImageOps.mirror(picture))


def turned_and_mirrored_and_cropped(picture: Image.Image) -> Image.Image:
    return cropped(ImageOps.mirror(a_quarter_turned(picture)))


def _perspective(corners: list[tuple[float, float]], width: int, height: int) -> list[float]:
    """Pillow's eight coefficients for a picture whose corners (from the top left, clockwise) lie at places of another."""
    ours = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, wanted = [], []
    for (x, y), (u, v) in zip(ours, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows, dtype=np.float64), np.array(wanted))]


RETAKES = {
    "encoded again": encoded_again,
    "half as large": halved,
    "cropped by 3 %": cropped,
    "from a screen": from_a_screen,
    "at an angle, with moiré": at_an_angle_with_moire,
    "a quarter turned": a_quarter_turned,
    "a quarter turned the other way": a_quarter_turned_the_other_way,
    "upside down": upside_down,
    "mirrored, from a screen": mirrored_from_a_screen,
    "turned, mirrored and cropped by 3 %": turned_and_mirrored_and_cropped,
}
TURNED = {"a quarter turned", "a quarter turned the other way", "upside down", "mirrored, from a screen"}
