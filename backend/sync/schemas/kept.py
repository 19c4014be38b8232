"""Entries that were kept rather than applied, for the office."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant
from backend.sync.schemas.carrying import NamedPersonSchema
from backend.sync.schemas.day_receipts import NamedPhoneSchema


class KeptValueSchema(Schema):
    value = fields.String(required=True)
    kind = fields.String(required=True)
    energy = fields.String(required=True)
    direction = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.Integer(required=True)


class KeptTaskSchema(Schema):
    """The stop an entry names, where there is one."""

    id = Id(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    point_id = Id(required=True)
    number = fields.String(required=True)
    address = fields.String(required=True)
    meter = fields.String(required=True, metadata={"description": "The meter that is to be read there"})


class KeptTextSchema(Schema):
    """An entry as text: indented JSON where it is some, else as it came; what can't be seen is written as \\u…"""

    lines = fields.List(fields.String(), required=True)
    cut = fields.Boolean(required=True, metadata={"description": "There is more than is shown"})
    marked = fields.List(
        fields.Integer(), required=True, metadata={"description": "Lines, from 0, that the other content doesn't have"}
    )


class StoredSchema(Schema):
    """What was stored first under the id of a conflicting entry."""

    received_at = Instant(required=True)
    outcome = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    content = fields.Nested(KeptTextSchema, required=True)


class KeptEntrySchema(Schema):
    id = Id(required=True)
    visit_id = Id(required=True, allow_none=True, metadata={"description": "What its photos are asked for by"})
    kind = fields.String(required=True, metadata={"description": "visit, skip, attempt, note, day_close …"})
    seq = fields.Integer(required=True, allow_none=True)
    app_version = fields.String(required=True)
    outcome = fields.String(required=True, metadata={"description": "quarantined or conflict"})
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Why it was kept"})
    recorded_at = Instant(required=True, allow_none=True, metadata={"description": "By the phone's clock"})
    received_at = Instant(required=True)
    person = fields.Nested(NamedPersonSchema, required=True, allow_none=True)
    understood = fields.Boolean(required=True, metadata={"description": "False: it can't be taken over"})
    hinders = fields.String(required=True, allow_none=True, metadata={"description": "Why it can't; null: it can be tried"})
    task = fields.Nested(KeptTaskSchema, required=True, allow_none=True)
    meter = fields.String(required=True, allow_none=True)
    values = fields.List(fields.Nested(KeptValueSchema), required=True)
    skip_code = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.String(), required=True, metadata={"description": "SHA-256"})
    photos_whole = fields.List(
        fields.String(), required=True, metadata={"description": "Those that are here: GET /photos/{sha256}?visit={visit_id}"}
    )
    content = fields.Nested(KeptTextSchema, required=True)
    stored = fields.Nested(
        StoredSchema, required=True, allow_none=True, metadata={"description": "Of same_id_other_content only"}
    )


class KeptSchema(Schema):
    device = fields.Nested(NamedPhoneSchema, required=True, allow_none=True)
    suspended = fields.Boolean(required=True)
    entries = fields.List(fields.Nested(KeptEntrySchema), required=True)


class TakeOverSchema(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class TakenOverSchema(Schema):
    outcomes = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Entries by what became of them: applied, duplicate, contested, quarantined (still kept)"},
    )  # fmt: skip
