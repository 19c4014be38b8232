"""The contract of entries: the files here, the decoder and the published document say the same of every body.

The same files are read by the PWA's tests. Each has the JSON Schema of a kind's body, examples that are taken, and bodies that
are refused (which on the wire means: quarantined).
"""

import json
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.sync.rules import entries
from backend.sync.rules.bodies import KINDS
from backend.sync.schemas.bodies import BODIES

FOLDER = Path(__file__).parent / "entries"
FILES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
ENVELOPE = {
    "id": "01934f2e-0000-7000-8000-000000000001", "seq": 1, "v": 1, "recorded_at": "2026-11-24T09:30:00+08:00",
    "clock": {"boot": "b", "mono_ms": 7}, "person": "01934f2e-0000-7000-8000-000000000002",
}  # fmt: skip


def decodes(kind: str, body: Any) -> bool:
    """Whether the server understands a body: it is neither quarantined nor changed on the way."""
    return entries.decode(0, msgspec.json.encode(ENVELOPE | {"kind": kind, "body": body})).why is None


@cache
def file_says(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(FILES[kind]["schema"], validate_formats=True)


@cache
def document_says(kind: str) -> jsonschema_rs.Draft202012Validator:
    """What the OpenAPI document publishes of a kind's body."""
    spec = APISpec("t", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.schema("Body", schema=BODIES[kind])
    document = spec.to_dict() | {"$ref": "#/components/schemas/Body"}
    return jsonschema_rs.Draft202012Validator(document, validate_formats=True)


def test_every_kind_has_its_file() -> None:
    assert set(FILES) == set(KINDS) == set(BODIES)
    assert all(file["kind"] == kind and file["v"] == 1 for kind, file in FILES.items())


@pytest.mark.parametrize("kind", FILES)
def test_examples_are_taken_and_the_refused_are_not(kind: str) -> None:
    for body in FILES[kind]["examples"]:
        file_says(kind).validate(body)
        document_says(kind).validate(body)
        assert decodes(kind, body)
    for body in FILES[kind]["refused"]:
        assert not file_says(kind).is_valid(body)
        assert not decodes(kind, body)


CHINA = timezone(timedelta(hours=8))

# Faster than by their patterns. A time before 1970 or after 2199 is no time at all, which a schema can't say.
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.uuids(version=4).map(str),
    "sha256": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "code": st.text("abcxyz019_", min_size=1, max_size=20),
    "decimal": st.builds("{}.{}".format, st.integers(0, 999_999), st.integers(0, 9999)) | st.integers(0, 999_999).map(str),
    "instant": st.builds(datetime.fromtimestamp, st.integers(40_000_000, 7_200_000_000), st.sampled_from([UTC, CHINA])).map(
        datetime.isoformat
    ),
}


def values(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that fit a schema of the kind used here."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return SCALARS[name] if name in SCALARS else values(defs[name], defs)
    if "anyOf" in schema:
        return st.one_of(*(values(one, defs) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_type(kind, schema, defs) for kind in kinds))


def _of_type(kind: str, schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "null":
        return st.none()
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if kind == "array":
        return st.lists(values(schema["items"], defs), min_size=schema.get("minItems", 0), max_size=2)
    if kind == "object":
        return _objects(schema, defs)
    if schema.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"), alphabet=st.characters(max_codepoint=127))
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=min(30, schema["maxLength"]))
    return text.filter(lambda value: len(value) >= schema.get("minLength", 0))


def _objects(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    members = {name: values(member, defs) for name, member in schema["properties"].items()}
    required = {name: members.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=members)


@cache
def bodies(kind: str) -> st.SearchStrategy[Any]:
    schema = FILES[kind]["schema"]
    return values(schema, schema["$defs"])


def _distinct(body: Any) -> Any:
    """A register is read once in a visit, which a schema can't say."""
    if "readings" in body:
        body["readings"] = list({value["register_id"]: value for value in body["readings"]}.values())
    return body


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_what_the_file_allows_is_taken_and_documented(kind: str, data: st.DataObject) -> None:
    body = _distinct(data.draw(bodies(kind)))
    assert file_says(kind).is_valid(body)
    assert document_says(kind).is_valid(body)
    assert decodes(kind, body)


WRONG = st.sampled_from([None, True, -1, 2**40, "", "x", [], {}, ["x"], {"x": 1}])


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_member_gone_wrong_is_judged_alike(kind: str, data: st.DataObject) -> None:
    body = _distinct(data.draw(bodies(kind)))
    name = data.draw(st.sampled_from(sorted(FILES[kind]["schema"]["properties"])))
    if data.draw(st.booleans()):
        body.pop(name, None)
    else:
        body[name] = data.draw(WRONG)
    taken = decodes(kind, body)
    assert file_says(kind).is_valid(body) is taken
    assert document_says(kind).is_valid(body) is taken
