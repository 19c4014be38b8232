"""Every setting has its paragraph."""

import re

from tests.support.shared import ROOT

CALLS = re.compile(r'read\.(?:text|number|switch|broker|zone)\("([A-Z0-9_]+)"')


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    read = set(CALLS.findall((ROOT / "config.py").read_text()))
    table = [
        line.split("|")[1] for line in (ROOT / "docs" / "configuration.md").read_text().splitlines() if line.startswith("| `")
    ]
    documented = {name for cell in table for name in re.findall(r"`([A-Z0-9_]+)`", cell)}
    assert {name for name in documented if not name.startswith("S3_")} == read
