"""Whose the codes in photos are: meters and where they hang, as far as the one who asks may know."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.grid.queries.identifiers import find_identifier
from backend.grid.queries.installations import InstallationView, installations
from backend.identity.models import Branch

_OF_A_METER = frozenset({"asset_number", "serial_number", "comm_address"})


def name(session: Session, photos: Iterable[Mapping[str, Any]], branch_ids: frozenset[int] | None) -> None:
    """Write beside each code of some photos (as `visits.shown` gives them) whose it is; None stays where nobody in these branches
    (None: any branch) has such a number in force."""
    barcodes = [photo["barcode"] for photo in photos if photo["barcode"] is not None]
    codes = [code for barcode in barcodes for code in barcode["codes"]] + [one for one in barcodes if one["text"] is not None]
    if not codes:
        return
    among = branch_ids if branch_ids is not None else frozenset(session.scalars(select(Branch.id)))
    found: dict[str, UUID] = {}
    for text in sorted({code["text"] for code in codes}):
        hits = [hit for hit in find_identifier(session, among, text, limit=3) if hit.whole and hit.means in _OF_A_METER]
        if len(hits) == 1:
            found[text] = hits[0].installation_id
    views = installations(session, set(found.values()))
    for code in codes:
        view = views.get(found[code["text"]]) if code["text"] in found else None
        code["meter"] = None if view is None else _meter(view)


def _meter(view: InstallationView) -> dict[str, Any]:
    box = None if view.box is None else {"barcode": view.box.barcode, "address": view.box.address}
    point = {"id": view.point.id, "number": view.point.number, "address": view.point.address}
    return {"asset_number": view.meter.asset_number, "point": point, "box": box}
