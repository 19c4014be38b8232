"""Reading barcodes: two decoders over a row of views, stopping at the meter's identifier, or at a text that can be believed.

The order was measured on real pictures: zxing is best on large photos at full size, zbar at 1600 pixels and less; then each
view that wins pictures no earlier one could read, cheapest gain first. A picture whose identifier is found at once costs
milliseconds; one without any code walks the whole row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from backend.evidence.rules import decoders, views
from backend.evidence.rules.belief import Believed, believed
from backend.evidence.rules.codes import Code, names
from backend.evidence.rules.views import View

Change = Callable[[View], View]


@dataclass(frozen=True)
class Step:
    """One view and who looks at it."""

    name: str
    view: Change
    zxing: bool = True
    zbar: bool = True


def _to_1600(view: View) -> View:
    return views.within(view, 1600)


PLAIN = (
    Step("full", lambda view: view, zbar=False),
    Step("1600", _to_1600, zxing=False),
    Step("1600", _to_1600, zbar=False),
    Step("800", lambda view: views.within(view, 800)),
)
FURTHER = (
    Step("contrast ×2", lambda view: views.enlarged(views.contrasted(_to_1600(view)), 2, most=4_000_000)),
    Step("sharp ×3", lambda view: views.sharpened(views.enlarged(_to_1600(view), 3, most=2_800_000))),
    Step("turned 45°", lambda view: views.turned(_to_1600(view), 45)),
    Step("turned 22°", lambda view: views.turned(_to_1600(view), 22)),
    Step("turned -22°", lambda view: views.turned(_to_1600(view), -22)),
    Step("blurred", lambda view: views.blurred(_to_1600(view))),
    Step("inverted", lambda view: views.inverted(_to_1600(view))),
    Step("equalised", lambda view: views.equalised(_to_1600(view))),
)
VIEWS = {step.name: step.view for step in (*PLAIN, *FURTHER)}


@dataclass(frozen=True)
class Reading:
    """codes: texts that can be believed, in the order they were found; expected: the identifier that was looked for and found,
    with the code that holds it; steps: how many views were looked at."""

    codes: tuple[Believed, ...]
    expected: tuple[str, Code] | None
    steps: int


NOTHING = Reading((), None, 0)


def read(grey: Image.Image, *, expected: frozenset[str] = frozenset()) -> Reading:
    """Read the codes of a picture in grey.

    With identifiers expected, a text that names one of them ends the search at once: a misreading that happens to be the
    identifier looked for doesn't occur. Any other text must be believable by itself (`belief`), and without an expectation
    the search ends with the first view that gives such a text, the plain views being looked at together.
    """
    picture = views.whole(grey)
    seen: list[Code] = []
    trusted: list[Believed] = []
    looked = 0
    for steps in (PLAIN, *((step,) for step in FURTHER)):
        for codes in _looked(picture, steps):
            looked += 1
            seen += codes
            hit = _hit(codes, expected)
            if hit is not None:
                return Reading(tuple(believed(picture, seen, VIEWS)), hit, looked)
        if not expected:
            trusted = believed(picture, seen, VIEWS)
            if trusted:
                return Reading(tuple(trusted), None, looked)
    return Reading(tuple(believed(picture, seen, VIEWS)), None, looked)


def _looked(picture: View, steps: tuple[Step, ...]) -> Iterator[list[Code]]:
    done: set[tuple[str, tuple[int, int]]] = set()
    for step in steps:
        view = step.view(picture)
        codes: list[Code] = []
        for name, decode, wanted in (("zxing", decoders.zxing, step.zxing), ("zbar", decoders.zbar, step.zbar)):
            # A small picture looks the same at 1600 and at full size.
            if wanted and (name, view.picture.size) not in done:
                done.add((name, view.picture.size))
                codes += decode(view, step.name)
        yield codes


def _hit(codes: list[Code], expected: frozenset[str]) -> tuple[str, Code] | None:
    for code in codes:
        for identifier in sorted(expected):
            if names(code.text, code.symbology, identifier):
                return identifier, code
    return None
