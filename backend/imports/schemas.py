"""Imports on the wire."""

from marshmallow import Schema, fields, validate
from marshmallow.validate import Length, OneOf

from backend.grid.rules.datum import DATUMS
from backend.imports.rules.kinds.all import KINDS
from backend.kernel.fields import Id, Instant, PageArguments

STATES = ("waiting", "checking", "writing", "done", "refused", "failed")


class ImportFormSchema(Schema):
    """The fields of the form beside the file."""

    kind = fields.String(required=True, validate=OneOf(list(KINDS)))
    sender = fields.String(
        load_default="", validate=Length(0, 60), metadata={"description": "How they name columns is remembered"}
    )
    branch_id = fields.Integer(load_default=None, allow_none=True, metadata={"description": "Of rows that name no branch"})
    datum = fields.String(load_default=None, validate=OneOf(DATUMS), metadata={"description": "Of positions that name none"})
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Check everything, write nothing"})
    mapping = fields.String(
        load_default="", validate=Length(0, 20_000),
        metadata={"description": 'A JSON object: heading in the file → field ("value/peak" for one register; "" leaves it out)'},
    )  # fmt: skip


class ImportFileSchema(Schema):
    """The file itself."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary", "description": "CSV or a workbook"})


class StartedSchema(Schema):
    id = Id(required=True)


class ListImportsSchema(PageArguments):
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class FaultSchema(Schema):
    sheet = fields.String(required=True)
    row = fields.Integer(
        required=True, allow_none=True, metadata={"description": "As a spreadsheet counts; null: the whole file"}
    )
    column = fields.String(required=True, allow_none=True, metadata={"description": "As the file heads it"})
    code = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "What is wrong"})
    what_to_do = fields.String(required=True)
    value = fields.String(required=True, allow_none=True)


class RowsSchema(Schema):
    total = fields.Integer(required=True, allow_none=True)
    checked = fields.Integer(required=True)
    written = fields.Integer(required=True, metadata={"description": "Things and values that are new or changed"})
    unchanged = fields.Integer(required=True)
    wrong = fields.Integer(required=True, metadata={"description": "Faults, of which the first five thousand are listed"})


class ImportSchema(Schema):
    id = Id(required=True)
    kind = fields.String(required=True)
    sender = fields.String(required=True, allow_none=True)
    file_name = fields.String(required=True)
    dry_run = fields.Boolean(required=True)
    state = fields.String(required=True, validate=OneOf(STATES))
    progress = fields.Integer(required=True, metadata={"description": "0 to 100"})
    rows = fields.Nested(RowsSchema, required=True)
    created_at = Instant(required=True)
    finished_at = Instant(required=True, allow_none=True)


class ImportDetailSchema(ImportSchema):
    errors = fields.List(fields.Nested(FaultSchema), required=True, metadata={"description": "The first two hundred"})
    mapping = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Heading of the file → field"}
    )
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    assumed = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Taken for granted, how often"}
    )
    ignored_columns = fields.List(fields.String(), required=True)
    in_no_route = fields.List(
        fields.String(), required=True,
        metadata={"description": "Points whose remote value failed and that stand in no route of the month: nobody goes there"},
    )  # fmt: skip
    left_out_rows = fields.Integer(required=True, metadata={"description": "Totals, footers, repeated headers"})


class ColumnSchema(Schema):
    name = fields.String(required=True, metadata={"description": "The heading in the caller's language"})
    field = fields.String(required=True, metadata={"description": "What a mapping calls it"})
    label_en = fields.String(required=True)
    label_zh = fields.String(required=True)
    required = fields.Boolean(required=True, metadata={"description": "Or one of those in its group"})
    group = fields.Integer(required=True, allow_none=True, metadata={"description": "Columns of a group replace one another"})
    per_register = fields.Boolean(required=True, metadata={"description": "May stand once a register: 示数/峰"})
    example = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)


class KindSchema(Schema):
    kind = fields.String(required=True)
    label_en = fields.String(required=True)
    label_zh = fields.String(required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True)


class PracticeArguments(Schema):
    route_id = Id(required=True)


class PracticeBranchSchema(Schema):
    id = fields.Integer(required=True)
    name = fields.String(required=True)


class PracticeRouteSchema(Schema):
    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    branch = fields.Nested(PracticeBranchSchema, required=True)
    stops = fields.Integer(required=True)


class PracticePointSchema(Schema):
    number = fields.String(required=True)
    address = fields.String(required=True)


class PracticeBoxSchema(Schema):
    barcode = fields.String(required=True)
    address = fields.String(required=True)
    rows = fields.Integer(required=True)
    columns = fields.Integer(required=True)
    row = fields.Integer(required=True, allow_none=True)
    column = fields.Integer(required=True, allow_none=True)


class PracticeRegisterSchema(Schema):
    id = Id(required=True)
    kind = fields.String(required=True)
    direction = fields.String(required=True)
    energy = fields.String(required=True)
    band = fields.String(required=True)
    unit = fields.String(required=True)
    digits = fields.Integer(required=True)
    decimals = fields.Integer(required=True)
    position = fields.Integer(required=True)
    value = fields.String(required=True, metadata={"description": "What the dial shows, a decimal string"})


class PracticeMeterSchema(Schema):
    sequence = fields.Integer(required=True)
    point = fields.Nested(PracticePointSchema, required=True)
    asset_number = fields.String(required=True, metadata={"description": "The barcode's text"})
    serial_number = fields.String(required=True)
    comm_address = fields.String(required=True)
    model = fields.String(required=True)
    phases = fields.Integer(required=True)
    box = fields.Nested(PracticeBoxSchema, required=True, allow_none=True)
    registers = fields.List(fields.Nested(PracticeRegisterSchema), required=True)
