"""People, branches, phones, and the server itself."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity import queries
from backend.identity.schemas import (
    BranchArguments,
    BranchSchema,
    DeviceSchema,
    EnrolledSchema,
    EnrolSchema,
    PeopleArguments,
    PersonSchema,
    ServerSchema,
)
from backend.identity.service import courier_keys, devices, server
from backend.identity.service.access import authorise, branches_for
from backend.kernel import clock, http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem

blp = Blueprint("people", summary="People, branches and phones")


@blp.route("/people")
@operation("list_people", summary="People of one's branches, by login", problems=("not_found",))
@blp.arguments(PeopleArguments, location="query")
@blp.response(200, page_of(PersonSchema))
def list_people(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_people", query.get("branch_id"))
    limit = query["limit"]
    after = paging.decode(query["cursor"], str)[0] if query.get("cursor") else ""
    found = http.database().read(
        lambda session: queries.people(session, role=query.get("role"), branch_ids=branch_ids, after=after, limit=limit + 1)
    )
    return {"items": found[:limit], "next": paging.encode(found[limit - 1].login) if len(found) > limit else None}


@blp.route("/branches")
@operation("list_branches", summary="The branches one works for")
@blp.response(200, page_of(BranchSchema), example={"items": [{"id": 1, "code": "B01", "name": "城关供电所"}], "next": None})
def list_branches() -> Any:
    ids = branches_for(http.principal(), "list_branches")
    return {"items": http.database().read(lambda session: queries.branches(session, ids)), "next": None}


@blp.route("/devices", methods=["POST"])
@operation(
    "enrol_device",
    summary="Enrol this phone",
    description="Answers the phone's long-lived token, which it sends as `Authorization: Device <token>` from then on. "
    "A phone that is enrolled sends its token along, and the person joins it.",
    problems=("device_suspended",),
)
@blp.arguments(EnrolSchema, example={"name": "Phone 7"})
@blp.response(201, EnrolledSchema)
def enrol(body: dict[str, str]) -> Any:
    person_id = http.principal().person_id
    if person_id is None:
        raise Problem("signed_out")

    def work(session: Session) -> dict[str, Any]:
        device_id, token = devices.enrol_device(session, person_id=person_id, name=body["name"], token=body.get("token"))
        if "key" in body:
            courier_keys.register(session, device_id=device_id, key=body["key"])
        return {"device_id": device_id, "token": token, "incarnation": server.incarnation(session)}

    return http.database().run(work)


@blp.route("/devices")
@operation("list_devices", summary="Phones of one's branches, the last heard of first", problems=("not_found",))
@blp.arguments(BranchArguments, location="query")
@blp.response(200, page_of(DeviceSchema))
def list_devices(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_devices", query.get("branch_id"))
    return {"items": http.database().read(lambda session: queries.devices(session, branch_ids=branch_ids)), "next": None}


@blp.route("/devices/<uuid:device_id>/suspend", methods=["POST"])
@operation(
    "suspend_device",
    summary="Suspend a lost phone",
    description="What it hands over from now on is kept, as quarantined, but it gets nothing any more.",
    problems=("not_found",),
)
@blp.response(200, DeviceSchema)
def suspend_device(device_id: UUID) -> Any:
    return _set_suspended(device_id, suspended=True)


@blp.route("/devices/<uuid:device_id>/resume", methods=["POST"])
@operation("suspend_device", summary="Let a suspended phone in again", problems=("not_found",))
@blp.response(200, DeviceSchema)
def resume_device(device_id: UUID) -> Any:
    return _set_suspended(device_id, suspended=False)


def _set_suspended(device_id: UUID, *, suspended: bool) -> Any:
    principal = http.principal()

    def work(session: Session) -> Any:
        found = queries.devices(session, device_id=device_id)
        if not found:
            raise Problem("not_found")
        authorise(principal, "suspend_device", branch_id=found[0].home)
        devices.suspend(session, device_id=device_id, suspended=suspended, actor=principal.actor)
        session.flush()
        return queries.devices(session, device_id=device_id)[0]

    return http.database().run(work)


@blp.route("/server")
@operation("see_server", summary="Which server this is, and what time it has")
@blp.response(200, ServerSchema)
def see_server() -> Any:
    settings = http.settings()
    return {
        "incarnation": http.database().read(server.incarnation),
        "now": clock.now(),
        "demo": settings.demo,
        "version": settings.version,
        "rules_version": settings.rules_version,
        "practice": settings.demo,
    }
