"""Jobs of this room."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.jobs import JobContext
from backend.vee.service import cohorts, together
from backend.vee.service.bands import make_bands
from backend.vee.service.dial_photos import DialRead, compare_dial
from backend.vee.service.photos import PhotoVerdict, note_other_meter


def make(context: JobContext, payload: Mapping[str, Any]) -> None:
    """vee.make_bands {run_ids}: make the bands of runs that were opened, or that got new tasks. A run a unit of work."""

    def of_run(session: Session) -> int:
        return make_bands(session, run_ids=[run_id], zone=context.settings.time_zone)

    for text in payload["run_ids"]:
        run_id = UUID(text)
        context.run(of_run)


def follow_cycle(context: JobContext, payload: Mapping[str, Any]) -> None:
    """vee.follow_cycle {home, period}: what was read so far says what to expect of the rest. Idempotent; a run a unit of work."""
    home, period, zone = int(payload["home"]), int(payload["period"]), context.settings.time_zone
    day = clock.business_date(clock.now(), zone)
    context.run(lambda session: together.look_at_masters(session, home=home, period=period, day=day))
    if context.run(lambda session: cohorts.follow(session, home=home, period=period, zone=zone)):
        for run_id in context.run(lambda session: cohorts.open_runs(session, home=home, period=period)):
            context.run(lambda session, run_id=run_id: make_bands(session, run_ids=[run_id], zone=zone))  # type: ignore[misc]


def reader_day(context: JobContext, payload: Mapping[str, Any]) -> None:
    """vee.reader_day {home, person_id, day}: a day was closed; its numbers are looked at together."""
    home, person_id, day = int(payload["home"]), UUID(payload["person_id"]), dt.date.fromisoformat(payload["day"])
    zone = context.settings.time_zone
    context.run(lambda session: together.look_at_day(session, home=home, person_id=person_id, day=day, zone=zone))


def photo_verdict(context: JobContext, payload: Mapping[str, Any]) -> None:
    """vee.photo_verdict: a photo's barcode names another meter than the one expected."""
    other = payload.get("other_point_id")
    verdict = PhotoVerdict(
        int(payload["home"]), int(payload["period"]), UUID(payload["visit_id"]), payload["sha256"], UUID(other) if other else None
    )
    context.run(lambda session: note_other_meter(session, verdict))


def photo_dial(context: JobContext, payload: Mapping[str, Any]) -> None:
    """vee.photo_dial: the dial in a photo was read by the second reader."""
    news = DialRead(int(payload["home"]), int(payload["period"]), UUID(payload["visit_id"]), payload["sha256"])
    context.run(lambda session: compare_dial(session, news))
