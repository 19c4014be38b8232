"""What the office says and hears about fieldwork on the wire."""

from marshmallow import Schema, fields, validate

from backend.fieldwork.rules import photo_policy
from backend.fieldwork.rules.contest import State
from backend.kernel.fields import Id, Instant, PageArguments, Period

RUN_STATES = ("planned", "downloaded", "reading", "reviewed", "released")
TASK_KINDS = ("regular", "first", "make_up", "re_read", "field_check", "special")
TASK_STATES = tuple(state.value for state in State)
_REASON = validate.Length(max=200)


class BranchArguments(Schema):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})


class RunArguments(BranchArguments):
    period = Period()


class LedgerArguments(Schema):
    branch_id = fields.Integer()
    period = Period()
    run_id = Id()
    holder_id = Id()
    area_id = Id(metadata={"description": "A transformer area"})


class UnroutedArguments(PageArguments):
    branch_id = fields.Integer(required=True)


class CountsSchema(Schema):
    total = fields.Integer(required=True)
    open = fields.Integer(required=True)
    read = fields.Integer(required=True)
    skipped = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    contested = fields.Integer(required=True)
    closed_elsewhere = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)


class PeriodSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["open", "closed"]))
    opened_at = Instant(required=True)
    closed_at = Instant(required=True, allow_none=True)
    counts = fields.Nested(CountsSchema, required=True)


class OpenPeriodSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)


class OpenedSchema(Schema):
    period = Period(required=True)
    runs = fields.Integer(required=True, metadata={"description": "How many runs are new"})
    tasks = fields.Integer(required=True, metadata={"description": "How many tasks are new"})
    first = fields.Integer(required=True, metadata={"description": "How many of them are first readings"})
    excluded = fields.Integer(required=True)
    unrouted = fields.Integer(required=True, metadata={"description": "Active metering points that stand in no route"})


class RouteSchema(Schema):
    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    branch_id = fields.Integer(required=True)
    blind = fields.Boolean(required=True)
    stops = fields.Integer(required=True)
    frequency = fields.String(required=True, allow_none=True, validate=validate.OneOf(["monthly", "odd", "even", "several"]))
    reading_day = fields.Integer(required=True, allow_none=True)


class NamedRouteSchema(Schema):
    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)


class HolderSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)


class HoldersSchema(Schema):
    person = fields.Nested(HolderSchema, required=True)
    tasks = fields.Integer(required=True)


class RunSchema(Schema):
    id = Id(required=True)
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(RUN_STATES))
    window_from = fields.Date(required=True)
    window_to = fields.Date(required=True)
    route = fields.Nested(NamedRouteSchema, required=True)
    counts = fields.Nested(CountsSchema, required=True)
    holders = fields.List(fields.Nested(HoldersSchema), required=True)
    unassigned = fields.Integer(required=True)


class TaskPointSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    address = fields.String(required=True)
    class_ = fields.String(required=True, data_key="class", attribute="class")
    branch_id = fields.Integer(required=True)


class TaskMeterSchema(Schema):
    asset_number = fields.String(required=True)
    serial_number = fields.String(required=True)
    phases = fields.Integer(required=True)


class TaskBoxSchema(Schema):
    id = Id(required=True)
    barcode = fields.String(required=True)


class TaskArguments(PageArguments):
    state = fields.String(load_default=None, validate=validate.OneOf(TASK_STATES))


class TaskSchema(Schema):
    id = Id(required=True)
    run_id = Id(required=True)
    sequence = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(TASK_KINDS))
    state = fields.String(required=True, validate=validate.OneOf(TASK_STATES))
    version = fields.Integer(required=True)
    due_from = fields.Date(required=True)
    due_to = fields.Date(required=True)
    reason = fields.String(required=True, allow_none=True)
    holder = fields.Nested(HolderSchema, required=True, allow_none=True)
    point = fields.Nested(TaskPointSchema, required=True)
    meter = fields.Nested(TaskMeterSchema, required=True)
    box = fields.Nested(TaskBoxSchema, required=True, allow_none=True)
    skip_code = fields.String(required=True, allow_none=True, metadata={"description": "Why it was skipped, where it was"})


class AssignSchema(Schema):
    holder_id = Id(required=True)
    reason = fields.String(load_default="", validate=_REASON)


class MoveSchema(Schema):
    task_ids = fields.List(Id(), required=True, validate=validate.Length(1, 5_000))
    holder_id = Id(required=True)
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class CancelSchema(Schema):
    task_ids = fields.List(Id(), required=True, validate=validate.Length(1, 5_000))
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class CancelledSchema(Schema):
    tasks = fields.List(Id(), required=True, metadata={"description": "Those it applied to"})


class ClosingArguments(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)


class ClosePeriodSchema(ClosingArguments):
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class ClosingSchema(Schema):
    state = fields.String(required=True, validate=validate.OneOf(["open", "closed"]))
    tasks = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Tasks by state; none: left out"}
    )
    unassigned = fields.Integer(required=True, metadata={"description": "Open tasks that nobody holds"})
    cases = fields.Integer(required=True, metadata={"description": "Cases of the period that aren't decided"})


class LeftSchema(Schema):
    task_id = Id(required=True)
    why = fields.String(
        required=True, validate=validate.OneOf(["already_held", "read", "contested", "closed_elsewhere", "cancelled", "unknown"])
    )


class AssignedSchema(Schema):
    moved = fields.List(Id(), required=True)
    skipped = fields.List(fields.Nested(LeftSchema), required=True, attribute="left")


class UnroutedSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    branch_id = fields.Integer(required=True)
    class_ = fields.String(required=True, data_key="class", attribute="customer_class")
    address = fields.String(required=True)
    account_number = fields.String(required=True)
    account_name = fields.String(required=True)


class PointsLineSchema(Schema):
    active = fields.Integer(required=True)
    routed = fields.Integer(required=True)
    unrouted = fields.Integer(required=True)


class DueLineSchema(Schema):
    all = fields.Integer(required=True)
    assigned = fields.Integer(required=True)
    unassigned = fields.Integer(required=True)
    excluded = fields.Integer(required=True)
    unplanned = fields.Integer(
        required=True, metadata={"description": "Routed since the period was opened; opening it again plans them"}
    )


class UnplannedRouteSchema(Schema):
    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    stops = fields.Integer(required=True, metadata={"description": "Without a task in the period"})


class TasksLineSchema(Schema):
    ever = fields.Integer(required=True)
    read = fields.Integer(required=True)
    skipped = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    moved = fields.Integer(required=True)
    contested = fields.Integer(required=True)
    closed_elsewhere = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)
    open = fields.Integer(required=True)


class HolderLineSchema(TasksLineSchema):
    person = fields.Nested(HolderSchema, required=True)


class LedgerSchema(Schema):
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    points = fields.Nested(PointsLineSchema, required=True)
    due = fields.Nested(DueLineSchema, required=True)
    tasks = fields.Nested(TasksLineSchema, required=True)
    by_holder = fields.List(fields.Nested(HolderLineSchema), required=True)
    unplanned_routes = fields.List(
        fields.Nested(UnplannedRouteSchema), required=True, metadata={"description": "For a whole period; else empty"}
    )
    imbalances = fields.List(
        fields.String(validate=validate.OneOf(["points", "due", "tasks"])), required=True,
        metadata={"description": "Lines that don't add up; empty is how it must be"},
    )  # fmt: skip


class InviteSchema(Schema):
    hours = fields.Integer(load_default=72, validate=validate.Range(1, 24 * 60))


class InvitedSchema(Schema):
    url = fields.String(required=True, metadata={"description": "The token stands after the #, so that no log ever holds it"})
    qr_svg = fields.String(required=True)
    expires_at = Instant(required=True)


class ExcludeSchema(Schema):
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class PhotoPolicyArguments(PageArguments):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})


class PhotoTermsSchema(Schema):
    need = fields.String(required=True, validate=validate.OneOf(photo_policy.NEEDS))
    max_kb = fields.Integer(required=True, validate=validate.Range(photo_policy.LEAST_KB, photo_policy.MOST_KB))
    max_px = fields.Integer(
        required=True,
        validate=validate.Range(photo_policy.LEAST_PX, photo_policy.MOST_PX),
        metadata={"description": "The longer side"},
    )
    network = fields.String(required=True, validate=validate.OneOf(photo_policy.NETWORKS))


class SetPhotoPolicySchema(PhotoTermsSchema):
    branch_id = fields.Integer(load_default=None, allow_none=True, metadata={"description": "Every branch when null"})
    customer_class = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=30), metadata={"description": "Every class when null"}
    )
    route_id = Id(load_default=None, allow_none=True, metadata={"description": "Every route when null"})
    valid_from = fields.Date(required=True)
    share = fields.Integer(
        load_default=100, validate=validate.Range(1, 1_000), metadata={"description": "Of a sample, in per mille"}
    )
    seed = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(0, 2**31 - 1),
        metadata={"description": "Of a sample: who knows it can draw it again. One is drawn when null"},
    )


class PhotoPolicySchema(PhotoTermsSchema):
    id = Id(required=True)
    branch_id = fields.Integer(required=True, allow_none=True)
    customer_class = fields.String(required=True, allow_none=True)
    route_id = Id(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    version = fields.Integer(required=True)
    share = fields.Integer(required=True)
    seed = fields.Integer(required=True)
    set_at = Instant(required=True)
    backdated = fields.Boolean(
        required=True, metadata={"description": "Set after the day it is valid from: visits made until then weren't asked so"}
    )


class PhotoPoliciesSchema(Schema):
    items = fields.List(fields.Nested(PhotoPolicySchema), required=True, metadata={"description": "The newest first"})
    next = fields.String(required=True, allow_none=True)
    usual = fields.Nested(PhotoTermsSchema, required=True, metadata={"description": "What holds where nothing was set"})
