"""What was kept of a visit's findings beside what the same facts give when they are judged again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from backend.vee.rules.facts import FindingView, Key
from backend.vee.rules.known_rules import BY_CODE

# not_alone: asked of many visits together, of a photo, or of the phone, so that one visit can't be judged again by it.
# other_version: the rule is no longer the one that spoke. no_band: the bands of then aren't kept any more. no_meter: the
# installation is gone from the archive. no_values: the visit's values are. by_hand: the office's own value was judged, not the
# visit's.
Missing = Literal["not_alone", "other_version", "no_band", "no_meter", "no_values", "by_hand"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says: its action, and the numbers in their wire form."""

    action: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it is stored."""

    key: Key
    rule: str
    version: int
    register: Key | None
    said: Said


@dataclass(frozen=True, slots=True)
class Again:
    """One rule and register (None: the visit): what was kept, what the same versions say, and what today's thresholds do.

    `same` is None where it can't be judged again; `missing` says why. `kept` is None where something wasn't kept.
    """

    rule: str
    register: Key | None
    kept: Kept | None
    again: Said | None
    today: Said | None
    same: bool | None
    missing: Missing | None = None


def said_of(finding: FindingView) -> Said:
    return Said(finding.action, dict(finding.params))


def is_of_one_visit(kept: Kept) -> bool:
    """Whether the books can be asked again about it: what a photo showed, or many visits together, isn't theirs."""
    known = BY_CODE.get(kept.rule)
    return known is not None and known.where != "together" and kept.said.params.get("how") != "photo"


def unanswered(kept: Kept, missing: Missing) -> Again:
    return Again(kept.rule, kept.register, kept, None, None, None, missing)


def compared(kept: Sequence[Kept], again: Sequence[FindingView], today: Sequence[FindingView]) -> list[Again]:
    """Every kept finding beside its like, then what is said now and wasn't kept."""
    then, now = _by_place(again), _by_place(today)
    found = []
    for one in kept:
        if one.version != BY_CODE[one.rule].version:
            found.append(unanswered(one, "other_version"))
            _taken(then, one)
            continue
        said = _taken(then, one)
        found.append(Again(one.rule, one.register, one, said, _taken(now, one), said == one.said))
    for (rule, register), left in then.items():
        found += [Again(rule, register, None, said, None, same=False) for said in left]
    return found


_Places = dict[tuple[str, Key | None], list[Said]]


def _by_place(findings: Sequence[FindingView]) -> _Places:
    found: _Places = defaultdict(list)
    for finding in findings:
        found[finding.rule, finding.register].append(said_of(finding))
    return found


def _taken(places: _Places, kept: Kept) -> Said | None:
    """The likest of what is said at the same place; it is taken, so that two findings don't share one answer."""
    here = places.get((kept.rule, kept.register))
    if not here:
        return None
    return here.pop(here.index(kept.said) if kept.said in here else 0)
