"""Pictures as an enemy would send them: good ones, mutated. The same seed makes the same pictures."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from PIL import Image

from tests.factories.evidence import barcode

Bytes = bytes | bytearray


@cache
def seeds() -> tuple[bytes, ...]:
    """Small good pictures of many inner kinds: small, so that thousands can be looked at in minutes."""
    label = Image.new("RGB", (260, 130), (190, 190, 180))
    label.paste(barcode("204417").resize((220, 60)), (20, 30))
    made: list[bytes] = []

    def add(image: Image.Image, kind: str, **options: object) -> None:
        out = io.BytesIO()
        image.save(out, kind, **options)
        made.append(out.getvalue())

    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "somewhere", 6
    add(label, "JPEG", quality=80)
    add(label, "JPEG", quality=60, progressive=True, exif=exif)
    add(label, "JPEG", quality=90, subsampling=0, icc_profile=bytes(3000))
    add(label.convert("L"), "JPEG")
    add(label.convert("CMYK"), "JPEG")
    add(label, "PNG")
    add(label.convert("RGBA"), "PNG", compress_level=1)
    add(label.convert("P"), "PNG", transparency=3)
    add(label.convert("1"), "PNG")
    add(label.convert("I;16"), "PNG")
    add(label, "PNG", save_all=True, append_images=[label.rotate(90)], duration=40)
    add(label, "WEBP", quality=70, exif=exif)
    add(label, "WEBP", lossless=True)
    add(label.convert("RGBA"), "WEBP", quality=50)
    add(label, "WEBP", save_all=True, append_images=[label.rotate(90)], duration=40)
    return tuple(made)


def flipped(data: bytes, chance: random.Random) -> Bytes:
    """Some bits turned over, most of them where headers are."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 5, 20, 100])):
        reach = len(changed) if chance.random() < 0.5 else min(len(changed), 200)
        changed[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    return changed


def cut(data: bytes, chance: random.Random) -> Bytes:
    return data[: chance.randrange(1, len(data))]


def holed(data: bytes, chance: random.Random) -> Bytes:
    """A piece left out, doubled, zeroed, or put elsewhere."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 4, 16, 200, 2000]))
    piece = data[start:end]
    match chance.randrange(4):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:end] + piece * chance.choice([1, 3, 50]) + data[end:]
        case 2:
            return data[:start] + bytes(len(piece)) + data[end:]
        case _:
            place = chance.randrange(len(data))
            return data[:place] + piece + data[place:]


def numbered(data: bytes, chance: random.Random) -> Bytes:
    """A number somewhere made extreme: lengths, sizes, offsets."""
    changed = bytearray(data)
    width = chance.choice([1, 2, 4])
    place = chance.randrange(max(1, min(len(changed) - width, 400)))
    value = chance.choice([0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]) & (1 << 8 * width) - 1
    changed[place : place + width] = value.to_bytes(width, chance.choice(["big", "little"]))
    return changed


def disguised(data: bytes, chance: random.Random) -> Bytes:
    """Something else before, after or inside: HTML, SVG, another picture, a program."""
    other = chance.choice(
        [b"<html><script>alert(1)</script>", b"<svg onload='alert(1)'/>", b"MZ\x90\0", b"PK\x03\x04", chance.choice(seeds())]
    )
    place = chance.choice([0, len(data), chance.randrange(len(data)), 3, 12])
    return data[:place] + other + data[place:]


def bomb(_: bytes, chance: random.Random) -> Bytes:
    """A PNG that says it is enormous, or that is, of nothing."""
    width, height = chance.choice([(65_000, 65_000), (7_000, 7_000), (1, 2**31 - 1), (2**31 - 1, 1), (60_000, 800), (0, 9)])
    rows = min(height, 50_000_000 // max(1, width))
    ihdr = struct.pack(">IIBBBBB", width, height, chance.choice([1, 8]), chance.choice([0, 3]), 0, 0, 0)
    body = zlib.compress(bytes(min(rows * (width // 8 + 1), 8_000_000)), 9)
    chunks = [(b"IHDR", ihdr), (b"IDAT", body), (b"IEND", b"")]
    if chance.random() < 0.3:
        chunks.insert(1, (b"zTXt", b"a\0\0" + zlib.compress(bytes(20_000_000), 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def noise(_: bytes, chance: random.Random) -> Bytes:
    magic = chance.choice([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 ", b""])
    return magic + chance.randbytes(chance.choice([1, 30, 3000]))


MUTATIONS: Sequence[tuple[int, Callable[[bytes, random.Random], Bytes]]] = (
    (30, flipped), (12, cut), (20, holed), (20, numbered), (10, disguised), (1, bomb), (4, noise),
)  # fmt: skip


def mutated(seed: int, count: int) -> Iterator[bytes]:
    """So many pictures; each is mutated once to three times."""
    chance = random.Random(seed)
    weights = [weight for weight, _ in MUTATIONS]
    for _ in range(count):
        data: Bytes = chance.choice(seeds())
        for _, change in chance.choices(MUTATIONS, weights, k=chance.choice([1, 1, 2, 3])):
            if len(data) > 1:
                data = change(bytes(data), chance)
        yield bytes(data) or b"\0"
