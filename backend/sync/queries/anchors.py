"""Whether the past is still the one a phone remembers: the audit trail's hashes at a moment, and whether they still stand."""

from collections.abc import Collection, Mapping

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.kernel.audit import AuditLine
from backend.kernel.changes import Head

# Enough to tell two pasts apart.
_CHARS = 12


def now(session: Session, homes: Collection[int]) -> dict[str, tuple[int, str]]:
    """home → (audit line, the beginning of its hash), as of this snapshot."""
    query = select(Head.home, Head.audit_seq, Head.audit_hash).where(Head.home.in_(sorted(homes)), Head.audit_seq > 0)
    return {str(row.home): (row.audit_seq, row.audit_hash[:_CHARS]) for row in session.execute(query)}


def hold(session: Session, anchors: Mapping[str, tuple[int, str]]) -> bool:
    """Whether every line is there and has the hash it had."""
    if not anchors:
        return True
    lines = or_(*(and_(AuditLine.home == int(home), AuditLine.seq == seq) for home, (seq, _) in anchors.items()))
    found = {str(row.home): row.hash for row in session.execute(select(AuditLine.home, AuditLine.hash).where(lines))}
    return all(found.get(home, "").startswith(begins) for home, (_, begins) in anchors.items())
