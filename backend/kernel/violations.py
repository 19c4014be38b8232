"""Which problem a broken database constraint means. The database refuses first; this is the one place that says it in words."""

import re

from sqlalchemy import Index, MetaData, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from backend.kernel.problems import CONSTRAINTS, Problem

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<index>\w+)'|(?P<columns>.+))")
# A partition's index: reading_p202611_home_period_corrects_id_idx; the default partition's: reading_default_…
_PARTITION = re.compile(r"(?P<table>\w+?)_(?:p[0-9]{6}|default)_(?P<columns>\w+)_(?:idx|key)[0-9]*")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")


def constraint_of(error: IntegrityError, metadata: MetaData) -> str | None:
    """The name of the broken constraint or unique index; None where the database doesn't tell (SQLite's foreign keys)."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name: str | None = diagnosis.constraint_name
        return _of_whole_table(name, metadata) if name is not None else None
    text = str(error.orig)
    if check := _SQLITE_CHECK.search(text):
        return check["name"]
    if unique := _SQLITE_UNIQUE.search(text):
        return unique["index"] or _unique_over(unique["columns"], metadata)
    return None


def _of_whole_table(name: str, metadata: MetaData) -> str:
    """PostgreSQL names a partition's index itself, by its columns; the table's own index over the same columns has our name."""
    part = _PARTITION.fullmatch(name)
    if part is None or part["table"] not in metadata.tables:
        return name
    indexes = metadata.tables[part["table"]].indexes
    ours = (index for index in indexes if index.unique and "_".join(column.name for column in index.columns) == part["columns"])
    return next((str(index.name) for index in ours), name)


def _unique_over(columns: str, metadata: MetaData) -> str | None:
    """SQLite names the columns ("person.login, person.home"), not the constraint."""
    pairs = [part.strip().rpartition(".") for part in columns.split(",")]
    table = metadata.tables.get(pairs[0][0])
    if table is None:
        return None
    names = {name for _, _, name in pairs}
    unique: list[PrimaryKeyConstraint | UniqueConstraint | Index] = [table.primary_key]
    unique += [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    unique += [index for index in table.indexes if index.unique]
    return next((str(one.name) for one in unique if {column.name for column in one.columns} == names), None)


def as_problem(error: IntegrityError, metadata: MetaData) -> Problem | None:
    """The problem of a constraint that CONSTRAINTS knows; None for one that only a mistake of ours can break."""
    name = constraint_of(error, metadata)
    code = CONSTRAINTS.get(name or "")
    return Problem(code) if code is not None else None
