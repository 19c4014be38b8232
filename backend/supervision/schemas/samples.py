"""Visits drawn to be looked at, and what was observed of them."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant, PageArguments, Period
from backend.supervision.schemas.parts import NamedSchema, PlaceSchema, PresencePartSchema

OUTCOMES = ("fine", "ask", "wrong")


class SampleArguments(PageArguments):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)


class DrawSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)


class DrawnSchema(Schema):
    drawn = fields.Integer(required=True, metadata={"description": "How many are new"})


class JudgeSampleSchema(Schema):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))


class JudgedSampleSchema(JudgeSampleSchema):
    visit_id = Id(required=True)
    seen_at = Instant(required=True)


class SampleSchema(Schema):
    visit_id = Id(required=True)
    score = fields.Integer(required=True, metadata={"description": "0: nothing was observed, to 100"})
    parts = fields.List(fields.Nested(PresencePartSchema), required=True)
    why = fields.String(required=True, validate=validate.OneOf(["score", "random"]))
    drawn_at = Instant(required=True)
    outcome = fields.String(required=True, allow_none=True, validate=validate.OneOf(OUTCOMES))
    seen_at = Instant(required=True, allow_none=True)
    seen_by = fields.Nested(NamedSchema, required=True, allow_none=True)
    taken_at = Instant(required=True)
    person = fields.Nested(NamedSchema, required=True, allow_none=True)
    point = fields.Nested(PlaceSchema, required=True)
