"""`make bench`: measures into build/reports/bench.json. With ONLY=area one area alone, merged into what is there."""

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.support.shared import ROOT

Run = Callable[[], dict[str, Any]]

# Each module has `run() -> {name: {value, unit, aim, note}}`, or PARTS, some of them by name.
AREAS: dict[str, tuple[str, ...]] = {
    "round": ("tests.bench.round_import", "tests.bench.round_reader"),
    "sync": ("tests.bench.sync",),
    "evidence": ("tests.bench.evidence",),
    "plausibility": (
        "tests.bench.plausibility_cases",
        "tests.bench.plausibility_ceilings",
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
    failed = []
    for name, run in _parts([only] if only else list(AREAS)):
        began = time.monotonic()
        print(f"-- {name}", flush=True)
        try:
            found = run()
        except Exception:  # noqa: BLE001  the other parts are measured all the same, and the end says that one failed
            traceback.print_exc()
            failed.append(name)
            continue
        figures |= found
        for key, figure in sorted(found.items()):
            aim = f"  (aim {figure['aim']})" if figure["aim"] else ""
            print(f"{key:<48} {figure['value']:>14,} {figure['unit']}{aim}  {figure['note']}", flush=True)
        print(f"-- {name}: {time.monotonic() - began:.0f} s", flush=True)
        _write(REPORT, figures)
    if failed:
        print(f"Failed: {'; '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _parts(areas: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """The modules' measurements with their names: in parts where a module has several (PARTS), else its one."""
    for area in areas:
        for name in AREAS[area]:
            module = importlib.import_module(name)
            parts: dict[str, Run] = getattr(module, "PARTS", None) or {"": module.run}
            for part, run in parts.items():
                yield f"{name.removeprefix('tests.bench.')} {part}".strip(), run


def _write(path: Path, figures: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(figures.items())), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", "").strip()))
