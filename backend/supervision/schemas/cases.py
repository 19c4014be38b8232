"""Cases on the wire."""

from marshmallow import Schema, fields, validate

from backend.cases.rules import DECISIONS, KINDS
from backend.kernel.fields import E4, Id, Instant, PageArguments, Period
from backend.supervision.schemas.parts import (
    HolderSchema,
    MeterSchema,
    MonthSchema,
    NamedSchema,
    PlaceSchema,
    PointSchema,
    PresenceSchema,
    RegisterSchema,
    ValueSchema,
)
from backend.vee.rules.estimation import METHODS

PHOTO_STATES = ("owed", "whole", "quarantined", "removed", "lost")
_REASON = validate.Length(max=300)


class QueueArguments(PageArguments):
    branch_id = fields.Integer(metadata={"description": "One of one's branches; all of them when left out"})
    state = fields.String(load_default="open", validate=validate.OneOf(["open", "waiting", "closed"]))
    kind = fields.String(validate=validate.OneOf(KINDS))
    period = Period()
    q = fields.String(
        validate=validate.Length(max=60), metadata={"description": "The end of any number, or a part of an address or name"}
    )
    sort = fields.String(
        load_default="weight",
        validate=validate.OneOf(["weight", "age"]),
        metadata={"description": "Most at stake, or oldest, first"},
    )


class HeadlineSchema(Schema):
    """What a case is about: a code that has a sentence in every language, and its numbers."""

    code = fields.String(required=True)
    params = fields.Dict(required=True)


class NamedDeviceSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)


class SenderSchema(Schema):
    """Whose phone a kept entry came from, as far as that is known."""

    device = fields.Nested(NamedDeviceSchema, required=True, allow_none=True)
    person = fields.Nested(NamedSchema, required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True, metadata={"description": "visit, skip, attempt, note, day_close …"})


class CaseItemSchema(Schema):
    id = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    state = fields.String(required=True, validate=validate.OneOf(["open", "waiting", "closed"]))
    branch_id = fields.Integer(required=True)
    period = Period(required=True)
    opened_at = Instant(required=True)
    taken_at = Instant(required=True, allow_none=True)
    taken_by = fields.Nested(
        NamedSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who took the reading; its task may be another's by now"},
    )
    sender = fields.Nested(
        SenderSchema, required=True, allow_none=True, metadata={"description": "Of quarantined entries; null for other cases"}
    )
    task_id = Id(required=True, allow_none=True)
    point = fields.Nested(PlaceSchema, required=True, allow_none=True)
    meter_tail = fields.String(required=True)
    headline = fields.Nested(HeadlineSchema, required=True)
    weight_kwh = E4(required=True, metadata={"description": "kWh at stake"})
    holder = fields.Nested(HolderSchema, required=True, allow_none=True)
    claimed_by = fields.Nested(NamedSchema, required=True, allow_none=True)
    decision = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    closed_by = fields.Nested(NamedSchema, required=True, allow_none=True)


class CasePageSchema(Schema):
    items = fields.List(fields.Nested(CaseItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)


class FindingSchema(Schema):
    rule = fields.String(required=True)
    action = fields.String(required=True, validate=validate.OneOf(["info", "confirm", "case", "hold"]))
    register_id = Id(required=True, allow_none=True)
    params = fields.Dict(required=True)
    rules_version = fields.Integer(required=True)


class ExpectSchema(Schema):
    """The band, fitted to the days of the visit; advances on the dial."""

    lo = E4(required=True)
    hi = E4(required=True)
    mid = E4(required=True)
    case_lo = E4(required=True)
    case_hi = E4(required=True)
    version = fields.Integer(required=True)
    basis = fields.Dict(required=True, metadata={"description": "How it came about, in numbers a person can recompute"})


class StandsSchema(Schema):
    id = Id(required=True)
    value = E4(required=True)
    obtained = fields.String(required=True)


class VisitReadingSchema(Schema):
    id = Id(required=True)
    register = fields.Nested(RegisterSchema, required=True)
    value = E4(required=True)
    previous = fields.Nested(ValueSchema, required=True, allow_none=True)
    advance = E4(required=True, allow_none=True)
    kwh = E4(required=True, allow_none=True)
    expect = fields.Nested(ExpectSchema, required=True, allow_none=True)
    obtained = fields.String(required=True)
    quality = fields.List(fields.String(), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    stands = fields.Nested(
        StandsSchema, required=True, allow_none=True, metadata={"description": "What took this value's place, if anything did"}
    )


class CodePointSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    address = fields.String(required=True)


class CodeBoxSchema(Schema):
    barcode = fields.String(required=True)
    address = fields.String(required=True)


class CodeMeterSchema(Schema):
    """The meter whose number a code is, and where it hangs."""

    asset_number = fields.String(required=True)
    point = fields.Nested(CodePointSchema, required=True)
    box = fields.Nested(CodeBoxSchema, required=True, allow_none=True)


class CodeSchema(Schema):
    text = fields.String(required=True)
    symbology = fields.String(required=True)
    meter = fields.Nested(
        CodeMeterSchema, required=True, allow_none=True, metadata={"description": "Null: not known in the branches one may see"}
    )


class BarcodeSchema(Schema):
    """What the photo itself says of the meter, whatever was scanned beside it."""

    state = fields.String(
        required=True, validate=validate.OneOf(["match", "mismatch", "none", "unreadable", "pending"]),
        metadata={
            "description": "The expected meter's code; another meter's; no meter's that could be read; no readable picture; "
            "not looked at yet"
        },
    )  # fmt: skip
    text = fields.String(required=True, allow_none=True, metadata={"description": "Of the code that decided"})
    symbology = fields.String(required=True, allow_none=True)
    meter = fields.Nested(CodeMeterSchema, required=True, allow_none=True, metadata={"description": "Whose that code is"})
    codes = fields.List(fields.Nested(CodeSchema), required=True, metadata={"description": "All that were read, 8 at the most"})


class PhotoDialSchema(Schema):
    """What a second reader saw on the dial in the photo, compared with what was typed. A hint."""

    state = fields.String(required=True, validate=validate.OneOf(["agrees", "differs", "unconfirmed"]))
    read = E4(required=True, allow_none=True, metadata={"description": "The digits seen, as a value; null: none believed"})
    register_id = Id(required=True, allow_none=True, metadata={"description": "The register the photo speaks of"})


class CasePhotoSchema(Schema):
    sha256 = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(PHOTO_STATES))
    taken_at = Instant(required=True, allow_none=True)
    removed_at = Instant(required=True, allow_none=True, metadata={"description": "When its time to be kept was over"})
    lost_since = Instant(required=True, allow_none=True, metadata={"description": "When its bytes were found to be gone"})
    barcode = fields.Nested(
        BarcodeSchema, required=True, allow_none=True, metadata={"description": "Null while the photo isn't here"}
    )
    dial = fields.Nested(
        PhotoDialSchema, required=True, allow_none=True, metadata={"description": "Null until, and unless, it was read"}
    )


class AttemptSchema(Schema):
    register_id = Id(required=True)
    n = fields.Integer(required=True)
    value = E4(required=True)
    recorded_at = Instant(required=True)
    hint = fields.List(fields.String(), required=True)


class VisitPlaceSchema(Schema):
    lat = fields.String(required=True, allow_none=True)
    lon = fields.String(required=True, allow_none=True)
    accuracy_m = fields.Integer(required=True, allow_none=True)
    distance_m = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "From the point's archived position; what it proves depends on both"},
    )


class VisitSchema(Schema):
    id = Id(required=True)
    standing = fields.String(required=True)
    outcome = fields.String(required=True)
    source = fields.String(required=True)
    person = fields.Nested(NamedSchema, required=True, allow_none=True)
    device_id = Id(required=True, allow_none=True)
    taken_at = Instant(required=True)
    corrected_at = Instant(required=True, allow_none=True)
    received_at = Instant(required=True)
    place = fields.Nested(VisitPlaceSchema, required=True, allow_none=True)
    meter_found = fields.Dict(required=True, allow_none=True)
    skip_code = fields.String(required=True, allow_none=True)
    troubles = fields.List(fields.String(), required=True)
    note = fields.String(required=True, allow_none=True)
    confirmed = fields.Boolean(required=True)
    rules_version = fields.Integer(required=True, allow_none=True)
    band_version = fields.Integer(required=True, allow_none=True)
    photos = fields.List(fields.Nested(CasePhotoSchema), required=True)
    photo_missing = fields.Boolean(required=True, metadata={"description": "Its task asked for a photo, and none was named"})
    presence = fields.Nested(
        PresenceSchema, required=True, allow_none=True, metadata={"description": "Null for what no phone brought"}
    )
    readings = fields.List(fields.Nested(VisitReadingSchema), required=True)
    attempts = fields.List(fields.Nested(AttemptSchema), required=True)
    findings = fields.List(
        fields.Nested(FindingSchema), required=True, metadata={"description": "Of the visit as a whole, not of one register"}
    )


class HypothesisSchema(Schema):
    code = fields.String(required=True)
    params = fields.Dict(required=True)
    register_id = Id(required=True, allow_none=True)
    value = E4(required=True, allow_none=True)
    odds = fields.Integer(required=True, metadata={"description": "Per cent among those named for the register"})


class EventSchema(Schema):
    at = Instant(required=True)
    by = fields.Nested(NamedSchema, required=True, allow_none=True)
    kind = fields.String(required=True)
    detail = fields.Dict(required=True)


class RelatedSchema(Schema):
    task_id = Id(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    due_to = fields.Date(required=True)
    holder = fields.Nested(NamedSchema, required=True, allow_none=True)


class EarlierSchema(Schema):
    """The visit whose photo it was."""

    visit_id = Id(required=True)
    sha256 = fields.String(required=True)
    period = Period(required=True)
    taken_at = Instant(required=True)
    person = fields.Nested(NamedSchema, required=True, allow_none=True)
    point = fields.Nested(PlaceSchema, required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True, validate=validate.OneOf(PHOTO_STATES))


class ReuseSchema(Schema):
    """A photo of the visit that was used before."""

    sha256 = fields.String(required=True)
    same_bytes = fields.Boolean(required=True, metadata={"description": "The very same file; else pictures that look alike"})
    agreement = fields.Integer(required=True, metadata={"description": "How much both agree, laid over one another, per mille"})
    turn = fields.Integer(
        required=True, metadata={"description": "By how many degrees against the clock one lies to the other: 0, 90, 180, 270"}
    )
    mirrored = fields.Boolean(required=True)
    elsewhere = fields.Boolean(required=True, metadata={"description": "In a branch that one may not look into"})
    earlier = fields.Nested(EarlierSchema, required=True, allow_none=True)


class CaseDetailSchema(Schema):
    case = fields.Nested(CaseItemSchema, required=True)
    point = fields.Nested(PointSchema, required=True, allow_none=True)
    meter = fields.Nested(MeterSchema, required=True, allow_none=True)
    multiplier = E4(required=True, allow_none=True)
    visits = fields.List(
        fields.Nested(VisitSchema), required=True, metadata={"description": "Newest first; of a contested case both"}
    )
    history = fields.List(fields.Nested(MonthSchema), required=True, metadata={"description": "Oldest first, 24 at the most"})
    hypotheses = fields.List(fields.Nested(HypothesisSchema), required=True, metadata={"description": "Best first"})
    timeline = fields.List(fields.Nested(EventSchema), required=True)
    decisions_allowed = fields.List(fields.String(validate=validate.OneOf(DECISIONS)), required=True)
    related = fields.List(fields.Nested(RelatedSchema), required=True)
    reused = fields.List(fields.Nested(ReuseSchema), required=True, metadata={"description": "Photos of the visit used before"})


class ClaimSchema(Schema):
    take_over = fields.Boolean(load_default=False, metadata={"description": "Even when a colleague has it"})
    let_go = fields.Boolean(load_default=False, metadata={"description": "Give it back to the queue instead"})


class NewValueSchema(Schema):
    register_id = Id(required=True)
    value = E4(required=True)


class DecideSchema(Schema):
    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    reason = fields.String(load_default="", validate=_REASON)
    values = fields.List(
        fields.Nested(NewValueSchema), validate=validate.Length(min=1, max=20),
        metadata={"description": "For correct, and for estimate where the proposed estimate isn't wanted"},
    )  # fmt: skip
    visit_id = Id(metadata={"description": "For accept of a contested case: which visit stands"})
    sure = fields.Boolean(
        load_default=False, metadata={"description": "For correct: values are meant that the rules doubt, as an answer said"}
    )


class DecidedSchema(Schema):
    decided = fields.Boolean(
        required=True, metadata={"description": "False: the rules doubt the values. Send them again, `sure`, when they are meant"}
    )
    case = fields.Nested(CaseItemSchema, required=True)
    findings = fields.List(
        fields.Nested(FindingSchema), required=True, metadata={"description": "What the rules say of the values put in"}
    )


class EstimateSchema(Schema):
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    values = fields.List(fields.Nested(NewValueSchema), required=True)


class EstimatesSchema(Schema):
    items = fields.List(fields.Nested(EstimateSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ReopenSchema(Schema):
    reason = fields.String(load_default="", validate=_REASON)


class AcceptManySchema(Schema):
    case_ids = fields.List(Id(), required=True, validate=validate.Length(min=1, max=500))
    reason = fields.String(load_default="", validate=_REASON)


class LeftSchema(Schema):
    case_id = Id(required=True)
    code = fields.String(required=True)


class AcceptedSchema(Schema):
    accepted = fields.List(Id(), required=True)
    left = fields.List(fields.Nested(LeftSchema), required=True)
