"""The planted mistakes can still be planted. That the checker catches them: make chaos PLANTED=1."""

from pathlib import Path

import pytest

from tests.chaos.planted import ALL, DoesNotApplyError, Mistake, a_copy
from tests.support.shared import ROOT


@pytest.mark.parametrize("mistake", ALL, ids=lambda mistake: mistake.patch)
def test_it_still_applies(tmp_path: Path, mistake: Mistake) -> None:
    copy = a_copy(tmp_path, mistake)
    named = [line.split("/", 1)[1] for line in mistake.path.read_text().splitlines() if line.startswith("+++ ")]
    assert named
    for path in named:
        assert (copy / path).read_text() != (ROOT / path).read_text()


def test_one_that_no_longer_applies_says_so(tmp_path: Path) -> None:
    stale = tmp_path / "stale.patch"
    stale.write_text("--- a/wsgi.py\n+++ b/wsgi.py\n@@ -1,3 +1,3 @@\n-never there\n+nor here\n so\n much\n")
    with pytest.raises(DoesNotApplyError, match="no longer applies"):
        a_copy(tmp_path, Mistake(str(stale), "sqlite", "lost"))
