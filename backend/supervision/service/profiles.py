"""Column profiles: which columns a billing system wants, in which order and under which headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.identity.service.access import authorise
from backend.kernel import clock
from backend.kernel.audit import record
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.supervision.models import ExportProfile
from backend.supervision.rules import columns
from backend.supervision.rules.columns import Chosen


@dataclass(frozen=True)
class Profile:
    """A profile under its name; `branch_id` None is for everybody."""

    name: str
    branch_id: int | None
    columns: tuple[Chosen, ...]
    built_in: bool


def _built_in() -> list[Profile]:
    return [Profile(name, None, tuple(chosen), built_in=True) for name, chosen in columns.STANDARD.items()]


def profiles(session: Session, branch_ids: frozenset[int] | None) -> list[Profile]:
    """The profiles of some branches (None: all) and those for everybody, the two standard ones first."""
    query = select(ExportProfile).order_by(ExportProfile.name)
    if branch_ids is not None:
        query = query.where(or_(ExportProfile.branch_id.is_(None), ExportProfile.branch_id.in_(sorted(branch_ids))))
    made = [Profile(row.name, row.branch_id, columns.chosen(row.columns), built_in=False) for row in session.scalars(query)]
    return _built_in() + made


def profile(session: Session, branch_id: int, name: str | None, *, language: str) -> Profile:
    """A branch's profile by its name; without one the standard columns in a language. Problem profile_unknown."""
    if not name:
        name = columns.STANDARD_ZH if language == "zh" else columns.STANDARD_EN
    found = next((one for one in profiles(session, frozenset({branch_id})) if one.name == name), None)
    if found is None:
        raise Problem("profile_unknown", field="profile")
    return found


def set_profile(
    session: Session, principal: Principal, *, branch_id: int, name: str, wanted: Sequence[Mapping[str, Any]]
) -> Profile:
    """Make or change a branch's profile. Problems: column_unknown; conflict for a name of somebody else's or a standard one."""
    authorise(principal, "set_export_profile", branch_id=branch_id)
    unknown = [one["column"] for one in wanted if one["column"] not in columns.BY_NAME]
    if unknown:
        raise Problem("column_unknown", field="columns", column=unknown[0])
    row = session.scalars(select(ExportProfile).where(ExportProfile.name == name)).first()
    if name in columns.STANDARD or (row is not None and row.branch_id != branch_id):
        raise Problem("conflict", field="name")
    if row is None:
        row = ExportProfile(id=new_id(), branch_id=branch_id, name=name)
        session.add(row)
    row.columns = [{"column": one["column"], "heading": one.get("heading") or ""} for one in wanted]
    row.set_by, row.set_at = principal.person_id, clock.now()
    record(
        session, home=branch_id, actor=principal.actor, action="set_export_profile", subject=("export_profile", str(row.id)),
        detail={"columns": [one["column"] for one in wanted]},
    )  # fmt: skip
    return Profile(name, branch_id, columns.chosen(row.columns), built_in=False)
