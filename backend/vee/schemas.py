"""Thresholds on the wire."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant, PageArguments


class ThresholdArguments(PageArguments):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})


class _NumbersSchema(Schema):
    numbers = fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True), required=True, metadata={"example": {"case_run": 6}}
    )


class SetThresholdSchema(_NumbersSchema):
    rule = fields.String(required=True, validate=validate.Regexp(r"^VEE-\d\d$"))
    branch_id = fields.Integer(load_default=None, allow_none=True, metadata={"description": "Every branch when null"})
    customer_class = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=30), metadata={"description": "Every class when null"}
    )
    valid_from = fields.Date(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300), metadata={"description": "Why it was changed"})


class SetterSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)


class ThresholdSchema(_NumbersSchema):
    id = Id(required=True)
    rule = fields.String(required=True)
    branch_id = fields.Integer(required=True, allow_none=True)
    customer_class = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    version = fields.Integer(required=True)
    reason = fields.String(required=True, allow_none=True)
    set_at = Instant(required=True)
    set_by = fields.Nested(SetterSchema, required=True, allow_none=True)


class RuleSchema(Schema):
    code = fields.String(required=True)
    where = fields.String(
        required=True, validate=validate.OneOf(["phone", "office", "together"]),
        metadata={"description": "Who asks it: phone and server, the server alone, or the server of many visits together"},
    )  # fmt: skip
    version = fields.Integer(required=True)
    defaults = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ThresholdsSchema(Schema):
    items = fields.List(fields.Nested(ThresholdSchema), required=True, metadata={"description": "Settings, the newest first"})
    next = fields.String(required=True, allow_none=True)
    rules = fields.List(fields.Nested(RuleSchema), required=True, metadata={"description": "The book, with its defaults"})
