"""Receipts of days, as documentation."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant, PageArguments
from backend.sync.rules.day_receipt import FAULTS
from backend.sync.schemas.carrying import NamedPersonSchema


class DayReceiptArguments(PageArguments):
    branch_id = fields.Integer()
    day = fields.Date(metadata={"description": "Only this day's"})


class NamedPhoneSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)


class DayReceiptSchema(Schema):
    id = Id(required=True)
    day = fields.String(required=True, metadata={"format": "date"})
    number = fields.Integer(required=True, metadata={"description": "1: the day's receipt; higher: a supplement"})
    made_at = Instant(required=True)
    person = fields.Nested(NamedPersonSchema, required=True)
    device = fields.Nested(NamedPhoneSchema, required=True)
    entries = fields.Integer(required=True)
    readings = fields.Integer(required=True)
    photos = fields.Integer(required=True)
    key_id = fields.String(required=True)


class FaultSchema(Schema):
    code = fields.String(required=True, validate=validate.OneOf(list(FAULTS)))
    about = fields.String(required=True)


class ReceiptFileSchema(Schema):
    """What `receipt verify` takes."""

    kind = fields.String(required=True, validate=validate.Equal("day_receipt"))
    id = Id(required=True)
    day = fields.String(required=True)
    number = fields.Integer(required=True)
    through_seq = fields.Integer(required=True)
    content = fields.Dict(required=True, metadata={"description": "What was signed, as canonical JSON (RFC 8785)"})
    key_id = fields.String(required=True)
    signature = fields.String(required=True, metadata={"description": "Ed25519, hex"})
    digest = fields.String(required=True, metadata={"description": "SHA-256 of the canonical content"})


class NamedEntrySchema(Schema):
    seq = fields.Integer(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True, metadata={"description": "visit, skip, attempt, note, day_close …"})


class NamedDialSchema(Schema):
    kind = fields.String(required=True)
    direction = fields.String(required=True)
    energy = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.Integer(required=True)


class NamedReadingSchema(Schema):
    visit = fields.String(required=True)
    register = fields.String(required=True)
    seq = fields.Integer(required=True, allow_none=True, metadata={"description": "The entry that brought it"})
    point = fields.String(required=True, allow_none=True, metadata={"description": "Number; null: another branch's"})
    meter = fields.String(required=True, allow_none=True, metadata={"description": "Asset number; null: another branch's"})
    dial = fields.Nested(NamedDialSchema, required=True, allow_none=True)


class NamedPhotoSchema(Schema):
    sha256 = fields.String(required=True)
    seq = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The entry that brought it; null: an earlier receipt's"}
    )


class LegendSchema(Schema):
    """What the ids in `file` stand for, in the order of its lists: looked up now, not signed."""

    entries = fields.List(fields.Nested(NamedEntrySchema), required=True)
    readings = fields.List(fields.Nested(NamedReadingSchema), required=True)
    photos = fields.List(fields.Nested(NamedPhotoSchema), required=True)


class DayReceiptDetailSchema(DayReceiptSchema):
    file = fields.Nested(ReceiptFileSchema, required=True)
    legend = fields.Nested(LegendSchema, required=True)
    key = fields.String(required=True, allow_none=True, metadata={"description": "The public key that made it, hex"})
    faults = fields.List(fields.Nested(FaultSchema), required=True, metadata={"description": "Empty when it holds"})
    qr_svg = fields.String(required=True, metadata={"description": "The digest as a QR code"})
