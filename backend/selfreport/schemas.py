"""What the customers' page sends and gets."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import E4, Id, Instant, Period

HASH = validate.Regexp(r"^[0-9a-f]{64}$")


class TaskQuerySchema(Schema):
    """Which task a signed-in customer means. A link means its own."""

    task_id = Id(load_default=None, metadata={"description": "Needed by signed-in customers; a link has its own task"})


class BranchNameSchema(Schema):
    name = fields.String(required=True)


class MaskedPointSchema(Schema):
    id = Id(required=True)
    address_masked = fields.String(required=True)


class MeterTailSchema(Schema):
    tail = fields.String(required=True, metadata={"description": "The last six figures of the asset number"})


class DialSchema(Schema):
    """A register to be read; what it showed before is not said."""

    id = Id(required=True)
    kind = fields.String(required=True)
    direction = fields.String(required=True)
    energy = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    digits = fields.Integer(required=True)
    decimals = fields.Integer(required=True)
    position = fields.Integer(required=True)


class ReceiptSchema(Schema):
    receipt_no = fields.String(required=True)
    received_at = Instant(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("plain", "will_be_checked")))


class ReportSessionSchema(Schema):
    """The meter to be read."""

    branch = fields.Nested(BranchNameSchema, required=True)
    point = fields.Nested(MaskedPointSchema, required=True)
    meter = fields.Nested(MeterTailSchema, required=True)
    registers = fields.List(fields.Nested(DialSchema), required=True)
    expires_at = Instant(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(("open", "used", "closed")))
    receipt = fields.Nested(ReceiptSchema, required=True, allow_none=True)


class ReportValueSchema(Schema):
    register_id = Id(required=True)
    value = E4(required=True)


class ReportMeterFoundSchema(Schema):
    """How the customer knows that this is the meter."""

    how = fields.String(required=True, validate=validate.OneOf(("scanned", "typed", "listed")))
    text = fields.String(load_default="", validate=validate.Length(max=120))


class ReportPhotoSchema(Schema):
    sha256 = fields.String(required=True, validate=HASH)
    size = fields.Integer(required=True, validate=validate.Range(1))
    mime = fields.String(required=True, validate=validate.Length(max=40))
    taken_at = Instant(load_default=None, allow_none=True)


class ReportSchema(Schema):
    """A customer's own reading."""

    id = Id(required=True, metadata={"description": "Made by the page, UUIDv7: sent again, it answers the same receipt"})
    values = fields.List(fields.Nested(ReportValueSchema), required=True, validate=validate.Length(1, 40))
    meter_found = fields.Nested(ReportMeterFoundSchema, required=True)
    note = fields.String(load_default="", validate=validate.Length(max=500))
    taken_at = Instant(required=True)
    photos = fields.List(fields.Nested(ReportPhotoSchema), load_default=list, validate=validate.Length(max=6))


class ReceivedSchema(ReceiptSchema):
    """The receipt, and what still has to be uploaded."""

    visit = Id(required=True, metadata={"description": "For `visit` in the photos' Upload-Metadata"})
    photos_owed = fields.List(fields.String(), required=True)


class HelpSchema(Schema):
    """Why the customer can't read the meter."""

    reason = fields.String(required=True, validate=validate.OneOf(("cannot_read", "no_meter", "other")))
    note = fields.String(load_default="", validate=validate.Length(max=500))


class HelpReceivedSchema(Schema):
    received_at = Instant(required=True)


class OwnPointSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    address = fields.String(required=True)


class LastValueSchema(Schema):
    value = E4(required=True)
    period = Period(required=True)


class OwnPointStateSchema(Schema):
    """A metering point of a signed-in customer."""

    point = fields.Nested(OwnPointSchema, required=True)
    meter = fields.Nested(MeterTailSchema, required=True, allow_none=True)
    task_id = Id(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(("open", "done", "none")))
    last = fields.Nested(LastValueSchema, required=True, allow_none=True)


class OwnPointsSchema(Schema):
    items = fields.List(fields.Nested(OwnPointStateSchema), required=True)
    next = fields.String(required=True, allow_none=True)
