"""Area `evidence`: uploads beside the disk's own limit, barcodes read in real pictures, verification and its queue."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from backend.evidence.rules import decoders, views
from backend.evidence.rules.cascade import read
from backend.evidence.rules.codes import Code
from backend.evidence.rules.dial_models import is_here
from backend.evidence.rules.picture import jpeg_copy, opened
from backend.evidence.rules.quality import measured
from tests.bench import evidence_reader
from tests.bench.evidence_reuse import searches
from tests.bench.evidence_uploads import Uploads, measure_uploads, resent_share
from tests.bench.evidence_verification import drained
from tests.evidence.barcodes import Sample, barcodes, meters_without_barcodes

Figure = dict[str, Any]


def run() -> dict[str, Figure]:
    """All figures of the area."""
    with tempfile.TemporaryDirectory() as folder:
        found = _uploads(measure_uploads(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        found["evidence.resend_share"] = figure(
            round(resent_share(Path(folder)), 4), "share", "<= 0.1", "1 MB by tuspy over a link cut every 100 KB"
        )
    found |= _barcodes()
    if is_here():
        found |= evidence_reader.run()
    found |= _verification()
    with tempfile.TemporaryDirectory() as folder:
        found |= _queue(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        found |= searches(Path(folder))
    return found


def figure(value: float | str, unit: str, aim: str = "", note: str = "") -> Figure:
    return {"value": value, "unit": unit, "aim": aim, "note": note}


def _uploads(measured_: Uploads) -> dict[str, Figure]:
    note = f"{measured_.count} photos of 200 KB, 8 at once, in one request each, with all checks"
    return {
        "evidence.uploads_per_s": figure(round(measured_.per_s, 1), "1/s", "", note),
        "evidence.upload_ratio": figure(round(measured_.per_s / measured_.disk_per_s, 3), "share", ">= 0.1", note),
        "evidence.disk_per_s": figure(
            round(measured_.disk_per_s, 1), "1/s", "", "the same bytes: write, fsync, rename, folder fsync"
        ),
    }


def _right(sample: Sample, codes: list[Code]) -> bool:
    return any(sample.is_right(code.text, code.symbology) for code in codes)


def _barcodes() -> dict[str, Figure]:
    samples = barcodes()
    by_kind: dict[str, list[bool]] = {}
    right = {"pyzbar": 0, "zxing": 0, "either": 0, "ours": 0}
    spent: dict[str, list[float]] = {name: [] for name in right}
    wrong: list[str] = []
    for sample in samples:
        grey = opened(sample.path.read_bytes(), most_pixels=50_000_000).convert("L")
        view = views.whole(grey)
        at = time.process_time()
        zbar = _right(sample, decoders.zbar(view, "full"))
        spent["pyzbar"].append(_since(at))
        at = time.process_time()
        zxing = _right(sample, decoders.zxing(view, "full"))
        spent["zxing"].append(_since(at))
        at = time.process_time()
        believed = read(grey).codes
        spent["ours"].append(_since(at))
        ours = any(sample.is_right(code.text, code.symbology) for code in believed)
        for name, hit in (("pyzbar", zbar), ("zxing", zxing), ("either", zbar or zxing), ("ours", ours)):
            right[name] += hit
        by_kind.setdefault(sample.symbology, []).append(ours)
        wrong += [f"{sample.path.name}: {code.text}" for code in believed if not sample.is_right(code.text, code.symbology)]
    water = list(meters_without_barcodes())
    for sample in water:
        grey = opened(sample.path.read_bytes(), most_pixels=50_000_000).convert("L")
        wrong += [f"{sample.path.name}: {code.text}" for code in read(grey).codes]
    kinds = ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in sorted(by_kind.items()))
    ms = {
        name: f"median {statistics.median(values):.1f} mean {statistics.mean(values):.0f} ms CPU"
        for name, values in spent.items()
        if values
    }
    total = len(samples)
    return {
        "evidence.barcode_rate_pyzbar": figure(round(right["pyzbar"] / total, 3), "share", "", ms["pyzbar"]),
        "evidence.barcode_rate_zxing": figure(round(right["zxing"] / total, 3), "share", "", ms["zxing"]),
        "evidence.barcode_rate_either": figure(round(right["either"] / total, 3), "share", "", "a plain union"),
        "evidence.barcode_rate_ours": figure(round(right["ours"] / total, 3), "share", ">= 0.93", f"{ms['ours']}; {kinds}"),
        "evidence.barcode_wrong": figure(
            len(wrong), "texts", "0", f"of {total} pictures and {len(water)} dials without a code; {'; '.join(wrong) or 'none'}"
        ),
    }


def _since(at: float) -> float:
    return (time.process_time() - at) * 1000


def _verification() -> dict[str, Figure]:
    """By step, on the photos of water meters: dials without a code, which walk the whole row of views."""
    steps: dict[str, list[float]] = {"decode": [], "quality": [], "copies": [], "barcodes": []}
    for sample in list(meters_without_barcodes())[:16]:
        data = sample.path.read_bytes()
        at = time.process_time()
        picture = opened(data, most_pixels=50_000_000)
        grey = picture.convert("L")
        steps["decode"].append(_since(at))
        at = time.process_time()
        measured(grey)
        steps["quality"].append(_since(at))
        at = time.process_time()
        for side in (320, 1280):
            jpeg_copy(picture, side)
        steps["copies"].append(_since(at))
        at = time.process_time()
        read(grey, expected=frozenset({"0000000000000000204417"}))
        steps["barcodes"].append(_since(at))
    note = ", ".join(f"{name} {statistics.median(values):.0f}" for name, values in steps.items())
    total = statistics.median(sum(parts) for parts in zip(*steps.values(), strict=True))
    return {"evidence.verify_nothing_ms": figure(round(total, 1), "ms CPU", "", f"dials without any code, by step: {note}")}


def _queue(folder: Path) -> dict[str, Figure]:
    drain = drained(folder, photos=120)
    return {
        "evidence.verify_ms_median": figure(round(drain.median_ms, 1), "ms CPU", "", "1600 pixels, with the meter's barcode"),
        "evidence.drained_per_s": figure(round(drain.per_s, 1), "1/s", "", "one worker, jobs to verdicts, wall time"),
        "evidence.dials_per_s": figure(round(drain.dials_per_s, 1), "1/s", "", "second reader, whole photos"),
        "evidence.worker_mb": figure(drain.child_mb, "MB", "", "the most a child used"),
    }
