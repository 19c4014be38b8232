"""`make bench`: measures into build/reports/bench.json. With ONLY=area one area alone, merged into what is there."""

import importlib
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.support.shared import ROOT

# Each module has `run() -> {name: {value, unit, aim, note}}`.
AREAS: dict[str, tuple[str, ...]] = {
    "round": ("tests.bench.round_import", "tests.bench.round_reader"),
    "sync": ("tests.bench.sync",),
    "evidence": ("tests.bench.evidence",),
    "plausibility": (
        "tests.bench.plausibility_cases",
        "tests.bench.plausibility_coverage",
        "tests.bench.plausibility_demo",
        "tests.bench.plausibility_speed",
        "tests.bench.plausibility",
    ),
}
REPORT = ROOT / "build" / "reports" / "bench.json"


def main(only: str) -> int:
    if only and only not in AREAS:
        print(f"ONLY is one of {', '.join(AREAS)}", file=sys.stderr)
        return 2
    # Measuring everything begins anew, so that no figure outlives what it measured.
    figures: dict[str, Any] = json.loads(REPORT.read_text()) if only and REPORT.exists() else {}
    for area in [only] if only else list(AREAS):
        for module in AREAS[area]:
            if importlib.util.find_spec(module) is None:
                continue
            found = importlib.import_module(module).run()
            figures |= found
            for name, figure in sorted(found.items()):
                aim = f"  (aim {figure['aim']})" if figure["aim"] else ""
                print(f"{name:<48} {figure['value']:>14} {figure['unit']}{aim}", flush=True)
            _write(REPORT, figures)
    return 0


def _write(path: Path, figures: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(figures.items())), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", "").strip()))
