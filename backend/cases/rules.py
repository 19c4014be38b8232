"""What may be decided about a case, by its kind and state."""

from typing import Literal

Kind = Literal[
    "implausible", "barcode_mismatch", "contested", "quarantined", "photo_mismatch", "customer_reading", "ledger_difference"
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "implausible", "barcode_mismatch", "contested", "quarantined", "photo_mismatch", "customer_reading", "ledger_difference",
)  # fmt: skip

Decision = Literal["accept", "correct", "estimate", "re_read", "field_check", "dismiss"]
DECISIONS: tuple[Decision, ...] = ("accept", "correct", "estimate", "re_read", "field_check", "dismiss")

# Decisions that end a case at once; the others send somebody, and the case waits for what he finds.
ENDING: tuple[Decision, ...] = ("accept", "correct", "estimate", "dismiss")

# Cases about what a visit said: another visit that takes its place takes these over.
ABOUT_VALUES: tuple[Kind, ...] = ("implausible", "barcode_mismatch", "customer_reading")

# What closed a case by itself, when what it waited for arrived and nothing spoke against it.
ANSWERED = "answered"
# A photo that came wrong for the last time has come right after all.
ARRIVED = "photo_arrived"


def allowed(kind: str, *, has_values: bool, has_task: bool, on_hold: bool) -> tuple[Decision, ...]:
    """What a person may decide. `on_hold`: a value can't stand as it is (a finding of action hold)."""
    if kind == "ledger_difference":
        return ("dismiss",)
    if kind == "quarantined":
        # What can be read of it is taken over by a door of its own.
        return ("re_read", "dismiss") if has_task else ("dismiss",)
    if kind == "contested":
        # Which of the two stands, or neither: then somebody looks again.
        return ("accept", "re_read", "field_check")
    found: list[Decision] = []
    if has_values:
        found += [] if on_hold else ["accept"]
        found += ["correct", "estimate"]
    if has_task:
        found += ["re_read", "field_check"]
    # A doubtful value must be dealt with; what only concerns the picture or the barcode may be laid aside.
    if kind in {"barcode_mismatch", "photo_mismatch"} or not has_values:
        found.append("dismiss")
    return tuple(found)
