"""The registers of a meter stand in the order of its display, every month alike."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.grid.models import Register
from backend.kernel.db import Database
from backend.supervision.queries import handed
from tests.factories import fieldwork as factory
from tests.factories.readings import remember, steady


def test_readings_of_a_visit_follow_the_display(database: Database) -> None:
    office = factory.make_office(database, registers=3)
    stop = office.stops[0]
    # Neither the order of the ids nor its reverse.
    order = [stop.register_ids[1], stop.register_ids[2], stop.register_ids[0]]

    def arrange(session: Session) -> None:
        for position, register_id in enumerate(order):
            session.execute(update(Register).where(Register.id == register_id).values(position=position))

    database.run(arrange)
    for register in range(3):
        remember(database, office, stop, steady(3), register=register)
    found = database.read(
        lambda session: handed.readings(
            session, home=office.branch_id, register_ids=set(stop.register_ids), first=202001, last=202612
        )
    )
    months = list(dict.fromkeys(row["period"] for row in found))
    assert [row["register_id"] for row in found] == order * len(months)
    assert months == sorted(months, reverse=True)
