"""Jobs of this room."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.jobs import JobContext
from backend.supervision.service import samples


def draw_samples(context: JobContext, payload: Mapping[str, Any]) -> None:
    """supervision.draw_samples {branch_id, period}: a day was closed; what is to be looked at of it is drawn. Idempotent."""
    branch_id, period, zone = int(payload["branch_id"]), int(payload["period"]), context.settings.time_zone
    context.run(lambda session: samples.draw(session, branch_id=branch_id, period=period, zone=zone))
