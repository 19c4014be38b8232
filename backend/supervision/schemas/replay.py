"""Findings judged again, on the wire."""

from typing import get_args

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id
from backend.supervision.rules.replay import Missing


class SaidSchema(Schema):
    action = fields.String(required=True)
    params = fields.Dict(keys=fields.String(), required=True)


class ReplayVersionsSchema(Schema):
    rule = fields.Integer(required=True, allow_none=True, metadata={"description": "Of the rule that spoke then"})
    rule_now = fields.Integer(required=True, allow_none=True)
    book = fields.Integer(required=True, metadata={"description": "Of the book of rules it was judged again by"})
    band = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the bands, with the thresholds in them; 0: there were none"}
    )
    band_by_time = fields.Boolean(
        required=True, metadata={"description": "The finding is older than the keeping of versions: told by when bands were made"}
    )


class ReplayedSchema(Schema):
    finding_id = Id(required=True, allow_none=True, metadata={"description": "Null: said now, and not kept then"})
    visit_id = Id(required=True)
    rule = fields.String(required=True)
    register_id = Id(required=True, allow_none=True)
    then = fields.Nested(SaidSchema, required=True, allow_none=True, metadata={"description": "What was kept"})
    now = fields.Nested(
        SaidSchema, required=True, allow_none=True, metadata={"description": "What the same versions say of the same facts"}
    )
    today = fields.Nested(SaidSchema, required=True, allow_none=True, metadata={"description": "What today's thresholds say"})
    same = fields.Boolean(required=True, allow_none=True, metadata={"description": "Null: it can't be judged again"})
    missing = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(get_args(Missing)), metadata={"description": "Why it can't"}
    )
    versions = fields.Nested(ReplayVersionsSchema, required=True)


class ReplaySchema(Schema):
    items = fields.List(fields.Nested(ReplayedSchema), required=True)
    next = fields.String(required=True, allow_none=True)
