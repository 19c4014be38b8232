"""When a value collected remotely and one that stands can't both be right."""

# One kilowatt hour (or whatever the dial counts), in 1/10,000: a dial is read cut off, a frozen value isn't.
SLACK_E4 = 10_000


def contradict(*, value_e4: int, at_ms: int, standing_e4: int, standing_at_ms: int) -> bool:
    """Whether an earlier moment has the higher value, or the same moment another one. A dial only goes forward."""
    difference = value_e4 - standing_e4
    if at_ms == standing_at_ms:
        return abs(difference) > SLACK_E4
    return difference > SLACK_E4 if at_ms < standing_at_ms else difference < -SLACK_E4
