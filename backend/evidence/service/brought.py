"""Photos that come by another way than an upload of their own: in the sealed file of a phone that somebody else brings."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.evidence.models import PhotoUse
from backend.evidence.rules.sniff import Header
from backend.evidence.service import arrivals, uses
from backend.evidence.service.arrivals import Order
from backend.evidence.service.at_once import arrived_at_once
from backend.kernel.audit import Actor


def is_whole(session: Session, order: Order) -> bool:
    """Whether the visit has this photo already, so that nothing is left to do."""
    asked = select(PhotoUse.state).where(PhotoUse.visit_id == order.visit_id, PhotoUse.sha256 == order.sha256)
    return session.scalars(asked).first() == "whole"


def bring(session: Session, order: Order, *, header: Header, actor: Actor, now: datetime) -> bool:
    """Give a visit its photo, whose bytes are stored; False where it has it. As an upload by the photo's owner would."""
    if is_whole(session, order):
        return False
    if arrivals.known(session, owner=order.owner, sha256=order.sha256):
        uses.mark_whole(session, owner=order.owner, sha256=order.sha256, visit_id=order.visit_id)
    else:
        arrived_at_once(session, order, header=header, actor=actor, now=now)
    return True
