"""From the blocks of a table to statements in the stage, with the branch each row names found out."""

from collections.abc import Sequence
from typing import Any

from backend.imports.rules.faults import Fault
from backend.imports.rules.kind import ENTITIES, Entity, Slot, Statement
from backend.imports.rules.rows import Block, Table
from backend.imports.service.context import Context
from backend.imports.service.stage import Stated


def resolve_branches(context: Context, table: Table, block: Block) -> None:
    """Turn the names of branches into ids; a fault for one that isn't there, or isn't the sender's."""
    names = block.columns.get("branch")
    if names is None:
        return
    for at, name in enumerate(names):
        if name is None:
            continue
        branch_id = context.branches.get(name)
        code = None
        if branch_id is None:
            code = "branch_unknown"
        elif context.allowed is not None and branch_id not in context.allowed:
            code = "branch_not_yours"
        if code is not None:
            block.faults.append(Fault(block.numbers[at], table.title("branch"), code, name, {}, table.sheet))
            branch_id = None
        names[at] = branch_id


def stage_block(context: Context, table: Table, block: Block) -> int:
    """Stage what a block's rows state; answers how many rows it had. Rows with a fault state nothing."""
    resolve_branches(context, table, block)
    context.faults.add(block.faults)
    wrong = {fault.row for fault in block.faults}
    by_entity: dict[Entity, list[Stated]] = {entity: [] for entity in ENTITIES}
    for number, values in block.rows():
        if number not in wrong:
            for statement in _statements(table, values):
                stated = Stated(statement.key, number, table.sheet, statement.attributes)
                by_entity[statement.entity].append(stated)
    for entity, statements in by_entity.items():
        if statements:
            _state(context, table, entity, statements)
    return len(block.numbers)


def _statements(table: Table, values: dict[Slot, Any]) -> Sequence[Statement]:
    states = table.kind.states
    if states is None:
        raise TypeError(f"{table.kind.code} doesn't describe the network")
    return list(states(values))


def _state(context: Context, table: Table, entity: Entity, statements: list[Stated]) -> None:
    for each, contradiction in context.stage.state(entity, statements):
        name = _COLUMN_OF.get(contradiction.attribute, contradiction.attribute)
        if entity == "stop" and contradiction.attribute in {"route", "branch"}:
            params = {"other": "?", "row": contradiction.other_row}
            code = "point_in_two_routes"
        else:
            params = {"key": " ".join(part for part in each.key if part), "other": contradiction.other_row}
            code = "contradicts_row"
        known = {field.name for field in table.kind.fields}
        title = table.title(name) if name in known else ""
        value = each.attributes.get(contradiction.attribute)
        context.faults.add([Fault(each.row, title, code, "" if value is None else str(value)[:200], params, each.sheet)])


# Where an attribute is called otherwise than the column it comes from.
_COLUMN_OF = {
    "serial_number": "serial", "comm_address": "comm", "since": "installed_on", "until": "removed_on", "valid_from": "point_from",
    "valid_to": "point_to", "replaced_by": "old_asset", "name": "account_name",
}  # fmt: skip
