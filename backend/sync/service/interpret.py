"""What entries mean: claims to tasks, attempts, notes, day's ends. Decided in memory, written set-wise (DESIGN decision 2)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.uses import owe
from backend.fieldwork.models import Attempt, FieldNote
from backend.fieldwork.queries import tasks as task_queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.rules import moments, sameness
from backend.fieldwork.rules.contest import Claim, Decision
from backend.fieldwork.service.claims import claim_visits
from backend.fieldwork.service.facts import FieldClaim, Verdict
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import parse
from backend.kernel.money import parse_e4
from backend.sync.models import DayClose
from backend.sync.rules import bodies, clocks
from backend.sync.rules.entries import Decoded
from backend.sync.service.facts import Answer, Given, Setting
from backend.vee.rules.facts import Judgement, PhoneJudgement, Standing, ValueFacts, VisitFacts
from backend.vee.service.intake import intake

_CLAIMS: dict[type[Any], Claim] = {
    bodies.Visit: Claim.READ,
    bodies.Skip: Claim.SKIPPED,
    bodies.Return: Claim.RETURNED,
    bodies.Inspection: Claim.INSPECTED,
}
# What becomes of the readings of a visit; of those that say nothing new none are kept.
_STANDINGS: dict[Decision, Standing] = {
    Decision.APPLY: "stands",
    Decision.CONTEST: "contested",
    Decision.QUESTION: "contested",
    Decision.OVERTAKEN: "overtaken",
}


def interpret(session: Session, entries: Sequence[Given]) -> list[Answer]:
    """Apply entries that were understood, in the order given: each push's by seq. One answer an entry, in the same order.

    They may be of several pushes: what those had one after another, they have here in one transaction, at one moment.
    """
    if not entries:
        return []
    task_ids = {parse(task_id) for given in entries if (task_id := getattr(given.item.body, "task_id", None)) is not None}
    tasks = task_queries.locked(session, task_ids)
    at = max(given.setting.received_at for given in entries)
    verdicts = _claim(session, entries, tasks, at)
    judged = [_visit_facts(given, verdicts[given]) for given in entries if _is_judged(given, verdicts)]
    judgements = intake(session, judged, now=at, zone=entries[0].setting.zone)
    answers = [_answer(given, tasks, verdicts, judgements) for given in entries]
    applied = [answer for answer in answers if answer.outcome != "quarantined"]
    insert_rows(session, Attempt, [_attempt(answer) for answer in applied if _is(answer.item, bodies.Attempt)])
    insert_rows(session, FieldNote, [_note(answer) for answer in applied if _is(answer.item, bodies.FieldNote)])
    insert_rows(session, DayClose, [_day(answer) for answer in applied if _is(answer.item, bodies.DayClose)])
    owe(session, [use for answer in applied for use in _uses(answer)])
    return answers


def _is(item: Decoded, kind: type[Any]) -> bool:
    return isinstance(item.body, kind)


def _person(item: Decoded) -> UUID:
    assert item.envelope is not None  # noqa: S101  only understood entries come here
    return parse(item.envelope.person)


def _corrected(setting: Setting, item: Decoded, at: dt.datetime) -> dt.datetime | None:
    """A moment of the phone's wall clock by the server's clock, where the monotonic clock ties them together."""
    assert item.envelope is not None  # noqa: S101  as above
    of_entry = item.envelope.clock
    corrected = clocks.corrected_ms(setting.anchors, boot=of_entry.boot, mono_ms=of_entry.mono_ms)
    if corrected is None:
        return None
    # recorded_at and the monotonic clock were read together; another moment of the same stop lies as far from it on both.
    return clock.from_ms(corrected) + (at - item.envelope.recorded_at)


def _claim(session: Session, entries: Sequence[Given], tasks: dict[UUID, TaskFacts], at: dt.datetime) -> dict[Given, Verdict]:
    claiming = [given for given in entries if type(given.item.body) in _CLAIMS]
    claims = [_field_claim(given.setting, given.item) for given in claiming]
    return dict(zip(claiming, claim_visits(session, claims, received_at=at, tasks=tasks), strict=True))


def _field_claim(setting: Setting, item: Decoded) -> FieldClaim:
    body = item.body
    assert item.entry_id is not None and item.envelope is not None  # noqa: S101, PT018  as above
    taken_at = body.taken_at if not _is(item, bodies.Return) else item.envelope.recorded_at
    judged = None
    same: str | None = None
    installation_id = None
    if isinstance(body, bodies.Visit):
        same = sameness.of_values((value.register_id, parse_e4(value.value)) for value in body.readings)
        installation_id = parse(body.installation_id)
        judged = (msgspec.to_builtins(body.judged) if body.judged else {}) | {"confirmed": body.confirmed}
    elif isinstance(body, bodies.Skip):
        same = sameness.of_skip(body.code)
    elif isinstance(body, bodies.Inspection):
        same = sameness.of_inspection(body.outcome)
        judged = {"outcome": body.outcome}
    return FieldClaim(
        entry_id=parse(item.entry_id), claim=_CLAIMS[type(body)], person_id=_person(item), device_id=setting.sender.device_id,
        task_id=parse(body.task_id), task_version=body.task_version, taken_at=taken_at, seq=item.seq,
        corrected_at=_corrected(setting, item, taken_at), sameness=same, installation_id=installation_id,
        skip_code=getattr(body, "code", None), troubles=getattr(body, "troubles", ()), note=body.note,
        meter_found=_plain(getattr(body, "meter_found", None)), place=_plain(getattr(body, "place", None)), judged=judged,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return None if value is None else msgspec.to_builtins(value)


def _is_judged(given: Given, verdicts: Mapping[Given, Verdict]) -> bool:
    """Readings that stand or wait for the office are judged; so is any visit at a meter that isn't the expected one.

    Readings that their own phone has overtaken go the same way, to be kept beside those that stand.
    """
    verdict = verdicts.get(given)
    if verdict is None or verdict.decision not in _STANDINGS:
        return False
    if isinstance(given.item.body, bodies.Visit):
        return True
    if verdict.decision is Decision.OVERTAKEN:
        return False
    found = getattr(given.item.body, "meter_found", None)
    return found is not None and found.verdict != "expected"


def _installation(body: Any, task: TaskFacts) -> UUID:
    """The meter that was to be read: the one the phone knew, where its task has moved to another since."""
    return parse(body.installation_id) if isinstance(body, bodies.Visit) else task.installation_id


def _visit_facts(given: Given, verdict: Verdict) -> VisitFacts:
    item, setting = given.item, given.setting
    body, task = item.body, verdict.task
    assert task is not None and item.entry_id is not None and verdict.decision is not None  # noqa: S101, PT018  it was judged
    readings = body.readings if isinstance(body, bodies.Visit) else ()
    judged = getattr(body, "judged", None)
    entry_id = parse(item.entry_id)
    assert item.envelope is not None  # noqa: S101  as above
    # When it was saved is what the wall clock said together with the monotonic one; all else of the stop was said by it, too.
    shown = item.envelope.recorded_at
    corrected = _corrected(setting, item, shown)
    # What the meter itself froze or noted is by the meter's clock, not by the phone's.
    off = moments.that_counts(shown, corrected, setting.received_at) - shown
    return VisitFacts(
        visit_id=entry_id, entry_id=entry_id, home=task.home, branch_id=task.branch_id, period=task.period, run_id=task.run_id,
        task_id=task.id, point_id=task.metering_point_id, installation_id=_installation(body, task), person_id=_person(item),
        device_id=setting.sender.device_id, obtained=readings[0].obtained if readings else "typed",
        taken_at=body.taken_at + off,
        values=tuple(
            ValueFacts(parse(value.register_id), parse_e4(value.value), value.value_at if value.frozen else value.value_at + off,
                       value.frozen, value.occurred_at, value.obtained)
            for value in readings
        ),
        meter_found=_plain(getattr(body, "meter_found", None)), photos=len(body.photos), place=_plain(body.place),
        phone_judgement=PhoneJudgement(
            judged.rules_version, judged.band_version,
            tuple((said.rule, said.action, parse(said.register_id) if said.register_id else None) for said in judged.findings),
        ) if judged is not None else None,
        due_from=task.due_from, due_to=task.due_to,
        standing=_STANDINGS[verdict.decision], supersedes=verdict.supersedes,
        repeats=task.follows_id is not None and task.kind in {"re_read", "field_check"}, frozen_at=task.frozen_at,
        wrong_clock=body.taken_at if moments.is_wrong(shown, corrected, setting.received_at) else None,
    )  # fmt: skip


def _answer(
    given: Given, tasks: Mapping[UUID, TaskFacts], verdicts: Mapping[Given, Verdict], judgements: Mapping[Any, Judgement]
) -> Answer:
    item, setting = given.item, given.setting
    verdict = verdicts.get(given)
    named = getattr(item.body, "task_id", None)
    task = verdict.task if verdict is not None else tasks.get(parse(named)) if named is not None else None
    where = (
        (task.home, task.branch_id, task.period)
        if task is not None
        else (setting.sender.home, setting.sender.home, _this_month(setting.received_at))
    )
    if verdict is None:
        if named is not None and task is None and _is(item, bodies.Attempt):
            return Answer(given, "quarantined", "unknown_task", *where)
        return Answer(given, "applied", None, *where, task=task)
    findings = []
    judged = judgements.get(parse(item.entry_id)) if item.entry_id is not None else None
    if judged is not None:
        findings = [
            {"rule": found.rule, "action": found.action, "params": dict(found.params)}
            | ({"register_id": str(found.register)} if found.register is not None else {})
            for found in judged.findings
        ]
    return Answer(given, verdict.outcome, verdict.reason, *where, task=task, findings=findings, decision_row=verdict.row)


def _this_month(at: dt.datetime) -> int:
    return at.year * 100 + at.month


def _attempt(answer: Answer) -> dict[str, Any]:
    item, setting = answer.item, answer.given.setting
    body: bodies.Attempt = item.body
    return {
        "home": answer.home, "id": parse(item.entry_id or ""), "task_id": parse(body.task_id),
        "installation_id": parse(body.installation_id), "register_id": parse(body.register_id), "number": body.n,
        "value_e4": parse_e4(body.value), "hint": list(body.hint), "rules_version": body.rules_version,
        "band_version": body.band_version, "person_id": _person(item), "device_id": setting.sender.device_id,
        "recorded_at": item.envelope.recorded_at if item.envelope else setting.received_at,
    }  # fmt: skip


def _note(answer: Answer) -> dict[str, Any]:
    item, setting = answer.item, answer.given.setting
    body: bodies.FieldNote = item.body
    return {
        "home": answer.home, "id": parse(item.entry_id or ""), "branch_id": answer.branch_id,
        "task_id": parse(body.task_id) if body.task_id else None,
        "metering_point_id": parse(body.point_id) if body.point_id else None, "text": body.text, "place": _plain(body.place),
        "person_id": _person(item), "device_id": setting.sender.device_id,
        "recorded_at": item.envelope.recorded_at if item.envelope else setting.received_at,
    }  # fmt: skip


def _day(answer: Answer) -> dict[str, Any]:
    item, setting = answer.item, answer.given.setting
    body: bodies.DayClose = item.body
    return {
        "entry_id": parse(item.entry_id or ""), "home": answer.home, "branch_id": answer.branch_id,
        "device_id": setting.sender.device_id, "person_id": _person(item), "day": body.day, "through_seq": body.through_seq,
        "counts": _plain(body.counts), "photos": list(body.photos), "cursor": body.cursor, "asked_at": setting.received_at,
        "closed_at": None, "receipt_id": None,
    }  # fmt: skip


def _uses(answer: Answer) -> list[UseFacts]:
    """The photos of an entry, owed until their bytes are whole."""
    item = answer.item
    photos: tuple[bodies.Photo, ...] = getattr(item.body, "photos", ())
    if not photos or _is(item, bodies.DayClose):
        return []
    task = answer.task
    point_id = task.metering_point_id if task is not None else None
    return [
        UseFacts(
            home=answer.home, visit_id=parse(item.entry_id or ""), sha256=photo.sha256, ordinal=ordinal,
            branch_id=answer.branch_id, period=answer.period, holder_id=_person(item), metering_point_id=point_id,
            installation_id=_installation(item.body, task) if task is not None else None,
            task_id=task.id if task is not None else None, owner=f"device:{answer.sender.device_id}",
            taken_at=photo.taken_at, place=_plain(photo.place), guide=_plain(photo.guide),
        )
        for ordinal, photo in enumerate({photo.sha256: photo for photo in photos}.values(), start=1)
    ]  # fmt: skip
