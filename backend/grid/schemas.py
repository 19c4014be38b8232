"""Metering points on the wire."""

from marshmallow import Schema, fields, validate

from backend.kernel.fields import E4, Id, PageArguments


class FindPointsSchema(Schema):
    query = fields.String(
        load_default="",
        validate=validate.Length(0, 60),
        metadata={
            "description": "The end of any number (four characters or more, or all of it), or a piece of a name or address"
        },
    )
    branch_id = fields.Integer()
    cursor = fields.String()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))


class MeterSchema(Schema):
    id = Id()
    asset_number = fields.String(required=True)
    serial_number = fields.String(required=True)
    comm_address = fields.String()
    model = fields.String()
    phases = fields.Integer(required=True)


class PointSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    account_number = fields.String(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)
    customer_class = fields.String(required=True, data_key="class")
    branch_id = fields.Integer(required=True)
    role = fields.String(required=True, validate=validate.OneOf(("settlement", "check", "generation")))


class FoundPointSchema(PointSchema):
    meter = fields.Nested(MeterSchema, required=True, allow_none=True)


class WholePointSchema(PointSchema):
    unmetered = fields.Boolean(required=True)
    voltage = fields.String(required=True)
    contract_capacity = E4(required=True, allow_none=True, attribute="contract_capacity_e4")
    hint = fields.String(required=True)
    lat = fields.String(required=True, allow_none=True, metadata={"description": "WGS-84"})
    lon = fields.String(required=True, allow_none=True)
    given_lat = fields.String(required=True, allow_none=True, metadata={"description": "As it was given, in given_datum"})
    given_lon = fields.String(required=True, allow_none=True)
    given_datum = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)


class StatusSchema(Schema):
    status = fields.String(required=True)
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")


class AccountSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)
    customer_class = fields.String(required=True, data_key="class")
    status = fields.String(required=True, metadata={"description": "Today"})
    statuses = fields.List(fields.Nested(StatusSchema), required=True, metadata={"description": "Newest first"})


class LineSchema(Schema):
    number = fields.String(required=True)
    name = fields.String(required=True)


class AreaSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    name = fields.String(required=True)
    line = fields.Nested(LineSchema, required=True, allow_none=True)


class AreasArguments(PageArguments):
    branch_id = fields.Integer()


class AreaBriefSchema(Schema):
    id = Id(required=True)
    number = fields.String(required=True)
    name = fields.String(required=True)


class BoxSchema(Schema):
    id = Id(required=True)
    barcode = fields.String(required=True)
    address = fields.String(required=True)
    floor = fields.String(required=True)
    row = fields.Integer(required=True, allow_none=True)
    column = fields.Integer(required=True, allow_none=True)


class RegisterSchema(Schema):
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
    initial = E4(required=True, allow_none=True, attribute="initial_e4")
    final = E4(required=True, allow_none=True, attribute="final_e4")


class InstallationSchema(Schema):
    id = Id(required=True, attribute="installation_id")
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")
    multiplier = E4(required=True, attribute="multiplier_e4")
    meter = fields.Nested(MeterSchema, required=True)
    box = fields.Nested(BoxSchema, required=True, allow_none=True)
    registers = fields.List(fields.Nested(RegisterSchema), required=True)


class EventSchema(Schema):
    on = fields.Date(required=True)
    kind = fields.String(required=True)
    detail = fields.Dict(required=True)


class PointFileSchema(Schema):
    point = fields.Nested(WholePointSchema, required=True)
    account = fields.Nested(AccountSchema, required=True)
    area = fields.Nested(AreaSchema, required=True, allow_none=True)
    box = fields.Nested(BoxSchema, required=True, allow_none=True, metadata={"description": "Of the meter in force"})
    installations = fields.List(fields.Nested(InstallationSchema), required=True, metadata={"description": "Newest first"})
    events = fields.List(fields.Nested(EventSchema), required=True)
