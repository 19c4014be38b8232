"""Examples for the OpenAPI document, made from schemas where a view gives none of its own."""

from typing import Any

_BY_FORMAT = {
    "uuid": "019a2b3c-4d5e-7f60-8123-456789abcdef",
    "date-time": "2026-11-24T08:30:00.000Z",
    "date": "2026-11-24",
    "binary": "…",
    "uri": "https://meterround.example/",
}
_BY_TYPE: dict[str, Any] = {"string": "…", "integer": 1, "number": 1, "boolean": True, "null": None}
# Schemas that hold themselves must come to an end.
_DEEPEST = 6


def resolve(spec: dict[str, Any], value: Any) -> Any:
    """What a `$ref` stands for, or the value itself."""
    while isinstance(value, dict) and "$ref" in value:
        found: Any = spec
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def example(spec: dict[str, Any], schema: Any, depth: int = 0) -> Any:
    """A value that fits a schema."""
    schema = resolve(spec, schema)
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return None
    for member in ("example", "default"):
        if member in schema:
            return schema[member]
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    for member in ("allOf", "anyOf", "oneOf"):
        if member in schema:
            return example(spec, schema[member][0], depth)
    if "properties" in schema:
        return {name: example(spec, value, depth + 1) for name, value in schema["properties"].items()}
    kinds = schema.get("type", "object")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if kind == "array":
        found = example(spec, schema.get("items", {}), depth + 1)
        return [] if found is None else [found]
    if kind == "object":
        inner = schema.get("additionalProperties")
        return {"key": example(spec, inner, depth + 1)} if isinstance(inner, dict) and inner else {}
    if kind in {"integer", "number"}:
        return max(1, schema.get("minimum", 1))
    return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE.get(kind))
