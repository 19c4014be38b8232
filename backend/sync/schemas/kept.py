"""What a suspended phone sent, for the office."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant
from backend.sync.schemas.carrying import NamedPersonSchema
from backend.sync.schemas.day_receipts import NamedPhoneSchema


class KeptValueSchema(Schema):
    value = fields.String(required=True)
    kind = fields.String(required=True)
    energy = fields.String(required=True)
    direction = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.Integer(required=True)


class KeptEntrySchema(Schema):
    id = Id(required=True)
    kind = fields.String(required=True, metadata={"description": "visit, skip, attempt, note, day_close …"})
    recorded_at = Instant(required=True, allow_none=True, metadata={"description": "By the phone's clock"})
    received_at = Instant(required=True)
    person = fields.Nested(NamedPersonSchema, required=True, allow_none=True)
    understood = fields.Boolean(required=True, metadata={"description": "False: it can't be taken over"})
    meter = fields.String(required=True, allow_none=True)
    values = fields.List(fields.Nested(KeptValueSchema), required=True)
    skip_code = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.String(), required=True, metadata={"description": "SHA-256; the visit is the entry's id"})


class KeptSchema(Schema):
    device = fields.Nested(NamedPhoneSchema, required=True, allow_none=True)
    suspended = fields.Boolean(required=True)
    entries = fields.List(fields.Nested(KeptEntrySchema), required=True)


class TakeOverSchema(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class TakenOverSchema(Schema):
    outcomes = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Entries by what became of them: applied, duplicate, contested, quarantined (still kept)"},
    )  # fmt: skip
