"""How each operation is asked for a thing. A room whose operation is about a thing adds its line here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.identity.permissions.world import Thing, Whose


@dataclass(frozen=True)
class Ask:
    """The parts of a request that name the thing."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    json: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    # Fields of a form; `file` is the name of an empty file.
    form: dict[str, str] | None = None


# The thing, whose it is, and the access it is asked with; None where the question makes no sense.
Asking = Callable[[Thing, Whose, str], Ask | None]


def _of_branch(**more: Any) -> Asking:
    """A list or a deed of a whole branch, where a colleague's is one's own."""
    return lambda thing, whose, _: None if whose == "colleague" else Ask(query={"branch_id": thing.branch_id, **more})


def _deed_of_branch(**more: Any) -> Asking:
    return lambda thing, whose, _: None if whose == "colleague" else Ask(json={"branch_id": thing.branch_id, **more})


_PART = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}


def _upload(headers: dict[str, str] | None = None, data: bytes | None = None) -> Asking:
    """An upload in flight belongs to whoever began it; nobody else learns that it exists."""
    tus = {"Tus-Resumable": "1.0.0", **(headers or {})}
    return lambda thing, _, access: Ask(path={"upload_id": thing.uploads[access]}, headers=tus, data=data)


ASKS: dict[str, Asking] = {
    # identity
    "people.list_people": _of_branch(),
    "people.list_devices": _of_branch(),
    "people.suspend_device": lambda thing, *_: Ask(path={"device_id": thing.device_id}),
    "people.resume_device": lambda thing, *_: Ask(path={"device_id": thing.device_id}),
    # sync
    "sync.pull_changes": lambda thing, *_: Ask(headers={"X-Person": str(thing.holder_id)}),
    "carrying.list_carried": _of_branch(),
    "kept entries.see_kept": lambda thing, *_: Ask(path={"case_id": thing.case_id}),
    "kept entries.take_over_kept": lambda thing, *_: Ask(path={"case_id": thing.case_id}, json={"reason": "Found again"}),
    "day receipts.list_day_receipts": _of_branch(),
    "day receipts.see_day_receipt": lambda thing, *_: Ask(path={"receipt_id": thing.day_receipt}),
    # evidence
    "photo uploads.see_upload": _upload(),
    "photo uploads.continue_upload": _upload(_PART, b"12345"),
    "photo uploads.continue_upload_by_post": _upload({**_PART, "X-HTTP-Method-Override": "PATCH"}, b"12345"),
    "photos.see_photo": lambda thing, *_: Ask(path={"sha256": thing.photo}, query={"visit": thing.visit_id, "size": "320"}),
    "retention.list_retentions": _of_branch(),
    "retention.set_retention": _deed_of_branch(valid_from="2026-12-01", months=24),
    "retention.forecast_removal": _of_branch(),
    "disputes.list_disputes": lambda thing, *_: Ask(path={"point_id": thing.point_id}),
    "disputes.open_dispute": lambda thing, *_: Ask(
        path={"point_id": thing.point_id}, json={"from_period": "2026-09", "reason": "The customer doubts it"}
    ),
    "disputes.end_dispute": lambda thing, *_: Ask(path={"point_id": thing.point_id}, json={"reason": "Settled"}),
    # fieldwork
    "fieldwork.list_periods": _of_branch(),
    "fieldwork.open_period": _deed_of_branch(period="2026-12"),
    "fieldwork.see_closing": _of_branch(period="2026-11"),
    "fieldwork.close_period": _deed_of_branch(period="2026-11", reason="Handed over"),
    "fieldwork.reopen_period": _deed_of_branch(period="2026-11", reason="Too early"),
    "fieldwork.list_routes": _of_branch(),
    "fieldwork.list_runs": _of_branch(period="2026-11"),
    "fieldwork.list_unrouted": _of_branch(),
    "fieldwork.see_tasks": lambda thing, *_: Ask(path={"run_id": thing.run_id}),
    "fieldwork.assign_run": lambda thing, *_: Ask(path={"run_id": thing.run_id}, json={"holder_id": str(thing.holder_id)}),
    "fieldwork.exclude_task": lambda thing, *_: Ask(path={"task_id": thing.task_id}, json={"reason": "House pulled down"}),
    "fieldwork.invite_customer": lambda thing, *_: Ask(path={"task_id": thing.task_id}, json={"hours": 24}),
    "fieldwork.list_photo_policies": _of_branch(),
    "fieldwork.set_photo_policy": _deed_of_branch(valid_from="2026-12-01", need="all", max_kb=200, max_px=1600, network="any"),
    "fieldwork.see_ledger": lambda thing, *_: Ask(
        query={"branch_id": thing.branch_id, "holder_id": thing.holder_id, "period": "2026-11"}
    ),
    # vee
    "plausibility.list_thresholds": _of_branch(),
    "plausibility.set_thresholds": _deed_of_branch(rule="VEE-06", valid_from="2026-12-01", numbers={"case_run": 6}),
    # supervision
    "samples.list_samples": _of_branch(period="2026-11"),
    "samples.draw_samples": _deed_of_branch(period="2026-11"),
    "samples.judge_sample": lambda thing, *_: Ask(path={"visit_id": thing.sample}, json={"outcome": "fine"}),
    "teaching.see_precision": _of_branch(period="2026-11"),
    "teaching.try_threshold": _deed_of_branch(rule="VEE-06", period="2026-11", numbers={"case_run": 6}),
    "cases.list_cases": _of_branch(),
    "cases.see_estimates": lambda thing, *_: Ask(path={"case_id": thing.case_id}),
    "teaching.replay_case": lambda thing, *_: Ask(path={"case_id": thing.case_id}),
    "cases.see_case": lambda thing, *_: Ask(path={"case_id": thing.case_id}),
    "cases.claim_case": lambda thing, *_: Ask(path={"case_id": thing.case_id}, json={"take_over": True}),
    "cases.decide_case": lambda thing, *_: Ask(path={"case_id": thing.case_id}, json={"decision": "accept"}),
    "cases.reopen_case": lambda thing, *_: Ask(path={"case_id": thing.case_id}, json={"reason": "Wrong case"}),
    "progress.see_today": _of_branch(),
    "progress.see_audit": _of_branch(),
    "handover.list_readings": lambda thing, *_: Ask(query={"point_id": thing.point_id}),
    "handover.see_point_story": lambda thing, *_: Ask(path={"point_id": thing.point_id}),
    "handover.list_releases": _of_branch(period="2026-11"),
    "estimates.list_missing": _of_branch(period="2026-11"),
    "estimates.estimate_stops": _deed_of_branch(period="2026-11", task_ids=["0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"], reason="?"),
    "estimates.take_estimates_back": _deed_of_branch(
        period="2026-11", task_ids=["0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"], reason="?"
    ),
    "handover.release_readings": _deed_of_branch(period="2026-11"),
    "handover.list_settlement": _of_branch(period="2026-11"),
    "exports.export_readings": _of_branch(period="2026-11"),
    "exports.list_export_profiles": _of_branch(),
    "exports.set_export_profile": _deed_of_branch(name="Billing", columns=[{"column": "value"}]),
    # points and files
    "points.find_points": _of_branch(query="P0000"),
    "points.list_areas": _of_branch(),
    "points.see_point": lambda thing, *_: Ask(path={"point_id": thing.point_id}),
    "imports.import_file": lambda thing, whose, _: (
        None if whose == "colleague" else Ask(form={"kind": "boxes", "branch_id": str(thing.branch_id), "file": "boxes.csv"})
    ),
    "imports.see_import": lambda thing, *_: Ask(path={"import_id": thing.import_id}),
    "imports.import_errors": lambda thing, *_: Ask(path={"import_id": thing.import_id}),
    # selfreport: a link is for its own task, whatever is asked
    "customers.see_report_session": lambda thing, *_: Ask(query={"task_id": thing.task_id}),
}

# Operations that are about no certain thing: about oneself, about everything one may see, or open to all. A move of tasks
# answers for each task by itself (tests/fieldwork); an entry about somebody else's task is kept and contested (tests/sync).
ABOUT_NOTHING = frozenset(
    {
        "auth.sign_in_with_password",
        "auth.sign_out",
        "auth.me",
        "auth.change_password",
        "auth.demo_accounts",
        "people.list_branches",
        "people.enrol",
        "people.see_server",
        "sync.push",
        "sync.see_receipts",
        # A file is of whoever brings it (tests/sync/test_courier.py).
        "carrying.register_key",
        "carrying.begin_carrying",
        "carrying.see_carrying",
        "carrying.continue_carrying",
        "carrying.see_carried",
        "photo uploads.discover_uploads",
        "photo uploads.begin_upload",
        "fieldwork.move_tasks",
        # As a move, each task by itself (tests/fieldwork/test_closing.py).
        "fieldwork.cancel_tasks",
        "fieldwork.reopen_tasks",
        # Answers for each case by itself (tests/supervision).
        "cases.accept_cases",
        "progress.see_dead_jobs",
        # Jobs are the company's; only administrators may (tests/supervision/test_failed_jobs.py).
        "progress.retry_job",
        "progress.drop_job",
        "customers.list_own_points",
        "imports.list_imports",
        "imports.import_kinds",
        "imports.import_template",
        "practice.practice_routes",
        "practice.practice_meters",
        "customers.report_reading",
        "customers.ask_for_a_reader",
    }
)
