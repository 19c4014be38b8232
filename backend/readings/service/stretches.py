"""From which value to which each register of a metering point went in a period, meter exchanges included."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.grid.queries.installations import InstallationView, RegisterView, dated_multipliers, of_points
from backend.kernel import clock
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.readings.queries import values
from backend.readings.rules.quality import VALIDATED
from backend.readings.rules.settlement import End, Line, Stretch, Why, in_force, line
from backend.readings.rules.standing import Value
from backend.readings.service.storing import quality, store

# How far back the value before may lie: two years and a bit, for points that were long unread.
_MONTHS_BACK = 28

# Only what counts energy up, and demand, is settled; a prepayment balance or a switching count isn't.
_SETTLED = ("cumulative", "demand")


@dataclass(frozen=True, slots=True)
class Settled:
    """The lines of a point, or why there are none. `finals` are final values of removed meters, to be kept as readings."""

    lines: tuple[Line, ...]
    why: Why | None
    finals: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Period:
    home: int
    period: int
    held: Mapping[UUID, Sequence[Value]]
    multipliers: Mapping[UUID, Sequence[tuple[dt.date, int]]]

    def now(self, register_id: UUID) -> Value | None:
        """The last value of the period."""
        found = [value for value in self.held.get(register_id, ()) if value.period == self.period]
        return found[-1] if found else None

    def before(self, register_id: UUID) -> Value | None:
        """The last value before the period."""
        found = [value for value in self.held.get(register_id, ()) if value.period < self.period]
        return found[-1] if found else None


def settle(session: Session, *, home: int, period: int, point_ids: Collection[UUID]) -> dict[UUID, Settled]:
    """Point → what its standing readings of a period mean, all points in a handful of statements. Writes nothing."""
    installed = of_points(session, point_ids)
    registers = {register.id for views in installed.values() for view in views for register in view.registers}
    held = values.of_registers(session, home=home, register_ids=registers, first=values.back(period, _MONTHS_BACK), last=period)
    multipliers = dated_multipliers(session, [view.installation_id for views in installed.values() for view in views])
    known = _Period(home, period, held, multipliers)
    return {point_id: _of_point(known, views) for point_id, views in installed.items()}


def _of_point(known: _Period, views: Sequence[InstallationView]) -> Settled:
    """`views` newest first. The newest one with a value in the period is the one read; older ones count if they were
    removed since the period before."""
    read = next((i for i, view in enumerate(views) if any(known.now(register.id) for register in view.registers)), None)
    if read is None:
        return Settled((), "no_reading")
    lines: list[Line] = []
    finals: list[dict[str, Any]] = []
    for i, view in enumerate(views[read:]):
        settled = [register for register in view.registers if register.kind in _SETTLED]
        for register in settled:
            stretch = _read(known, view, register) if i == 0 else _removed(known, view, register, finals)
            if isinstance(stretch, str):
                return Settled((), stretch)
            lines.append(line(stretch))
        if any(known.before(register.id) for register in settled):
            break
    return Settled(tuple(sorted(lines, key=lambda line: str(line.register_id))), None, tuple(finals))


def _origin(known: _Period, view: InstallationView, register: RegisterView) -> End | None:
    """The value before the period, or the one at installation."""
    before = known.before(register.id)
    if before is not None:
        return End(before.id, before.value_e4, before.value_at)
    return None if register.initial_e4 is None else End(None, register.initial_e4, _midnight(view.valid_from))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), Settings.time_zone)


def _stretch(known: _Period, view: InstallationView, register: RegisterView, end: End) -> Stretch | Why:
    origin = _origin(known, view, register)
    if origin is None and register.kind != "demand":
        return "no_previous"
    # By the business day of the value: an old transformer's energy isn't billed by the new one's ratio.
    spans = known.multipliers.get(view.installation_id, ())
    multiplier_e4 = in_force(spans, clock.business_date(end.at, Settings.time_zone)) or view.multiplier_e4
    return Stretch(register.id, register.kind, register.digits, multiplier_e4, origin, end)


def _read(known: _Period, view: InstallationView, register: RegisterView) -> Stretch | Why:
    now = known.now(register.id)
    if now is None:
        return "no_reading"
    return _stretch(known, view, register, End(now.id, now.value_e4, now.value_at))


def _removed(known: _Period, view: InstallationView, register: RegisterView, finals: list[dict[str, Any]]) -> Stretch | Why:
    """A meter taken away within the period: up to a value read in it, or to its final value, which becomes a reading."""
    now = known.now(register.id)
    if now is not None:
        return _stretch(known, view, register, End(now.id, now.value_e4, now.value_at))
    if register.final_e4 is None or view.valid_to is None:
        return "no_final_value"
    final = _final_reading(known, view, register, _midnight(view.valid_to))
    finals.append(final)
    return _stretch(known, view, register, End(final["id"], register.final_e4, final["value_at"]))


def _final_reading(known: _Period, view: InstallationView, register: RegisterView, at: dt.datetime) -> dict[str, Any]:
    return {
        "home": known.home, "period": known.period, "id": new_id(), "branch_id": view.point.branch_id,
        "metering_point_id": view.point.id, "installation_id": view.installation_id, "register_id": register.id,
        "visit_id": None, "value_e4": register.final_e4, "value_at": at, "occurred_at": None, "frozen": False, "taken_at": at,
        "received_at": clock.now(), "obtained": "import", "person_id": None, "corrects_id": None, "reason": "final_value",
        "batch": None,
    }  # fmt: skip


def keep_finals(session: Session, settled: Collection[Settled]) -> None:
    """Store the final values of removed meters as the readings that settlement lines name."""
    finals = [final for one in settled for final in one.finals]
    at = clock.now()
    store(session, finals, [quality(final["home"], final["period"], final["id"], VALIDATED, at=at) for final in finals])
