"""Authorising: the rules' verdict as a problem."""

from uuid import UUID

from backend.identity.rules import access
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem


def admit(principal: Principal, action: str) -> None:
    """Let somebody through the door of an operation, or raise `signed_out`, `device_suspended` or `forbidden`."""
    if access.may(principal, action):
        return
    if principal.kind == "anonymous":
        raise Problem("signed_out")
    raise Problem("device_suspended" if principal.suspended else "forbidden")


def authorise(
    principal: Principal,
    action: str,
    *,
    branch_id: int | None = None,
    holder_id: UUID | None = None,
    point_id: UUID | None = None,
) -> None:
    """Permit an action on a thing, or raise `forbidden`, to strangers `not_found`."""
    verdict = access.verdict(principal, action, branch_id=branch_id, holder_id=holder_id, point_id=point_id)
    if verdict != "yes":
        raise Problem(verdict)


def branches_for(principal: Principal, action: str, asked: int | None = None) -> frozenset[int] | None:
    """Which branches a list may show: the asked one, all of one's own, or None for every branch there is.

    Problem `not_found` for an asked branch that isn't theirs.
    """
    scope = access.ACTIONS[action].get(principal.access)
    if scope is None:
        raise Problem("forbidden")
    if asked is not None:
        if scope != "all" and asked not in principal.branch_ids:
            raise Problem("not_found", field="branch_id")
        return frozenset({asked})
    return None if scope == "all" else principal.branch_ids
