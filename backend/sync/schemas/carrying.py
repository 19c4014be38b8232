"""Carried files and the keys they need, as documentation."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant, PageArguments

STATES = ("open", "waiting", "done", "refused")


class KeySchema(Schema):
    key = fields.String(
        required=True,
        validate=validate.Regexp(r"^04[0-9a-f]{128}$"),
        metadata={
            "description": "The phone's public key (ECDSA, P-256), the uncompressed point in hex",
            "example": "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        },
    )


class CountsSchema(Schema):
    outcomes = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "Receipts by outcome; what was received before counts with the outcome it had then"},
    )
    photos = fields.Integer(required=True, metadata={"description": "Photos that are here by this file"})
    photos_known = fields.Integer(required=True, metadata={"description": "Photos that were here already"})
    photos_faulty = fields.Integer(required=True, metadata={"description": "Not as declared: the phone offers them again"})
    unread = fields.Integer(required=True, metadata={"description": "Pushes nobody could read: they stay on the phone"})


class CarriedSchema(Schema):
    id = Id(required=True)
    state = fields.String(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={"description": "open: bytes are missing; waiting: being taken up; done; refused: see problem"},
    )
    problem = fields.String(required=True, allow_none=True)
    length = fields.Integer(required=True)
    begun_at = Instant(required=True)
    done_at = Instant(required=True, allow_none=True)
    counts = fields.Nested(CountsSchema, required=True, allow_none=True)


class NamedPersonSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)


class ListedCarriedSchema(CarriedSchema):
    made_at = Instant(required=True, allow_none=True, metadata={"description": "By the phone's clock"})
    device_id = Id(required=True, allow_none=True)
    owners = fields.List(fields.Nested(NamedPersonSchema), required=True, metadata={"description": "Whose phone made it"})
    carriers = fields.List(fields.Nested(NamedPersonSchema), required=True, metadata={"description": "Who brought it"})


class CarriedArguments(PageArguments):
    branch_id = fields.Integer()
