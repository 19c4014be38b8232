"""Reading barcodes: two decoders over a row of views, stopping at the meter's identifier, or at a text that can be believed.

The order was measured on real pictures: zxing is best on large photos at full size, zbar at 1600 pixels and less; then each
view that wins pictures no earlier one could read, cheapest gain first. A picture whose identifier is found at once costs
milliseconds; one without any code walks the whole row. Views that won no picture there (equalised, turned by 10°, enlarged and
turned) cost such a one a third more and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PIL import Image

from backend.evidence.rules import decoders, views
from backend.evidence.rules.belief import Believed, Step, believed
from backend.evidence.rules.codes import Code, names
from backend.evidence.rules.views import View


def _same(view: View) -> View:
    return view


def _coarse(view: View) -> View:
    return views.sharpened(views.enlarged(view, 3, most=2_800_000))


PLAIN = (
    Step("full", None, _same, zbar=False),
    Step("1600", 1600, _same, zxing=False),
    Step("1600", 1600, _same, zbar=False),
    Step("800", 800, _same),
)
FURTHER = (
    Step("contrast ×2", 1600, lambda view: views.enlarged(views.contrasted(view), 2, most=4_000_000)),
    Step("sharp ×3", 1600, _coarse),
    Step("turned 45°", 1600, partial(views.turned, degrees=45)),
    Step("turned 22°", 1600, partial(views.turned, degrees=22)),
    Step("turned -22°", 1600, partial(views.turned, degrees=-22)),
    Step("blurred", 1600, views.blurred),
    Step("inverted", 1600, views.inverted, zxing=False),
)
STEPS = {step.name: step for step in (*PLAIN, *FURTHER)}


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
    sized: dict[int | None, View] = {}
    for steps in (PLAIN, *((step,) for step in FURTHER)):
        for codes in _looked(picture, steps, sized):
            looked += 1
            seen += codes
            hit = _hit(codes, expected)
            if hit is not None:
                # What else is there isn't worth second looks.
                return Reading(tuple(believed(picture, seen, {})), hit, looked)
        if not expected:
            trusted = believed(picture, seen, STEPS)
            if trusted:
                return Reading(tuple(trusted), None, looked)
    return Reading(tuple(believed(picture, seen, STEPS)), None, looked)


def _looked(picture: View, steps: tuple[Step, ...], sized: dict[int | None, View]) -> Iterator[list[Code]]:
    done: set[tuple[str, tuple[int, int]]] = set()
    for step in steps:
        if step.side not in sized:
            sized[step.side] = step.sized(picture)
        view = step.change(sized[step.side])
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
