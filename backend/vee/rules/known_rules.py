"""Every rule by its number, whichever book it stands in: the phone's, the office's, or those asked later.

The last look at many visits together, or at a photo.
"""

from dataclasses import dataclass

from backend.vee.rules import dial_photo, presence_limits, reader_day, sub_meters
from backend.vee.rules.book import RULES
from backend.vee.rules.facts import Numbers
from backend.vee.rules.office_book import OFFICE_RULES


@dataclass(frozen=True, slots=True)
class Known:
    """A rule's number, version and default thresholds. `where`: who asks it (phone: the server as well)."""

    code: str
    version: int
    defaults: Numbers
    where: str


ALL: tuple[Known, ...] = (
    *(Known(rule.code, rule.version, rule.defaults, "phone") for rule in RULES),
    *(Known(rule.code, rule.version, rule.defaults, "office") for rule in OFFICE_RULES),
    *(
        Known(rule.CODE, rule.VERSION, rule.DEFAULTS, "together")
        for rule in (reader_day, sub_meters, dial_photo, presence_limits)
    ),
)
BY_CODE = {rule.code: rule for rule in ALL}
