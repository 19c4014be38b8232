"""Everything that can be wrong in a file: a code, what is wrong, and what the person who sent it can do.

`{…}` in a sentence is filled from a fault's params.
"""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where (row 0: the file as a whole; column as the file heads it), what, and the cell's text."""

    row: int
    column: str
    code: str
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""


class Sentence(NamedTuple):
    """What is wrong and what to do, in both languages."""

    en: str
    zh: str
    do_en: str
    do_zh: str


CATALOGUE: dict[str, Sentence] = {
    # the file
    "encoding_unknown": Sentence(
        "The file is neither UTF-8 nor GB18030 text, nor a workbook",
        "文件编码既不是 UTF-8 也不是 GB18030，也不是工作簿",
        "Save it as CSV UTF-8 or as XLSX.",
        "请另存为 CSV UTF-8 或 XLSX 后重新导入。",
    ),
    "broken_quotes": Sentence(
        "A quoted cell doesn't end",
        "引号没有成对",
        "Close the quotation mark in this row or the one above.",
        "请检查本行或上一行的引号。",
    ),
    "broken_workbook": Sentence(
        "The workbook is damaged",
        "工作簿已损坏",
        "Open it in a spreadsheet program and save it again.",
        "请用表格软件打开后重新保存。",
    ),
    "workbook_locked": Sentence(
        "The workbook has a password", "工作簿有密码", "Save it without a password.", "请去掉密码后重新保存。"
    ),
    "workbook_too_large": Sentence(
        "The workbook is too large", "工作簿过大", "Split it, or save it as CSV.", "请拆分或另存为 CSV。"
    ),
    "header_not_found": Sentence(
        "No row names the columns needed; missing: {missing}",
        "找不到表头，缺少列：{missing}",
        "Add the columns, or say which of yours they are.",
        "请补充这些列，或指定对应关系。",
    ),
    "no_rows": Sentence(
        "There are no rows below the header", "表头下没有数据", "Check that it is the right file.", "请确认文件是否正确。"
    ),
    "numbers_rounded": Sentence(
        "The long numbers of this column end in zeros from the 16th digit on: a spreadsheet rounded them",
        "该列的长编号从第 16 位起全为 0，已被表格软件破坏",
        "Export it again with the column as text.",
        "请把该列设为文本后重新导出。",
    ),
    # a cell
    "number_destroyed": Sentence(
        "{value} is what a spreadsheet makes of a long number: the digits are gone",
        "{value} 是表格软件显示的科学计数，原数字已丢失",
        "Export it again with the column as text.",
        "请把该列设为文本后重新导出。",
    ),
    "spreadsheet_error": Sentence(
        "The cell holds a spreadsheet's error",
        "单元格是表格错误值",
        "Correct the formula, or type the value.",
        "请修正公式或直接填写。",
    ),
    "identifier_is_decimal": Sentence(
        "A number ending in .0 came from a calculation, leading zeros may be lost",
        "编号带 .0，可能已丢失前导零",
        "Export it again with the column as text.",
        "请把该列设为文本后重新导出。",
    ),
    "too_long": Sentence(
        "Longer than {longest} characters", "超过 {longest} 个字符", "Shorten it, or check the column.", "请缩短或检查列。"
    ),
    "unreadable_characters": Sentence(
        "The cell holds characters that can't be printed", "含有无法显示的字符", "Type it again.", "请重新填写。"
    ),
    "not_a_number": Sentence("Not a number", "不是数字", "Write it as 4821.6.", "请写成 4821.6。"),
    "negative": Sentence("Below zero", "小于零", "A register never shows less than zero.", "示数不会小于零，请核对。"),
    "not_positive": Sentence("Not above zero", "不大于零", "Write a number above zero.", "请填写大于零的数。"),
    "too_precise": Sentence(
        "More than four decimals", "超过四位小数", "Round it to the meter's decimals.", "请按表计小数位填写。"
    ),
    "too_large_number": Sentence("Too large", "数值过大", "Check the column.", "请检查列。"),
    "not_a_whole_number": Sentence("Not a whole number", "不是整数", "Write a whole number.", "请填写整数。"),
    "out_of_bounds": Sentence("Not between {least} and {most}", "不在 {least} 到 {most} 之间", "Correct it.", "请更正。"),
    "not_a_date": Sentence("Not a day", "不是日期", "Write it as 2026-11-01.", "请写成 2026-11-01。"),
    "date_order": Sentence(
        "The day doesn't begin with the year, so it could mean two",
        "日期未以年份开头，含义不明",
        "Write it as 2026-11-01.",
        "请写成 2026-11-01。",
    ),
    "no_such_day": Sentence("There is no such day", "没有这一天", "Correct it.", "请更正。"),
    "date_far_off": Sentence("Before 1950 or after 2099", "早于 1950 年或晚于 2099 年", "Correct it.", "请更正。"),
    "not_a_time": Sentence("Not a time", "不是时间", "Write it as 2026-11-01 08:30:00.", "请写成 2026-11-01 08:30:00。"),
    "in_the_future": Sentence("In the future", "时间在将来", "Correct it.", "请更正。"),
    "not_a_period": Sentence("Not a billing period", "不是电费年月", "Write it as 2026-11.", "请写成 2026-11。"),
    "unknown_choice": Sentence("Not one of: {allowed}", "只能是：{allowed}", "Use one of these.", "请使用其中之一。"),
    "unknown_register": Sentence(
        "No such register",
        "没有这种示数类型",
        "Use 总, 尖, 峰, 平, 谷 or an OBIS code.",
        "请使用 总、尖、峰、平、谷 或 OBIS 码。",
    ),
    "not_degrees": Sentence("Not decimal degrees", "不是十进制度", "Write it as 36.1052.", "请写成 36.1052。"),
    "not_a_dial": Sentence("Not a number of digits", "不是示数位数", "Write it as 6.2.", "请写成 6.2。"),
    # a row
    "required_blank": Sentence("{fields} is blank", "{fields} 为空", "Fill it in, or delete the row.", "请填写，或删除该行。"),
    "contradicts_row": Sentence(
        "Says something else of {key} than row {other}",
        "与第 {other} 行对 {key} 的说法不一致",
        "Correct one of the two.",
        "请更正其中一行。",
    ),
    "repeated_row": Sentence(
        "{key} stands in row {other} already", "{key} 已在第 {other} 行出现", "Delete one of the two.", "请删除其中一行。"
    ),
    "branch_missing": Sentence(
        "No branch", "缺少供电所", "Add the column, or name the branch for the file.", "请补充该列，或为整个文件指定供电所。"
    ),
    "branch_unknown": Sentence(
        "No such branch", "没有这个供电所", "Write its code or name as in the list.", "请按列表填写编码或名称。"
    ),
    "branch_not_yours": Sentence(
        "Belongs to another branch", "属于其他供电所", "Have that branch import it.", "请由所属供电所导入。"
    ),
    "datum_missing": Sentence(
        "A position without its datum: it may be off by hundreds of metres",
        "坐标没有注明坐标系，可能偏差数百米",
        "Add the column, or name the datum for the file.",
        "请补充坐标系，或为整个文件指定。",
    ),
    "half_a_position": Sentence(
        "Latitude without longitude, or the other way round", "经纬度缺一", "Give both or none.", "请同时填写或都不填。"
    ),
    # what it points to
    "unknown_line": Sentence("No such line: {key}", "没有线路 {key}", "Import the lines first.", "请先导入线路台区。"),
    "unknown_area": Sentence(
        "No such transformer area: {key}", "没有台区 {key}", "Import the areas first.", "请先导入线路台区。"
    ),
    "unknown_account": Sentence("No such account: {key}", "没有户号 {key}", "Import the accounts first.", "请先导入用电户。"),
    "unknown_point": Sentence(
        "No such metering point: {key}", "没有计量点 {key}", "Import the metering points first.", "请先导入计量点。"
    ),
    "unknown_meter": Sentence("No such meter: {key}", "没有电能表 {key}", "Import the meters first.", "请先导入电能表。"),
    "unknown_box": Sentence("No such meter box: {key}", "没有计量箱 {key}", "Import the boxes first.", "请先导入计量箱。"),
    "meter_without_registers": Sentence(
        "The meter {key} has no registers", "电能表 {key} 没有示数类型", "Import its registers first.", "请先导入示数类型。"
    ),
    "no_such_register_on_meter": Sentence(
        "The meter {key} has no register {register}",
        "电能表 {key} 没有 {register} 示数",
        "Correct it, or import the register.",
        "请更正或先导入示数类型。",
    ),
    "value_too_wide": Sentence(
        "The dial has {digits} digits and {decimals} decimals",
        "表盘只有 {digits} 位整数 {decimals} 位小数",
        "Correct the value.",
        "请更正示数。",
    ),
    "several_points": Sentence(
        "The account {key} has several metering points",
        "户号 {key} 有多个计量点",
        "Name the metering point or the meter.",
        "请填写计量点编号或资产编号。",
    ),
    "not_installed": Sentence(
        "No meter is installed there on that day",
        "该日没有装表",
        "Import the installation, or correct the day.",
        "请先导入装拆，或更正日期。",
    ),
    # what stands in the way
    "account_changes": Sentence(
        "The metering point belongs to another account",
        "计量点属于另一户号",
        "A change of account isn't an import.",
        "过户不能通过导入办理。",
    ),
    "branch_changes": Sentence(
        "It belongs to another branch", "已属于另一供电所", "Moving it isn't an import.", "移交不能通过导入办理。"
    ),
    "register_changes": Sentence(
        "The register has another dial",
        "示数位数与已有的不同",
        "A meter's dial doesn't change: check the asset number.",
        "表盘不会改变，请核对资产编号。",
    ),
    "value_known": Sentence(
        "Another initial or final value is known: {known}",
        "已有不同的起码或止码 {known}",
        "Correct it in the office.",
        "请在系统内更正。",
    ),
    "multiplier_needs_date": Sentence(
        "The multiplier changes, but since when?", "倍率有变化但没有日期", "Give the day it holds from.", "请填写倍率生效日期。"
    ),
    "ends_before_start": Sentence("Ends before it begins", "结束早于开始", "Correct the days.", "请更正日期。"),
    "point_occupied": Sentence(
        "Another meter ({other}) is there at that time",
        "该时段已有电能表 {other}",
        "Name it as the old meter, or give its removal day.",
        "请填写旧表资产编号或拆表日期。",
    ),
    "meter_elsewhere": Sentence(
        "The meter is at another point ({other}) at that time",
        "该表同时段装在计量点 {other}",
        "End that installation first.",
        "请先办理拆表。",
    ),
    "parent_in_circle": Sentence(
        "A metering point is its own parent", "上级计量点成环", "Correct the parent.", "请更正上级计量点。"
    ),
    "frequency_without_walks": Sentence(
        "Several walks a period, but how many?", "一月多抄但没有次数", "Give the number of walks.", "请填写每月抄表次数。"
    ),
    "point_of_other_branch": Sentence(
        "The metering point belongs to another branch than the route",
        "计量点与抄表段不属于同一供电所",
        "Correct one of the two.",
        "请更正其中之一。",
    ),
    "point_in_two_routes": Sentence(
        "The point stands in route {other} in row {row}, too",
        "该计量点在第 {row} 行又属于 {other}",
        "Correct one of the two.",
        "请更正其中一行。",
    ),
    "sequence_taken": Sentence(
        "Row {row} has the same place in {route}",
        "{route} 中第 {row} 行已用该抄表序号",
        "Give one of the two another sequence.",
        "请为其中一行改用其他抄表序号。",
    ),
    "reading_differs": Sentence(
        "Another value ({known}) is known for that moment",
        "该时刻已有不同示数 {known}",
        "Correct it in the office; imports never overwrite.",
        "请在系统内更正，导入不会覆盖。",
    ),
    "failure_with_value": Sentence("A value and a failure", "既有示数又有失败原因", "Leave one of them.", "请只保留一个。"),
}


def sentences(fault: Fault, language: Literal["en", "zh"]) -> tuple[str, str]:
    """What is wrong and what to do, in words."""
    sentence = CATALOGUE[fault.code]
    params = {"value": fault.value, **fault.params}
    if language == "zh":
        return sentence.zh.format_map(params), sentence.do_zh.format_map(params)
    return sentence.en.format_map(params), sentence.do_en.format_map(params)
