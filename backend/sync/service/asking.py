"""What of a push the office is asked about."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.fieldwork.queries import tasks as task_queries
from backend.kernel.ids import parse
from backend.sync.rules import kept, legible
from backend.sync.rules.entries import Decoded
from backend.sync.service import journal
from backend.sync.service.facts import Answer


def open_cases_of(session: Session, answers: Sequence[Answer]) -> None:
    """Open a case for everything a person must look at; what a suspended phone sent is one question a visit."""
    set_apart: dict[UUID, list[Answer]] = {}
    for answer in answers:
        if answer.outcome == "quarantined" and answer.reason == kept.SUSPENDED:
            set_apart.setdefault(answer.sender.device_id, []).append(answer)
    for device_id, of_phone in set_apart.items():
        _open_kept_cases(session, device_id, of_phone)
    _open_entry_cases(session, [answer for answer in answers if answer.sender.device_id not in set_apart])


def _task_of(item: Decoded) -> UUID | None:
    """The task an entry names, if it could be understood."""
    named = getattr(item.body, "task_id", None)
    return parse(named) if named is not None else None


def _open_kept_cases(session: Session, device_id: UUID, answers: Sequence[Answer]) -> None:
    """One case a task: attempts join their visit, and what names no task (a day's end) joins the visits it came with."""
    named = {answer.item.index: _task_of(answer.item) for answer in answers}
    tasks = task_queries.of_ids(session, {task_id for task_id in named.values() if task_id is not None})
    belongs = {index: task_id if task_id in tasks else None for index, task_id in named.items()}
    first = next((task_id for task_id in belongs.values() if task_id is not None), None)
    groups: dict[UUID | None, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(belongs[answer.item.index] or first, []).append(answer)
    rows = []
    for task_id, members in groups.items():
        task = tasks[task_id] if task_id is not None else None
        where = task or members[0]
        subject = kept.subject(device_id.hex, task_id.hex if task_id is not None else None)
        rows.append(
            NewCase(
                kind="quarantined", subject=subject, home=where.home, branch_id=where.branch_id,
                period=where.period, headline=f"quarantined.{kept.SUSPENDED}",
                params=_sender(members[0], legible.parts(journal.as_text(members[0].item.raw)))
                | {"entries": [str(journal.journal_id(answer)) for answer in members]},
                metering_point_id=task.metering_point_id if task is not None else None, task_id=task_id,
            )
        )  # fmt: skip
    open_cases(session, rows)


def _open_entry_cases(session: Session, answers: Sequence[Answer]) -> None:
    """A case for everything a person must look at: contested, quarantined, conflicting.

    What couldn't be understood may still name a task that there is: then the case is about that stop, and its branch's.
    """
    asked = [answer for answer in answers if answer.outcome in {"contested", "quarantined", "conflict"}]
    read = {answer.given: legible.parts(journal.as_text(answer.item.raw)) for answer in asked if answer.outcome != "contested"}
    named = {parse(said.task_id) for said in read.values() if said.task_id is not None}
    tasks = task_queries.of_ids(session, named) if named else {}
    rows = []
    for answer in asked:
        contested = answer.outcome == "contested"
        said = read.get(answer.given)
        task = answer.task or (tasks.get(parse(said.task_id)) if said is not None and said.task_id is not None else None)
        where = answer if contested or task is None else task
        kind = "contested" if contested else "quarantined"
        is_visit = contested and answer.item.envelope is not None and answer.item.envelope.kind != "return"
        subject = str(answer.item.entry_id) if is_visit else str(journal.journal_id(answer))
        rows.append(
            NewCase(
                kind=kind, subject=("visit" if is_visit else "entry", subject), home=where.home, branch_id=where.branch_id,
                period=where.period, headline=f"{kind}.{answer.reason}"[:40],
                params=({"row": answer.decision_row} if answer.decision_row else {})
                | (_sender(answer, said) if said is not None else {}),
                metering_point_id=task.metering_point_id if task is not None else None,
                task_id=task.id if task is not None else None,
            )
        )  # fmt: skip
    open_cases(session, rows)


def _sender(answer: Answer, said: legible.Parts) -> dict[str, str]:
    """From whose phone, by whom and of which kind: what tells one such case from another in a list."""
    return {
        "device_id": str(answer.sender.device_id),
        **({"person_id": said.person} if said.person is not None else {}),
        **({"entry_kind": said.kind} if said.kind is not None else {}),
    }
