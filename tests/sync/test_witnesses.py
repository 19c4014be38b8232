"""An audit trail whose end was cut off together with its head: what stands elsewhere still knows of it (P9)."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from backend.kernel import audit
from backend.kernel.audit import AuditLine
from backend.kernel.changes import Head
from backend.kernel.db import Database
from backend.sync.queries import witnesses
from backend.sync.queries.witnesses import Contradiction
from tests.factories.sync import Round, a_round
from tests.support.phone import Phone


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


def a_day(walk: Round) -> Phone:
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    phone.read(phone.open_tasks()[0], ["12.5"])
    phone.push_all()
    phone.pull()
    phone.close_day("2026-11-24")
    phone.push_all()
    phone.pull()
    return phone


def said(walk: Round) -> list[Contradiction]:
    return walk.app.database.read(lambda session: witnesses.contradictions(session, walk.office.branch_id))


def cut(walk: Round, after: int) -> None:
    """As somebody would who may do anything with the database, and knows of the head."""
    home = walk.office.branch_id

    def work(session: Session) -> None:
        if walk.app.database.dialect == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            session.execute(text("DROP TRIGGER audit_line_no_delete"))
        line = session.get(AuditLine, (home, after))
        session.execute(delete(AuditLine).where(AuditLine.home == home, AuditLine.seq > after))
        if line is None:
            session.execute(delete(Head).where(Head.home == home))
        else:
            session.execute(update(Head).where(Head.home == home).values(audit_seq=after, audit_hash=line.hash))

    walk.app.database.run(work)


def test_an_untouched_trail_contradicts_nobody(walk: Round) -> None:
    a_day(walk)
    assert said(walk) == []
    assert walk.office.branch_id in walk.app.database.read(witnesses.homes)


def test_an_end_cut_off_with_its_head_is_known_to_receipt_and_phone(walk: Round) -> None:
    phone = a_day(walk)
    close = phone.outbox.all()[-1]
    receipt = phone.receipts_of_days[0]["id"]
    cut(walk, after=1)
    home = walk.office.branch_id
    assert walk.app.database.read(lambda session: audit.verify(session, home)) == [], "the chain itself can't tell"
    assert said(walk) == [Contradiction(home, "day_unwritten", receipt), Contradiction(home, "past_differs", str(UUID(close.id)))]
    assert "cut off" in str(said(walk)[0])


def test_a_trail_taken_away_whole_is_missed(walk: Round) -> None:
    a_day(walk)
    cut(walk, after=0)
    assert walk.office.branch_id in walk.app.database.read(witnesses.homes)
    assert Contradiction(walk.office.branch_id, "head_gone") in said(walk)
