"""Putting another value in a reading's place: a new reading that names the old one, with who and why (P5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.ids import new_id
from backend.kernel.money import format_e4
from backend.kernel.problems import Problem
from backend.readings.models import Reading
from backend.readings.queries import values
from backend.readings.rules.quality import ADDED, EDITED, ESTIMATED
from backend.readings.service.releasing import settle_again
from backend.readings.service.storing import quality, store

Way = Literal["correction", "estimate", "restored"]

_QUALITY = {"correction": EDITED, "estimate": ESTIMATED, "restored": EDITED}
_ACTION = {"correction": "correct_reading", "estimate": "estimate_reading", "restored": "restore_reading"}


@dataclass(frozen=True, slots=True)
class Amendment:
    """The value that shall stand instead of a reading's, and how it was come by.

    restored: a value that was once set aside or corrected stands again; it is obtained as it once was. `like` is the reading that
    brought it, whose moments it takes again; without one, they are those of the reading whose place it takes.
    """

    reading_id: UUID
    value_e4: int
    way: Way
    obtained: str = ""  # of a restored value
    like: UUID | None = None


def amend(session: Session, *, home: int, period: int, amendments: Sequence[Amendment], reason: str, actor: Actor) -> list[UUID]:
    """Write amendments of readings of one period. Answers the new readings' ids, in the same order.

    Problem not_found for an unknown reading, conflict for one that doesn't stand any more. A point that was handed over gets a
    numbered adjustment.
    """
    named = {amendment.reading_id for amendment in amendments} | {one.like for one in amendments if one.like is not None}
    known = values.full(session, home=home, period=period, ids=sorted(named))
    if len(known) < len(named):
        raise Problem("not_found")
    registers = {reading.register_id for reading in known.values()}
    held = values.of_registers(session, home=home, register_ids=registers, first=period, last=period)
    stand = {value.id for found in held.values() for value in found}
    if any(amendment.reading_id not in stand for amendment in amendments):
        raise Problem("conflict")
    at = clock.now()
    rows = [
        _row(known[one.reading_id], known[one.like or one.reading_id], one, reason=reason, actor=actor, at=at)
        for one in amendments
    ]
    store(session, rows, [_marked(row, amendment, at) for row, amendment in zip(rows, amendments, strict=True)])
    for row, amendment in zip(rows, amendments, strict=True):
        record(
            session, home=home, actor=actor, action=_ACTION[amendment.way], subject=("reading", str(row["id"])),
            detail={
                "instead_of": str(amendment.reading_id), "before": format_e4(known[amendment.reading_id].value_e4),
                "after": format_e4(amendment.value_e4), "period": period,
            },
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    points = {reading.metering_point_id for reading in known.values()}
    settle_again(session, home=home, period=period, point_ids=points, actor=actor)
    return [row["id"] for row in rows]


def _row(of: Reading, like: Reading, amendment: Amendment, *, reason: str, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    return {
        "home": of.home, "period": of.period, "id": new_id(), "branch_id": of.branch_id,
        "metering_point_id": of.metering_point_id, "installation_id": of.installation_id, "register_id": of.register_id,
        "visit_id": None, "value_e4": amendment.value_e4, "value_at": like.value_at, "occurred_at": like.occurred_at,
        "frozen": like.frozen, "taken_at": like.taken_at, "received_at": at,
        "obtained": amendment.obtained or amendment.way, "person_id": _person(actor), "corrects_id": of.id, "reason": reason,
        "batch": None,
    }  # fmt: skip


def _marked(row: dict[str, Any], amendment: Amendment, at: dt.datetime) -> dict[str, Any]:
    return quality(row["home"], row["period"], row["id"], _QUALITY[amendment.way], at=at, by=row["person_id"])


def _person(actor: Actor) -> UUID | None:
    return UUID(actor.id) if actor.kind == "person" else None


@dataclass(frozen=True, slots=True)
class Addition:
    """A value for a register that has none in a period: an estimate, or one made up from elsewhere by the office (补录)."""

    branch_id: int
    metering_point_id: UUID
    installation_id: UUID
    register_id: UUID
    value_e4: int
    value_at: dt.datetime
    obtained: str


def add(session: Session, *, home: int, period: int, additions: Sequence[Addition], reason: str, actor: Actor) -> list[UUID]:
    """Write values that no visit brought. Answers the new readings' ids."""
    at = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "home": home, "period": period, "id": new_id(), "branch_id": addition.branch_id,
            "metering_point_id": addition.metering_point_id, "installation_id": addition.installation_id,
            "register_id": addition.register_id, "visit_id": None, "value_e4": addition.value_e4, "value_at": addition.value_at,
            "occurred_at": None, "frozen": False, "taken_at": addition.value_at, "received_at": at,
            "obtained": addition.obtained, "person_id": _person(actor), "corrects_id": None, "reason": reason, "batch": None,
        }
        for addition in additions
    ]  # fmt: skip
    code = {"estimate": ESTIMATED}
    store(
        session,
        rows,
        [quality(home, period, row["id"], code.get(row["obtained"], ADDED), at=at, by=row["person_id"]) for row in rows],
    )
    for row in rows:
        record(
            session, home=home, actor=actor, action="add_reading", subject=("reading", str(row["id"])),
            detail={"value": format_e4(row["value_e4"]), "obtained": row["obtained"], "period": period},
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    return [row["id"] for row in rows]
