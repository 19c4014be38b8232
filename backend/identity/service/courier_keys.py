"""The keys of sealed files: the server's own that phones seal to, and the phones' that say who made a file."""

import secrets
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.identity import queries
from backend.identity.models import Device, DeviceKey, ServerKey
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem

_PURPOSE = "courier"
# An installation of the app makes one, and another when its own was lost.
_MOST_KEYS = 16
_POINT_BYTES = 65


@dataclass(frozen=True)
class SealingKey:
    """The key that phones seal to now: its id, and the public point in hex."""

    key_id: str
    key: str


def ensure(session: Session) -> None:
    """Give the server a key to seal to, if it has none. It outlives incarnations: a file may be on its way across a restore."""
    if session.scalars(select(ServerKey.id).where(ServerKey.purpose == _PURPOSE).limit(1)).first() is None:
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        session.add(
            ServerKey(id=secrets.token_hex(8), purpose=_PURPOSE, secret=number.to_bytes(32).hex(), created_at=clock.now())
        )
        session.flush()


def sealing_key(session: Session) -> SealingKey | None:
    """The newest key to seal to; None in a database that `migrate` hasn't been run on since there are such keys."""
    newest = select(ServerKey.id, ServerKey.secret).where(ServerKey.purpose == _PURPOSE)
    row = session.execute(newest.order_by(ServerKey.created_at.desc(), ServerKey.id).limit(1)).first()
    return None if row is None else SealingKey(row.id, _public(row.secret))


def secret_key(session: Session, key_id: str) -> ec.EllipticCurvePrivateKey | None:
    """The private half of a key of ours, in this life or an earlier one; None for a stranger's."""
    asked = select(ServerKey.secret).where(ServerKey.id == key_id, ServerKey.purpose == _PURPOSE)
    secret = session.scalars(asked).first()
    return None if secret is None else _private(secret)


def _private(secret: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(secret, 16), ec.SECP256R1())


@cache
def _public(secret: str) -> str:
    numbers = _private(secret).public_key().public_numbers()
    return (b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)).hex()


def register(session: Session, *, device_id: UUID, key: str) -> None:
    """Write down a phone's public key (the uncompressed point, hex). Saying it again changes nothing."""
    _check(key)
    known = session.scalars(select(DeviceKey.key).where(DeviceKey.device_id == device_id)).all()
    if key in known:
        return
    if len(known) >= _MOST_KEYS:
        raise Problem("invalid", field="key", most=_MOST_KEYS)
    device = session.get(Device, device_id)
    if device is None:
        raise Problem("not_found")
    row = {"device_id": device_id, "key": key, "registered_at": clock.now()}
    insert_rows(session, DeviceKey, [row], ignore_conflicts=True)
    record(
        session, home=device.home, actor=Actor("device", str(device_id)), action="register_key",
        subject=("device", str(device_id)), detail={"key": key[:34]},
    )  # fmt: skip


def _check(key: str) -> None:
    try:
        point = bytes.fromhex(key)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise Problem("invalid", field="key") from error
    if len(point) != _POINT_BYTES or point.hex() != key:
        raise Problem("invalid", field="key")


def keys_of(session: Session, device_id: UUID) -> list[str]:
    """The public keys of a phone."""
    return list(session.scalars(select(DeviceKey.key).where(DeviceKey.device_id == device_id)))


def owner(session: Session, device_id: UUID) -> Principal | None:
    """The phone whose file was brought, as if it had come itself; None when it isn't enrolled here."""
    device = session.get(Device, device_id)
    if device is None:
        return None
    people = queries.people_of_device(session, device.id)
    return Principal(
        kind="device",
        person_id=device.enrolled_by,
        holder_ids=people,
        branch_ids=queries.branches_of_people(session, people),
        device_id=device.id,
        suspended=device.suspended_at is not None,
        home=device.home,
    )
