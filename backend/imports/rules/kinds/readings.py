"""The kinds of file that bring values: history, which is stored unjudged, and what was collected remotely."""

from backend.imports.rules import fields as f
from backend.imports.rules.kind import Kind

HISTORY = Kind(
    "history", "历史示数", "Readings of the past",
    (f.POINT, f.ASSET, f.ACCOUNT, f.REGISTER, f.READ_AT, f.VALUE, f.PERIOD),
    needs=(("point", "asset", "account"), ("read_at",), ("value",)), bare="value",
    fill=((("point", "asset", "account"), ("read_at", "period")),),
)  # fmt: skip
REMOTE = Kind(
    "remote", "远程采集示数", "Values collected remotely",
    (f.POINT, f.ASSET, f.ACCOUNT, f.REGISTER, f.VALUE_AT, f.VALUE, f.FAILURE, f.PERIOD),
    needs=(("point", "asset", "account"), ("value_at",), ("value", "failure")), bare="value",
    fill=((("point", "asset", "account"), ("value_at", "period")),),
)  # fmt: skip
