"""Two branches with everything in them, so that each kind of thing exists three times: one's own, a colleague's, a stranger's."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.service import arrivals
from backend.evidence.service.arrivals import Order
from backend.evidence.service.uses import owe
from backend.fieldwork.models import Run, Task
from backend.fieldwork.service import assignment, invitations, periods
from backend.grid.models import MeteringPoint
from backend.identity.models import Device
from backend.identity.service import server
from backend.imports.service import batches
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.selfreport.models import CustomerGrant
from backend.supervision.models import AuditSample
from backend.sync.models import DayReceipt
from tests.factories import fieldwork
from tests.factories.evidence import use_of
from tests.factories.fieldwork import Office, Phone, Stop
from tests.factories.identity import person
from tests.support.application import Application, Client

Whose = Literal["own", "colleague", "stranger"]
PARTIES: tuple[Whose, ...] = ("own", "colleague", "stranger")
ACCESSES = ("anonymous", "reader", "supervisor", "customer", "admin", "device", "suspended", "invitation")
PERIOD = 202611


@dataclass(frozen=True)
class Thing:
    """One of each, in somebody's hands. `uploads` are by whoever sends them."""

    branch_id: int
    holder_id: UUID
    run_id: UUID
    task_id: UUID
    point_id: UUID
    route_id: UUID
    visit_id: UUID
    photo: str
    device_id: UUID
    case_id: UUID
    import_id: UUID
    day_receipt: UUID
    sample: UUID
    stop: Stop
    token: str
    uploads: dict[str, UUID]


@dataclass(frozen=True)
class World:
    """Who may ask, and for what."""

    supervisor: UUID
    customer: UUID
    admin: UUID
    phone: Phone
    suspended: Phone
    things: dict[Whose, Thing]

    def client(self, app: Application, access: str) -> Client:
        """Somebody with an access, to whom "own" belongs."""
        own = self.things["own"]
        match access:
            case "reader":
                return app.person(own.holder_id)
            case "supervisor" | "customer" | "admin":
                return app.person({"supervisor": self.supervisor, "customer": self.customer, "admin": self.admin}[access])
            case "device":
                return app.bearer("Device", self.phone.token)
            case "suspended":
                return app.bearer("Device", self.suspended.token)
            case "invitation":
                return app.bearer("Invitation", own.token)
            case _:
                return app.anybody()


def build(database: Database) -> World:
    """A world on an empty database."""
    database.run(server.begin)
    return database.run(_build)


def _build(session: Session) -> World:
    here = fieldwork.office(session, how_many=4, readers=2)
    there = fieldwork.office(session, how_many=2, readers=1)
    reader, colleague = here.readers
    customer, admin = person(session, "customer"), person(session, "admin")
    phone = fieldwork.phone(session, reader, here.branch_id)
    suspended = fieldwork.phone(session, reader, here.branch_id)
    session.execute(update(Device).where(Device.id == suspended.id).values(suspended_at=clock.now()))
    for office in (here, there):
        periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
    holders: dict[Whose, tuple[Office, UUID, Phone]] = {
        "own": (here, reader, phone),
        "colleague": (here, colleague, fieldwork.phone(session, colleague, here.branch_id)),
        "stranger": (there, there.readers[0], fieldwork.phone(session, there.readers[0], there.branch_id)),
    }
    places = {"own": 0, "colleague": 2, "stranger": 0}
    things = {whose: _thing(session, *parts, place=places[whose]) for whose, parts in holders.items()}
    senders = {
        "device": f"device:{phone.id}",
        "suspended": f"device:{suspended.id}",
        "customer": f"person:{customer}",
        "invitation": _invited(session, things["own"]),
    }
    for access, owner in senders.items():
        things["own"].uploads[access] = _upload(session, owner, things["own"])
    others: tuple[Whose, ...] = ("colleague", "stranger")
    for whose in others:
        owner = f"device:{things[whose].device_id}"
        things[whose].uploads.update(dict.fromkeys(senders, _upload(session, owner, things[whose])))
    point = session.get_one(MeteringPoint, things["own"].point_id)
    insert_rows(session, CustomerGrant, [{"person_id": customer, "account_id": point.account_id}])
    return World(here.supervisor, customer, admin, phone, suspended, things)


def _thing(session: Session, office: Office, holder: UUID, phone: Phone, *, place: int) -> Thing:
    run_id = session.scalars(select(Run.id).where(Run.branch_id == office.branch_id)).one()
    tasks = session.scalars(select(Task).where(Task.run_id == run_id).order_by(Task.sequence)).all()
    mine = tasks[place : place + 2]
    assignment.assign(session, task_ids=[task.id for task in mine], holder_id=holder, actor=office.actor, reason="plan")
    task = mine[0]
    stop = next(stop for stop in office.stops if stop.point_id == task.metering_point_id)
    photo = new_id().hex * 2
    use = use_of(photo, owner=f"device:{phone.id}", stop=stop, home=office.branch_id, holder_id=holder, task_id=task.id)
    owe(session, [use])
    case = NewCase(
        kind="implausible",
        subject=("visit", str(use.visit_id)),
        home=office.branch_id,
        branch_id=office.branch_id,
        period=PERIOD,
        headline="VEE-04",
        metering_point_id=stop.point_id,
        task_id=task.id,
    )
    order = batches.Order(kind="boxes", filename="boxes.csv", sha256=new_id().hex * 2, branch_id=office.branch_id)
    token, _ = invitations.invite(
        session, task_id=task.id, actor=Actor("person", str(office.supervisor)), hours=24, key=server.mac_key(session)
    )
    return Thing(
        branch_id=office.branch_id,
        holder_id=holder,
        run_id=run_id,
        task_id=task.id,
        point_id=stop.point_id,
        route_id=office.route_id,
        visit_id=use.visit_id,
        photo=photo,
        device_id=phone.id,
        case_id=open_cases(session, [case])[0],
        import_id=batches.create(session, order, actor=Actor("person", str(office.supervisor))).id,
        day_receipt=_day_receipt(session, office, holder, phone),
        sample=_sample(session, office, use.visit_id),
        stop=stop,
        token=token,
        uploads={},
    )


def _sample(session: Session, office: Office, visit_id: UUID) -> UUID:
    row = {
        "home": office.branch_id, "visit_id": visit_id, "branch_id": office.branch_id, "period": 202611, "score": 50, "parts": [],
        "why": "score", "drawn_at": clock.now(), "seen_by": None, "seen_at": None, "outcome": None,
    }  # fmt: skip
    insert_rows(session, AuditSample, [row])
    return visit_id


def _day_receipt(session: Session, office: Office, holder: UUID, phone: Phone) -> UUID:
    receipt_id = new_id()
    content: dict[str, Any] = {"through_seq": 1, "entries": [], "readings": [], "photos": []}
    row = {
        "id": receipt_id, "home": office.branch_id, "device_id": phone.id, "person_id": holder, "day": "2026-11-24", "number": 1,
        "through_seq": 1, "content": content, "key_id": "none", "signature": "00", "made_at": clock.now(),
    }  # fmt: skip
    insert_rows(session, DayReceipt, [row])
    return receipt_id


def _invited(session: Session, thing: Thing) -> str:
    found = invitations.of_token(session, token=thing.token, key=server.mac_key(session))
    return f"invitation:{found.id}"


def _upload(session: Session, owner: str, thing: Thing) -> UUID:
    order = Order(
        upload_id=new_id(),
        owner=owner,
        home=thing.branch_id,
        length=10,
        sha256=new_id().hex * 2,
        visit_id=thing.visit_id,
        mime="image/jpeg",
        taken_at=None,
    )
    return arrivals.begin(session, order, now=clock.now()).id
