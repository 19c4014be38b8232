"""Judging again what was judged: by the versions that were kept, and by the thresholds of today. Nothing is written."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.grid.models import MeteringPoint
from backend.identity.service.access import authorise
from backend.kernel import clock
from backend.kernel.principal import Principal
from backend.kernel.sets import among
from backend.readings.models import Reading
from backend.supervision.queries import arrived, detail
from backend.supervision.rules.replay import Again, Kept, Missing, Said, compared, is_of_one_visit, unanswered
from backend.supervision.rules.teaching import by_other_limits
from backend.vee.models import Band, Finding
from backend.vee.queries import thresholds
from backend.vee.queries.packs import PackView
from backend.vee.rules import zero_sample
from backend.vee.rules.book import judge
from backend.vee.rules.facts import RULES_VERSION, FindingView, Limits, TaskFacts, VisitFacts
from backend.vee.rules.known_rules import BY_CODE
from backend.vee.rules.limits import Setting, applying
from backend.vee.rules.office_book import judge_in_office
from backend.vee.rules.office_rule import Archive
from backend.vee.rules.standstill import ZERO
from backend.vee.service import archive, inputs

# How many visits are held in memory at once.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """One answer, and whose it is. `band_version` None: it wasn't kept. `by_time`: it was told by when the bands were made."""

    visit_id: UUID
    point_id: UUID
    again: Again
    band_version: int | None
    by_time: bool


def of_case(session: Session, principal: Principal, case_id: UUID, *, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The findings of the visits a case is about, judged again. Problem not_found, to strangers too."""
    case = detail.the_case(session, case_id)
    authorise(principal, "replay_case", branch_id=case.branch_id)
    visit_ids = {visit.id for visit in detail.subject_visits(session, case)}
    found = of_visits(session, home=case.home, period=case.period, visit_ids=visit_ids, zone=zone) if case.period else []
    return [shown(one) for one in found]


def of_period(session: Session, *, branch_ids: Collection[int] | None, period: int, zone: ZoneInfo) -> Iterator[Replayed]:
    """Every finding of a period, of some branches or (None) of all, judged again; in order of visits."""
    query = (
        select(Finding.home, Finding.visit_id)
        .join(Visit, (Visit.home == Finding.home) & (Visit.id == Finding.visit_id))
        .where(Finding.period == period)
        .distinct()
        .order_by(Finding.home, Finding.visit_id)
    )
    if branch_ids is not None:
        query = query.where(Visit.branch_id.in_(sorted(branch_ids)))
    by_home: dict[int, list[UUID]] = defaultdict(list)
    for row in session.execute(query):
        by_home[row.home].append(row.visit_id)
    for home, ids in by_home.items():
        for start in range(0, len(ids), _CHUNK):
            yield from of_visits(session, home=home, period=period, visit_ids=ids[start : start + _CHUNK], zone=zone)


def of_visits(
    session: Session, *, home: int, period: int, visit_ids: Collection[UUID], zone: ZoneInfo
) -> list[Replayed]:  # fmt: skip
    """The findings of some visits of a home and period, judged again."""
    kept = _kept(session, home, period, visit_ids)
    visits = {one.visit_id: one for one in arrived.of_visits(session, home=home, period=period, visit_ids=list(kept))}
    came = _came(session, home, period, list(kept))
    asked: dict[UUID, list[Finding]] = {}
    answers: dict[UUID, list[Replayed]] = defaultdict(list)
    for visit_id, findings in kept.items():
        plain = [one for one in findings if is_of_one_visit(_view(one))]
        answers[visit_id] += [_unanswered(one, "not_alone") for one in findings if one not in plain]
        if visit_id not in visits:
            answers[visit_id] += [_unanswered(one, "no_values") for one in plain]
            continue
        answers[visit_id] += [_unanswered(one, "by_hand") for one in plain if one.at != came[visit_id]]
        if own := [one for one in plain if one.at == came[visit_id]]:
            asked[visit_id] = own
    settings = thresholds.settings(session)
    classes = _classes(session, {visits[visit_id].point_id for visit_id in asked})
    # The archive is dated: what held on the day the visit came in is asked for.
    days: dict[dt.date, list[VisitFacts]] = defaultdict(list)
    for visit_id in asked:
        days[clock.business_date(came[visit_id], zone)].append(visits[visit_id])
    for group in days.values():
        now = came[group[0].visit_id]
        meters = inputs.load(session, group, now=now, zone=zone, make_bands=False)
        archives = archive.load(session, group, meters, now=now, zone=zone)
        made = _made(session, home, period, {visit.installation_id for visit in group})
        for visit in group:
            own = asked[visit.visit_id]
            meter = meters.get(visit.installation_id)
            if meter is None:
                answers[visit.visit_id] += [_unanswered(one, "no_meter") for one in own]
                continue
            version, by_time = _version(own, made.get(visit.installation_id, {}), came[visit.visit_id])
            pack = PackView() if version == 0 else meter.versions.get(version) if version is not None else None
            if pack is None:
                answers[visit.visit_id] += [_unanswered(one, "no_band") for one in own]
                continue
            voltage, customer_class = classes[visit.point_id]
            limits = _today(settings, visit, pack, customer_class=customer_class, voltage=voltage, zone=zone)
            task = inputs.task_facts(meter, pack, visit, account_status=meter.account_status)
            then, today = (_judged(one, visit, archives[visit.visit_id], zone) for one in (task, by_other_limits(task, limits)))
            answers[visit.visit_id] += [
                Replayed(visit.visit_id, visit.point_id, one, version, by_time)
                for one in compared([_view(each) for each in own], then, today)
            ]
    return [one for visit_id in sorted(answers) for one in answers[visit_id]]


def _kept(session: Session, home: int, period: int, visit_ids: Collection[UUID]) -> dict[UUID, list[Finding]]:
    query = select(Finding).where(Finding.home == home, Finding.period == period, among(session, Finding.visit_id, visit_ids))
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for finding in session.scalars(query.order_by(Finding.rule, Finding.id)):
        found[finding.visit_id].append(finding)
    return found


def _came(session: Session, home: int, period: int, visit_ids: Collection[UUID]) -> dict[UUID, dt.datetime]:
    """Visit → when its values came in, which is when they were judged."""
    query = select(Reading.visit_id, Reading.received_at).where(
        Reading.home == home, Reading.period == period, among(session, Reading.visit_id, visit_ids)
    )
    return {row.visit_id: row.received_at for row in session.execute(query)}


def _classes(session: Session, point_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    query = select(MeteringPoint.id, MeteringPoint.voltage, MeteringPoint.customer_class).where(
        among(session, MeteringPoint.id, point_ids)
    )
    return {row.id: (row.voltage, row.customer_class) for row in session.execute(query)}


def _made(
    session: Session, home: int, period: int, installation_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[int, dt.datetime]]:
    """Installation → its bands' versions with the moment they were made."""
    query = select(Band.installation_id, Band.version, Band.made_at).where(
        Band.home == home, Band.period == period, among(session, Band.installation_id, installation_ids)
    )
    found: dict[UUID, dict[int, dt.datetime]] = defaultdict(dict)
    for row in session.execute(query.distinct()):
        found[row.installation_id][row.version] = row.made_at
    return found


def _version(findings: Iterable[Finding], made: Mapping[int, dt.datetime], judged_at: dt.datetime) -> tuple[int | None, bool]:
    """The bands' version that findings keep, and whether it had to be told by the time: before it was kept, the newest made by
    then was taken, or the first, where intake itself had it made."""
    kept = [one.band_version for one in findings if one.band_version is not None]
    if kept:
        return kept[0], False
    before = [version for version, at in made.items() if at <= judged_at]
    return (max(before) if before else min(made, default=None)), True


def _today(
    settings: Sequence[Setting], visit: VisitFacts, pack: PackView, *, customer_class: str, voltage: str, zone: ZoneInfo
) -> Limits:
    day = clock.business_date(clock.now(), zone)
    limits = applying(settings, branch_id=visit.branch_id, customer_class=customer_class, day=day)
    run = max((one.zero_run for one in pack.registers.values()), default=0)
    return zero_sample.own_limits(
        limits, {**ZERO.defaults, **limits.get(ZERO.code, {})}, zero_run=run, voltage=voltage, point_id=visit.point_id,
        period=visit.period,
    )  # fmt: skip


def _judged(task: TaskFacts, visit: VisitFacts, known: Archive, zone: ZoneInfo) -> Sequence[FindingView]:
    if visit.standing == "overtaken":
        return ()
    seen = inputs.observation_of(visit, zone)
    return judge(task, seen) + judge_in_office(task, seen, known)


def _view(finding: Finding) -> Kept:
    return Kept(
        finding.id, finding.rule, finding.rule_version, finding.register_id, Said(finding.action, dict(finding.params))
    )  # fmt: skip


def _unanswered(finding: Finding, missing: Missing) -> Replayed:
    return Replayed(
        finding.visit_id, finding.metering_point_id, unanswered(_view(finding), missing), finding.band_version, by_time=False
    )  # fmt: skip


def shown(one: Replayed) -> dict[str, Any]:
    """An answer as it is shown."""
    again, kept = one.again, one.again.kept
    known = BY_CODE.get(again.rule)
    return {
        "finding_id": kept.key if kept is not None else None, "visit_id": one.visit_id, "rule": again.rule,
        "register_id": again.register, "then": kept.said if kept is not None else None, "now": again.again,
        "today": again.today, "same": again.same, "missing": again.missing,
        "versions": {
            "rule": kept.version if kept is not None else None, "rule_now": known.version if known is not None else None,
            "book": RULES_VERSION, "band": one.band_version, "band_by_time": one.by_time,
        },
    }  # fmt: skip
