"""Photos as an attacker sends them, through the doors that stand open: what comes out again is a picture, or a problem."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, TiffImagePlugin

from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.arrivals import original_key
from backend.evidence.service.uses import owe
from tests.evidence.conftest import Site
from tests.evidence.test_api_photos import address, signed_in
from tests.factories import fieldwork
from tests.factories.evidence import Photo, metadata, photo, picture, use_of

SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def named(site: Site, taken: Photo) -> UseFacts:
    """A visit of the first reader that names these bytes."""
    use = use_of(
        taken.sha256, owner=site.phone.principal.owner, stop=site.office.stops[0], home=site.office.branch_id,
        holder_id=site.office.readers[0],
    )  # fmt: skip
    site.database.run(lambda session: owe(session, [use]))
    return use


def sent(site: Site, taken: Photo, use: UseFacts, mime: str = "image/jpeg") -> Any:
    return site.begin(
        taken, use.visit_id, body=taken.data,
        headers={"Upload-Metadata": metadata(sha256=taken.sha256, visit=str(use.visit_id), mime=mime, filename="meter.jpg")},
    )  # fmt: skip


def seen(site: Site, use: UseFacts, size: str = "1280") -> Any:
    return site.client.get(address(use, size), headers=site.headers())


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG file that says it has so many pixels, with whatever stands between header and end."""
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (ihdr, *chunks, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        SCRIPT,
        b"\n\n" + SCRIPT,
        b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"PK\x03\x04" + b"\0" * 60,
        b"\xff\xd8\xff" + SCRIPT,
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + SCRIPT,
        b"RIFF\x00\x01\x00\x00WEBP" + SCRIPT,
        b"\x89PNG\r\n\x1a\n" + SCRIPT,
    ],
    ids=["SVG", "HTML", "HTML after blanks", "GIF and script", "PDF", "ZIP", "JPEG's first bytes", "JFIF", "WebP's", "PNG's"],
)  # fmt: skip
def test_what_calls_itself_a_jpeg_and_is_none_is_put_aside_and_never_served(site: Site, content: bytes) -> None:
    fake = Photo(content)
    use = named(site, fake)
    answer = sent(site, fake, use)
    assert (answer.status_code, answer.json["code"]) == (422, "photo_unusable")
    assert list(site.blobs.keys("photos/")) == []
    assert len(list(site.blobs.keys("quarantine/"))) == 1
    for size in ("320", "1280"):
        assert seen(site, use, size).status_code == 409
    supervisor = signed_in(site, "supervisor", site.office.branch_id)
    assert supervisor.get(address(use, "original")).status_code == 409


def test_a_polyglot_is_shown_as_the_picture_alone_and_downloaded_as_it_came(site: Site) -> None:
    honest = photo("204417").data
    # A comment segment with markup in it, markup and a ZIP's end behind the picture: both a JPEG and something else.
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    both = Photo(honest[:2] + comment + honest[2:] + SCRIPT + b"PK\x05\x06" + b"\0" * 18)
    use = named(site, both)
    assert sent(site, both, use).status_code == 201
    answer = seen(site, use)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"script" not in answer.data
    assert b"PK\x05\x06" not in answer.data
    original = signed_in(site, "supervisor", site.office.branch_id).get(address(use, "original"))
    assert original.data == both.data
    assert original.headers["Content-Type"] == "image/jpeg"
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.headers["Content-Disposition"].startswith("attachment;")


def bomb_by_size() -> bytes:
    return png(30_000, 30_000, b"IDAT" + zlib.compress(bytes(1000)))


def bomb_of_text() -> bytes:
    """A small picture with a comment that unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    return png(8, 8, b"zTXt" + b"Comment\0\0" + text, b"IDAT" + zlib.compress(bytes(9 * 8)))


def truncated() -> bytes:
    return photo("204417").data[:-4000]


@pytest.mark.parametrize(
    ("make", "refused"), [(bomb_by_size, True), (bomb_of_text, False), (truncated, False)], ids=["size", "text", "truncated"]
)
def test_bombs_and_halves_are_a_problem_and_the_next_picture_is_seen(
    site: Site, make: Callable[[], bytes], *, refused: bool
) -> None:
    bad = Photo(make())
    use = named(site, bad)
    answer = sent(site, bad, use)
    assert answer.status_code == (422 if refused else 201)
    site.work()
    shown = seen(site, use)
    assert shown.status_code in {409, 422}
    assert shown.json["code"] in {"photo_owed", "photo_unusable"}
    good = photo("204417")
    after = named(site, good)
    assert sent(site, good, after).status_code == 201
    assert seen(site, after).status_code == 200


def with_metadata(orientation: int) -> Photo:
    """A photo that tells where and by which phone it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "SecretMaker", "SecretModel", orientation
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", tuple(TiffImagePlugin.IFDRational(one) for one in (39, 54, 26))
    out = io.BytesIO()
    tall = picture("204417", size=(600, 900))
    # Red at the upper left, so that turning can be told from mirroring.
    tall.paste((220, 20, 20), (0, 0, 120, 50))
    tall.save(out, "JPEG", exif=exif, icc_profile=b"SecretProfile" * 20, comment=b"SecretComment")
    return Photo(out.getvalue())


@pytest.mark.parametrize(("orientation", "red_at"), [(1, (0.05, 0.02)), (3, (0.95, 0.98)), (6, (0.98, 0.05)), (8, (0.02, 0.95))])
def test_what_is_shown_is_upright_and_says_nothing_but_the_picture(
    site: Site, orientation: int, red_at: tuple[float, float]
) -> None:
    taken = with_metadata(orientation)
    assert b"Secret" in taken.data
    use = named(site, taken)
    assert sent(site, taken, use).status_code == 201
    answer = seen(site, use)
    shown = Image.open(io.BytesIO(answer.data))
    assert (shown.width > shown.height) is (orientation >= 5)
    red, green, blue = shown.getpixel((int(red_at[0] * shown.width), int(red_at[1] * shown.height)))  # type: ignore[misc]
    assert red > 150
    assert max(green, blue) < 90
    assert b"Secret" not in answer.data
    assert dict(shown.getexif()) == {}
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression"}
    # The evidence itself is as it came, to the last byte.
    assert site.blobs.read(original_key(taken.sha256)) == taken.data


def test_the_strangers_of_every_kind_learn_nothing_not_even_by_an_etag(site: Site) -> None:
    taken = photo("204417")
    use = named(site, taken)
    assert sent(site, taken, use).status_code == 201
    etag = {"If-None-Match": seen(site, use).headers["ETag"]}
    elsewhere = fieldwork.make_office(site.database)
    assert site.client.get(address(use), headers=etag).status_code == 401
    assert site.client.get(address(use), headers={**etag, **site.headers(site.other_phone)}).status_code == 404
    for role in ("reader", "customer"):
        assert signed_in(site, role, site.office.branch_id).get(address(use), headers=etag).status_code in {403, 404}
    assert signed_in(site, "supervisor", elsewhere.branch_id).get(address(use), headers=etag).status_code == 404


def test_knowing_a_hash_is_not_having_the_photo(site: Site) -> None:
    taken = photo("204417")
    assert sent(site, taken, named(site, taken)).status_code == 201
    # Another phone says that its own visit has this photo, and asks for it.
    theirs = use_of(
        taken.sha256, owner=site.other_phone.principal.owner, stop=site.office.stops[1], home=site.office.branch_id,
        holder_id=site.office.readers[1],
    )  # fmt: skip
    site.database.run(lambda session: owe(session, [theirs]))
    begun = site.begin(taken, theirs.visit_id, phone=site.other_phone)
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    answer = site.client.get(address(theirs), headers=site.headers(site.other_phone))
    assert (answer.status_code, answer.json["code"]) == (409, "photo_owed")
