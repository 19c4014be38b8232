"""Intake: the one way a reading enters, from phones, customers and remote files alike.

Everything is looked up, judged in memory and written set-wise: a handful of statements, whatever the number of visits.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.service import handling
from backend.cases.service.opening import NewCase, open_cases
from backend.fieldwork.models import BillingPeriod
from backend.kernel import clock
from backend.kernel.audit import SYSTEM
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.sets import prepared
from backend.kernel.settings import Settings
from backend.kernel.statements import Statement
from backend.readings.queries import values
from backend.readings.rules.quality import ACCEPTED, CUSTOMER_READ, ESTIMATED, INDETERMINATE, REJECTED
from backend.readings.service.releasing import settle_again
from backend.readings.service.storing import quality, store
from backend.vee.models import Finding
from backend.vee.rules.book import judge
from backend.vee.rules.casework import needs_decision, question
from backend.vee.rules.confirmed import agrees as seen_twice
from backend.vee.rules.confirmed import needs_nobody
from backend.vee.rules.facts import RULES_VERSION, FindingView, Judgement, Observation, Replay, TaskFacts, VisitFacts
from backend.vee.rules.office_book import judge_in_office
from backend.vee.rules.office_rule import Archive
from backend.vee.rules.replay import agrees
from backend.vee.service import archive, bands, cohorts, inputs
from backend.vee.service.inputs import Meter

# What is noted beside the findings when a phone's judgement can't be reproduced. It is about the phone, not about the reading.
REPLAY = "REPLAY"
# Likewise where the phone's clock was surely wrong. `said` is the day it showed, `meant` the true one, where that is known.
CLOCK = "CLOCK"

_ASIDE = {"contested": INDETERMINATE, "overtaken": REJECTED}


def intake(
    session: Session, visits: Sequence[VisitFacts], *, now: dt.datetime, zone: ZoneInfo = Settings.time_zone
) -> dict[UUID, Judgement]:
    """Judge visits and store their readings and findings; cases open where somebody must decide. Answers visit → judgement.

    Each visit is new (the arbiter of ids has seen to that). What its phone judged is replayed by the versions it named; then it
    is judged by today's. `supersedes` makes its readings take the place of that visit's.
    """
    groups: dict[int, list[VisitFacts]] = defaultdict(list)
    for visit in visits:
        groups[visit.period].append(visit)
    answer: dict[UUID, Judgement] = {}
    for group in groups.values():
        answer |= _of_one_period(session, group, now=now, zone=zone)
    return answer


class _Judged:
    """One visit with what was found, on its way into the tables."""

    def __init__(self, visit: VisitFacts, meter: Meter | None, archive: Archive, zone: ZoneInfo) -> None:
        meter = meter if meter is not None else Meter(10_000, "active")
        self.visit = visit
        self.band_version: int = meter.newest.band_version
        self.observation: Observation = inputs.observation_of(visit, zone)
        self.task: TaskFacts = inputs.task_facts(meter, meter.newest, visit, account_status=meter.account_status)
        by_the_phone_s_book = judge(self.task, self.observation)
        self.replay: Replay = self._replayed(meter, by_the_phone_s_book, zone)
        self.findings: tuple[FindingView, ...] = ()
        if visit.standing != "overtaken":
            self.findings = by_the_phone_s_book + judge_in_office(self.task, self.observation, archive)
        self.seen_again: bool = needs_nobody(
            self.findings, repeats=visit.repeats, photos=visit.photos,
            agreed=visit.repeats and seen_twice(self.task, self.observation, archive.earlier),
        )  # fmt: skip
        self.reading_ids: dict[UUID, UUID] = {}

    def _replayed(self, meter: Meter, findings: Sequence[FindingView], zone: ZoneInfo) -> Replay:
        said = self.visit.phone_judgement
        if said is None:
            return "not_judged"
        pack = meter.version_of(said.band_version, self.observation.values.keys())
        if pack is None or said.rules_version != RULES_VERSION:
            return "unknown_version"
        seen = inputs.observation_of(self.visit, zone, by_the_phone=True)
        if pack is meter.newest and pack.account_status == meter.account_status and seen.on == self.observation.on:
            # Nothing has changed since the phone looked: today's answer is the answer then.
            return agrees(said, findings)
        then = inputs.task_facts(meter, pack, self.visit, account_status=pack.account_status)
        return agrees(said, judge(then, seen))

    @property
    def hold(self) -> bool:
        return needs_decision(self.findings) and not self.seen_again


def _of_one_period(session: Session, visits: Sequence[VisitFacts], *, now: dt.datetime, zone: ZoneInfo) -> dict[UUID, Judgement]:
    meters = inputs.load(session, visits, now=now, zone=zone)
    archives = archive.load(session, visits, meters, now=now, zone=zone)
    judged = [_Judged(visit, meters.get(visit.installation_id), archives[visit.visit_id], zone) for visit in visits]
    _store_readings(session, judged, now)
    insert_rows(session, Finding, [row for one in judged for row in _finding_rows(one, now, zone)])
    cases = _open_cases(session, judged)
    _close_what_was_answered(session, judged)
    _adjust(session, judged)
    _refresh_later(session, visits)
    for home in {visit.home for visit in visits}:
        cohorts.follow_soon(session, home=home, period=visits[0].period, now=now)
    return {one.visit.visit_id: Judgement(one.findings, one.hold, cases.get(one.visit.visit_id), one.replay) for one in judged}


def _store_readings(session: Session, judged: Sequence[_Judged], now: dt.datetime) -> None:
    replaced = _replaced(session, judged)
    rows: list[dict[str, Any]] = []
    qualities: list[dict[str, Any]] = []
    for one in judged:
        visit = one.visit
        for value in visit.values:
            reading_id = one.reading_ids[value.register_id] = new_id()
            place: _Place = (visit.supersedes, value.register_id)
            # A contested visit takes nobody's place until the office says so, an overtaken one never.
            corrects = replaced.get(place) if visit.standing == "stands" else None
            if corrects is not None:
                replaced[place] = reading_id
            rows.append(
                {
                    "home": visit.home, "period": visit.period, "id": reading_id, "branch_id": visit.branch_id,
                    "metering_point_id": visit.point_id, "installation_id": visit.installation_id,
                    "register_id": value.register_id, "visit_id": visit.visit_id, "value_e4": value.value_e4,
                    "value_at": value.value_at, "occurred_at": value.occurred_at, "frozen": value.frozen,
                    "taken_at": visit.taken_at, "received_at": now, "obtained": value.obtained or visit.obtained,
                    "person_id": visit.person_id, "corrects_id": corrects, "reason": None, "batch": None,
                }
            )  # fmt: skip
            codes = [_ASIDE[visit.standing]] if visit.standing in _ASIDE else []
            codes += [ACCEPTED] if one.seen_again and needs_decision(one.findings) else []
            codes += [ESTIMATED] if visit.obtained == "estimate" else []
            codes += [CUSTOMER_READ] if visit.obtained == "customer" else []
            qualities += [quality(visit.home, visit.period, reading_id, code, at=now) for code in codes]
        for register_id, reading_id in one.reading_ids.items():
            replaced.setdefault((visit.visit_id, register_id), reading_id)
    store(session, rows, qualities)


# A visit (or none) and a register.
_Place = tuple[UUID | None, UUID]


def _replaced(session: Session, judged: Sequence[_Judged]) -> dict[_Place, UUID]:
    """(superseded visit, register) → the reading that stands for it now: its own, or what took its place since."""
    superseded: dict[int, set[UUID]] = defaultdict(set)
    for one in judged:
        if one.visit.supersedes is not None:
            superseded[one.visit.home].add(one.visit.supersedes)
    replaced: dict[_Place, UUID] = {}
    for home, visit_ids in superseded.items():
        found = values.in_place_of(session, home=home, period=judged[0].visit.period, visit_ids=visit_ids)
        replaced |= {(visit_id, register_id): reading_id for (visit_id, register_id), reading_id in found.items()}
    return replaced


def _finding_rows(one: _Judged, now: dt.datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    visit = one.visit
    common = {
        "home": visit.home, "period": visit.period, "visit_id": visit.visit_id, "metering_point_id": visit.point_id,
        "band_version": one.band_version,
    }  # fmt: skip
    rows = [
        common
        | {
            "id": new_id(), "register_id": finding.register,
            "reading_id": one.reading_ids.get(finding.register) if finding.register else None,
            "rule": finding.rule, "rule_version": finding.version, "action": finding.action, "params": dict(finding.params),
            "at": now,
        }
        for finding in one.findings
    ]  # fmt: skip
    said = visit.phone_judgement
    notes: dict[str, dict[str, Any]] = {}
    if one.replay == "differs" and said is not None:
        told = sorted(f"{rule} {action}" for rule, action, _ in said.findings)
        notes[REPLAY] = {"phone": told, "rules_version": said.rules_version}
    if visit.wrong_clock is not None:
        notes[CLOCK] = {"said": clock.business_date(visit.wrong_clock, zone).isoformat()}
        if visit.wrong_clock != visit.taken_at:
            notes[CLOCK] |= {"meant": clock.business_date(visit.taken_at, zone).isoformat()}
    rows += [
        common
        | {
            "id": new_id(), "reading_id": None, "register_id": None, "rule": rule, "rule_version": RULES_VERSION,
            "action": "info", "params": params, "at": now,
        }
        for rule, params in notes.items()
    ]  # fmt: skip
    return rows


def _open_cases(session: Session, judged: Sequence[_Judged]) -> dict[UUID, UUID]:
    """A contested visit has a case of its own already, which asks which of two stands. What a second visit saw, with a photo, was
    answered at the meter."""
    rows = []
    for one in judged:
        visit = one.visit
        if visit.standing != "stands" or one.seen_again:
            continue
        asked = question(one.task, one.observation, one.findings, from_customer=visit.obtained == "customer")
        if asked is not None:
            rows.append(
                NewCase(
                    kind=asked.kind, subject=("visit", str(visit.visit_id)), home=visit.home, branch_id=visit.branch_id,
                    period=visit.period, headline=asked.headline, params=asked.params, metering_point_id=visit.point_id,
                    task_id=visit.task_id, weight_e4=asked.weight_e4,
                )
            )  # fmt: skip
    ids = open_cases(session, rows)
    return {UUID(row.subject[1]): case_id for row, case_id in zip(rows, ids, strict=True)}


def _close_what_was_answered(session: Session, judged: Sequence[_Judged]) -> None:
    standing_visits = [one for one in judged if one.visit.standing == "stands"]
    # Where what was read first couldn't be understood, the stop is read again without any visit to take the place of.
    repeated = [one for one in standing_visits if one.visit.supersedes is not None or one.visit.repeats]
    if repeated:
        handling.answered(session, {one.visit.task_id: one.hold for one in repeated if one.visit.task_id is not None})
    superseded = [one.visit.supersedes for one in standing_visits if one.visit.supersedes is not None]
    if superseded:
        handling.superseded(session, superseded)


def _adjust(session: Session, judged: Sequence[_Judged]) -> None:
    """A reading that takes another's place, an estimate's above all, may find its point handed over: that is adjusted (退补)."""
    points: dict[tuple[int, int], set[UUID]] = defaultdict(set)
    for one in judged:
        if one.visit.supersedes is not None and one.visit.standing == "stands":
            points[one.visit.home, one.visit.period].add(one.visit.point_id)
    for (home, period), point_ids in sorted(points.items()):
        settle_again(session, home=home, period=period, point_ids=point_ids, actor=SYSTEM)


_NEWEST = Statement(
    lambda dialect: (
        select(BillingPeriod.branch_id, func.max(BillingPeriod.period).label("period"))
        .where(prepared(dialect, BillingPeriod.branch_id))
        .group_by(BillingPeriod.branch_id)
    )
)


def _refresh_later(session: Session, visits: Sequence[VisitFacts]) -> None:
    """A late value of a past period is the previous one of periods that are open already."""
    period = visits[0].period
    branches = sorted({visit.branch_id for visit in visits})
    ahead = {row.branch_id for row in _NEWEST.all(session, keys=branches) if row.period > period}
    late: dict[int, set[UUID]] = defaultdict(set)
    for home in {visit.home for visit in visits if visit.branch_id in ahead}:
        late[home] = {value.register_id for visit in visits if visit.home == home for value in visit.values}
    for home, registers in late.items():
        bands.refresh(session, home=home, after=period, register_ids=registers)
