"""The words of tus 1.0 (https://tus.io/protocols/resumable-upload): headers in, values out."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from backend.evidence.rules.sniff import MIMES
from backend.kernel.problems import Problem

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum"
ALGORITHMS = ("sha1", "sha256")
PART_TYPE = "application/offset+octet-stream"

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


def number(header: str | None, *, field: str) -> int:
    """A length or an offset; Problem `malformed` for anything but digits."""
    if header is None or _NUMBER.fullmatch(header) is None:
        raise Problem("malformed", field=field)
    return int(header)


def metadata(header: str | None) -> dict[str, str]:
    """Upload-Metadata: pairs of a key and base64, with commas between them. Problem `malformed` when it isn't that."""
    pairs: dict[str, str] = {}
    for pair in (header or "").split(","):
        key, _, encoded = pair.strip().partition(" ")
        if not key:
            continue
        try:
            pairs[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Problem("malformed", field="Upload-Metadata") from error
    return pairs


def is_sha256(text: str) -> bool:
    """Whether a text is a SHA-256 in lower-case hex."""
    return _SHA256.fullmatch(text) is not None


@dataclass(frozen=True)
class Declared:
    """What the sender says of a photo before its bytes: texts in their checked form."""

    sha256: str
    visit: str
    mime: str
    taken_at: datetime | None
    home: int | None


def declared(pairs: dict[str, str]) -> Declared:
    """What Upload-Metadata must hold here: sha256 and visit; mime, taken_at and home may be left out.

    Keys that aren't ours are left alone. Problem `invalid` names the key that isn't right, `photo_kind` a type that is none of
    the three kinds of picture.
    """
    sha256 = pairs.get("sha256", "").lower()
    if not is_sha256(sha256):
        raise Problem("invalid", field="sha256")
    visit = pairs.get("visit", "").lower()
    if _ID.fullmatch(visit) is None:
        raise Problem("invalid", field="visit")
    # tus-js-client and tuspy users know this key as filetype.
    mime = pairs.get("mime") or pairs.get("filetype") or MIMES[0]
    if mime not in MIMES:
        raise Problem("photo_kind", field="mime")
    home = pairs.get("home")
    return Declared(sha256, visit, mime, _instant(pairs.get("taken_at")), None if home is None else _home(home))


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Problem("invalid", field="taken_at") from error
    if at.tzinfo is None or not 2000 <= at.year <= 2200:
        raise Problem("invalid", field="taken_at")
    return at


def _home(text: str) -> int:
    if _NUMBER.fullmatch(text) is None or int(text) > 0x7FFFFFFF:
        raise Problem("invalid", field="home")
    return int(text)


@dataclass(frozen=True)
class Checksum:
    """What a part of an upload must hash to."""

    algorithm: str
    digest: bytes


def checksum(header: str | None) -> Checksum | None:
    """Upload-Checksum: algorithm and base64. Problem `malformed` for an algorithm that isn't offered or broken base64."""
    if header is None:
        return None
    algorithm, _, encoded = header.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise Problem("malformed", field="Upload-Checksum")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise Problem("malformed", field="Upload-Checksum") from error
    if not digest:
        raise Problem("malformed", field="Upload-Checksum")
    return Checksum(algorithm, digest)
