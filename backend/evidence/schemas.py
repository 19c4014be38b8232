"""What requests for photos look like."""

from marshmallow import Schema, fields, validate

from backend.evidence.rules.retention import LEAST_MONTHS, MOST_MONTHS
from backend.kernel.fields import Id, Instant, PageArguments, Period

SIZES = ("320", "1280", "original")


class PhotoQuerySchema(Schema):
    """Which visit a photo is wanted for, and how large."""

    visit = fields.UUID(
        required=True,
        metadata={"description": "The visit that the photo proves", "example": "019a2b3c-4d5e-7f60-8123-456789abcdef"},
    )
    size = fields.String(
        load_default="1280",
        validate=validate.OneOf(SIZES),
        metadata={"description": "The longer side in pixels, or the original bytes (supervisors only, as a download)"},
    )


class RetentionArguments(PageArguments):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})


class _ScopeSchema(Schema):
    branch_id = fields.Integer(load_default=None, allow_none=True, metadata={"description": "Every branch when null"})
    customer_class = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=30), metadata={"description": "Every class when null"}
    )
    valid_from = fields.Date(required=True)
    months = fields.Integer(
        required=True,
        validate=validate.Range(LEAST_MONTHS, MOST_MONTHS),
        metadata={"description": "After the end of the month a photo is of"},
    )


class SetRetentionSchema(_ScopeSchema):
    pass


class ForecastArguments(Schema):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})
    customer_class = fields.String(validate=validate.Length(max=30))
    months = fields.Integer(
        validate=validate.Range(LEAST_MONTHS, MOST_MONTHS),
        metadata={"description": "As if this had been set; by what is set when left out", "example": 24},
    )


class ForecastSchema(Schema):
    photos = fields.Integer(required=True, metadata={"description": "That would be removed"})
    bytes = fields.Integer(required=True)
    held = fields.Integer(required=True, metadata={"description": "Whose time is over, but an open case or a dispute holds them"})
    oldest = fields.Date(required=True, allow_none=True, metadata={"description": "The day the oldest of them came in"})
    complete = fields.Boolean(required=True, metadata={"description": "False: there are more, these were counted"})


class RetentionSchema(Schema):
    id = Id(required=True)
    branch_id = fields.Integer(required=True, allow_none=True)
    customer_class = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    version = fields.Integer(required=True)
    months = fields.Integer(required=True)
    counts_from = fields.Date(
        required=True, metadata={"description": "When it removes the first photo at the earliest: the day after it was set"}
    )
    set_at = Instant(required=True)


_WHY = validate.Length(min=2, max=300)


class OpenDisputeSchema(Schema):
    from_period = Period(required=True)
    to_period = Period(
        load_default=None, allow_none=True, metadata={"description": "Null: whatever is read until it ends", "example": "2026-11"}
    )
    reason = fields.String(required=True, validate=_WHY)


class EndDisputeSchema(Schema):
    reason = fields.String(required=True, validate=_WHY)


class DisputeSchema(Schema):
    id = Id(required=True)
    point_id = Id(required=True, attribute="metering_point_id")
    from_period = Period(required=True)
    to_period = Period(required=True, allow_none=True)
    reason = fields.String(required=True)
    opened_by = Id(required=True, allow_none=True)
    opened_at = Instant(required=True)
    ended_at = Instant(required=True, allow_none=True)
    end_reason = fields.String(required=True, allow_none=True)
