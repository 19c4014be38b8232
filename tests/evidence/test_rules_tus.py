"""The headers of tus 1.0."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest

from backend.evidence.rules import tus
from backend.kernel.problems import Problem

SHA = hashlib.sha256(b"photo").hexdigest()
VISIT = "01890a5d-ac96-774b-bcce-b302099a8057"


def pairs(**more: str) -> dict[str, str]:
    return {"sha256": SHA, "visit": VISIT, **more}


def encoded(**more: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in more.items())


def test_t1_metadata_is_pairs_of_a_key_and_base64() -> None:
    assert tus.metadata(encoded(sha256=SHA, name="表箱 3.jpg") + ", empty") == {"sha256": SHA, "name": "表箱 3.jpg", "empty": ""}
    assert tus.metadata(None) == {}


@pytest.mark.parametrize("header", ["sha256 !!!", "a b c", f"a {base64.b64encode(bytes([255])).decode()}"])
def test_t2_broken_metadata_is_malformed(header: str) -> None:
    with pytest.raises(Problem, match="malformed"):
        tus.metadata(header)


def test_t3_what_a_photo_declares() -> None:
    declared = tus.declared(pairs(mime="image/png", taken_at="2026-11-24T08:00:00+08:00", home="7", other="kept out"))
    assert declared == tus.Declared(SHA, VISIT, "image/png", datetime(2026, 11, 24, tzinfo=UTC), 7)


def test_t4_only_hash_and_visit_are_needed() -> None:
    assert tus.declared(pairs()) == tus.Declared(SHA, VISIT, "image/jpeg", None, None)
    assert tus.declared(pairs(filetype="image/webp")).mime == "image/webp"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sha256": ""}, "sha256"),
        ({"sha256": SHA[:-1]}, "sha256"),
        ({"visit": "../../etc/passwd"}, "visit"),
        ({"mime": "image/svg+xml"}, "mime"),
        ({"taken_at": "yesterday"}, "taken_at"),
        ({"taken_at": "2026-11-24T08:00:00"}, "taken_at"),
        ({"taken_at": "9999-12-31T23:59:59-12:00"}, "taken_at"),
        ({"home": "-1"}, "home"),
        ({"home": "99999999999"}, "home"),
    ],
)
def test_t5_the_key_that_is_wrong_is_named(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Problem) as caught:
        tus.declared({**pairs(), **wrong})
    assert caught.value.field == field


@pytest.mark.parametrize("header", [None, "", "-1", "1e3", "１２", "99999999999999999"])
def test_t6_lengths_and_offsets_are_digits(header: str | None) -> None:
    with pytest.raises(Problem, match="malformed"):
        tus.number(header, field="Upload-Length")


def test_t7_a_checksum_names_its_algorithm() -> None:
    digest = hashlib.sha1(b"part").digest()
    assert tus.checksum(f"sha1 {base64.b64encode(digest).decode()}") == tus.Checksum("sha1", digest)
    assert tus.checksum(None) is None
    for header in ("md5 aGFsbG8=", "sha1 !", "sha1"):
        with pytest.raises(Problem, match="malformed"):
            tus.checksum(header)
