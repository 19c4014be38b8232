"""A day's receipt fails alike on phone and server: the same vectors as in the phone's own tests."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.sync.rules.day_receipt import FAULTS, digest, faults
from tests.support.shared import ROOT

VECTOR = json.loads(Path(__file__).with_name("day_receipt.json").read_text())


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["title"])
def test_what_fails_is_named(case: dict[str, Any]) -> None:
    receipt = VECTOR["receipt"]
    changed = (
        {name: value for name, value in receipt.items() if name != "digest"}
        | {"content": receipt["content"] | case["change"]}
        | case.get("beside", {})
    )
    assert [one.code for one in faults(changed, VECTOR["keys"])] == case["expect"]


def test_the_digest_names_the_content() -> None:
    receipt = VECTOR["receipt"]
    assert digest(receipt["content"]) == receipt["digest"]
    assert [one.code for one in faults(receipt | {"digest": "0" * 64}, VECTOR["keys"])] == ["digest_differs"]
    assert [one.code for one in faults(receipt, {})] == ["unknown_key"]


def test_every_fault_has_words_in_the_pages() -> None:
    words = (ROOT / "pwa/src/i18n/receipts.en.ts").read_text()
    assert [code for code in FAULTS if f'"receipts.fault.{code}"' not in words] == []
