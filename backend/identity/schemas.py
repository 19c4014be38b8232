"""What identity says and takes on the wire."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import Id, Instant

ROLES = ("reader", "supervisor", "customer", "admin")


class BranchSchema(Schema):
    id = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)


class PersonSchema(Schema):
    id = Id(required=True)
    login = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    branches = fields.List(fields.Nested(BranchSchema), required=True)


class SignInSchema(Schema):
    login = fields.String(required=True, validate=validate.Length(1, 60))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 200))


class SignedInSchema(Schema):
    person = fields.Nested(PersonSchema, required=True)
    demo = fields.Boolean(required=True)


class PasswordSchema(Schema):
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 200))
    new_password = fields.String(required=True, load_only=True, validate=validate.Length(10, 200))


class DemoAccountSchema(Schema):
    login = fields.String(required=True)
    password = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    label_en = fields.String(required=True)
    label_zh = fields.String(required=True)


class DemoSchema(Schema):
    demo = fields.Boolean(required=True)
    accounts = fields.List(fields.Nested(DemoAccountSchema), required=True)


class PeopleArguments(Schema):
    role = fields.String(validate=validate.OneOf(ROLES))
    branch_id = fields.Integer()
    cursor = fields.String()
    limit = fields.Integer(load_default=200, validate=validate.Range(1, 500))


class BranchArguments(Schema):
    branch_id = fields.Integer()


class EnrolSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    token = fields.String(
        validate=validate.Length(1, 200),
        metadata={"description": "The phone's own token, when it is enrolled already and another person signs in on it"},
    )
    key = fields.String(
        validate=validate.Regexp(r"^04[0-9a-f]{128}$"), metadata={"description": "The phone's public key, as in PUT /sync/key"}
    )


class EnrolledSchema(Schema):
    device_id = Id(required=True)
    token = fields.String(required=True)
    incarnation = Id(required=True)


class DeviceSchema(Schema):
    id = Id(required=True)
    name = fields.String(required=True)
    enrolled_at = Instant(required=True)
    suspended_at = Instant(required=True, allow_none=True)
    app_version = fields.String(required=True)
    last_contact_at = Instant(required=True, allow_none=True)
    people = fields.List(fields.Nested(PersonSchema), required=True)


class ServerSchema(Schema):
    incarnation = Id(required=True)
    now = Instant(required=True)
    demo = fields.Boolean(required=True)
    version = fields.String(required=True)
    rules_version = fields.Integer(required=True)
    practice = fields.Boolean(required=True)
