"""make chaos: a storm on each database into build/reports/chaos.json, then one over the real app.

SECONDS (at most, a database), FAULTS (at least), SEED, ONLY=sqlite|postgresql|pwa, PLANTED=1 (planted mistakes instead).
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chaos import planted, pwa
from tests.chaos.scene import DIALECTS
from tests.chaos.storm import Forecast, Outcome, storm
from tests.support import run
from tests.support.shared import ROOT

REPORTS = ROOT / "build" / "reports"


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    seconds: float
    faults: int
    seed: int
    only: str | None
    planted: bool


def _asked() -> Asked:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[*DIALECTS, "pwa"])
    parser.add_argument("--planted", action="store_true")
    return Asked(**vars(parser.parse_args()))


def _write(name: str, report: dict[str, Any]) -> None:
    """Beside what an earlier run of another part wrote."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    path = REPORTS / name
    before = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(before | report, indent=2) + "\n")


def _tell(outcome: Outcome) -> None:
    report = outcome.report
    print(f"\n{outcome.forecast.dialect}: {report['faults']} faults in {report['seconds']} s, seed {report['seed']}")
    for kind, count in report["kinds"].items():
        print(f"  {count:6} {kind}")
    refused = ", ".join(f"{status} × {count}" for status, count in sorted(outcome.refused.items())) or "none"
    print(f"  answered 'later': {refused}")
    for name in ("acknowledged", "contested", "quarantined", "lost", "doubled"):
        print(f"  {report[name]:6} {name}")
    for what, why in [*outcome.verdict.lost.items(), *outcome.verdict.doubled.items()][:20]:
        print(f"  !! {what}: {why}")
    for wrong in outcome.wrong[:20]:
        print(f"  !! {wrong}")


def main() -> int:
    asked = _asked()
    keeper = run.begin()
    good = True
    try:
        if asked.planted:
            return planted.main(run.folder(), asked.seed)
        for dialect in DIALECTS:
            if asked.only in {None, dialect}:
                outcome = storm(run.folder(), Forecast(dialect, asked.seed, asked.faults, asked.seconds))
                _tell(outcome)
                _write("chaos.json", {dialect: outcome.report})
                good = good and outcome.is_good
        if asked.only in {None, "pwa"}:
            with tempfile.TemporaryDirectory() as folder:
                killed = pwa.storm(Path(folder), run.folder(), seed=asked.seed, kills=25)
            _write("chaos-pwa.json", killed.report)
            print(killed.told)
            good = good and killed.is_good
    finally:
        run.end(keeper)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
