"""What a file really is, by its first bytes, and how many pixels it claims: read without decoding anything.

Names and declared types prove nothing. Only the three formats phones and browsers make are pictures here.
"""

import struct
from dataclasses import dataclass

MIMES = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True)
class Header:
    """What the file's header says of it."""

    mime: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def sniff(data: bytes | memoryview) -> Header | None:
    """The header of a JPEG, PNG or WebP file; None for anything else, broken headers and pictures without pixels."""
    view = memoryview(data)
    head = bytes(view[:16])
    try:
        if head[:3] == b"\xff\xd8\xff":
            size = _jpeg(view)
            mime = "image/jpeg"
        elif head[:8] == b"\x89PNG\r\n\x1a\n":
            size = _png(view)
            mime = "image/png"
        elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            size = _webp(view)
            mime = "image/webp"
        else:
            return None
    except (struct.error, IndexError):  # the header ends in the middle
        return None
    if size is None or not (size[0] and size[1]):
        return None
    return Header(mime, *size)


# Start of frame, baseline to progressive; C4, C8 and CC are no frames.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length


def _jpeg(view: memoryview) -> tuple[int, int] | None:
    at = 2
    while True:
        if view[at] != 0xFF:
            return None
        while view[at] == 0xFF:
            at += 1
        marker = view[at]
        at += 1
        if marker in _ALONE:
            continue
        if marker in {0xD9, 0xDA}:  # the picture's data, or its end, before any frame
            return None
        (length,) = struct.unpack_from(">H", view, at)
        if length < 2:
            return None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", view, at + 3)
            return width, height
        at += length


def _png(view: memoryview) -> tuple[int, int] | None:
    length, kind, width, height = struct.unpack_from(">I4sII", view, 8)
    return (width, height) if (length, kind) == (13, b"IHDR") else None


def _webp(view: memoryview) -> tuple[int, int] | None:
    kind = bytes(view[12:16])
    if kind == b"VP8X":
        return 1 + int.from_bytes(view[24:27], "little"), 1 + int.from_bytes(view[27:30], "little")
    if kind == b"VP8 ":
        if bytes(view[23:26]) != b"\x9d\x01\x2a":
            return None
        width, height = struct.unpack_from("<HH", view, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        if view[20] != 0x2F:
            return None
        (bits,) = struct.unpack_from("<I", view, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None
