"""Bulk rows arrive exactly as given, on both databases."""

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import Table, inspect, select
from sqlalchemy.exc import IntegrityError

from backend.grid.models import Account, MeteringPoint
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.loading import change, load

NASTY = 'back\\slash "quote" tab\tline\nreturn\r \\N 供电 𠮷 ; \\t'


def table(model: type) -> Table:
    found = inspect(model).local_table
    assert isinstance(found, Table)
    return found


def test_rows_arrive_as_given_and_change_as_told(database: Database) -> None:
    account, points = new_id(), [new_id(), new_id()]

    def write(session):  # type: ignore[no-untyped-def]
        load(
            session, table(Account), ["id", "home", "number", "name", "address", "customer_class"],
            [(account.hex, 1, "001", NASTY, "", "residential")],
        )  # fmt: skip
        names = ["id", "home", "branch_id", "number", "account_id", "role", "customer_class", "voltage", "address", "hint", "unmetered"]
        load(
            session, table(MeteringPoint), [*names, "valid_from", "contract_capacity_e4"],
            [
                (each.hex, 1, 1, f"P{index}", account.hex, "settlement", "residential", "", "", "", index, "2026-11-01", None)
                for index, each in enumerate(points)
            ],
        )  # fmt: skip
        change(
            session, table(MeteringPoint), ["id"], ["hint", "valid_to", "unmetered"],
            [(points[0].hex, "gate \\ dog", "2027-01-01", 1), (points[1].hex, "", None, 0)],
        )  # fmt: skip
        load(session, table(Account), ["id"], [])
        change(session, table(Account), ["id"], ["name"], [])

    database.run(write)

    def read(session):  # type: ignore[no-untyped-def]
        return session.scalars(select(Account.name)).one(), session.scalars(select(MeteringPoint).order_by(MeteringPoint.number)).all()

    name, found = database.read(read)
    assert name == NASTY
    assert [(point.id, point.hint, point.valid_from, point.valid_to, point.unmetered) for point in found] == [
        (points[0], "gate \\ dog", dt.date(2026, 11, 1), dt.date(2027, 1, 1), True),
        (points[1], "", dt.date(2026, 11, 1), None, False),
    ]
    assert found[0].account_id == account
    assert isinstance(found[0].id, UUID)


def test_the_database_still_refuses(database: Database) -> None:
    row = (new_id().hex, 1, "001", "", "", "residential")
    twice = (new_id().hex, *row[1:])
    names = ["id", "home", "number", "name", "address", "customer_class"]
    with pytest.raises(IntegrityError):
        database.run(lambda session: load(session, table(Account), names, [row, twice]))
    assert database.read(lambda session: session.scalars(select(Account.number)).all()) == []
