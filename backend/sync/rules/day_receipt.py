"""A day's receipt 当日回执 as a file, looked at without a server: is it unaltered, signed by us, and in order?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend.kernel import canonical

_HASH = 64
# What a receipt consists of. Whatever else a file says, the signed content must say, too.
_PARTS = {"content", "key_id", "signature", "digest"}
# Named one by one; whoever lacks more lacks most.
_MOST_MISSING = 20


class _Entry(msgspec.Struct):
    seq: int | None
    id: str | None
    digest: str
    outcome: str


class _Reading(msgspec.Struct):
    visit: str
    register: str
    value: str
    at_ms: int


class _Content(msgspec.Struct):
    kind: str
    v: int
    device: str
    person: str
    day: str
    number: int
    from_seq: int
    through_seq: int
    entries: list[_Entry]
    readings: list[_Reading]
    photos: list[str]


class _Receipt(msgspec.Struct):
    content: dict[str, Any]
    key_id: str
    signature: str
    digest: str | None = None


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a receipt: a code, and what it is about."""

    code: str
    about: str = ""


FAULTS: dict[str, str] = {
    "not_a_receipt": "this file isn't a day's receipt",
    "not_canonical": "its content has no canonical form, so nothing can have been signed",
    "digest_differs": "the digest that stands beside it isn't its content's: it was altered",
    "outer_differs": "beside its signed content stands something else than in it: it was altered",
    "unknown_key": "it names a key that isn't among the public keys given",
    "signature_wrong": "the signature doesn't hold: content, signature or key were altered",
    "entry_missing": "an entry between its first and last number is missing",
    "reading_of_nothing": "a reading names a visit that isn't among the entries",
    "photo_unnamed": "a photo is named by something that is no SHA-256",
}


def digest(content: Mapping[str, Any]) -> str:
    """What names a receipt's content, on paper as a QR code: SHA-256 of its canonical JSON, lower-case hex."""
    return sha256(canonical.dumps(content)).hexdigest()


def faults(receipt: Any, keys: Mapping[str, str]) -> list[Fault]:
    """Everything that is wrong with a receipt, given the server's public keys (id → hex); empty when it holds."""
    try:
        found: _Receipt = msgspec.convert(receipt, _Receipt)
        content: _Content = msgspec.convert(found.content, _Content)
    except (msgspec.ValidationError, ValueError) as error:
        return [Fault("not_a_receipt", str(error))]
    try:
        signed = canonical.dumps(found.content)
    except (ValueError, RecursionError) as error:
        return [Fault("not_canonical", str(error))]
    wrong = []
    if found.digest is not None and found.digest != sha256(signed).hexdigest():
        wrong.append(Fault("digest_differs", found.digest))
    wrong += [Fault("outer_differs", name) for name in sorted(receipt.keys() - _PARTS) if not _is_signed(receipt, name)]
    key = keys.get(found.key_id)
    if key is None:
        wrong.append(Fault("unknown_key", found.key_id))
    elif not _holds(key, signed, found.signature):
        wrong.append(Fault("signature_wrong", found.key_id))
    return wrong + _disorder(content)


def _is_signed(receipt: Mapping[str, Any], name: str) -> bool:
    """Whether a member that stands beside the content says what the content says."""
    content = receipt["content"]
    if name not in content:
        # Receipts from before their id was signed show one that nobody can prove.
        return name == "id"
    # A number isn't its text, nor 1 true.
    return type(receipt[name]) is type(content[name]) and receipt[name] == content[name]


def _holds(key: str, signed: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _disorder(content: _Content) -> list[Fault]:
    """What a receipt of ours never lacks."""
    named = {entry.seq for entry in content.entries}
    missing = (seq for seq in range(content.from_seq, content.through_seq + 1) if seq not in named)
    wrong = [Fault("entry_missing", str(seq)) for seq in islice(missing, _MOST_MISSING)]
    visits = {entry.id for entry in content.entries}
    wrong += [Fault("reading_of_nothing", one.visit) for one in content.readings if one.visit not in visits]
    wrong += [Fault("photo_unnamed", sha) for sha in content.photos if not _is_hash(sha)]
    return wrong


def _is_hash(text: str) -> bool:
    return len(text) == _HASH and all(letter in "0123456789abcdef" for letter in text)


def as_file(row: Any) -> dict[str, Any]:
    """A stored receipt as it is handed out."""
    return {
        "kind": "day_receipt", "id": str(row.id), "day": row.day, "number": row.number,
        "through_seq": row.content["through_seq"], "content": row.content, "key_id": row.key_id, "signature": row.signature,
        "digest": digest(row.content),
    }  # fmt: skip


def titled(receipt: Any) -> str:
    """Which reader, phone, day and number a receipt is for, by its content; "" for what is none."""
    try:
        content: _Content = msgspec.convert(msgspec.convert(receipt, _Receipt).content, _Content)
    except (msgspec.ValidationError, ValueError):
        return ""
    return f"reader {content.person}, phone {content.device}, day {content.day}, receipt no. {content.number}"


def in_words(wrong: Sequence[Fault]) -> list[str]:
    """One line a fault."""
    return [f"{FAULTS[one.code]}{f' ({one.about})' if one.about else ''}" for one in wrong]
