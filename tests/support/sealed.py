"""A phone's outbox as a sealed file, made as docs/SYNC.md says. It shares no code with the server."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.phone import Phone


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True)
class Sealer:
    """What a phone needs to make a file: the server's key, a key of its own, and one for this file only."""

    key_id: str
    server_key: str
    device: ec.EllipticCurvePrivateKey
    ephemeral: ec.EllipticCurvePrivateKey

    def prefix(self) -> bytes:
        header = json.dumps(
            {"key_id": self.key_id, "ephemeral": point(self.ephemeral.public_key()).hex()}, separators=(",", ":")
        ).encode()
        return b"MRCARRY\x01" + len(header).to_bytes(4) + header

    def chain(self, plains: Sequence[bytes]) -> bytes:
        found = hashlib.sha256(self.prefix()).digest()
        for plain in plains:
            found = hashlib.sha256(found + hashlib.sha256(plain).digest()).digest()
        return found

    def sign(self, plains: Sequence[bytes]) -> bytes:
        r, s = decode_dss_signature(self.device.sign(b"meterround courier 1\x00" + self.chain(plains), ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def seal(self, plains: Sequence[bytes], signature: bytes | None = None) -> bytes:
        """The whole file: frames (kind and content) sealed in order, the signature last."""
        ours, theirs = point(self.ephemeral.public_key()), bytes.fromhex(self.server_key)
        shared = self.ephemeral.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        cipher = AESGCM(HKDF(hashes.SHA256(), 32, None, b"meterround courier 1" + ours + theirs).derive(shared))
        whole = [*plains, b"\x04" + (signature or self.sign(plains))]
        sealed = self.prefix()
        for number, plain in enumerate(whole):
            nonce = bytes(7) + bytes([number == len(whole) - 1]) + number.to_bytes(4)
            frame = cipher.encrypt(nonce, plain, self.prefix())
            sealed += len(frame).to_bytes(4) + frame
        return sealed


def frames_of(phone: Phone, photos: Mapping[str, Sequence[bytes]] | None = None, **wrong: Any) -> list[bytes]:
    """What a phone's file holds: what it says of itself, its unsent entries as a push, and photos by visit."""
    unsent = phone.outbox.unsent(500)
    bring = [(visit, data) for visit, some in (photos or {}).items() for data in some]
    manifest = {
        "v": 1, "device": phone.device_id, "app_version": phone.app_version, "made_at": "2026-11-24T18:00:00Z",
        "entries": len(unsent), "photos": len(bring),
    } | wrong  # fmt: skip
    device = {"id": phone.device_id, "app_version": phone.app_version}
    head = json.dumps({"device": device, "incarnation": phone.outbox.get("incarnation")}, separators=(",", ":")).encode()
    push = head[:-1] + b',"entries":[' + b",".join(one.raw for one in unsent) + b"]}"
    frames = [b"\x01" + json.dumps(manifest).encode(), b"\x02" + push]
    for visit, data in bring:
        said = {
            "sha256": hashlib.sha256(data).hexdigest(), "visit": visit, "mime": "image/jpeg",
            "taken_at": datetime(2026, 11, 24, 9, tzinfo=UTC).isoformat(),
        }  # fmt: skip
        text = json.dumps(said).encode()
        frames.append(b"\x03" + len(text).to_bytes(4) + text + data)
    return frames


def a_key(number: int | None = None) -> ec.EllipticCurvePrivateKey:
    """A key pair; by number always the same."""
    return ec.generate_private_key(ec.SECP256R1()) if number is None else ec.derive_private_key(number, ec.SECP256R1())
