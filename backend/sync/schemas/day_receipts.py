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


class DayReceiptDetailSchema(DayReceiptSchema):
    file = fields.Nested(ReceiptFileSchema, required=True)
    key = fields.String(required=True, allow_none=True, metadata={"description": "The public key that made it, hex"})
    faults = fields.List(fields.Nested(FaultSchema), required=True, metadata={"description": "Empty when it holds"})
    qr_svg = fields.String(required=True, metadata={"description": "The digest as a QR code"})
