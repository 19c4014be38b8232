"""What the second reader read in a visit's photo beside what was typed: kept, and where it differs, said."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.rules.dial import Compared, Typed, compare
from backend.evidence.service import dials
from backend.fieldwork.models import Visit
from backend.grid.queries.installations import RegisterView, installations
from backend.kernel import clock
from backend.kernel.changes import announce
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.money import format_e4, multiply_e4
from backend.readings.queries import values
from backend.vee.models import Finding
from backend.vee.rules import dial_photo


@dataclass(frozen=True, slots=True)
class DialRead:
    """A photo of a visit whose dial was read."""

    home: int
    period: int
    visit_id: UUID
    sha256: str


def compare_dial(session: Session, news: DialRead) -> Compared | None:
    """Compare what was read with what the visit's reader typed. Doing it twice adds nothing.

    None where there is nothing to compare: a visit without values, or a photo that wasn't read.
    """
    visit = session.get(Visit, (news.home, news.visit_id))
    if visit is None or visit.installation_id is None:
        return None
    view = installations(session, [visit.installation_id]).get(visit.installation_id)
    registers = {register.id: register for register in view.registers} if view is not None else {}
    typed = _typed(session, news, registers)
    lines = dials.lines_of(
        session, home=news.home, visit_id=news.visit_id, sha256=news.sha256, places={one.places for one in typed}
    )
    if not typed or lines is None or view is None:
        return None
    found = compare(lines, typed)
    dials.compared(session, home=news.home, visit_id=news.visit_id, sha256=news.sha256, found=found)
    if found.agreement == "differs" and found.read is not None:
        _say(session, news, visit, registers[found.register_id], found.read, multiplier_e4=view.multiplier_e4)
    return found


def _typed(session: Session, news: DialRead, registers: dict[UUID, RegisterView]) -> list[Typed]:
    """What this visit brought, as the dials show it. One that no dial can show leaves the photo nothing to agree with."""
    brought = values.of_visits(session, home=news.home, period=news.period, visit_ids=[news.visit_id]).get(news.visit_id, [])
    found = []
    for value in brought:
        register = registers.get(value.register_id)
        if value.visit_id == news.visit_id and register is not None:
            shown = dial_photo.typed(register.id, value.value_e4, digits=register.digits, decimals=register.decimals)
            found += [] if shown is None else [shown]
    return found


def _say(session: Session, news: DialRead, visit: Visit, register: RegisterView, read: str, *, multiplier_e4: int) -> None:
    """A finding, a case (or the visit's open one joins it), and a word to the reader with the next pull."""
    known = session.scalars(
        select(Finding).where(
            Finding.home == news.home, Finding.period == news.period, Finding.visit_id == news.visit_id,
            Finding.rule == dial_photo.CODE,
        )
    ).all()  # fmt: skip
    if any(finding.params.get("sha256") == news.sha256 for finding in known):
        return
    read_e4 = dial_photo.value_e4(read, decimals=register.decimals)
    brought = values.of_visits(session, home=news.home, period=news.period, visit_ids=[news.visit_id])[news.visit_id]
    value = next(one for one in brought if one.register_id == register.id and one.visit_id == news.visit_id)
    params = {"sha256": news.sha256, "read": format_e4(read_e4), "typed": format_e4(value.value_e4)}
    row = {
        "home": news.home, "period": news.period, "id": new_id(), "visit_id": news.visit_id, "reading_id": value.id,
        "register_id": register.id, "metering_point_id": visit.metering_point_id, "rule": dial_photo.CODE,
        "rule_version": dial_photo.VERSION, "action": "case", "params": params, "at": clock.now(),
    }  # fmt: skip
    insert_rows(session, Finding, [row])
    if visit.standing == "stands" and visit.branch_id is not None:
        open_cases(
            session,
            [
                NewCase(
                    kind="implausible", subject=("visit", str(visit.id)), home=visit.home, branch_id=visit.branch_id,
                    period=news.period, headline=dial_photo.CODE, params=params, metering_point_id=visit.metering_point_id,
                    task_id=visit.task_id, weight_e4=multiply_e4(abs(read_e4 - value.value_e4), multiplier_e4),
                )
            ],
        )  # fmt: skip
    if visit.person_id is not None and visit.source == "phone":
        announce(
            session, home=visit.home, audience=f"person:{visit.person_id}", kind="verdict", subject=visit.id,
            detail={"task_id": str(visit.task_id), "outcome": "photo_differs", "text_code": "verdict.photo_differs"},
        )  # fmt: skip
