"""The table of rights, and what its scopes mean."""

from dataclasses import dataclass

import pytest

from backend.identity.rules.access import ACTIONS, may, permits, verdict

ACCESSES = {"anonymous", "reader", "supervisor", "customer", "admin", "device", "suspended", "invitation"}


@dataclass(frozen=True)
class Somebody:
    access: str
    holder_ids: frozenset[str] = frozenset({"me"})
    branch_ids: frozenset[int] = frozenset({1})
    point_ids: frozenset[str] = frozenset({"home"})


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTIONS, "try", {"reader": "own", "supervisor": "branch", "admin": "all"})


def test_the_table_only_knows_accesses_and_scopes_there_are() -> None:
    assert {name for row in ACTIONS.values() for name in row} <= ACCESSES
    assert {scope for row in ACTIONS.values() for scope in row.values()} <= {"own", "branch", "all"}


def test_what_is_not_in_the_table_is_forbidden() -> None:
    assert not may(Somebody("customer"), "try")
    assert verdict(Somebody("customer"), "try", branch_id=1, holder_id="me") == "forbidden"
    with pytest.raises(KeyError):
        may(Somebody("admin"), "no such action")


@pytest.mark.parametrize(
    ("who", "thing", "expected"),
    [
        ("reader", {"branch_id": 1, "holder_id": "me"}, "yes"),
        ("reader", {"holder_id": "me"}, "yes"),
        ("reader", {"point_id": "home"}, "yes"),
        ("reader", {"branch_id": 1, "holder_id": "colleague"}, "forbidden"),
        ("reader", {"branch_id": 2, "holder_id": "stranger"}, "not_found"),
        ("reader", {"branch_id": 1}, "forbidden"),
        ("reader", {}, "not_found"),
        ("supervisor", {"branch_id": 1, "holder_id": "anybody"}, "yes"),
        ("supervisor", {"branch_id": 2, "holder_id": "me"}, "not_found"),
        ("supervisor", {}, "not_found"),
        ("admin", {"branch_id": 2}, "yes"),
        ("admin", {}, "yes"),
    ],
)
def test_scopes(who: str, thing: dict[str, object], expected: str) -> None:
    asker = Somebody(who)
    assert verdict(asker, "try", **thing) == expected  # type: ignore[arg-type]
    assert permits(asker, "try", **thing) is (expected == "yes")  # type: ignore[arg-type]


def test_nobody_may_do_anything_but_look_and_sign_in() -> None:
    open_to_all = {action for action, row in ACTIONS.items() if "anonymous" in row}
    assert open_to_all <= {
        "sign_in", "sign_out", "see_server", "see_demo_accounts", "see_practice", "discover_uploads",
    }  # fmt: skip


def test_a_suspended_phone_only_hands_over() -> None:
    given = {action for action, row in ACTIONS.items() if "suspended" in row and "anonymous" not in row}
    # What it carries for a colleague speaks for the colleague; its own file needs a key to be sealed with.
    assert given == {"push", "upload_photo", "see_receipts", "carry", "register_key"}
