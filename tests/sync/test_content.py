"""The digest of an entry is the digest of its RFC 8785 form, checked against a canonicaliser nobody here wrote."""

import json
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from backend.sync.rules import content

SAFE = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)


def _raw(entry: dict[str, Any], *, ascii_only: bool) -> bytes:
    return json.dumps(entry, ensure_ascii=ascii_only).encode()


@given(values, st.booleans())
@example({"é": 1, "😀": 2, "\ufb33": 3, "z": "\x7f\u2028\x00"}, True)  # noqa: FBT003  a value, not a flag
@example([SAFE, -SAFE, "1234567890123456789012"], False)  # noqa: FBT003
def test_canonical_as_rfc_8785(body: Any, ascii_only: bool) -> None:
    entry = {
        "kind": "visit",
        "v": 1,
        "body": body,
        "person": "p",
        "clock": {"mono_ms": 5, "boot": "b"},
        "recorded_at": "t",
        "id": 1,
    }
    raw = _raw(entry, ascii_only=ascii_only)
    ours = content.canonical_bytes(content.read(raw), raw)
    assert ours == rfc8785.dumps({name: entry[name] for name in content.MEMBERS})
    assert content.digest(ours) == sha256(ours).hexdigest()


@given(st.permutations(["kind", "v", "recorded_at", "clock", "person", "body"]), st.booleans())
def test_order_and_white_space_make_no_difference(order: list[str], spaced: bool) -> None:
    entry = dict.fromkeys(order, "x")
    raw = json.dumps(entry, indent=2 if spaced else None).encode()
    assert content.canonical_bytes(content.read(raw), raw) == rfc8785.dumps(entry)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"kind":"visit","v":1.0}', b'{"v":1e3}', b'{"v":9007199254740992}', b'{"body":[-9007199254740993]}', b"[]", b"1", b"{",
        b'{"body":"\\ud83d"}', b'{"body":"\xff"}', b"", b'{"v":NaN}', b"[" * 60_000,
    ],
)  # fmt: skip
def test_what_has_no_canonical_form(raw: bytes) -> None:
    with pytest.raises(content.NotCanonicalError):
        content.canonical_bytes(content.read(raw), raw)
