"""Bulk rows arrive exactly as given, on both databases."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.grid.models import Account, MeteringPoint
from backend.kernel.db import Base, Database
from backend.kernel.ids import new_id
from backend.kernel.loading import change, load

NASTY = 'back\\slash "quote" tab\tline\nreturn\r \\N 供电 𠮷 ; \\t'


def table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def test_rows_arrive_as_given_and_change_as_told(database: Database) -> None:
    account, points = new_id(), [new_id(), new_id()]

    def write(session: Session) -> None:
        load(
            session, table(Account), ["id", "home", "number", "name", "address", "customer_class"],
            [(account.hex, 1, "001", NASTY, "", "residential")],
        )  # fmt: skip
        names = [
            "id",
            "home",
            "branch_id",
            "number",
            "account_id",
            "role",
            "customer_class",
            "voltage",
            "address",
            "hint",
            "unmetered",
        ]
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

    def read(session: Session) -> tuple[str, Sequence[MeteringPoint]]:
        return session.scalars(select(Account.name)).one(), session.scalars(
            select(MeteringPoint).order_by(MeteringPoint.number)
        ).all()

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


def test_what_is_there_already_may_be_left_out_but_nothing_else(database: Database) -> None:
    names = ["id", "home", "number", "name", "address", "customer_class"]
    first = (new_id().hex, 1, "001", "a", "", "residential")
    second = (new_id().hex, 1, "002", "b", "", "residential")
    database.run(lambda session: load(session, table(Account), names, [first]))
    again = [(*first[:3], "z", *first[4:]), second]
    database.run(lambda session: load(session, table(Account), names, again, ignore_conflicts=True))
    found = database.read(lambda session: session.execute(select(Account.number, Account.name).order_by(Account.number)).all())
    assert [tuple(row) for row in found] == [("001", "a"), ("002", "b")]
    nameless = (new_id().hex, 1, "003", None, "", "residential")
    with pytest.raises(IntegrityError):
        database.run(lambda session: load(session, table(Account), names, [nameless], ignore_conflicts=True))
