"""How rules did, what other thresholds would have done, and visits drawn to be looked at."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Period


class PrecisionArguments(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True, metadata={"description": "The last cycle looked at"})
    months = fields.Integer(load_default=12, validate=validate.Range(1, 36), metadata={"description": "How many cycles"})


class PrecisionSchema(Schema):
    rule = fields.String(required=True)
    opened = fields.Integer(required=True, metadata={"description": "Visits about which somebody was, or would be, asked"})
    right = fields.Integer(required=True, metadata={"description": "Another value took the place of what was doubted"})
    accepted = fields.Integer(required=True, metadata={"description": "It was real"})
    waiting = fields.Integer(required=True, metadata={"description": "Nobody has decided yet"})
    quiet = fields.Integer(required=True, metadata={"description": "Nobody ever asked, and nothing took its place"})


class PrecisionsSchema(Schema):
    items = fields.List(fields.Nested(PrecisionSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TrySchema(Schema):
    rule = fields.String(required=True, validate=validate.Regexp(r"^VEE-\d\d$"))
    branch_id = fields.Integer(required=True)
    customer_class = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=30), metadata={"description": "Every class when null"}
    )
    numbers = fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True), required=True, metadata={"example": {"case_z_e2": 450}}
    )
    period = Period(required=True, metadata={"description": "The last cycle looked at"})
    months = fields.Integer(load_default=12, validate=validate.Range(1, 36), metadata={"description": "How many cycles"})


class TriedSchema(Schema):
    cycles = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    before = fields.Nested(PrecisionSchema, required=True, metadata={"description": "By the thresholds in force then"})
    after = fields.Nested(PrecisionSchema, required=True, metadata={"description": "By the tried ones"})
