"""The past of a metering point's registers as a picture."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.readings.queries import values
from backend.readings.rules.dial import step_e4
from backend.vee.queries import cohorts, pasts, thresholds
from backend.vee.rules.bands import Dial
from backend.vee.rules.chart import Month, months
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.limits import applying


def of_point(
    session: Session, *, home: int, point_id: UUID, installation_id: UUID, upto: int, day: dt.date, zone: ZoneInfo,
    count: int = 24, kinds: Collection[str] = ("cumulative", "demand"),
) -> dict[UUID, list[Month]]:  # fmt: skip
    """Register of an installation → its periods up to one (included), oldest first, each with the band drawn then."""
    point = pasts.points(session, [point_id], day=day).get(point_id)
    if point is None or installation_id not in point.dials:
        return {}
    registers = {dial.register_id for dials in point.dials.values() for dial in dials}
    # Bands of the oldest months shown look back themselves.
    first = values.back(upto, count + pasts.MONTHS_BACK)
    held = values.of_registers(session, home=home, register_ids=registers, first=first, last=upto)
    limits = applying(thresholds.settings(session), branch_id=point.branch_id, customer_class=point.customer_class, day=day)
    high, low = ({**rule.defaults, **limits.get(rule.code, {})} for rule in (HIGH, LOW))
    found = {}
    classes = cohorts.newest(session, home=home, upto=upto)
    for dial in point.dials[installation_id]:
        if dial.kind in kinds:
            customer_class = cohorts.class_of(point.customer_class, dial.direction)
            scale = Dial(dial.multiplier_e4, step_e4(dial.decimals), customer_class, dial.kind == "demand")
            found[dial.register_id] = months(
                pasts.chain(point, dial, held, zone), scale, high=high, low=low, count=count,
                path=cohorts.moved(classes, customer_class, dial.kind)[0],
            )  # fmt: skip
    return found
