"""The sealed file that phone and server share: the same vectors as in the phone's own tests."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.sync.rules import courier
from backend.sync.rules.courier import CourierError, Opened
from tests.support.sealed import Sealer, a_key, point

VECTOR = json.loads(Path(__file__).with_name("courier.json").read_text())
FILE = bytes.fromhex(VECTOR["file"])


def private(of: str) -> ec.EllipticCurvePrivateKey:
    return a_key(int(VECTOR[of]["private"], 16))


def frames() -> list[bytes]:
    head = VECTOR["photo"]["head"].encode()
    photo = len(head).to_bytes(4) + head + bytes.fromhex(VECTOR["photo"]["bytes"])
    return [b"\x01" + VECTOR["manifest"].encode(), b"\x02" + VECTOR["push"].encode(), b"\x03" + photo]


def opened(data: bytes) -> Opened:
    read = io.BytesIO(data).read
    head = courier.read_head(read)
    return Opened(read, head, courier.file_key(head, private("server")))


def test_keys_are_written_as_uncompressed_points() -> None:
    for of in ("server", "device", "ephemeral"):
        assert point(private(of).public_key()).hex() == VECTOR[of]["public"]


def test_the_server_opens_the_shared_file() -> None:
    found = opened(FILE)
    read = list(found)
    assert [bytes([one.kind]) + one.content for one in read] == frames()
    assert found.chain.hex() == VECTOR["chain"]
    assert courier.is_signed_by(VECTOR["device"]["public"], chain=found.chain, signature=found.signature)
    assert not courier.is_signed_by(VECTOR["server"]["public"], chain=found.chain, signature=found.signature)
    assert courier.manifest(read[0]).entries == 1
    assert courier.photo(read[2])[1] == bytes.fromhex(VECTOR["photo"]["bytes"])


def test_sealing_it_again_gives_the_same_bytes() -> None:
    sealer = Sealer(VECTOR["server"]["key_id"], VECTOR["server"]["public"], private("device"), private("ephemeral"))
    assert sealer.seal(frames(), bytes.fromhex(VECTOR["signature"])) == FILE


@pytest.mark.parametrize("place", range(8, len(FILE), 37))
def test_no_byte_can_be_altered(place: int) -> None:
    altered = FILE[:place] + bytes([FILE[place] ^ 0x40]) + FILE[place + 1 :]
    with pytest.raises(CourierError):
        seen_through(altered)


@pytest.mark.parametrize("end", range(0, len(FILE), 37))
def test_no_byte_can_be_left_out(end: int) -> None:
    with pytest.raises(CourierError):
        seen_through(FILE[:end])


def seen_through(data: bytes) -> Any:
    """Open it all; the key's id is part of what is looked up, and counts as found only when it is ours."""
    head = courier.read_head(io.BytesIO(data).read)
    if head.key_id != VECTOR["server"]["key_id"]:
        raise CourierError("courier_foreign")
    found = opened(data)
    list(found)
    assert courier.is_signed_by(VECTOR["device"]["public"], chain=found.chain, signature=found.signature)
