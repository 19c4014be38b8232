"""P7 on ten thousand meters and readings by chance: the phone's answers are the server's."""

import json
import subprocess
from pathlib import Path

from scripts import node
from tests.support.shared import ROOT
from tests.vee.many_vectors import vectors

COUNT = 10_000
SEED = 20261110
PHONE = "tests/domain/many-vectors.test.ts"


def test_p7_the_phone_answers_ten_thousand_readings_as_the_server_does(tmp_path: Path) -> None:
    cases = vectors(COUNT, SEED)
    # Chance must have asked something: every rule of the phone's, and every kind of advice.
    assert {finding["rule"] for case in cases for finding in case["findings"]} == {f"VEE-{n:02}" for n in range(1, 12)}
    assert {look["what"] for case in cases for look in case["look"].values()} == {"digit", "length", "point"}
    path = tmp_path / "vectors.json"
    path.write_text(json.dumps(cases))
    program = ROOT / "pwa" / "node_modules" / ".bin" / "vitest"
    command = [str(program), "run", "--reporter=verbose", PHONE]
    environment = node.environment() | {"MANY_VECTORS": str(path)}
    done = subprocess.run(command, cwd=ROOT / "pwa", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert f"{COUNT} answered alike" in done.stdout
