"""Columns of a pull made rows again, as docs/SYNC.md describes them. Shares no code with the server."""

from collections.abc import Iterator
from typing import Any


def rows(column: Any, count: int) -> list[Any]:
    """The rows a column stands for."""
    if isinstance(column, list):
        assert len(column) == count
        return column
    if not isinstance(column, dict):
        return [column] * count
    match column:
        case {"members": members}:
            parts = {name: rows(one, count) for name, one in members.items()}
            return [{name: part[place] for name, part in parts.items()} for place in range(count)]
        case {"lists": lengths, "of": of}:
            sizes = rows(lengths, count)
            flat = iter(rows(of, sum(sizes)))
            return [[next(flat) for _ in range(size)] for size in sizes]
        case {"some": some, "of": of}:
            assert len(some) == count
            there = iter(rows(of, some.count("1")))
            return [next(there) if one == "1" else None for one in some]
        case {"ids": shared, "hex": digits}:
            return [
                f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}" for one in _joined(shared, _cut(shared, digits))
            ]
        case {"scale": scale, "units": units}:
            return [_decimal(one, scale) for one in rows(units, count)]
        case {"steps": steps}:
            found, at = [], 0
            for step in rows(steps, count):
                at += step
                found.append(at)
            return found
        case {"shared": shared, "rest": rest}:
            return list(_joined(shared, iter(rest)))
    raise AssertionError(f"no such column: {sorted(column)}")


def _cut(shared: list[int], digits: str) -> Iterator[str]:
    at = 0
    for count in shared:
        yield digits[at : at + 32 - count]
        at += 32 - count
    assert at == len(digits)


def _joined(shared: list[int], rest: Iterator[str]) -> Iterator[str]:
    before = ""
    for count, tail in zip(shared, rest, strict=True):
        before = before[:count] + tail
        yield before


def _decimal(units: int, scale: int) -> str:
    if scale == 0:
        return str(units)
    digits = str(abs(units)).rjust(scale + 1, "0")
    text = f"{digits[:-scale]}.{digits[-scale:]}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """A compact answer in the plain form."""
    found = {name: value for name, value in answer.items() if name != "compact"}
    for name, short in answer["compact"].items():
        if name != "form":
            found[name] = rows(short["column"], short["rows"])
    told = [{"task_id": task["id"], "version": task["version"], "state": task["state"], "holding": task.pop("holding")}
            for task in found["tasks"]]  # fmt: skip
    return found | {"states": [*told, *found["states"]]}
