"""How long it takes to look a photo up among a million prints, and how many retakes of real photos are caught."""

import io
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import text

from backend.evidence.models import PhotoPrint
from backend.evidence.queries.prints import near
from backend.evidence.rules import likeness
from backend.kernel.db import Database, insert_rows
from tests.evidence.barcodes import meters_without_barcodes
from tests.evidence.retakes import RETAKES
from tests.support import databases
from tests.support.postgres import temporary_cluster

Figure = dict[str, Any]
HASHES = 1_000_000
FEW = 10_000
CUTS = len(likeness.CUTS)
ASKED = 60
CHUNK = 50_000


def _figure(value: float | str, unit: str, aim: str, note: str) -> Figure:
    return {"value": value, "unit": unit, "aim": aim, "note": note}


def pictures() -> list[Image.Image]:
    """Real photos of meters, as large as the app takes them."""
    found = []
    for sample in meters_without_barcodes():
        picture = Image.open(sample.path).convert("RGB")
        picture.thumbnail((1600, 1600))
        found.append(picture)
    return found


def synthetic(count: int, bases: list[int]) -> Iterator[dict[str, Any]]:
    """Prints as a company's photos have them: not spread evenly, but gathered about those of real photos of meters, 16 to 32 bits
    away (different photos are at least 16 bits apart). That is harder on the index than chance."""
    chance = random.Random(11)
    for number in range(count):
        one = chance.choice(bases)
        for bit in chance.sample(range(64), chance.randint(16, 32)):
            one ^= 1 << bit
        bands = likeness.bands(one)
        yield {
            "home": 1 + number % 20, "sha256": f"{number // CUTS:064x}", "cut": number % CUTS, "print": likeness.signed(one),
            **{f"band{place}": value for place, value in enumerate(bands)},
        }  # fmt: skip


def _fill(database: Database, count: int, bases: list[int]) -> None:
    rows = []
    for row in synthetic(count, bases):
        rows.append(row)
        if len(rows) == CHUNK:
            database.run(lambda session, rows=rows: insert_rows(session, PhotoPrint, rows))  # type: ignore[misc]
            rows = []
    database.run(lambda session: insert_rows(session, PhotoPrint, rows))
    database.analyze()


Asked = tuple[tuple[int, ...], tuple[int, ...]]  # the prints of a picture upright, and in the other ways


def _search_ms(database: Database, asked: list[Asked]) -> tuple[float, float]:
    """Median and 95th percentile of a search, wall time."""
    took = []
    for prints in asked:
        at = time.perf_counter()
        database.read(lambda session, prints=prints: near(session, *prints, limit=12))  # type: ignore[misc]
        took.append((time.perf_counter() - at) * 1000)
    took.sort()
    return statistics.median(took), took[int(len(took) * 0.95)]


def _scans(database: Database, prints: Asked) -> bool:
    """Whether the database would go through the whole table for one band's part of the search."""
    probes = ",".join(str(probe) for ways in prints for one in ways for probe in likeness.probes(likeness.bands(one)[0]))
    explain = "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN"
    plan = database.read(
        lambda session: "\n".join(
            str(row)
            for row in session.execute(text(f"{explain} SELECT sha256, print FROM photo_print WHERE band0 IN ({probes})"))
        )
    )
    return "Seq Scan" in plan or "SCAN photo_print" in plan


def _on(url: str, kind: str, bases: list[int], asked: list[Asked]) -> dict[str, Figure]:
    databases.migrate(url)
    database = Database.open(url)
    try:
        _fill(database, FEW, bases)
        few, _ = _search_ms(database, asked)
        database.run(lambda session: session.execute(text("DELETE FROM photo_print")))
        _fill(database, HASHES, bases)
        _search_ms(database, asked[:10])
        million, slow = _search_ms(database, asked)
        scan = _scans(database, asked[0])
    finally:
        database.close()
    how = "WITH a scan" if scan else "no scan"
    note = f"{kind}, in all eight ways, by the index of each band, {how}; median of {len(asked)}, 95th percentile {slow:.1f}"
    return {
        f"evidence.reuse_search_ms_1m_{kind}": _figure(round(million, 1), "ms", "", note),
        f"evidence.reuse_search_ms_10k_{kind}": _figure(round(few, 1), "ms", "", f"{kind}, in the same run"),
    }


def searches(folder: Path) -> dict[str, Figure]:
    """A search among 10,000 and among a million prints, on both databases."""
    chosen = pictures()
    prints = [(likeness.prints(grey), likeness.turned_prints(grey)) for grey in (one.convert("L") for one in chosen)]
    bases = [one for upright, _ in prints for one in upright]
    asked = (prints * (ASKED // len(prints) + 1))[:ASKED]
    found = _on(databases.sqlite_url(folder / "prints.sqlite"), "sqlite", bases, asked)
    with temporary_cluster(durable=False) as cluster, cluster.database() as url:
        found |= _on(url, "postgresql", bases, asked)
    worst = max(("sqlite", "postgresql"), key=lambda kind: found[f"evidence.reuse_search_ms_1m_{kind}"]["value"])
    found["evidence.reuse_search_ms_1m"] = found[f"evidence.reuse_search_ms_1m_{worst}"]
    return found | {"evidence.reuse_caught": _caught(chosen)}


def _caught(chosen: list[Image.Image]) -> Figure:
    """Of each kind of retake of real photos, how many are found and held to be the same picture; and what else is."""
    hits: dict[str, int] = {}
    greys = [one.convert("L") for one in chosen]
    for picture, grey in zip(chosen, greys, strict=True):
        for name, change in RETAKES.items():
            out = io.BytesIO()
            change(picture).save(out, "JPEG", quality=55)
            hits[name] = hits.get(name, 0) + _same(Image.open(out).convert("L"), grey)
    wrong = sum(_same(one, other) for place, one in enumerate(greys) for other in greys[:place])
    total = len(chosen) * len(RETAKES)
    note = ", ".join(f"{name} {count}/{len(chosen)}" for name, count in hits.items())
    pairs = len(chosen) * (len(chosen) - 1) // 2
    return _figure(round(sum(hits.values()) / total, 3), "share", "", f"{note}; of {pairs} pairs of other pictures {wrong}")


def _same(one: Image.Image, other: Image.Image) -> bool:
    """Whether a picture is found from another's prints, and laid over it agrees."""
    asked = (*likeness.prints(one), *likeness.turned_prints(one))
    ways = [max(0, place + 1 - CUTS) for place in range(len(asked))]
    away, way = min((likeness.distance(a, b), way) for a, way in zip(asked, ways, strict=True) for b in likeness.prints(other))
    return away <= likeness.NEAR and likeness.likeness(_small(likeness.turned(one, way)), _small(other)) >= likeness.ALIKE


def _small(grey: Image.Image) -> Image.Image:
    small = grey.copy()
    small.thumbnail((320, 320))
    return small
