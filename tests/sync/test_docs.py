"""docs/SYNC.md says what the code does: every kind, outcome, reason and row of the contested table is in it."""

import re
from typing import get_args

from backend.fieldwork.rules.contest import ROWS
from backend.sync.rules import bodies, receipts
from tests.support.shared import ROOT

PAGE = (ROOT / "docs/SYNC.md").read_text()
SOURCES = [
    path.read_text()
    for folder in ("backend/sync/rules", "backend/sync/service", "backend/fieldwork/service")
    for path in sorted((ROOT / folder).glob("*.py"))
]


def test_every_kind_and_outcome_has_its_line() -> None:
    for name in [*bodies.KINDS, *get_args(receipts.Outcome)]:
        assert re.search(rf"^\| `{name}` \|", PAGE, re.MULTILINE), name


def test_every_row_of_the_contested_table_has_its_line_with_its_reason() -> None:
    lines = dict(re.findall(r"^\| (C-\d\d) \|(.*)$", PAGE, re.MULTILINE))
    assert list(lines) == [row.number for row in ROWS]
    for row in ROWS:
        assert lines[row.number].rstrip(" |").endswith(f"`{row.reason}`") is (row.reason is not None), row.number


def test_every_reason_for_quarantine_is_explained() -> None:
    found = {
        reason
        for source in SOURCES
        for reason in re.findall(r'"quarantined", "(\w+)"|, None, "(\w+)"\)?$|return None, "(\w+)"', source, re.MULTILINE)
        for reason in reason
        if reason
    }
    assert {"unknown_task", "no_id", "bad_body", "failed", "other_installation"} <= found
    explained = set(re.findall(r"`(\w+)`", PAGE))
    assert found - explained == set()
