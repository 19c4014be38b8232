"""The dated status of an account, as rows of a file change it."""

from typing import Any, NamedTuple


class Span(NamedTuple):
    """A status from–to (to is exclusive, None: until further notice). Days are ISO text."""

    valid_from: str
    valid_to: str | None
    status: str


def events(attributes: dict[str, Any], *, is_new: bool, dawn: str, today: str) -> list[tuple[str, str]]:
    """What a row says as (day, status), oldest first.

    A status without its day: a new account has it since it was opened, an existing one since today; 销户 since its closing.
    """
    opened, closed, status = attributes.get("opened_on"), attributes.get("closed_on"), attributes.get("status")
    found: dict[str, str] = {}
    if opened is not None or is_new:
        found[opened or dawn] = "active"
    if status is not None:
        day = attributes.get("status_from") or (closed if status == "closed" else None)
        found[day or ((opened or dawn) if is_new else today)] = status
    if closed is not None:
        found[closed] = "closed"
    return sorted(found.items())


def with_event(spans: list[Span], day: str, status: str) -> list[Span]:
    """The spans with a status that begins on a day. What holds already isn't stated twice; later spans stay as they are."""
    if not spans or day < spans[0].valid_from:
        if spans and spans[0].status == status:
            return spans
        return [Span(day, spans[0].valid_from if spans else None, status), *spans]
    at = max(index for index, span in enumerate(spans) if span.valid_from <= day)
    covering = spans[at]
    if covering.status == status:
        return spans
    if covering.valid_from == day:
        return [*spans[:at], covering._replace(status=status), *spans[at + 1 :]]
    return [*spans[:at], covering._replace(valid_to=day), Span(day, covering.valid_to, status), *spans[at + 1 :]]
