"""Who may do what to what: the one table of action × access × scope, from which checks and tests both come.

`access` is a signed-in person's role, or the kind of credential (device, suspended device, invitation, anonymous).
Scopes: `own` is what one holds, reads or lives at; `branch` is what belongs to one's branches; `all` is everything.
What isn't in the table is forbidden.
"""

from collections.abc import Hashable
from typing import Literal, Protocol

Role = Literal["reader", "supervisor", "customer", "admin"]
Scope = Literal["own", "branch", "all"]
Verdict = Literal["yes", "forbidden", "not_found"]


class Asker(Protocol):
    """What these rules need to know of a principal."""

    @property
    def access(self) -> str: ...
    @property
    def holder_ids(self) -> frozenset[Hashable]: ...
    @property
    def branch_ids(self) -> frozenset[int]: ...
    @property
    def point_ids(self) -> frozenset[Hashable]: ...


_EVERYBODY: dict[str, Scope] = {
    "anonymous": "all",
    "reader": "all",
    "supervisor": "all",
    "customer": "all",
    "admin": "all",
    "device": "all",
    "suspended": "all",
    "invitation": "all",
}
_SIGNED_IN: dict[str, Scope] = {"reader": "own", "supervisor": "own", "customer": "own", "admin": "own"}
_OFFICE: dict[str, Scope] = {"supervisor": "branch", "admin": "all"}

ACTIONS: dict[str, dict[str, Scope]] = {
    # identity:
    "see_server": _EVERYBODY,
    "sign_in": _EVERYBODY,
    "see_demo_accounts": _EVERYBODY,
    "sign_out": _EVERYBODY,
    "see_oneself": _SIGNED_IN,
    "change_password": _SIGNED_IN,
    "list_people": _OFFICE,
    "list_branches": {"reader": "branch", "supervisor": "branch", "admin": "all"},
    "enrol_device": {"reader": "own", "supervisor": "own", "admin": "own"},
    "list_devices": _OFFICE,
    "suspend_device": _OFFICE,
    # sync: an entry of a suspended device is kept, as quarantined
    "push": {"device": "own", "suspended": "own"},
    "pull": {"device": "own"},
    "see_receipts": {"device": "own", "suspended": "own"},
    "register_key": {"device": "own", "suspended": "own"},
    # whoever is signed in may carry a colleague's sealed file; what it holds speaks for itself
    "carry": {"device": "own", "suspended": "own", "reader": "own", "supervisor": "own", "admin": "own"},
    "list_carried": _OFFICE,
    "see_kept": _OFFICE,
    "take_over_kept": _OFFICE,
    "list_day_receipts": _OFFICE,
    "see_day_receipt": _OFFICE,
    # evidence
    "discover_uploads": _EVERYBODY,
    "upload_photo": {"device": "own", "suspended": "own", "invitation": "own", "customer": "own"},
    "see_photo": {
        "reader": "own",
        "supervisor": "branch",
        "admin": "all",
        "device": "own",
        "invitation": "own",
        "customer": "own",
    },
    "see_original": _OFFICE,
    "list_photo_retentions": _OFFICE,
    "set_photo_retention": _OFFICE,
    "list_disputes": _OFFICE,
    "set_dispute": _OFFICE,
    # fieldwork
    "list_periods": _OFFICE,
    "open_period": _OFFICE,
    "close_period": _OFFICE,
    "cancel_tasks": _OFFICE,
    "list_routes": _OFFICE,
    "list_runs": _OFFICE,
    "see_run": _OFFICE,
    "assign_run": _OFFICE,
    "move_tasks": _OFFICE,
    "list_unrouted": _OFFICE,
    "see_ledger": {"reader": "own", "supervisor": "branch", "admin": "all"},
    "invite_customer": _OFFICE,
    "exclude_task": _OFFICE,
    "list_photo_policies": _OFFICE,
    "set_photo_policy": _OFFICE,
    # cases and readings:
    "see_today": _OFFICE,
    "list_cases": _OFFICE,
    "see_case": _OFFICE,
    "replay_case": _OFFICE,
    "claim_case": _OFFICE,
    "decide_case": _OFFICE,
    "see_estimates": _OFFICE,
    "list_readings": _OFFICE,
    "release_readings": _OFFICE,
    "estimate_stops": _OFFICE,
    "list_releases": _OFFICE,
    "export_readings": _OFFICE,
    "list_export_profiles": _OFFICE,
    "set_export_profile": _OFFICE,
    "list_thresholds": _OFFICE,
    "set_threshold": _OFFICE,
    "try_threshold": _OFFICE,
    "see_precision": _OFFICE,
    "list_samples": _OFFICE,
    "draw_samples": _OFFICE,
    "judge_sample": _OFFICE,
    # grid and imports:
    "find_points": _OFFICE,
    "see_point": _OFFICE,
    "list_areas": _OFFICE,
    "import_file": _OFFICE,
    "see_import": _OFFICE,
    "see_practice": _EVERYBODY,
    # selfreport
    "see_report_task": {"invitation": "own", "customer": "own"},
    "report_reading": {"invitation": "own", "customer": "own"},
    "list_own_points": {"customer": "own"},
    # supervision
    "see_audit": _OFFICE,
    "see_dead_jobs": {"admin": "all"},
    "retry_job": {"admin": "all"},
    "drop_job": {"admin": "all"},
}


def may(asker: Asker, action: str) -> bool:
    """Whether somebody may do an action to anything at all: the check at the door of every operation."""
    return asker.access in ACTIONS[action]


def verdict(
    asker: Asker,
    action: str,
    *,
    branch_id: int | None = None,
    holder_id: Hashable | None = None,
    point_id: Hashable | None = None,
) -> Verdict:
    """Whether somebody may do an action to a thing of this branch, in these hands, at this metering point.

    What isn't known of the thing counts against. To a stranger the thing doesn't exist; a colleague learns that it isn't theirs.
    """
    scope = ACTIONS[action].get(asker.access)
    if scope is None:
        return "forbidden"
    if scope == "all":
        return "yes"
    near = branch_id is not None and branch_id in asker.branch_ids
    if scope == "branch":
        return "yes" if near else "not_found"
    own = (holder_id is not None and holder_id in asker.holder_ids) or (point_id is not None and point_id in asker.point_ids)
    if own:
        return "yes"
    return "forbidden" if near else "not_found"


def permits(
    asker: Asker,
    action: str,
    *,
    branch_id: int | None = None,
    holder_id: Hashable | None = None,
    point_id: Hashable | None = None,
) -> bool:
    """`verdict`, as yes or no."""
    return verdict(asker, action, branch_id=branch_id, holder_id=holder_id, point_id=point_id) == "yes"
