"""The bodies of entries as documentation: marshmallow says what msgspec decodes (backend.sync.rules.bodies).

Nothing is loaded through these: a schema's load costs fifty times as much. A test holds the two to one another.
"""

from marshmallow import INCLUDE, Schema, fields, validate

from backend.kernel.fields import Id, Instant

_SMALL = validate.Range(0, 2_147_483_647)
_CODE = validate.Regexp("^[a-z0-9_]{1,20}$")
_SHA256 = validate.Regexp("^[0-9a-f]{64}$")


def _decimal(description: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(r"^[0-9]{1,16}(\.[0-9]{1,16})?$"),
        metadata={"description": description, "example": "4821.6"},
    )


class Open(Schema):
    """Members that a newer app adds are news: kept in the journal, otherwise ignored."""

    class Meta:
        unknown = INCLUDE


class PlaceSchema(Open):
    lat = fields.String(required=True, validate=validate.Regexp(r"^-?[0-9]{1,3}(\.[0-9]+)?$"), metadata={"example": "36.1021"})
    lon = fields.String(required=True, validate=validate.Regexp(r"^-?[0-9]{1,3}(\.[0-9]+)?$"), metadata={"example": "113.2187"})
    accuracy_m = fields.Integer(allow_none=True, strict=True, validate=_SMALL)
    datum = fields.String(validate=validate.OneOf(["WGS-84", "GCJ-02", "BD-09"]))
    at = Instant(allow_none=True)


class GuideSchema(Open):
    x = fields.Integer(required=True, strict=True, validate=_SMALL)
    y = fields.Integer(required=True, strict=True, validate=_SMALL)
    w = fields.Integer(required=True, strict=True, validate=_SMALL)
    h = fields.Integer(required=True, strict=True, validate=_SMALL)


class PhotoSchema(Open):
    sha256 = fields.String(required=True, validate=_SHA256)
    size = fields.Integer(required=True, strict=True, validate=_SMALL)
    mime = fields.String(required=True, validate=validate.Length(max=40))
    taken_at = Instant(required=True)
    place = fields.Nested(PlaceSchema, allow_none=True)
    guide = fields.Nested(GuideSchema, allow_none=True)


class MeterFoundSchema(Open):
    how = fields.String(required=True, validate=validate.OneOf(["scanned", "typed", "box", "listed"]))
    text = fields.String(validate=validate.Length(max=200))
    symbology = fields.String(allow_none=True, validate=validate.Length(max=30))
    verdict = fields.String(validate=validate.OneOf(["expected", "other", "unknown"]))
    other_task_id = Id(allow_none=True)
    reason = fields.String(allow_none=True, validate=validate.Length(max=200))


class ValueSchema(Open):
    register_id = Id(required=True)
    value = _decimal("What stands on the dial; never negative")
    value_at = Instant(required=True, metadata={"description": "The moment the value stands for"})
    obtained = fields.String(validate=validate.OneOf(["typed", "optical"]))
    frozen = fields.Boolean()
    occurred_at = Instant(allow_none=True, metadata={"description": "When a maximum demand occurred"})
    attempts = fields.Integer(strict=True, validate=_SMALL)


class SaidSchema(Open):
    rule = fields.String(required=True, validate=validate.Length(1, 10))
    action = fields.String(validate=validate.OneOf(["info", "confirm", "case", "hold"]))
    register_id = Id(allow_none=True)


class JudgedSchema(Open):
    rules_version = fields.Integer(strict=True, validate=_SMALL)
    band_version = fields.Integer(strict=True, validate=_SMALL)
    findings = fields.List(fields.Nested(SaidSchema))


class AttemptSchema(Open):
    task_id = Id(required=True)
    installation_id = Id(required=True)
    register_id = Id(required=True)
    value = _decimal("Typed before any hint was shown")
    n = fields.Integer(required=True, strict=True, validate=_SMALL)
    hint = fields.List(fields.String(validate=validate.Length(1, 10)))
    rules_version = fields.Integer(strict=True, validate=_SMALL)
    band_version = fields.Integer(strict=True, validate=_SMALL)


class _AtATask(Open):
    task_id = Id(required=True)
    task_version = fields.Integer(required=True, strict=True, validate=_SMALL)
    note = fields.String(allow_none=True, validate=validate.Length(max=4_000))


class _AtAMeter(_AtATask):
    taken_at = Instant(required=True)
    troubles = fields.List(fields.String(validate=_CODE))
    place = fields.Nested(PlaceSchema, allow_none=True)
    photos = fields.List(fields.Nested(PhotoSchema))


class VisitSchema(_AtAMeter):
    run_id = Id(required=True)
    point_id = Id(required=True)
    installation_id = Id(required=True)
    readings = fields.List(fields.Nested(ValueSchema), required=True, validate=validate.Length(1, 60))
    meter_found = fields.Nested(MeterFoundSchema, allow_none=True)
    judged = fields.Nested(JudgedSchema, allow_none=True)
    confirmed = fields.Boolean()
    supersedes = Id(allow_none=True)


class SkipSchema(_AtAMeter):
    run_id = Id(required=True)
    point_id = Id(required=True)
    code = fields.String(required=True, validate=_CODE)
    meter_found = fields.Nested(MeterFoundSchema, allow_none=True)


class ReturnSchema(_AtATask):
    code = fields.String(required=True, validate=_CODE)


class NoteSchema(Open):
    text = fields.String(required=True, validate=validate.Length(max=4_000))
    task_id = Id(allow_none=True)
    point_id = Id(allow_none=True)
    place = fields.Nested(PlaceSchema, allow_none=True)
    photos = fields.List(fields.Nested(PhotoSchema))


class InspectionSchema(_AtAMeter):
    outcome = fields.String(required=True, validate=_CODE)


class HandoverSchema(Open):
    through_seq = fields.Integer(required=True, strict=True, validate=_SMALL)
    to_person = Id(allow_none=True)
    reason = fields.String(allow_none=True, validate=validate.Length(max=200))


class CountsSchema(Open):
    read = fields.Integer(strict=True, validate=_SMALL)
    skipped = fields.Integer(strict=True, validate=_SMALL)
    returned = fields.Integer(strict=True, validate=_SMALL)
    moved = fields.Integer(strict=True, validate=_SMALL)
    contested = fields.Integer(strict=True, validate=_SMALL)
    closed_elsewhere = fields.Integer(strict=True, validate=_SMALL)
    cancelled = fields.Integer(strict=True, validate=_SMALL)
    open = fields.Integer(strict=True, validate=_SMALL)


class DayCloseSchema(Open):
    day = fields.Date(required=True)
    through_seq = fields.Integer(required=True, strict=True, validate=_SMALL)
    counts = fields.Nested(CountsSchema)
    photos = fields.List(fields.String(validate=_SHA256))
    cursor = fields.String(allow_none=True, validate=validate.Length(max=4_000))


BODIES: dict[str, type[Schema]] = {
    "attempt": AttemptSchema,
    "visit": VisitSchema,
    "skip": SkipSchema,
    "return": ReturnSchema,
    "note": NoteSchema,
    "inspection": InspectionSchema,
    "handover": HandoverSchema,
    "day_close": DayCloseSchema,
}
