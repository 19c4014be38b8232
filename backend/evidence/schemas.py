"""What requests for photos look like."""

from marshmallow import Schema, fields, validate

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
