"""What the phone's camera sees: one picture in a film file, which can be exchanged while the camera runs."""

from pathlib import Path
from random import Random
from typing import Any

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 720
# A picture's number in the upper left corner, as black and white fields: the test waits until the camera shows it.
BITS, FIELD = 10, 8
_HEAD = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\nFRAME\n".encode()


def face(lines: list[str], *, barcode: str | None) -> Image.Image:
    """A meter among what hangs around it: what its display says and, unless it is worn away, its barcode."""
    # Every meter hangs somewhere else, so that no photo is taken for another one.
    dice = Random(f"{lines} {barcode}")
    picture = Image.new("L", (WIDTH, HEIGHT), dice.randrange(90, 200))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        left, top = dice.randrange(-100, WIDTH), dice.randrange(-100, HEIGHT)
        draw.rectangle((left, top, left + dice.randrange(40, 400), top + dice.randrange(40, 300)), fill=dice.randrange(30, 230))
    left, top = dice.randrange(120, 330), dice.randrange(60, 150)
    draw.rounded_rectangle((left, top, left + 780, top + 480), 24, fill=dice.randrange(205, 245), outline=90, width=4)
    for place, line in enumerate(lines[:6]):
        draw.text((left + 50, top + 280 + place * 30), line, fill=20, font=ImageFont.load_default(26))
    if barcode is not None:
        made = zxingcpp.create_barcode(barcode, zxingcpp.barcode_format_from_str("Code128"))
        bars = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=3)).convert("L")
        bars = bars.resize((bars.width, 190), Image.Resampling.NEAREST)
        picture.paste(bars, (left + (780 - bars.width) // 2, top + 50))
    return picture


class Film:
    """The file that Chromium plays as its camera. It reads it frame by frame, so that a new picture shows at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number = 0
        self.show(face([], barcode=None))

    def show(self, picture: Image.Image) -> int:
        """Point the camera at something; answers the number that the picture carries."""
        self._number = (self._number + 1) % 2**BITS
        draw = ImageDraw.Draw(picture)
        for bit in range(BITS):
            shade = 235 if self._number >> bit & 1 else 16
            fields = (bit * FIELD, 0, (bit + 1) * FIELD - 1, FIELD - 1)
            draw.rectangle(fields, fill=shade if picture.mode == "L" else (shade, shade, shade))
        brightness, *colours = picture.convert("YCbCr").split()
        # A quarter of the colours is enough for the eye, and what the file's format holds.
        halves = [colour.resize((WIDTH // 2, HEIGHT // 2)).tobytes() for colour in colours]
        whole = _HEAD + brightness.tobytes() + b"".join(halves)
        # The same file stays open in the browser: its bytes are exchanged in place.
        with self.path.open("r+b" if self.path.exists() else "wb") as file:
            file.write(whole)
        return self._number


def meter(task: dict[str, Any], values: list[str], *, readable: bool = True) -> Image.Image:
    """The face of a task's meter as it shows these values."""
    number = task["meter"]["asset_number"]
    lines = [f"{register['band']} {value} {register['unit']}" for register, value in zip(task["registers"], values, strict=True)]
    return face([task["point"]["number"], *lines], barcode=number if readable else None)
