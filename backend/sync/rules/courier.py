"""The sealed file of a phone's outbox 捎带文件, as docs/SYNC.md writes it down: taken apart frame by frame, never as a whole.

    magic "MRCARRY" and the version, one byte
    header: its length (4 bytes), then JSON {key_id, ephemeral}
    frames: the length of each (4 bytes), then AES-256-GCM of its kind (1 byte) and content

The key comes from ECDH (P-256) of the file's ephemeral key with the server's, by HKDF-SHA-256. Every frame's nonce holds its
number and whether it is the last, so that none can be left out, changed or put elsewhere. The last frame is the phone's
signature (ECDSA, P-256) over a chain of hashes of all frames before it, and over the header.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"MRCARRY"
VERSION = 1
MANIFEST, PUSH, PHOTO, SIGNATURE = 1, 2, 3, 4

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_HEADER_BYTES = 1024
# The largest photo there may be, and what is written before it.
MAX_FRAME_BYTES = 9 * 1024 * 1024

_CURVE = ec.SECP256R1()
_INFO = b"meterround courier 1"
_SIGNED = b"meterround courier 1\x00"
_TAG_BYTES = 16

# Answers so many bytes, fewer only at the end, as a file's `read` does.
Read = Callable[[int], bytes]


class CourierError(ValueError):
    """A file that can't be taken; `code` is the problem's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Header(msgspec.Struct):
    key_id: str
    ephemeral: str


class Manifest(msgspec.Struct):
    """What a file says it holds, and of which phone."""

    v: int
    device: str
    app_version: str
    made_at: str
    entries: int
    photos: int


class PhotoHead(msgspec.Struct):
    """What stands before a photo's bytes: what its upload would have declared."""

    sha256: str
    visit: str
    mime: str
    taken_at: str
    home: int | None = None


@dataclass(frozen=True)
class Head:
    """The part that anybody can read: which key of the server's the file is for."""

    key_id: str
    ephemeral: bytes
    # As it stood in the file: authenticated with every frame.
    raw: bytes


@dataclass(frozen=True)
class Frame:
    """One opened frame."""

    kind: int
    content: bytes


def read_head(read: Read) -> Head:
    """The beginning of a file. CourierError: it isn't one, or it was made by a newer app."""
    magic = read(len(MAGIC) + 1)
    if magic[:-1] != MAGIC:
        raise CourierError("courier_unknown")
    if magic[-1] != VERSION:
        raise CourierError("courier_newer")
    size = _number(read)
    if size > MAX_HEADER_BYTES:
        raise CourierError("courier_damaged")
    text = _exactly(read, size)
    try:
        header = msgspec.json.decode(text, type=_Header)
        ephemeral = bytes.fromhex(header.ephemeral)
    except (msgspec.MsgspecError, ValueError) as error:
        raise CourierError("courier_damaged") from error
    return Head(header.key_id, ephemeral, magic + size.to_bytes(4) + text)


def file_key(head: Head, secret: ec.EllipticCurvePrivateKey) -> bytes:
    """The key of a file's frames, by the server's side of the agreement."""
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, head.ephemeral)
    except ValueError as error:
        raise CourierError("courier_damaged") from error
    ours = public_point(secret.public_key())
    return derive(secret.exchange(ec.ECDH(), theirs), ephemeral=head.ephemeral, recipient=ours)


def derive(shared: bytes, *, ephemeral: bytes, recipient: bytes) -> bytes:
    """HKDF-SHA-256 without salt; both public points belong to what the key is for."""
    return HKDF(hashes.SHA256(), 32, None, _INFO + ephemeral + recipient).derive(shared)


def public_point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as the uncompressed point, 65 bytes: what WebCrypto calls raw."""
    numbers = key.public_numbers()
    return b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)


def nonce(number: int, *, last: bool) -> bytes:
    """Seven zeros, whether it is the last frame, and its number from 0."""
    return bytes(7) + bytes([last]) + number.to_bytes(4)


class Opened:
    """A file's frames in order, each opened and checked as it comes. `chain` and `signature` are there at the end."""

    def __init__(self, read: Read, head: Head, key: bytes) -> None:
        self._read = read
        self._head = head
        self._cipher = AESGCM(key)
        self.chain = sha256(head.raw).digest()
        self.signature = b""

    def __iter__(self) -> Iterator[Frame]:
        """All frames but the signature. CourierError when one is missing, altered, too large or out of place."""
        number = 0
        while not self.signature:
            plain = self._open(number)
            number += 1
            if plain[0] == SIGNATURE:
                self.signature = plain[1:]
                break
            self.chain = sha256(self.chain + sha256(plain).digest()).digest()
            yield Frame(plain[0], plain[1:])
        if self._read(1):
            raise CourierError("courier_damaged")

    def _open(self, number: int) -> bytes:
        size = _number(self._read)
        if not _TAG_BYTES < size <= MAX_FRAME_BYTES:
            raise CourierError("courier_damaged")
        sealed = _exactly(self._read, size)
        # Only the signature has this size, and only the last frame its nonce: a file that was cut off never gets here.
        last = size == 1 + 64 + _TAG_BYTES
        for is_last in (True, False) if last else (False,):
            try:
                plain = self._cipher.decrypt(nonce(number, last=is_last), sealed, self._head.raw)
            except InvalidTag:
                continue
            if is_last == (plain[0] == SIGNATURE):
                return plain
        raise CourierError("courier_damaged")


def is_signed_by(public: str, *, chain: bytes, signature: bytes) -> bool:
    """Whether a phone's key (hex) made this signature (r and s, 32 bytes each) over this chain."""
    if len(signature) != 64:
        return False
    key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, bytes.fromhex(public))
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    try:
        key.verify(der, _SIGNED + chain, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def manifest(frame: Frame | None) -> Manifest:
    """What the first frame says. CourierError when it says nothing, or only to a newer server."""
    if frame is None or frame.kind != MANIFEST:
        raise CourierError("courier_damaged")
    found: Manifest = _decoded(frame.content, Manifest)
    if found.v != VERSION:
        raise CourierError("courier_newer")
    return found


def photo(frame: Frame) -> tuple[PhotoHead, bytes]:
    """A photo frame's head and bytes."""
    size = int.from_bytes(frame.content[:4])
    head: PhotoHead = _decoded(frame.content[4 : 4 + size], PhotoHead)
    return head, frame.content[4 + size :]


def _decoded(text: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CourierError("courier_damaged") from error


def _number(read: Read) -> int:
    return int.from_bytes(_exactly(read, 4))


def _exactly(read: Read, size: int) -> bytes:
    found = read(size)
    if len(found) != size:
        raise CourierError("courier_damaged")
    return found
