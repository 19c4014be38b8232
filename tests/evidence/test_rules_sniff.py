"""What a file is by its first bytes."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.evidence.rules.sniff import Header, sniff


def picture(kind: str, size: tuple[int, int] = (37, 23), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode == "L" else "teal").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "header"),
    [
        pytest.param(picture("JPEG"), Header("image/jpeg", 37, 23), id="S1 baseline JPEG"),
        pytest.param(picture("JPEG", progressive=True), Header("image/jpeg", 37, 23), id="S1 progressive JPEG"),
        pytest.param(picture("JPEG", exif=b"Exif\x00\x00" + bytes(60_000)), Header("image/jpeg", 37, 23), id="S1 JPEG with EXIF"),
        pytest.param(picture("PNG"), Header("image/png", 37, 23), id="S2 PNG"),
        pytest.param(picture("WEBP"), Header("image/webp", 37, 23), id="S3 lossy WebP"),
        pytest.param(picture("WEBP", lossless=True), Header("image/webp", 37, 23), id="S3 lossless WebP"),
        pytest.param(picture("WEBP", mode="RGBA"), Header("image/webp", 37, 23), id="S3 WebP with transparency"),
    ],
)
def test_s1_to_s3_the_three_kinds_tell_kind_and_size(data: bytes, header: Header) -> None:
    assert sniff(data) == header


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", id="SVG"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="HTML"),
        pytest.param(b"GIF89a" + picture("JPEG"), id="GIF's name before a JPEG"),
        pytest.param(picture("GIF", mode="L"), id="GIF"),
        pytest.param(picture("TIFF"), id="TIFF"),
        pytest.param(picture("BMP"), id="BMP"),
        pytest.param(b"%PDF-1.7\n" + picture("JPEG"), id="PDF"),
        pytest.param(b"\xff\xd8\xff\xd9", id="JPEG without a frame"),
        pytest.param(picture("PNG")[:20], id="PNG cut in its header"),
        pytest.param(picture("JPEG", (60_000, 1))[:18], id="JPEG cut before its frame"),
    ],
)
def test_s4_anything_else_is_no_picture(data: bytes) -> None:
    assert sniff(data) is None


def test_s5_a_bomb_tells_its_size_without_being_decoded() -> None:
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + ihdr + struct.pack(">I", zlib.crc32(ihdr))
    header = sniff(bomb)
    assert header is not None
    assert header.pixels == 3_600_000_000


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 200), st.binary(max_size=40))
def test_s6_no_bytes_at_all_make_it_fail(kind: str, keep: int, tail: bytes) -> None:
    found = sniff(picture(kind)[:keep] + tail)
    assert found is None or (found.width > 0 and found.height > 0)
