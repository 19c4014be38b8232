"""How often the second reader agrees with what stands on real dials, with a wrong value, and with nothing.

`python -m tests.bench.evidence_reader` prints the table of docs/EVIDENCE.md.
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.evidence.rules.dial import Line
from backend.evidence.rules.dial_reader import the_reader
from backend.evidence.rules.picture import opened
from tests.evidence.dials import Dial, dials

MECHANICAL, LCD = "water-mechanical-5-wheels", "electricity-lcd-7seg"


@dataclass(frozen=True)
class Rates:
    """Shares of photos and of values: said of the true value, and of every value with one digit changed."""

    photos: int
    values: int
    true: Counter[str]
    changed: Counter[str]
    median_ms: float

    def share(self, agreement: str) -> float:
        return self.true[agreement] / self.photos

    def false_share(self, agreement: str) -> float:
        return self.changed[agreement] / self.values


def measured(kind: str, guide: Callable[[Dial], dict[str, int] | None]) -> Rates:
    """All photos of a kind, each looked at in the frame that `guide` gives."""
    true: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    spent = []
    of_kind = [one for one in dials() if one.kind == kind]
    reader = the_reader()
    for one in of_kind:
        picture = opened(one.path.read_bytes(), most_pixels=50_000_000)
        at = time.process_time()
        lines: list[Line] = reader.read(picture, guide=guide(one), places=[len(one.right[0])])
        spent.append((time.process_time() - at) * 1000)
        said = [one.agreement(lines, digits) for digits in one.right]
        true["agrees" if "agrees" in said else "differs" if set(said) == {"differs"} else "unconfirmed"] += 1
        changed.update(one.agreement(lines, digits) for digits in one.changed())
    return Rates(len(of_kind), changed.total(), true, changed, statistics.median(spent))


CASES: dict[str, tuple[str, Callable[[Dial], dict[str, int] | None]]] = {
    "mechanical, the window given": (MECHANICAL, lambda dial: dial.guide()),
    "mechanical, a frame 10 % larger all around": (MECHANICAL, lambda dial: dial.guide(0.1)),
    "mechanical, a frame 25 % larger all around": (MECHANICAL, lambda dial: dial.guide(0.25)),
    "mechanical, whole photo": (MECHANICAL, lambda _: None),
    "kWh LCD, whole photo": (LCD, lambda _: None),
}


def run() -> dict[str, dict[str, Any]]:
    window, whole, lcd = (
        measured(*CASES[name]) for name in ("mechanical, the window given", "mechanical, whole photo", "kWh LCD, whole photo")
    )
    note = f"{window.photos} photos, the window given; wrongly differs {window.share('differs'):.3f}"
    return {
        "evidence.reader_agrees_mechanical": _figure(window.share("agrees"), ">= 0.8", f"{note}; {window.median_ms:.0f} ms CPU"),
        "evidence.reader_false_agree": _figure(
            window.false_share("agrees"), "<= 0.005", f"of {window.values} values with one digit changed, the window given"
        ),
        "evidence.reader_abstains_mechanical": _figure(window.share("unconfirmed"), "", note),
        "evidence.reader_agrees_whole_photo": _figure(
            whole.share("agrees"), ">= 0.6", f"{whole.photos} photos; {whole.median_ms:.0f} ms CPU"
        ),
        "evidence.reader_false_agree_whole_photo": _figure(
            whole.false_share("agrees"), "<= 0.005", f"of {whole.values} values with one digit changed"
        ),
        "evidence.reader_agrees_lcd": _figure(lcd.share("agrees"), "", f"{lcd.photos} photos of LCDs, whole: nothing promised"),
        "evidence.reader_false_agree_lcd": _figure(lcd.false_share("agrees"), "<= 0.005", f"of {lcd.values} values"),
    }


def _figure(value: float, aim: str, note: str) -> dict[str, Any]:
    return {"value": round(value, 4), "unit": "share", "aim": aim, "note": note}


def main() -> None:
    print("| photos | n | agrees | differs | abstains | a changed value: agrees | differs | ms CPU |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (kind, guide) in CASES.items():
        rates = measured(kind, guide)
        shares = [f"{100 * rates.share(said):.0f} %" for said in ("agrees", "differs", "unconfirmed")]
        false = [f"{100 * rates.false_share(said):.2f} %" for said in ("agrees", "differs")]
        print("|", " | ".join([name, str(rates.photos), *shares, *false, f"{rates.median_ms:.0f}"]), "|", flush=True)


if __name__ == "__main__":
    main()
