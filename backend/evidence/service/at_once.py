"""A photo that comes whole in the request that begins it: most of them, so it is done with few statements, all of them kept.

What it leaves in the tables is what `arrivals.begin` and `arrivals.arrived_whole` leave.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoUse, Upload
from backend.evidence.rules.sniff import Header
from backend.evidence.service import arrivals, uses
from backend.evidence.service.arrivals import KEPT, Order
from backend.kernel.audit import Actor
from backend.kernel.db import insert_rows

_USE: Any = PhotoUse.__table__
_FILL = (
    update(_USE)
    .where(
        _USE.c.sha256 == bindparam("of_sha256"),
        or_(_USE.c.owner == bindparam("of_owner"), _USE.c.visit_id == bindparam("of_visit")),
        _USE.c.state != "whole",
    )
    .values(state="whole")
    .returning(_USE.c.home, _USE.c.visit_id, _USE.c.branch_id, _USE.c.failures)
)
_NAMED = select(_USE.c.home, _USE.c.owner, _USE.c.state).where(
    _USE.c.visit_id == bindparam("of_visit"), _USE.c.sha256 == bindparam("of_sha256")
)


def arrived_at_once(session: Session, order: Order, *, header: Header, actor: Actor, now: datetime) -> Upload:
    """Begin an upload and make its photo whole."""
    row = {
        "id": order.upload_id, "home": order.home, "owner": order.owner, "length": order.length, "sha256": order.sha256,
        "visit_id": order.visit_id, "mime": order.mime, "taken_at": order.taken_at, "state": "whole", "fault": None,
        "created_at": now, "expires_at": now + KEPT,
    }  # fmt: skip
    insert_rows(session, Upload, [row])
    filled = (
        session.connection()
        .execute(_FILL, {"of_sha256": order.sha256, "of_owner": order.owner, "of_visit": order.visit_id})
        .all()
    )
    homes = {order.home, *(use.home for use in filled)}
    is_news = any(use.visit_id == order.visit_id for use in filled)
    if not is_news:
        named = _named(session, order)
        homes |= named
        is_news = not named
    photo = {
        "sha256": order.sha256, "size": order.length, "mime": header.mime, "width": header.width, "height": header.height,
        "owner": order.owner, "received_at": now,
    }  # fmt: skip
    insert_rows(session, Photo, [{"home": home, **photo} for home in sorted(homes)], ignore_conflicts=True)
    arrivals.revive(session, sha256=order.sha256, stored_at=now)
    uses.filled(session, order.sha256, filled)
    if is_news:
        arrivals.record_received(
            session, order.home, sha256=order.sha256, visit_id=order.visit_id, size=order.length, actor=actor
        )
    return Upload(**row)


def _named(session: Session, order: Order) -> set[int]:
    """The homes of the uses that the visit has of this photo already; one is made where it has none."""
    there = session.connection().execute(_NAMED, {"of_visit": order.visit_id, "of_sha256": order.sha256}).all()
    if not there:
        row = {
            "home": order.home, "visit_id": order.visit_id, "sha256": order.sha256, "owner": order.owner, "state": "whole",
            "taken_at": order.taken_at, "place": None, "guide": None,
        }  # fmt: skip
        insert_rows(session, PhotoUse, [row], ignore_conflicts=True)
    return {use.home for use in there}
