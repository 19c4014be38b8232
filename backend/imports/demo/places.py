"""Numbers and days of the demo's routes and lines."""

import calendar
import datetime as dt

from backend.imports.demo.county import BRANCHES


def route_code(branch: int, route: int) -> str:
    return f"{BRANCHES[branch].code}{route + 1:02}"


def reading_day(today: dt.date, route: int) -> int:
    """The route's 抄表例日: about the day the demo is made, so that all of it can be walked at once."""
    last = calendar.monthrange(today.year, today.month)[1]
    return min(max(1, today.day + (0, 1, 0, -1)[route]), last)


def line_of(branch: int, area: int) -> tuple[str, str]:
    """Number and name of the line that feeds an area."""
    number = branch * 2 + area % 2 + 1
    return f"10-{number:03}", f"10kV{BRANCHES[branch].place}{'甲乙'[area % 2]}线"
