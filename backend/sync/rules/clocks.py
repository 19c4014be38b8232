"""What time it really was (DESIGN decision 6): a corrected time is given only within one page start, else it is unknown.

An anchor says: in page start `boot`, server time = offset + the phone's monotonic milliseconds. The wall clock of a phone may
be a year off and jump in the middle of a round; the monotonic one can't.
"""

from collections.abc import Mapping

# A phone restarts its page a few times a day; older anchors help nobody.
KEPT_ANCHORS = 16
_YEAR_2200_MS = 7_258_118_400_000


def anchored(anchors: Mapping[str, int], *, boot: str, mono_ms: int, received_ms: int) -> dict[str, int]:
    """The anchors with the one this push gives (the earliest of a page start is kept: it was delayed least or as little)."""
    offset = received_ms - mono_ms
    known = anchors.get(boot)
    kept = {name: value for name, value in anchors.items() if name != boot}
    # Delay on the way only ever makes the offset larger.
    kept[boot] = offset if known is None else min(known, offset)
    return dict(list(kept.items())[-KEPT_ANCHORS:])


def corrected_ms(anchors: Mapping[str, int], *, boot: str, mono_ms: int) -> int | None:
    """Milliseconds since 1970 by the server's clock; None when no push of that page start ever reached the server.

    None as well for a result that no calendar of ours has: then the phone's monotonic clock is broken.
    """
    offset = anchors.get(boot)
    if offset is None:
        return None
    corrected = offset + mono_ms
    return corrected if 0 <= corrected < _YEAR_2200_MS else None
