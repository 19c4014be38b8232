"""What a photo says of the meter that should stand there.

- V1 A code that names the expected meter, among however many others, is a match: boxes hold a dozen meters, and seals and
  modules have codes too.
- V2 Codes that name no meter we know say nothing.
- V3 A code that names exactly one other meter, and none of the expected one, says that the photo is of that other meter.
- V4 Codes of two or more other meters are a photo of a box on which the expected meter's code can't be read: they say nothing.
- V5 A meter that another visit shows by the same photo belongs on it: it isn't "another meter".
- V6 A picture that can't be decoded is unreadable.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from backend.evidence.rules.codes import names
from backend.evidence.rules.facts import Verdict


@dataclass(frozen=True)
class Known:
    """A meter that a code names. Ids are UUIDs."""

    meter_id: Any
    point_id: Any
    asset_number: str
    code: dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """The verdict, and what it rests on: the code, the identifier it names, the other meter."""

    verdict: Verdict
    code: dict[str, Any] | None = None
    identifier: str | None = None
    other: Known | None = None


def expected_in(codes: Sequence[dict[str, Any]], identifiers: Collection[str]) -> tuple[str, dict[str, Any]] | None:
    """V1: the first code that names one of a meter's identifiers."""
    for code in codes:
        for identifier in sorted(identifiers):
            if names(code["text"], code["symbology"], identifier):
                return identifier, code
    return None


def judge(
    codes: Sequence[dict[str, Any]], *, identifiers: Collection[str], known: Sequence[Known], shown_by_others: Collection[Any]
) -> Judged:
    """V1 to V5. `known`: the meters that codes name, the expected one not among them; `shown_by_others`: ids of meters whose
    visits use the same photo."""
    hit = expected_in(codes, identifiers)
    if hit is not None:
        return Judged("matches", code=hit[1], identifier=hit[0])
    others = {meter.meter_id: meter for meter in known if meter.meter_id not in shown_by_others}
    if len(others) == 1:
        other = next(iter(others.values()))
        return Judged("other", code=other.code, other=other)
    return Judged("none")
