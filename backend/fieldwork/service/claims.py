"""Claims: what phones say happened at tasks, decided by the contested table and written set-wise.

The claims of one call are decided one after another in memory, each meeting what became of the one before it, and then every
table is written with one statement.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.service import handling
from backend.fieldwork.models import Assignment, Holding, Run, Task, Visit
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.queries.tasks import Kept, TaskFacts
from backend.fieldwork.rules import contest
from backend.fieldwork.rules.contest import Claim, Decision, Held, Situation, State
from backend.fieldwork.service import news
from backend.fieldwork.service.facts import FieldClaim, Verdict
from backend.grid.models import Installation
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.problems import Problem
from backend.kernel.sets import among

_STANDING = {
    Decision.APPLY: "stands",
    Decision.SET_ASIDE: "set_aside",
    Decision.OVERTAKEN: "superseded",
    Decision.DUPLICATE: "set_aside",
    Decision.CONTEST: "contested",
    Decision.QUESTION: "contested",
}
_OUTCOME_OF_VISIT = {Claim.READ: "read", Claim.INSPECTED: "inspected", Claim.SKIPPED: "skipped"}


def claim_visits(
    session: Session, claims: Sequence[FieldClaim], *, received_at: dt.datetime, tasks: dict[UUID, TaskFacts] | None = None
) -> list[Verdict]:
    """Decide claims in their order, and write visits, tasks, holdings and news. Answers a verdict a claim, in the same order.

    The caller opens the cases of contested ones, and journals. Nothing here fails for what a phone says. `tasks` are the
    locked tasks, where the caller has them already.
    """
    if tasks is None:
        tasks = queries.locked(session, {claim.task_id for claim in claims})
    book = _Book(session, claims, tasks, received_at)
    verdicts = [book.decide(claim) for claim in claims]
    book.write()
    return verdicts


class _Book:
    """The tasks of one call as they change from claim to claim, and what is to be written at its end."""

    def __init__(
        self, session: Session, claims: Sequence[FieldClaim], tasks: dict[UUID, TaskFacts], received_at: dt.datetime
    ) -> None:
        self._session = session
        self._tasks = tasks
        self._received_at = received_at
        doubtful = {claim.task_id for claim in claims if _is_doubtful(claim, tasks.get(claim.task_id))}
        doubtful |= {task_id for task_id, count in Counter(claim.task_id for claim in claims).items() if count > 1} & tasks.keys()
        homes = {tasks[task_id].home for task_id in doubtful}
        self._history = queries.holders_at(session, doubtful)
        self._kept: dict[UUID, list[Kept]] = defaultdict(list)
        self._last_words: dict[tuple[UUID, UUID | None], _LastWord] = defaultdict(_LastWord)
        for task_id, visit in queries.visits_at(session, homes, doubtful):
            self._last_words[task_id, visit.device_id].hear(visit)
            if visit.counts:
                self._kept[task_id].append(visit)
        self._followed = queries.visits_of(session, {task.follows_id for task in tasks.values() if task.follows_id is not None})
        self._earlier = _earlier(session, claims, tasks)
        self._visits: list[dict[str, object]] = []
        self._superseded: set[UUID] = set()
        self._touched: dict[UUID, TaskFacts] = {}
        self._holdings: dict[tuple[UUID, UUID], str] = {}
        self._passed_by: list[tuple[UUID, UUID]] = []
        self._restored: list[TaskFacts] = []
        self._told: set[tuple[int, UUID, UUID]] = set()
        self._let_down: dict[UUID, str] = {}

    def decide(self, claim: FieldClaim) -> Verdict:
        """One claim's verdict; what it means for the tables is noted."""
        task = self._tasks.get(claim.task_id)
        if task is None:
            return Verdict(claim.entry_id, "quarantined", "unknown_task")
        if claim.installation_id not in {None, task.installation_id} and claim.installation_id not in self._earlier[task.id]:
            return Verdict(claim.entry_id, "quarantined", "other_installation", task=task)
        held = contest.how_held(
            cited=claim.task_version, current=task.version, is_holder_now=task.holder_id == claim.person_id,
            held_at_cited=self._history.get((task.id, claim.task_version)) == claim.person_id,
        )  # fmt: skip
        kept = self._kept.get(task.id, [])
        stands = next((visit for visit in kept if visit.standing == "stands"), None)
        row = contest.decide(
            Situation(
                claim.claim, held, State(task.state), stands is not None and stands.device_id == claim.device_id,
                claim.sameness is not None and any(visit.sameness == claim.sameness for visit in kept), task.period_closed,
                self._last_words[task.id, claim.device_id].is_later_than(claim),
            )
        )  # fmt: skip
        superseded = None
        if row.decision is Decision.APPLY:
            # A re-read's value takes the place of the one it repeats.
            superseded = stands.id if stands is not None else self._followed.get(task.follows_id) if task.follows_id else None
        self._note(claim, task, held, row.decision, superseded)
        return Verdict(claim.entry_id, contest.OUTCOMES[row.decision], row.reason, row.decision, row.number, task, superseded)

    def _note(self, claim: FieldClaim, task: TaskFacts, held: Held, decision: Decision, superseded: UUID | None) -> None:
        if claim.claim in _OUTCOME_OF_VISIT:
            self._visits.append(self._visit_row(claim, task, _STANDING[decision]))
            kept = Kept(
                claim.entry_id, claim.person_id, claim.device_id, _STANDING[decision], claim.sameness,
                _OUTCOME_OF_VISIT[claim.claim], claim.seq,
            )  # fmt: skip
            self._last_words[task.id, claim.device_id].hear(kept)
            if superseded is not None:
                self._superseded.add(superseded)
                self._kept[task.id] = [visit for visit in self._kept[task.id] if visit.id != superseded]
            if kept.counts:
                self._kept[task.id].append(kept)
        if held is Held.NEWER:
            self._restore(claim, task)
        own = [
            visit for visit in self._kept.get(task.id, []) if visit.person_id == claim.person_id and visit.id != claim.entry_id
        ]
        asked = decision in {Decision.CONTEST, Decision.QUESTION}
        if asked or decision is Decision.APPLY or not (own or decision is Decision.OVERTAKEN):
            # A holding says what its holder did; what adds nothing to what he did before changes nothing. His phone counts what
            # the office is asked about as contested, whether the task was touched by it or not (P8). Who never held the task has
            # no holding to write to.
            did = "read" if claim.claim is Claim.INSPECTED else claim.claim.value
            self._holdings[task.id, claim.person_id] = "contested" if asked else did
        self._told.add((task.home, claim.person_id, task.id))
        before, task.state = task.state, contest.state_after(claim.claim, decision, State(task.state)).value
        if decision is Decision.APPLY:
            task.visit_id = claim.entry_id if claim.claim in _OUTCOME_OF_VISIT else task.visit_id
        if decision is Decision.APPLY or task.state != before:
            self._touched[task.id] = task
        if decision is Decision.APPLY and task.follows_id is not None and claim.claim is not Claim.READ:
            self._let_down[task.id] = claim.claim.value
        if task.holder_id is not None and task.holder_id != claim.person_id and task.state != before:
            self._passed_by.append((task.id, task.holder_id))
            self._told.add((task.home, task.holder_id, task.id))

    def _restore(self, claim: FieldClaim, task: TaskFacts) -> None:
        """A phone knows an assignment that a restored server has forgotten: take it over from there."""
        if task.holder_id is not None and task.holder_id != claim.person_id:
            self._passed_by.append((task.id, task.holder_id))
            self._told.add((task.home, task.holder_id, task.id))
        task.holder_id, task.version = claim.person_id, claim.task_version
        self._restored.append(task)
        self._touched[task.id] = task

    def _visit_row(self, claim: FieldClaim, task: TaskFacts, standing: str) -> dict[str, object]:
        return {
            "home": task.home, "id": claim.entry_id, "branch_id": task.branch_id, "period": task.period, "run_id": task.run_id,
            "task_id": task.id, "metering_point_id": task.metering_point_id,
            "installation_id": claim.installation_id or task.installation_id, "person_id": claim.person_id,
            "device_id": claim.device_id, "outcome": _OUTCOME_OF_VISIT[claim.claim],
            "source": "phone", "skip_code": claim.skip_code, "troubles": list(claim.troubles), "note": claim.note,
            "meter_found": claim.meter_found, "place": claim.place, "judged": claim.judged, "taken_at": claim.taken_at,
            "corrected_at": claim.corrected_at, "received_at": self._received_at, "standing": standing,
            "sameness": claim.sameness, "seq": claim.seq,
        }  # fmt: skip

    def write(self) -> None:
        """Every table once."""
        session = self._session
        in_this_call = {row["id"] for row in self._visits}
        for row in self._visits:
            if row["id"] in self._superseded:
                row["standing"] = "superseded"
        insert_rows(session, Visit, self._visits)
        earlier = self._superseded - in_this_call
        if earlier:
            session.execute(update(Visit).where(among(session, Visit.id, earlier)).values(standing="superseded"))
        self._write_restored()
        update_rows(
            session, Task,
            [
                {
                    "id": task.id, "state": task.state, "visit_id": task.visit_id, "holder_id": task.holder_id,
                    "version": task.version,
                }
                for task in self._touched.values()
            ],
        )  # fmt: skip
        update_rows(
            session, Holding,
            [{"task_id": task_id, "holder_id": holder, "state": state} for (task_id, holder), state in self._holdings.items()],
            key=("task_id", "holder_id"),
        )  # fmt: skip
        for task_id, holder in self._passed_by:
            session.execute(
                update(Holding)
                .where(Holding.task_id == task_id, Holding.holder_id == holder, Holding.state == "open")
                .values(state="closed_elsewhere")
            )
        begun = {task.run_id for task in self._touched.values() if task.run_state in {"planned", "downloaded"}}
        if begun:
            session.execute(
                update(Run).where(Run.id.in_(sorted(begun)), Run.state.in_(("planned", "downloaded"))).values(state="reading")
            )
        news.tell_people(session, self._told)
        # A case may wait for what somebody was sent to read again; without a value it is the office's again.
        handling.let_down(session, self._let_down)
        restored = {(task.home, task.holder_id, task.id) for task in self._restored if task.holder_id is not None}
        news.tell_people(session, restored, new=True)

    def _write_restored(self) -> None:
        last = {task.id: task for task in self._restored}.values()
        insert_rows(
            self._session, Assignment,
            [
                {
                    "task_id": task.id, "version": task.version, "holder_id": task.holder_id, "from_holder_id": None,
                    "reason": "restored", "by": None, "at": self._received_at,
                }
                for task in last
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        insert_rows(
            self._session, Holding,
            [
                {
                    "task_id": task.id, "holder_id": task.holder_id, "home": task.home, "branch_id": task.branch_id,
                    "run_id": task.run_id, "period": task.period, "state": "open", "version": task.version,
                }
                for task in last
            ],
            ignore_conflicts=True,
        )  # fmt: skip


class _LastWord:
    """How far one phone has spoken on one task, by seq: of all its visits, and of those that prove something."""

    def __init__(self) -> None:
        self._of_any = self._of_proof = 0

    def hear(self, visit: Kept) -> None:
        if visit.seq is not None:
            self._of_any = max(self._of_any, visit.seq)
            if visit.outcome != "skipped":
                self._of_proof = max(self._of_proof, visit.seq)

    def is_later_than(self, claim: FieldClaim) -> bool:
        """A proof isn't overtaken by a skip: what was read doesn't vanish because the door was closed afterwards."""
        return claim.seq is not None and claim.seq < (self._of_any if claim.claim is Claim.SKIPPED else self._of_proof)


def _earlier(session: Session, claims: Sequence[FieldClaim], tasks: Mapping[UUID, TaskFacts]) -> dict[UUID, set[UUID]]:
    """Task → the installations its meter took the place of, which a phone may have read before it heard of the exchange.

    Only of claims that name another installation than their task does.
    """
    named: dict[UUID, set[UUID]] = defaultdict(set)
    for claim in claims:
        task = tasks.get(claim.task_id)
        if task is not None and claim.installation_id not in {None, task.installation_id}:
            named[task.metering_point_id].add(task.id)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    if named:
        query = select(Installation.metering_point_id, Installation.id).where(
            among(session, Installation.metering_point_id, list(named)), Installation.valid_to.is_not(None)
        )
        for row in session.execute(query):
            for task_id in named[row.metering_point_id]:
                found[task_id].add(row.id)
    return found


def _is_doubtful(claim: FieldClaim, task: TaskFacts | None) -> bool:
    """Whether history and earlier visits can matter; nearly all claims are their holder's first at an open task."""
    if task is None:
        return False
    # An open task that was visited before was skipped and then given to somebody again: his visit takes the place of that one.
    return task.state != State.OPEN or task.holder_id != claim.person_id or task.visit_id is not None


def settle(session: Session, *, task_id: UUID, visit_id: UUID, actor: Actor) -> list[UUID]:
    """The office says which visit of a contested task stands; it may change its mind. Answers the visits that no longer do.

    Problem not_found for an unknown task or visit.
    """
    task = queries.locked(session, [task_id]).get(task_id)
    kept = queries.kept_visits(session, task.home, task_id) if task is not None else []
    # One that was set aside by an earlier word of the office may be taken up again.
    chosen = session.execute(
        select(Visit.person_id, Visit.outcome).where(
            Visit.id == visit_id, Visit.task_id == task_id, Visit.standing != "superseded"
        )
    ).one_or_none()
    if task is None or chosen is None:
        raise Problem("not_found")
    state = "skipped" if chosen.outcome == "skipped" else "read"
    others = [visit.id for visit in kept if visit.id != visit_id]
    session.execute(update(Visit).where(Visit.home == task.home, Visit.id == visit_id).values(standing="stands"))
    if others:
        session.execute(update(Visit).where(Visit.home == task.home, Visit.id.in_(others)).values(standing="set_aside"))
    session.execute(update(Task).where(Task.id == task_id).values(state=state, visit_id=visit_id))
    session.execute(
        update(Holding)
        .where(Holding.task_id == task_id, Holding.state.in_(("contested", "open")))
        .values(state="closed_elsewhere")
    )
    if chosen.person_id is not None:
        session.execute(
            update(Holding).where(Holding.task_id == task_id, Holding.holder_id == chosen.person_id).values(state=state)
        )
    news.tell_holders(session, {task_id: task.home})
    record(
        session, home=task.home, actor=actor, action="settle_contest", subject=("task", str(task_id)),
        detail={"visit_id": str(visit_id), "set_aside": [str(visit) for visit in others]},
    )  # fmt: skip
    return others
