"""The earlier picture of a case about a photo that was used twice: whose it was, when, where, and how alike both are."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.cases.queries import book
from backend.evidence.models import PhotoUse
from backend.evidence.queries.photos import photos_of
from backend.fieldwork.models import Visit
from backend.kernel.sets import among
from backend.supervision.queries import people, queue
from backend.supervision.queries.visits import state_of

_HEADLINE = "photo_reused"


def of_case(session: Session, case: Case, branch_ids: frozenset[int] | None) -> list[dict[str, Any]]:
    """Each earlier use that a case holds against its visit, the first that was found first.

    Of a visit in a branch that isn't among these (None: any) nothing is told but that there is one.
    """
    found = {params["other_visit_id"]: params for params in _said(case, book.events(session, case.id))}
    if not found:
        return []
    ids = [UUID(visit_id) for visit_id in found]
    homes = set(session.scalars(select(PhotoUse.home).where(among(session, PhotoUse.visit_id, ids))))
    query = select(Visit).where(Visit.home.in_(sorted(homes)), among(session, Visit.id, ids))
    visits = {str(visit.id): visit for visit in session.scalars(query)}
    names = people.named(session, {visit.person_id for visit in visits.values()})
    places = queue.places(session, {visit.metering_point_id for visit in visits.values()})
    photos = photos_of(session, [visit.id for visit in visits.values()])
    rows = []
    for visit_id, params in found.items():
        visit = visits.get(visit_id)
        elsewhere = visit is not None and branch_ids is not None and visit.branch_id not in branch_ids
        earlier = None
        if visit is not None and not elsewhere:
            photo = next((one for one in photos.get(visit.id, ()) if one.sha256 == params["other_sha256"]), None)
            earlier = {
                "visit_id": visit.id, "sha256": params["other_sha256"], "period": visit.period,
                "taken_at": (photo.taken_at if photo is not None else None) or visit.taken_at,
                "person": names.get(visit.person_id) if visit.person_id is not None else None,
                "point": places.get(visit.metering_point_id), "state": state_of(photo) if photo is not None else None,
            }  # fmt: skip
        rows.append({**_how(params), "elsewhere": elsewhere, "earlier": earlier})
    return rows


def _said(case: Case, events: Any) -> Iterator[Mapping[str, Any]]:
    if case.headline == _HEADLINE:
        yield case.params
    yield from (event.detail["params"] for event in events if _is_reuse(event))


def _is_reuse(event: CaseEvent) -> bool:
    return event.kind in {"opened", "joined"} and event.detail.get("headline") == _HEADLINE


def _how(params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sha256": params["sha256"], "same_bytes": params["sha256"] == params["other_sha256"], "agreement": params["agreement"],
        "turn": params.get("turn", 0), "mirrored": params.get("mirrored", False),
    }  # fmt: skip
