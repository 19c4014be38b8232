"""What the rules are told and what they answer. Values, advances and multipliers are whole 1/10,000.

The same facts exist on the phone (from the pack) and on the server (from the database): the same version of a rule gives the
same answer on both (P7). tests/contract/rules.json is the table both are tested by.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# The book of rules as a whole. A rule that answers differently from before raises its own version and this one.
RULES_VERSION = 1

# An id. The rules only carry and compare it.
Key = Any

# info: worth knowing. confirm: the phone asks to look again. case: the office decides before the point is released.
# hold: a case, and the value can't stand as it is.
Action = Literal["info", "confirm", "case", "hold"]
SEVERITY: Mapping[Action, int] = {"info": 0, "confirm": 1, "case": 2, "hold": 3}

Obtained = Literal["typed", "optical", "remote", "customer", "staff", "estimate", "correction", "import"]
Standing = Literal["stands", "contested", "overtaken"]
Replay = Literal["agrees", "differs", "unknown_version", "not_judged"]

Numbers = Mapping[str, int]
# Thresholds by rule code, only those that differ from the rule's defaults.
Limits = Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class Expect:
    """The expected advance of a register between its previous value and the visit, on the dial (before the multiplier).

    For a demand register: the expected value. `low`–`high` is the usual range that is drawn, `case_low`–`case_high` what opens a
    case; differences from `mid` up to `floor` are never suspect. `days` is how many it was made for (0: not known).
    """

    version: int
    low_e4: int
    high_e4: int
    mid_e4: int
    case_low_e4: int
    case_high_e4: int
    floor_e4: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """One register of the meter that should hang there, and what is known of it before the visit."""

    key: Key
    kind: str  # cumulative | demand | balance | count
    direction: str  # forward | reverse
    band: str  # total | sharp | peak | flat | valley | deep
    unit: str
    digits: int
    decimals: int
    previous_e4: int | None = None
    previous_on: dt.date | None = None  # the business day the previous value stands for
    expect: Expect | None = None
    zero_run: int = 0  # how many periods in a row, up to the previous value, the dial didn't move


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What is to be read, as the pack tells it."""

    registers: tuple[RegisterFacts, ...]
    multiplier_e4: int = 10_000
    account_status: str = "active"
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observation:
    """What was found at the meter. `values` by register key; `meter` is the verdict on the meter found."""

    values: Mapping[Key, int]
    on: dt.date | None = None  # the business day of the visit
    meter: str = "expected"  # expected | other | unknown
    how: str = "scanned"


@dataclass(frozen=True, slots=True)
class FindingView:
    """What one rule says: of a register, or of the visit as a whole (`register` is None). `params` are in their wire form."""

    rule: str
    version: int
    action: Action
    register: Key | None
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """One value as it came in. `value_at` is the moment it stands for; `frozen` when the meter froze it then."""

    register_id: Key
    value_e4: int
    value_at: dt.datetime
    frozen: bool = False
    occurred_at: dt.datetime | None = None
    obtained: Obtained | None = None  # where it differs from the visit's


@dataclass(frozen=True, slots=True)
class PhoneJudgement:
    """What the phone said of a visit, by which rules and bands; findings as (rule, action, register id or None)."""

    rules_version: int
    band_version: int
    findings: tuple[tuple[str, str, Key | None], ...]


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One visit on its way in, from a phone, a customer or a remote file. Ids are UUIDs; times are aware.

    `supersedes` names the visit whose readings these replace: the reader's own correction, or a re-read.
    A contested visit's readings are kept but don't stand; an overtaken one's neither, and nobody is asked about them: the same
    phone's later word came first.
    """

    visit_id: Key
    entry_id: Key
    home: int
    branch_id: int
    period: int
    run_id: Key | None
    task_id: Key | None
    point_id: Key
    installation_id: Key
    person_id: Key | None
    device_id: Key | None
    obtained: Obtained
    taken_at: dt.datetime
    values: tuple[ValueFacts, ...]
    meter_found: Mapping[str, Any] | None = None
    photos: int = 0
    place: Mapping[str, Any] | None = None
    phone_judgement: PhoneJudgement | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    standing: Standing = "stands"
    supersedes: Key | None = None
    repeats: bool = False  # somebody was sent there again: a re-read or a field check
    frozen_at: dt.datetime | None = None  # the moment its task's values must stand for, where it is not the visit
    # What the phone's clock showed, where it was surely wrong; `taken_at` is the true moment then, or the same if unknown.
    wrong_clock: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The server's answer to a visit. `hold`: the point isn't released before somebody has decided (`case_id`)."""

    findings: tuple[FindingView, ...]
    hold: bool
    case_id: Key | None
    replay: Replay
