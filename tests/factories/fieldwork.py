"""A small company to walk rounds in: branches, people, routes, points with meters; rows as the imports would write them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteSchedule, RouteStop
from backend.grid.models import (
    Account,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Meter,
    MeteringPoint,
    Register,
)
from backend.identity.models import Branch, Device, DevicePerson, Person, PersonBranch
from backend.identity.service import server
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id, new_token, token_digest
from backend.kernel.principal import Principal

_numbers = count(1)


@dataclass(frozen=True)
class Stop:
    """A metering point with its meter."""

    point_id: UUID
    installation_id: UUID
    meter_id: UUID
    register_ids: tuple[UUID, ...]
    number: str
    asset_number: str


@dataclass
class Office:
    """A branch with its people and one route."""

    branch_id: int
    supervisor: UUID
    readers: list[UUID]
    route_id: UUID
    stops: list[Stop] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return Actor("person", str(self.supervisor))

    @property
    def principal(self) -> Principal:
        """The supervisor, signed in."""
        return Principal(
            kind="person", role="supervisor", person_id=self.supervisor, holder_ids=frozenset({self.supervisor}),
            branch_ids=frozenset({self.branch_id}), home=self.branch_id,
        )  # fmt: skip


def person(session: Session, role: str, branch_id: int) -> UUID:
    """Somebody of a branch; nobody can sign in as them."""
    number = next(_numbers)
    person_id = new_id()
    insert_rows(
        session, Person,
        [
            {
                "id": person_id, "home": branch_id, "login": f"{role}-{number}", "name": f"{role} {number}", "role": role,
                "password_hash": "none", "active": True, "created_at": clock.now(),
            }
        ],
    )  # fmt: skip
    insert_rows(session, PersonBranch, [{"person_id": person_id, "branch_id": branch_id}])
    return person_id


def stops(
    session: Session, branch_id: int, how_many: int, *, registers: int = 1, installed: dt.date = dt.date(2020, 1, 1)
) -> list[Stop]:
    """Points with an account and an installed meter each; registers count kWh with 6 digits and 2 decimals."""
    numbers = [next(_numbers) for _ in range(how_many)]
    made = [
        Stop(new_id(), new_id(), new_id(), tuple(new_id() for _ in range(registers)), f"P{n:08d}", f"{n:022d}") for n in numbers
    ]
    accounts = {stop.point_id: new_id() for stop in made}
    insert_rows(
        session, Account,
        [
            {
                "id": accounts[stop.point_id], "home": branch_id, "number": f"A{stop.number}", "name": "Customer",
                "address": "Lane 1", "customer_class": "residential",
            }
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(
        session, MeteringPoint,
        [
            {
                "id": stop.point_id, "home": branch_id, "branch_id": branch_id, "number": stop.number,
                "account_id": accounts[stop.point_id], "customer_class": "residential", "address": "Lane 1",
            }
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(
        session, Meter,
        [
            {"id": stop.meter_id, "home": branch_id, "asset_number": stop.asset_number, "serial_number": stop.number}
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(session, Register, [row for stop in made for row in _registers(stop, branch_id)])
    insert_rows(
        session, Installation,
        [
            {
                "id": stop.installation_id, "home": branch_id, "metering_point_id": stop.point_id, "meter_id": stop.meter_id,
                "valid_from": installed,
            }
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(
        session, InstallationMultiplier,
        [{"installation_id": stop.installation_id, "valid_from": installed, "multiplier_e4": 10_000} for stop in made],
    )  # fmt: skip
    insert_rows(
        session, InstallationRegister,
        [
            {"installation_id": stop.installation_id, "register_id": register_id, "initial_e4": 0}
            for stop in made
            for register_id in stop.register_ids
        ],
    )  # fmt: skip
    return made


_BANDS = (("1.8.0", "total"), ("1.8.1", "sharp"), ("1.8.2", "peak"), ("1.8.3", "flat"), ("1.8.4", "valley"))


def _registers(stop: Stop, home: int) -> list[dict[str, Any]]:
    return [
        {
            "id": register_id, "home": home, "meter_id": stop.meter_id, "obis": f"1-0:{_BANDS[place][0]}",
            "band": _BANDS[place][1], "digits": 6, "decimals": 2, "position": place + 1,
        }
        for place, register_id in enumerate(stop.register_ids)
    ]  # fmt: skip


def route(
    session: Session, branch_id: int, members: Sequence[Stop], *, frequency: str = "monthly", day: int = 10, walks: int = 1
) -> UUID:
    """A route through some stops, from 2020 on."""
    route_id = new_id()
    number = next(_numbers)
    insert_rows(
        session, Route, [{"id": route_id, "home": branch_id, "branch_id": branch_id, "code": f"R{number}", "name": "Route"}]
    )
    insert_rows(
        session, RouteSchedule,
        [
            {
                "route_id": route_id, "valid_from": dt.date(2020, 1, 1), "frequency": frequency, "reading_day": day,
                "walks": walks,
            }
        ],
    )  # fmt: skip
    insert_rows(
        session, RouteStop,
        [
            {
                "route_id": route_id, "metering_point_id": stop.point_id, "valid_from": dt.date(2020, 1, 1),
                "sequence": place * 10,
            }
            for place, stop in enumerate(members, start=1)
        ],
    )  # fmt: skip
    return route_id


def office(session: Session, *, how_many: int = 4, readers: int = 2, registers: int = 1, day: int = 10) -> Office:
    """A branch with a supervisor, readers, and a monthly route through new stops, due on a day of the month."""
    server.begin(session)
    number = next(_numbers)
    branch = Branch(code=f"B{number}", name=f"Branch {number}")
    session.add(branch)
    session.flush()
    members = stops(session, branch.id, how_many, registers=registers)
    return Office(
        branch.id, person(session, "supervisor", branch.id), [person(session, "reader", branch.id) for _ in range(readers)],
        route(session, branch.id, members, day=day), members,
    )  # fmt: skip


@dataclass(frozen=True)
class Phone:
    """An enrolled phone: its id, its credential, and who signed in on it."""

    id: UUID
    token: str
    person_id: UUID
    home: int

    @property
    def principal(self) -> Principal:
        return Principal(
            kind="device", person_id=self.person_id, holder_ids=frozenset({self.person_id}),
            branch_ids=frozenset({self.home}), device_id=self.id, home=self.home,
        )  # fmt: skip


def phone(session: Session, person_id: UUID, home: int) -> Phone:
    """A phone enrolled by somebody."""
    made = Phone(new_id(), new_token(), person_id, home)
    insert_rows(
        session, Device,
        [
            {
                "id": made.id, "home": home, "name": "Phone", "token_hash": token_digest(made.token), "enrolled_by": person_id,
                "enrolled_at": clock.now(), "suspended_at": None, "app_version": "", "last_contact_at": None,
            }
        ],
    )  # fmt: skip
    insert_rows(session, DevicePerson, [{"device_id": made.id, "person_id": person_id, "since": clock.now()}])
    return made


def make_office(database: Database, **options: Any) -> Office:
    """`office` in a unit of work of its own."""
    return database.run(lambda session: office(session, **options))
