"""Stops nobody could read, and estimating them, on the wire."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import E4, Id, Instant, PageArguments, Period
from backend.supervision.schemas.cases import EstimateSchema
from backend.supervision.schemas.parts import PlaceSchema, RegisterSchema
from backend.vee.rules.estimation import METHODS

WHY_NOT = (
    "not_found", "read", "estimated", "not_estimated", "followed", "not_begun", "period_closed", "released_already",
    "no_estimate", "too_many_estimates",
)  # fmt: skip


class MissingArguments(PageArguments):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    run_id = Id(metadata={"description": "Only the stops of a run"})
    point_id = Id(metadata={"description": "Only those of a metering point"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 200))


class MissingRouteSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class MissingRegisterSchema(Schema):
    register = fields.Nested(RegisterSchema, required=True)
    previous = E4(required=True, allow_none=True, metadata={"description": "The last value that was read"})


class MissingSchema(Schema):
    task_id = Id(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["open", "skipped", "returned"]))
    sequence = fields.Integer(required=True)
    route = fields.Nested(MissingRouteSchema, required=True)
    point = fields.Nested(PlaceSchema, required=True)
    at = Instant(required=True, metadata={"description": "The moment an estimate stands for"})
    estimated = fields.Boolean(required=True, metadata={"description": "An estimate stands in its place"})
    why = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(WHY_NOT),
        metadata={"description": "Why it can't be estimated; null where it can"},
    )  # fmt: skip
    registers = fields.List(fields.Nested(MissingRegisterSchema), required=True)
    choices = fields.List(fields.Nested(EstimateSchema), required=True)


class TakeBackSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    task_ids = fields.List(Id(), required=True, validate=validate.Length(1, 500))
    reason = fields.String(required=True, validate=validate.Length(1, 300))


class EstimateStopsSchema(TakeBackSchema):
    method = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(METHODS),
        metadata={"description": "The first that knows enough when null: profile, last_year, linear"},
    )  # fmt: skip


class LeftStopSchema(Schema):
    task_id = Id(required=True)
    why = fields.String(required=True, validate=validate.OneOf(WHY_NOT))


class EstimatedSchema(Schema):
    done = fields.List(Id(), required=True)
    left = fields.List(fields.Nested(LeftStopSchema), required=True)
