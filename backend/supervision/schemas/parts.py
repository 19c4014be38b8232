"""What several answers name in the same way."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import E4, Id, Instant, Period


class NamedSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)
    login = fields.String()
    role = fields.String()


class HolderSchema(NamedSchema):
    last_contact = Instant(required=True, allow_none=True)


class PlaceSchema(Schema):
    """A metering point in a list."""

    id = Id(required=True)
    number = fields.String(required=True)
    address = fields.String(required=True)
    class_ = fields.String(required=True, data_key="class", attribute="class")
    branch_id = fields.Integer(required=True)


class PointSchema(PlaceSchema):
    account_number = fields.String(required=True)
    name = fields.String(required=True)
    lat = fields.String(required=True, allow_none=True)
    lon = fields.String(required=True, allow_none=True)


class MeterSchema(Schema):
    id = Id(required=True)
    asset_number = fields.String(required=True)
    serial_number = fields.String(required=True)
    comm_address = fields.String(required=True)
    phases = fields.Integer(required=True)
    model = fields.String(required=True)


class RegisterSchema(Schema):
    id = Id(required=True)
    obis = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["cumulative", "demand", "balance", "count"]))
    direction = fields.String(required=True, validate=validate.OneOf(["forward", "reverse"]))
    energy = fields.String(required=True, validate=validate.OneOf(["active", "reactive"]))
    band = fields.String(required=True, validate=validate.OneOf(["total", "sharp", "peak", "flat", "valley", "deep"]))
    unit = fields.String(required=True)
    digits = fields.Integer(required=True)
    decimals = fields.Integer(required=True)
    position = fields.Integer(required=True)


class ValueSchema(Schema):
    value = E4(required=True)
    at = Instant(required=True, allow_none=True)


class MonthSchema(Schema):
    """What a register advanced in a period, beside the band that would have been drawn then."""

    period = Period(required=True)
    register_id = Id(required=True)
    advance = E4(required=True, allow_none=True)
    kwh = E4(required=True, allow_none=True)
    estimated = fields.Boolean(required=True)
    lo = E4(required=True, allow_none=True)
    hi = E4(required=True, allow_none=True)


class ReadingSchema(Schema):
    """A reading in a point's history. `stands`: no other one took its place."""

    id = Id(required=True)
    period = Period(required=True)
    register_id = Id(required=True)
    value = E4(required=True)
    value_at = Instant(required=True)
    taken_at = Instant(required=True)
    received_at = Instant(required=True)
    obtained = fields.String(required=True)
    frozen = fields.Boolean(required=True)
    quality = fields.List(fields.String(), required=True, metadata={"description": "IEC 61968-9 quality codes"})
    visit_id = Id(required=True, allow_none=True)
    stands = fields.Boolean(required=True)
    by = fields.Nested(NamedSchema, required=True, allow_none=True)
    corrects = Id(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class PresencePartSchema(Schema):
    """One observation of who was there: a code that has a sentence in every language, and its numbers."""

    code = fields.String(required=True)
    points = fields.Integer(required=True)
    params = fields.Dict(required=True)


class PresenceSchema(Schema):
    """What a visit shows of who was there. It proves nothing by itself, and feeds nobody's pay."""

    score = fields.Integer(required=True, metadata={"description": "0: nothing was observed, to 100"})
    parts = fields.List(fields.Nested(PresencePartSchema), required=True)


class AuditActorSchema(Schema):
    kind = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class SubjectSchema(Schema):
    kind = fields.String(required=True)
    id = fields.String(required=True)


class AuditLineSchema(Schema):
    home = fields.Integer(required=True)
    seq = fields.Integer(required=True)
    at = Instant(required=True)
    actor = fields.Nested(AuditActorSchema, required=True)
    action = fields.String(required=True)
    subject = fields.Nested(SubjectSchema, required=True)
    detail = fields.Dict(required=True)
    personal = fields.Dict(
        required=True, allow_none=True, metadata={"description": "Personal text, kept outside the chain; null once erased"}
    )
    hash = fields.String(required=True)
