"""Push, receipts and pull as documentation."""

from marshmallow import Schema, fields, validate

from backend.fieldwork.rules.contest import State
from backend.fieldwork.rules.ledger import STATES
from backend.fieldwork.rules.photo_policy import NETWORKS, PHOTOS
from backend.kernel.fields import Id, Instant
from backend.sync.schemas.bodies import BODIES, Open

# The bodies belong to no operation of their own: app.py puts them into the document under these names.
DOCUMENTED = {f"{kind.title().replace('_', '')}Body": schema for kind, schema in BODIES.items()}


class ClockSchema(Open):
    boot = fields.String(required=True, validate=validate.Length(max=64), metadata={"description": "Random id of a page start"})
    mono_ms = fields.Integer(required=True, metadata={"description": "Milliseconds since that start"})


class PushingDeviceSchema(Open):
    id = Id(required=True)
    app_version = fields.String()
    now = Instant(metadata={"description": "The phone's wall clock"})
    clock = fields.Nested(
        ClockSchema, metadata={"description": "The phone's monotonic clock now: makes corrected times possible"}
    )


class EntrySchema(Open):
    id = fields.String(required=True, metadata={"description": "UUIDv7 given by the phone", "format": "uuid"})
    seq = fields.Integer(required=True, metadata={"description": "Counted by the phone from 1, without gaps"})
    kind = fields.String(
        required=True, metadata={"description": "attempt, visit, skip, return, note, inspection, handover, day_close"}
    )
    v = fields.Integer(required=True)
    recorded_at = Instant(required=True)
    clock = fields.Nested(ClockSchema, required=True)
    person = fields.String(required=True, metadata={"format": "uuid"})
    body = fields.Dict(
        required=True,
        metadata={
            "description": "By kind; a kind the server doesn't know is kept for a person to look at",
            "anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in DOCUMENTED],
        },
    )


class MarkSchema(Schema):
    home = fields.Integer(required=True)
    change_seq = fields.Integer(required=True)


class FindingSchema(Schema):
    rule = fields.String(required=True)
    action = fields.String(required=True, validate=validate.OneOf(["info", "confirm", "case", "hold"]))
    register_id = Id()
    params = fields.Dict(required=True)


class ReceiptSchema(Schema):
    id = fields.String(required=True, allow_none=True, metadata={"format": "uuid"})
    index = fields.Integer(metadata={"description": "The place in the push, for an entry without a usable id"})
    outcome = fields.String(
        required=True, validate=validate.OneOf(["applied", "duplicate", "contested", "quarantined", "conflict"])
    )
    reason = fields.String()
    findings = fields.List(fields.Nested(FindingSchema))
    digest = fields.String(required=True)
    mark = fields.Nested(MarkSchema, required=True)
    mac = fields.String(required=True)


class PushSchema(Open):
    device = fields.Nested(PushingDeviceSchema, required=True)
    incarnation = fields.String(allow_none=True, metadata={"format": "uuid"})
    newest = fields.Nested(
        ReceiptSchema, allow_none=True,
        metadata={"description": "The receipt with the newest mark the phone keeps: shows whether the server was restored"},
    )  # fmt: skip
    entries = fields.List(fields.Nested(EntrySchema), required=True, validate=validate.Length(max=500))


class PushedSchema(Schema):
    incarnation = Id(required=True)
    now = Instant(required=True)
    backed_up_through = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    receipts = fields.List(fields.Nested(ReceiptSchema), required=True)


class ReceiptsArguments(Schema):
    ids = fields.String(required=True, metadata={"description": "Entry ids, separated by commas; at most 200"})


class ReceiptsSchema(Schema):
    incarnation = Id(required=True)
    now = Instant(required=True)
    backed_up_through = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    receipts = fields.List(fields.Nested(ReceiptSchema), required=True)
    unknown_ = fields.List(fields.String(), required=True, data_key="unknown")


class PullArguments(Schema):
    cursor = fields.String(validate=validate.Length(max=8_000))
    page = fields.String(validate=validate.Length(max=8_000))
    compact = fields.Integer(
        validate=validate.Range(min=1),
        metadata={
            "description": "The newest compact form that the phone understands (1: columns, see docs/SYNC.md). Without it, "
            "everything comes in the plain form"
        },
    )


class CodeSchema(Schema):
    code = fields.String(required=True)
    en = fields.String(required=True)
    zh = fields.String(required=True)
    photo = fields.Boolean(required=True)


class CodesSchema(Schema):
    skip = fields.List(fields.Nested(CodeSchema), required=True)
    trouble = fields.List(fields.Nested(CodeSchema), required=True)
    return_ = fields.List(fields.Nested(CodeSchema), required=True, data_key="return")
    typed_reason = fields.List(fields.Nested(CodeSchema), required=True)


class PackRunSchema(Schema):
    id = Id(required=True)
    home = fields.Integer(required=True)
    branch_id = fields.Integer(required=True)
    route_code = fields.String(required=True)
    route_name = fields.String(required=True)
    blind = fields.Boolean(required=True)
    period = fields.String(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)
    closed_at = Instant(required=True, allow_none=True, metadata={"description": "Since when its month is closed"})
    window_from = fields.Date(required=True)
    window_to = fields.Date(required=True)


class PackPointSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    account_number = fields.String(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)
    class_ = fields.String(required=True, data_key="class")
    lat = fields.String(required=True, allow_none=True)
    lon = fields.String(required=True, allow_none=True)
    hint = fields.String(required=True)


class PackBoxSchema(Schema):
    id = Id(required=True)
    barcode = fields.String(required=True)
    address = fields.String(required=True)
    floor = fields.String(required=True)
    row = fields.Integer(required=True, allow_none=True)
    col = fields.Integer(required=True, allow_none=True)


class PackMeterSchema(Schema):
    id = Id(required=True)
    asset_number = fields.String(required=True)
    serial_number = fields.String(required=True)
    comm_address = fields.String(required=True)
    phases = fields.Integer(required=True)
    model = fields.String(required=True)


class PreviousSchema(Schema):
    value = fields.String(required=True)
    at = Instant(required=True)
    on = fields.Date(required=True, allow_none=True)


class ExpectSchema(Schema):
    lo = fields.String(required=True)
    hi = fields.String(required=True)
    mid = fields.String(required=True)
    case_lo = fields.String(required=True)
    case_hi = fields.String(required=True)
    floor = fields.String(required=True)
    version = fields.Integer(required=True)
    days = fields.Integer(required=True)


class PackRegisterSchema(Schema):
    id = Id(required=True)
    obis = fields.String(required=True)
    kind = fields.String(required=True)
    direction = fields.String(required=True)
    energy = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    digits = fields.Integer(required=True)
    decimals = fields.Integer(required=True)
    position = fields.Integer(required=True)
    previous = fields.Nested(PreviousSchema, required=True, allow_none=True)
    expect = fields.Nested(ExpectSchema, required=True, allow_none=True)
    history = fields.List(fields.String(), required=True)
    zero_run = fields.Integer(required=True)


class TaskPhotoTermsSchema(Schema):
    max_kb = fields.Integer(required=True)
    max_px = fields.Integer(required=True)
    network = fields.String(required=True, validate=validate.OneOf(NETWORKS))


class PackTaskSchema(Schema):
    id = Id(required=True)
    home = fields.Integer(required=True)
    run_id = Id(required=True)
    version = fields.Integer(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf(["regular", "first", "make_up", "re_read", "field_check", "special"])
    )
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in State]))
    sequence = fields.Integer(required=True)
    due_from = fields.Date(required=True)
    due_to = fields.Date(required=True)
    frozen_at = Instant(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    photo = fields.String(required=True, validate=validate.OneOf(PHOTOS))
    photo_terms = fields.Nested(
        TaskPhotoTermsSchema,
        required=True,
        allow_none=True,
        metadata={"description": "How large photos may be and over which networks they go; null: as the settings say"},
    )
    account_status = fields.String(required=True)
    limits = fields.Dict(required=True)
    point = fields.Nested(PackPointSchema, required=True)
    box = fields.Nested(PackBoxSchema, required=True, allow_none=True)
    meter = fields.Nested(PackMeterSchema, required=True)
    installation_id = Id(required=True)
    multiplier = fields.String(required=True)
    registers = fields.List(fields.Nested(PackRegisterSchema), required=True)


class StateSchema(Schema):
    task_id = Id(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in State]))
    holding = fields.String(required=True, validate=validate.OneOf(STATES))


class GoneSchema(Schema):
    task_id = Id(required=True)
    run_id = Id(required=True)
    why = fields.String(required=True, validate=validate.OneOf(["moved", "cancelled", "closed_elsewhere"]))
    version = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class VerdictSchema(Schema):
    entry_id = Id(required=True)
    task_id = Id(allow_none=True)
    outcome = fields.String(allow_none=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    text_code = fields.String(allow_none=True)


class OrderSchema(Schema):
    kind = fields.String(required=True, metadata={"description": "day_receipt"})
    id = Id()
    day = fields.String()
    number = fields.Integer()
    through_seq = fields.Integer()
    content = fields.Dict()
    key_id = fields.String()
    signature = fields.String()


class PhotoSettingsSchema(Schema):
    max_kb = fields.Integer(required=True)
    max_px = fields.Integer(required=True)


class SealingKeySchema(Schema):
    key_id = fields.String(required=True)
    key = fields.String(required=True, metadata={"description": "P-256, the uncompressed point in hex"})


class PullSettingsSchema(Schema):
    time_zone = fields.String(required=True)
    rules_version = fields.Integer(required=True)
    blind = fields.Boolean(required=True)
    photo = fields.Nested(PhotoSettingsSchema, required=True)
    keep_days = fields.Integer(required=True)
    keys = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    courier = fields.Nested(
        SealingKeySchema,
        required=True,
        allow_none=True,
        metadata={"description": "What a file is sealed to when it has to be carried"},
    )


class ColumnSchema(Schema):
    rows = fields.Integer(required=True, metadata={"description": "How many"})
    column = fields.Raw(required=True, metadata={"description": "Their column, see docs/SYNC.md"})


class CompactSchema(Schema):
    form = fields.Integer(required=True, metadata={"description": "1: columns; never newer than what was asked for"})
    tasks = fields.Nested(
        ColumnSchema,
        metadata={"description": "PackTask with one member more, `holding`: what `states` says of it in the plain form"},
    )
    states = fields.Nested(ColumnSchema, metadata={"description": "Of tasks that don't come whole"})
    gone = fields.Nested(ColumnSchema)


class PulledSchema(Schema):
    incarnation = Id(required=True)
    now = Instant(required=True)
    backed_up_through = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    person = Id(required=True)
    cursor = fields.String(required=True)
    seen = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={
            "description": "home → change_seq this answer includes: receipts with a mark up to it are in its words on tasks"
        },
    )
    page = fields.String(required=True, allow_none=True)
    snapshot = fields.Boolean(required=True)
    more = fields.Boolean(required=True)
    settings = fields.Nested(PullSettingsSchema, required=True)
    codes = fields.Nested(CodesSchema, metadata={"description": "Left out when the phone has them already"})
    runs = fields.List(fields.Nested(PackRunSchema), required=True)
    tasks = fields.List(fields.Nested(PackTaskSchema), required=True)
    states = fields.List(fields.Nested(StateSchema), required=True)
    gone = fields.List(fields.Nested(GoneSchema), required=True)
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)
    orders = fields.List(fields.Nested(OrderSchema), required=True)
    compact = fields.Nested(
        CompactSchema,
        metadata={
            "description": "Where it was asked for: `tasks`, `states` and `gone` as columns; the lists themselves are empty then"
        },
    )
