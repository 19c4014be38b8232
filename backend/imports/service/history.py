"""Readings of the past: stored unjudged, obtained by import, and never over what is there."""

from hashlib import blake2b
from uuid import UUID

from sqlalchemy.orm import Session

from backend.imports.queries import readings
from backend.imports.rules.faults import Fault
from backend.imports.service.stage import Target
from backend.imports.service.values import Row, Values
from backend.kernel import clock
from backend.kernel.loading import Scalar
from backend.kernel.money import format_e4

READING = Target(
    "reading", (),
    (
        "home", "period", "id", "branch_id", "metering_point_id", "installation_id", "register_id", "value_e4", "value_at",
        "frozen", "taken_at", "received_at", "obtained", "batch",
    ),
)  # fmt: skip
# Up to so many values of a month are looked up one by one; of more the whole month is read.
_FEW = 2000


def compare_month(session: Session, values: Values, home: int, period: int, count: int, *, obtained: str = "import") -> None:
    """Leave out the values of a month that are known; a fault for one that is known to be otherwise."""
    if not readings.any_obtained(session, home=home, period=period, obtained=obtained):
        return
    rows = list(values.of_month(home, period))
    places = values.directory.places
    wanted = {UUID(places[row.place].register_id) for row in rows} if count <= _FEW else None
    known = readings.obtained(session, home=home, period=period, obtained=obtained, registers=wanted)
    same, context = [], values.context
    for row in rows:
        value = known.get((places[row.place].register_id, row.at))
        if value is None:
            continue
        same.append(row)
        if value == row.value:
            context.count("reading", "same")
        else:
            params = {"known": format_e4(value)}
            context.faults.add([Fault(row.line, "", "reading_differs", format_e4(row.value), params)])
    values.forget(same)


def ready(values: Values, rows: list[Row], *, batch: int, created_ms: int) -> list[tuple[Scalar, ...]]:
    """The rows as the table takes them.

    A reading's id follows from its batch, register and moment: a batch that is done again after a crash makes the same ids.
    """
    places, received = values.directory.places, clock.to_ms(values.context.now)
    prefix = f"{created_ms:012x}7"
    found: list[tuple[Scalar, ...]] = []
    for row in rows:
        place = places[row.place]
        tail = blake2b(f"{batch}/{place.register_id}/{row.at}".encode(), digest_size=9).hexdigest()
        found.append(
            (
                row.home, row.period, f"{prefix}{tail[:3]}8{tail[3:]}", place.branch_id, place.point_id, place.installation_id,
                place.register_id, row.value, row.at, 0, row.at, received, "import", batch,
            )
        )  # fmt: skip
    return found
