"""`python -m tests.bench.evidence_barcodes`: what each decoder and the cascade read of the real pictures of barcodes, by kind.

Prints the table of docs/EVIDENCE.md.
"""

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from PIL import Image

from backend.evidence.rules import decoders, views
from backend.evidence.rules.cascade import read
from backend.evidence.rules.picture import opened
from tests.evidence.barcodes import Sample, barcodes

Text = tuple[str, str]  # text, symbology

READERS: dict[str, Callable[[Image.Image], Sequence[Text]]] = {
    "zbar": lambda grey: [(code.text, code.symbology) for code in decoders.zbar(views.whole(grey), "full")],
    "zxing": lambda grey: [(code.text, code.symbology) for code in decoders.zxing(views.whole(grey), "full")],
    "ours": lambda grey: [(code.text, code.symbology) for code in read(grey).codes],
}


def main() -> None:
    right: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    spent: dict[str, list[float]] = defaultdict(list)
    count: Counter[str] = Counter()
    for sample in barcodes():
        grey = opened(sample.path.read_bytes(), most_pixels=50_000_000).convert("L")
        count[sample.symbology] += 1
        read_by_both = False
        for name, reader in READERS.items():
            at = time.process_time()
            texts = reader(grey)
            spent[name].append((time.process_time() - at) * 1000)
            is_right = _is_right(sample, texts)
            right[sample.symbology][name] += is_right
            wrong[sample.symbology][name] += sum(not sample.is_right(*text) for text in texts)
            read_by_both |= is_right and name != "ours"
        right[sample.symbology]["either"] += read_by_both
    _print(count, right, wrong)
    for name, values in spent.items():
        print(f"{name}: median {statistics.median(values):.1f}, mean {statistics.mean(values):.0f} ms CPU an image")


def _is_right(sample: Sample, texts: Sequence[Text]) -> bool:
    return any(sample.is_right(*text) for text in texts)


def _print(count: Counter[str], right: dict[str, Counter[str]], wrong: dict[str, Counter[str]]) -> None:
    columns = ("zbar", "zxing", "either", "ours")
    print("| | images | zbar | zxing | either | ours | wrong texts: zbar / zxing / ours |")
    print("|---|---|---|---|---|---|---|")
    for kind in [*sorted(count), "all"]:
        kinds = list(count) if kind == "all" else [kind]
        cells = [str(sum(right[one][name] for one in kinds)) for name in columns]
        mistakes = " / ".join(str(sum(wrong[one][name] for one in kinds)) for name in READERS)
        print("|", " | ".join([kind, str(sum(count[one] for one in kinds)), *cells, mistakes]), "|")


if __name__ == "__main__":
    main()
