"""What a suspended phone sent is kept a visit at a time: what belongs to one task is one question for the office."""

from collections.abc import Iterable, Mapping
from typing import Any

# Why an entry that could be understood was kept nevertheless: a person may still take it over.
SUSPENDED = "device_suspended"

# The subjects of cases about kept entries: of one phone and one task, and of a phone's rest.
OF_TASK = "phone_task"
OF_PHONE = "phone"


def subject(device: str, task: str | None) -> tuple[str, str]:
    """Whom a case about kept entries is about; ids as 32 hexadecimal digits, for two are as long as a subject may be."""
    return (OF_PHONE, device) if task is None else (OF_TASK, device + task)


def entries_of(details: Iterable[Mapping[str, Any]]) -> list[str]:
    """The journal ids that a case's events name, each once, in the order they came."""
    return list(dict.fromkeys(one for detail in details for one in detail.get("params", {}).get("entries", ())))
