"""Progress, hand-over, exports and the trail on the wire."""

from marshmallow import Schema, fields, validate

from backend.fieldwork.rules.ledger import STATES
from backend.kernel.fields import E4, Id, Instant, PageArguments, Period
from backend.supervision.schemas.parts import (
    AuditLineSchema,
    MonthSchema,
    NamedSchema,
    PlaceSchema,
    ReadingSchema,
    RegisterSchema,
    ValueSchema,
)


class TodayArguments(Schema):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})
    limit = fields.Integer(metadata={"description": "Ignored: everybody fits on one page"})


TaskCountsSchema = Schema.from_dict({name: fields.Integer(required=True) for name in ("ever", *STATES)}, name="TaskCountsSchema")


class WalkedRunSchema(Schema):
    id = Id(required=True)
    route_code = fields.String(required=True)
    route_name = fields.String(required=True)


class PhotoCountsSchema(Schema):
    whole = fields.Integer(required=True)
    owed = fields.Integer(required=True)
    unusable = fields.Integer(
        required=True, metadata={"description": "That came, and are no picture: they aren't asked for again"}
    )
    missing = fields.Integer(required=True, metadata={"description": "Visits without the photo their task asked for"})


class ProgressSchema(Schema):
    person = fields.Nested(NamedSchema, required=True)
    last_contact = Instant(required=True, allow_none=True)
    device_ids = fields.List(Id(), required=True)
    runs = fields.List(fields.Nested(WalkedRunSchema), required=True)
    tasks = fields.Nested(TaskCountsSchema, required=True)
    photos = fields.Nested(PhotoCountsSchema, required=True)
    contested = fields.Integer(required=True)
    first_at = Instant(required=True, allow_none=True, metadata={"description": "Today's first visit"})
    last_at = Instant(required=True, allow_none=True)


class StopCountsSchema(Schema):
    """The work of the open periods, each task counted once, whoever held it."""

    due = fields.Integer(required=True, metadata={"description": "All but the cancelled"})
    read = fields.Integer(required=True, metadata={"description": "By a reader, a customer or from afar"})
    open = fields.Integer(required=True)
    skipped = fields.Integer(required=True, metadata={"description": "Tried in vain, or given back"})
    contested = fields.Integer(required=True)


class TodaySchema(Schema):
    items = fields.List(fields.Nested(ProgressSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    stops = fields.Nested(StopCountsSchema, required=True)


class ReadingArguments(PageArguments):
    point_id = Id(required=True)
    period = Period(metadata={"description": "The last two years when left out"})


class ReleaseArguments(PageArguments):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    run_id = Id()


class HeldSchema(Schema):
    point = fields.Nested(PlaceSchema, required=True)
    why = fields.String(required=True)
    case_id = Id(required=True, allow_none=True)


class ReleaseStateSchema(Schema):
    ready = fields.Integer(required=True)
    held = fields.Integer(required=True)
    released = fields.Integer(required=True)
    missing = fields.Integer(required=True, metadata={"description": "Not read yet, so neither ready nor held"})
    items = fields.List(fields.Nested(HeldSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ReleaseSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    run_id = Id(metadata={"description": "Only the points of a run"})
    point_ids = fields.List(Id(), validate=validate.Length(min=1, max=1000), metadata={"description": "Only these points"})


class HeldPointSchema(Schema):
    point_id = Id(required=True)
    why = fields.String(required=True)
    case_id = Id(required=True, allow_none=True)


class ReleasedSchema(Schema):
    released = fields.Integer(required=True)
    already = fields.Integer(required=True, metadata={"description": "Handed over before; nothing happened to them"})
    held = fields.List(fields.Nested(HeldPointSchema), required=True)


class SettlementLineSchema(Schema):
    point = fields.Nested(PlaceSchema, required=True)
    register = fields.Nested(RegisterSchema, required=True)
    number = fields.Integer(required=True, metadata={"description": "1: the hand-over; higher: an adjustment of it"})
    from_ = fields.Nested(ValueSchema, required=True, allow_none=True, data_key="from", attribute="from")
    to = fields.Nested(ValueSchema, required=True)
    advance = E4(required=True)
    multiplier = E4(required=True)
    kwh = E4(required=True)


class ExportArguments(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    format = fields.String(load_default="csv", validate=validate.OneOf(["csv", "xlsx"]))
    profile = fields.String(metadata={"description": "A column profile's name; the standard columns when left out"})


class ExportColumnSchema(Schema):
    column = fields.String(required=True, validate=validate.Length(max=40))
    heading = fields.String(load_default="", validate=validate.Length(max=60))


class ProfileSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    branch_id = fields.Integer(required=True, allow_none=True)
    built_in = fields.Boolean(required=True)
    columns = fields.List(fields.Nested(ExportColumnSchema), required=True)


class SetProfileSchema(Schema):
    branch_id = fields.Integer(required=True)
    name = fields.String(required=True, validate=validate.Length(1, 60))
    columns = fields.List(fields.Nested(ExportColumnSchema), required=True, validate=validate.Length(min=1, max=60))


class KnownColumnSchema(Schema):
    column = fields.String(required=True)
    en = fields.String(required=True)
    zh = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["text", "number"]))


class ProfilesSchema(Schema):
    items = fields.List(fields.Nested(ProfileSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    columns = fields.List(fields.Nested(KnownColumnSchema), required=True, metadata={"description": "What can be chosen from"})


class AuditArguments(PageArguments):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})
    subject = fields.String(
        validate=validate.Regexp(r"^[a-z_]{1,20}:.{1,64}$"), metadata={"description": "One subject, as case:<id>"}
    )


class DropJobSchema(Schema):
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class DeadJobSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)
    payload = fields.Dict(required=True, metadata={"description": "What it was to do: ids, nothing personal"})
    attempts = fields.Integer(required=True)
    error = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    finished_at = Instant(required=True, allow_none=True)


class StoryRouteSchema(Schema):
    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    sequence = fields.Integer(required=True)


class PointReleaseSchema(Schema):
    period = Period(required=True)
    number = fields.Integer(required=True)
    released_at = Instant(required=True)
    by = fields.Nested(NamedSchema, required=True, allow_none=True)


class PointStopSchema(Schema):
    """A task of the point, and why it wasn't read."""

    task_id = Id(required=True)
    period = Period(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    skip_code = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    at = Instant(required=True, allow_none=True, metadata={"description": "When it was read or skipped"})
    by = fields.Nested(NamedSchema, required=True, allow_none=True)


class StorySchema(Schema):
    """What happened at a metering point."""

    stops = fields.List(
        fields.Nested(PointStopSchema), required=True, metadata={"description": "The newest tasks, the newest first, 12 at most"}
    )

    route = fields.Nested(StoryRouteSchema, required=True, allow_none=True)
    history = fields.List(fields.Nested(MonthSchema), required=True)
    readings = fields.List(fields.Nested(ReadingSchema), required=True)
    releases = fields.List(fields.Nested(PointReleaseSchema), required=True)
    audit = fields.List(fields.Nested(AuditLineSchema), required=True)
