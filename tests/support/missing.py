"""What a machine may lack: a test says so by one of these reasons, and the summary counts them.

On CI (CI=true) a missing program fails the test instead: a green run there has left nothing out.
"""

import os
from enum import Enum
from typing import NoReturn

import pytest


class Missing(Enum):
    SHARED = "shared data"
    POSTGRESQL = "PostgreSQL"
    REDIS = "Redis"
    CHROMIUM = "Chromium"
    NODE = "Node with the PWA's packages"

    @property
    def reason(self) -> str:
        return f"this machine has no {self.value}"


def go_without(what: Missing, hint: str) -> NoReturn:
    message = f"{what.reason}: {hint}"
    if what is not Missing.SHARED and os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def summary(reasons: list[str]) -> str:
    """One line on how many tests were left out for want of what."""
    counted = [(sum(what.reason in reason for reason in reasons), what.value) for what in Missing]
    left_out = [f"{count} for want of {name}" for count, name in counted if count]
    return (
        f"Left out on this machine: {', '.join(left_out)}." if left_out else "Nothing was left out for want of data or programs."
    )
