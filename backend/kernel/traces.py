"""What a log may say of an exception."""

import logging
import traceback

_FRAMES = 12


def where(error: BaseException) -> str:
    """Where an exception came from, without its message: a message may hold personal data (a broken key's value)."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-_FRAMES:]]
    cause = error.__cause__ or error.__context__
    return " < ".join([type(error).__name__, *reversed(lines)]) + (f" | from {where(cause)}" if cause is not None else "")


def complain(log: logging.Logger, error: BaseException, what: str, *parts: object) -> None:
    """Log a failure and where it came from."""
    log.error(f"{what}: %s", *parts, where(error))  # noqa: G004  the words are ours
