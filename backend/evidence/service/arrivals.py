"""What the database learns of uploads: begun, whole, in quarantine, expired."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoUse, Upload
from backend.evidence.queries.photos import brought
from backend.evidence.rules.arrival import Fault, after_fault, needs_case
from backend.evidence.rules.facts import UseFacts, UseState
from backend.evidence.rules.look import SCREEN, THUMBNAIL
from backend.evidence.rules.sniff import Header
from backend.evidence.service import lost, uses
from backend.evidence.service.doubts import open_arrival_cases
from backend.kernel import audit
from backend.kernel.audit import Actor
from backend.kernel.db import insert_rows
from backend.kernel.problems import Problem

KEPT = timedelta(days=7)  # how long an upload in flight waits to be gone on with
MOST_BY_INVITATION = 24  # uploads, counting the failed ones: a link is for one meter


@dataclass(frozen=True)
class Order:
    """An upload somebody asks for."""

    upload_id: UUID
    owner: str
    home: int
    length: int
    sha256: str
    visit_id: UUID
    mime: str
    taken_at: datetime | None


def original_key(sha256: str) -> str:
    return f"photos/{sha256[:2]}/{sha256}"


def copy_key(sha256: str, side: int) -> str:
    return f"copies/{side}/{sha256[:2]}/{sha256}.jpg"


def keys_of(sha256: str) -> tuple[str, ...]:
    """Everything that is stored of a photo."""
    return (*(copy_key(sha256, side) for side in (THUMBNAIL, SCREEN)), original_key(sha256))


def quarantine_key(upload_id: UUID) -> str:
    return f"quarantine/{upload_id}"


def known(session: Session, *, owner: str, sha256: str) -> bool:
    """Whether this owner has brought these very bytes already."""
    return sha256 in brought(session, owner, {sha256})


def find(session: Session, upload_id: UUID) -> Upload | None:
    return session.get(Upload, upload_id)


def upload(session: Session, upload_id: UUID) -> Upload:
    """An upload that is known to exist, as it stands now."""
    return session.get_one(Upload, upload_id, populate_existing=True)


@dataclass(frozen=True)
class Bounds:
    """What one phone may have begun and not finished, and how many bytes it may send within a day."""

    open_uploads: int
    day_bytes: int


_OF_VISIT = exists().where(PhotoUse.visit_id == bindparam("of_visit"), PhotoUse.branch_id.is_not(None))
_SINCE_THEN = Upload.created_at > bindparam("since", type_=Upload.created_at.type)
# One statement, built once: it is asked before every photo. The counts come from ix_upload_owner alone.
_WELCOME = select(
    _OF_VISIT,
    _OF_VISIT.where(or_(PhotoUse.sha256 == bindparam("of_sha256"), PhotoUse.owner == bindparam("of_owner"))),
    func.coalesce(func.sum(case((Upload.state == "open", 1), else_=0)), 0),
    func.coalesce(
        func.sum(case((Upload.created_at > bindparam("since", type_=Upload.created_at.type), Upload.length), else_=0)), 0
    ),
).where(Upload.owner == bindparam("of_owner"))


def check_welcome(session: Session, order: Order, bounds: Bounds, *, now: datetime) -> None:
    """Before any byte is taken: whether an upload may begin at all.

    Problem `photo_not_named` for a visit that is here and names other photos, unless it came by the same phone; `uploads_open`,
    `uploads_day` beyond the bounds; `too_many_requests` for a link that was used for more photos than one meter needs. A visit
    that isn't here yet may be anybody's: photos often come first, and by another phone.
    """
    if order.owner.startswith("invitation:"):
        not_too_many(session, order.owner)
    asked = {"of_visit": order.visit_id, "of_sha256": order.sha256, "of_owner": order.owner, "since": now - timedelta(days=1)}
    foreign, named, begun, day_bytes = session.connection().execute(_WELCOME, asked).one()
    if foreign and not named:
        raise Problem("photo_not_named")
    if begun >= bounds.open_uploads:
        raise Problem("uploads_open", open=begun, retry_after=3600)
    if day_bytes + order.length > bounds.day_bytes:
        raise Problem("uploads_day", mb=int(day_bytes) // 1_000_000, retry_after=3600)


def begin(session: Session, order: Order, *, now: datetime) -> Upload:
    """Write an upload down, and the photo its visit will have. Bytes the same owner brought before make it whole at once."""
    is_known = known(session, owner=order.owner, sha256=order.sha256)
    upload = Upload(
        id=order.upload_id, home=order.home, owner=order.owner, length=order.length, sha256=order.sha256, visit_id=order.visit_id,
        mime=order.mime, taken_at=order.taken_at, state="whole" if is_known else "open", created_at=now, expires_at=now + KEPT,
    )  # fmt: skip
    session.add(upload)
    named = session.execute(
        select(PhotoUse.state).where(PhotoUse.visit_id == order.visit_id, PhotoUse.sha256 == order.sha256)
    ).first()
    if named is None:
        row = {
            "home": order.home, "visit_id": order.visit_id, "sha256": order.sha256, "owner": order.owner,
            "taken_at": order.taken_at, "place": None, "guide": None,
        }  # fmt: skip
        insert_rows(session, PhotoUse, [row], ignore_conflicts=True)
    if is_known:
        uses.mark_whole(session, owner=order.owner, sha256=order.sha256, visit_id=order.visit_id)
    return upload


def not_too_many(session: Session, owner: str) -> None:
    """Problem `too_many_requests` when a link has been used for more photos than one meter needs."""
    count = session.execute(select(func.count()).select_from(Upload).where(Upload.owner == owner)).scalar_one()
    if count >= MOST_BY_INVITATION:
        raise Problem("too_many_requests")


def arrived_whole(session: Session, upload_id: UUID, *, header: Header, actor: Actor, now: datetime) -> None:
    """The bytes are whole and stored: make the photo, and tell its visits. Saying it again changes nothing."""
    upload = _closed(session, upload_id, state="whole", fault=None)
    if upload is None:
        return
    # The visit may have come meanwhile, and may belong elsewhere than the sender thought.
    homes = set(session.scalars(select(PhotoUse.home).where(PhotoUse.sha256 == upload.sha256, PhotoUse.owner == upload.owner)))
    photo = {
        "sha256": upload.sha256, "size": upload.length, "mime": header.mime, "width": header.width, "height": header.height,
        "owner": upload.owner, "received_at": now, "codes": None,
    }  # fmt: skip
    insert_rows(session, Photo, [{"home": home, **photo} for home in sorted(homes | {upload.home})], ignore_conflicts=True)
    revive(session, sha256=upload.sha256, stored_at=now)
    had = select(PhotoUse.state).where(PhotoUse.visit_id == upload.visit_id, PhotoUse.sha256 == upload.sha256)
    is_news = session.scalars(had).first() != "whole"
    uses.mark_whole(session, owner=upload.owner, sha256=upload.sha256, visit_id=upload.visit_id)
    if is_news:
        record_received(session, upload.home, sha256=upload.sha256, visit_id=upload.visit_id, size=upload.length, actor=actor)


# A clock may be off by so much on another server.
_APART = timedelta(minutes=1)


def revive(session: Session, *, sha256: str, stored_at: datetime) -> None:
    """Bytes that were removed once are here again, for another visit: an old picture used anew, most likely. Or they were lost.

    Removed ones only if they were stored after their removal had ended: else the removal may have taken these away too. Problem
    `unavailable` then; the phone offers them again.
    """
    no_more = or_(Photo.removed_at.is_not(None), Photo.missing_since.is_not(None))
    gone = session.scalars(select(Photo).where(Photo.sha256 == sha256, no_more).order_by(Photo.home).with_for_update()).all()
    if any(photo.missing_since is not None for photo in gone):
        lost.found_again(session, [sha256])
    for photo in gone:
        if photo.removed_at is None:
            continue
        if photo.erased_at is None or photo.erased_at > stored_at - _APART:
            raise Problem("unavailable")
        photo.removed_at = photo.removed_by = photo.erased_at = None
        # Looked at afresh: its copies are gone as well.
        photo.received_at, photo.look_version = stored_at, None


def record_received(session: Session, home: int, *, sha256: str, visit_id: UUID, size: int, actor: Actor) -> None:
    """Write a photo's hash into the audit chain: it proves later that the picture is the one that came that day."""
    audit.record(
        session, home=home, actor=actor, action="photo_received", subject=("photo", sha256),
        detail={"visit_id": visit_id, "size": size},
    )  # fmt: skip


def arrived_faulty(session: Session, upload_id: UUID, *, fault: Fault, actor: Actor) -> None:
    """The bytes aren't what was declared, or no picture; they are kept aside. After the last try a person has to look."""
    upload = _closed(session, upload_id, state="quarantined", fault=fault)
    if upload is None:
        return
    audit.record(
        session,
        home=upload.home,
        actor=actor,
        action="photo_quarantined",
        subject=("photo", upload.sha256),
        detail={"visit_id": upload.visit_id, "upload_id": upload.id, "fault": fault},
    )
    asked = select(PhotoUse).where(PhotoUse.visit_id == upload.visit_id, PhotoUse.sha256 == upload.sha256).with_for_update()
    use = session.scalars(asked).first()
    if use is None or use.owner != upload.owner:
        return
    use.failures += 1
    state: UseState = after_fault(use.state, use.failures)  # type: ignore[arg-type]
    use.state = state
    if needs_case(state, use.failures) and use.branch_id is not None and use.period is not None:
        open_arrival_cases(session, [facts_of(use)])


def facts_of(use: PhotoUse) -> UseFacts:
    """A use whose visit is known, as facts."""
    if use.branch_id is None or use.period is None:
        raise ValueError("the visit of this photo isn't known")
    return UseFacts(
        home=use.home, visit_id=use.visit_id, sha256=use.sha256, ordinal=use.ordinal, branch_id=use.branch_id, period=use.period,
        holder_id=use.holder_id, metering_point_id=use.metering_point_id, installation_id=use.installation_id,
        task_id=use.task_id, owner=use.owner, taken_at=use.taken_at, place=use.place, guide=use.guide,
    )  # fmt: skip


def _closed(session: Session, upload_id: UUID, *, state: str, fault: Fault | None) -> Upload | None:
    """Close an open upload; None when another request has closed it already."""
    session.flush()
    mine = update(Upload).where(Upload.id == upload_id, Upload.state == "open")
    if session.execute(mine.values(state=state, fault=fault).returning(Upload.id)).first() is None:
        return None
    return session.get(Upload, upload_id, populate_existing=True)


def expire(session: Session, *, now: datetime) -> list[UUID]:
    """Forget uploads that nobody went on with, and those long finished; answers whose files can go.

    What was put aside stays on record as long as its bytes do (`service.retention`).
    """
    gone = delete(Upload).where(Upload.expires_at < now, Upload.state != "quarantined").returning(Upload.id)
    return list(session.scalars(gone))
