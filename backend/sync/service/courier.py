"""Files that others carry 捎带: begun, looked through from end to end before anything is believed, then taken up by a job."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.identity.service import courier_keys
from backend.kernel import clock, jobs
from backend.kernel.audit import Actor, record
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.sync.models import CourierFile
from backend.sync.rules import courier
from backend.sync.rules.courier import CourierError, Head, Manifest, Opened, Read
from backend.sync.rules.entries import is_id

TAKE = "sync.take_courier_file"

# Begun and not finished, of one carrier: each may fill 256 MB of the disk.
_MOST_OPEN = 6
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Parcel:
    """A file somebody brings: its digest names it, so that bringing it again goes on where it ended."""

    carrier: str
    home: int
    sha256: str
    length: int


@dataclass(frozen=True)
class Seen:
    """What a file that holds together says of itself."""

    manifest: Manifest
    device: UUID
    home: int

    @property
    def made_at(self) -> dt.datetime | None:
        """By the phone's clock; None when it wrote no time."""
        try:
            at = dt.datetime.fromisoformat(self.manifest.made_at)
        except ValueError:
            return None
        return at if at.tzinfo is not None else None


def blob_key(file_id: UUID) -> str:
    """Where a file lies until it is taken up."""
    return f"courier/{file_id}"


def begin(session: Session, parcel: Parcel) -> CourierFile:
    """Write a file down that is about to come, or find the same one of the same carrier, wherever it stands."""
    mine = select(CourierFile).where(CourierFile.carrier == parcel.carrier, CourierFile.sha256 == parcel.sha256)
    found = session.scalars(mine.with_for_update()).first()
    if found is not None:
        if found.state == "refused":
            # What was wrong may have been put right meanwhile: the phone's key may be known by now.
            found.state, found.problem = "open", None
        return found
    open_ones = select(func.count()).select_from(CourierFile).where(
        CourierFile.carrier == parcel.carrier, CourierFile.state == "open"
    )  # fmt: skip
    if session.execute(open_ones).scalar_one() >= _MOST_OPEN:
        raise Problem("too_many_requests")
    made = CourierFile(
        id=new_id(), carrier=parcel.carrier, sha256=parcel.sha256, length=parcel.length, home=parcel.home, state="open",
        begun_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def digest_of(path: Path) -> str:
    """Lower-case hex SHA-256 of a file, read in pieces."""
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hasher.update(piece)
    return hasher.hexdigest()


def look_through(database: Database, read: Read) -> Seen:
    """Open every frame and check the signature. Problem: whose file it isn't, or what is wrong with it."""
    try:
        head = courier.read_head(read)
        opened = opened_with(database, read, head)
        frames = iter(opened)
        manifest = courier.manifest(next(frames, None))
        for _ in frames:
            pass  # opening is the check
        return _signed(database, opened, manifest)
    except CourierError as error:
        raise Problem(error.code) from error


def opened_with(database: Database, read: Read, head: Head) -> Opened:
    """A file's frames, by the key of ours that it names."""
    secret = database.read(lambda session: courier_keys.secret_key(session, head.key_id))
    if secret is None:
        raise CourierError("courier_foreign")
    return Opened(read, head, courier.file_key(head, secret))


def _signed(database: Database, opened: Opened, manifest: Manifest) -> Seen:
    if not is_id(manifest.device):
        raise CourierError("courier_damaged")
    device_id = UUID(manifest.device)
    owner = database.read(lambda session: courier_keys.owner(session, device_id))
    if owner is None:
        raise CourierError("courier_device_unknown")
    keys = database.read(lambda session: courier_keys.keys_of(session, device_id))
    if not any(courier.is_signed_by(key, chain=opened.chain, signature=opened.signature) for key in keys):
        raise CourierError("courier_not_signed")
    return Seen(manifest, device_id, owner.home)


def accept(session: Session, file_id: UUID, seen: Seen, *, actor: Actor) -> None:
    """The file is stored and holds together: have it taken up. Saying it again changes nothing."""
    mine = update(CourierFile).where(CourierFile.id == file_id, CourierFile.state == "open")
    values = {"state": "waiting", "device_id": seen.device, "home": seen.home, "made_at": seen.made_at, "problem": None}
    if session.execute(mine.values(values).returning(CourierFile.id)).first() is None:
        return
    record(
        session, home=seen.home, actor=actor, action="carry", subject=("device", str(seen.device)),
        detail={"file": file_id, "entries": seen.manifest.entries, "photos": seen.manifest.photos},
    )  # fmt: skip
    jobs.enqueue(session, TAKE, {"file_id": str(file_id)}, key=f"{TAKE}:{file_id}")


def refuse(session: Session, file_id: UUID, code: str) -> None:
    """The file can't be taken; its bytes are thrown away, and the carrier may bring it again."""
    session.execute(
        update(CourierFile).where(CourierFile.id == file_id, CourierFile.state == "open").values(state="refused", problem=code)
    )


def finish(session: Session, file_id: UUID, counts: Mapping[str, Any]) -> None:
    """Everything in the file is where it belongs."""
    session.execute(
        update(CourierFile).where(CourierFile.id == file_id).values(state="done", counts=dict(counts), done_at=clock.now())
    )


def find(session: Session, file_id: UUID) -> CourierFile | None:
    return session.get(CourierFile, file_id)


def actor_of(carrier: str, device_id: UUID) -> Actor:
    """How the audit trail names who brought a phone's photo."""
    kind, _, carrier_id = carrier.partition(":")
    return Actor("device" if kind == "device" else "person", carrier_id, on_behalf=str(device_id))


def may_see(principal: Principal, file: CourierFile) -> bool:
    """Whether somebody brought this file themselves."""
    return file.carrier == principal.owner
