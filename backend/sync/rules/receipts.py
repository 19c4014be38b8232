"""The answer for one entry 回执: a verdict, the digest of what was received, where it stands, and a seal over all of it.

The seal (HMAC-SHA256) lets a receipt be recognised as the server's own after the server was restored from an older backup.
"""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

import msgspec

Outcome = Literal["applied", "duplicate", "contested", "quarantined", "conflict"]

_encode = msgspec.json.Encoder(order="deterministic").encode


def receipt(
    *,
    entry_id: str | None,
    index: int | None,
    outcome: str,
    reason: str | None,
    findings: Sequence[Mapping[str, Any]],
    digest: str,
    home: int,
    change_seq: int,
    key: bytes,
) -> dict[str, Any]:
    """A sealed receipt. An entry without a usable id is answered by its index in the push."""
    body: dict[str, Any] = {
        "id": entry_id,
        "outcome": outcome,
        "digest": digest,
        "mark": {"home": home, "change_seq": change_seq},
    }
    if index is not None:
        body["index"] = index
    if reason is not None:
        body["reason"] = reason
    if findings:
        body["findings"] = list(findings)
    body["mac"] = seal(body, key)
    return body


def seal(body: Mapping[str, Any], key: bytes) -> str:
    """The seal over everything in a receipt but the seal itself, lower-case hex."""
    content = {name: value for name, value in body.items() if name != "mac"}
    return hmac.new(key, _encode(content), sha256).hexdigest()


def is_ours(body: Mapping[str, Any], key: bytes) -> bool:
    """Whether a receipt was sealed with this key and is unaltered."""
    mac = body.get("mac")
    return isinstance(mac, str) and hmac.compare_digest(mac, seal(body, key))
