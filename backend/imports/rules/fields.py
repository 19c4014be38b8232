"""The columns a file may have: what each is called, in Chinese and English, by whoever sends it, and how its cells are read."""

import re
import unicodedata
from dataclasses import dataclass

from backend.grid.rules import register_codes
from backend.imports.rules import cells
from backend.imports.rules.cells import Bad, Parser, Value

_PUNCTUATION = re.compile(r"[\s*★☆_\-—–·:：/\\()\[\]{}<>【】《》\"'“”‘’.,、，。#№?？!！|&+~]")
_REMARKS = re.compile(r"[(\[【（][^)\]】）]*[)\]】）]")


def heading(text: str) -> str:
    """A heading as it is compared: without case, spaces, punctuation and full-width forms."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower())


def without_remarks(text: str) -> str:
    """A heading without what stands in brackets: units, "required", formats."""
    return _REMARKS.sub("", text)


@dataclass(frozen=True)
class Field:
    """One column. `aliases` are compared headings, best first: of two columns that fit, the better-named one is taken.

    `banded`: one column a register is allowed, such as 示数/峰.
    """

    name: str
    zh: str
    en: str
    parse: Parser
    aliases: tuple[str, ...]
    example: str
    banded: bool = False


def _field(name: str, zh: str, en: str, parse: Parser, example: str, *, others: str, banded: bool = False) -> Field:
    aliases = tuple(dict.fromkeys(heading(text) for text in (zh, en, name, *others.split("|")) if text))
    return Field(name, zh, en, parse, aliases, example, banded)


_number = cells.identifier(40)
_STATUS_WORDS = {
    "正常": "active", "在用": "active", "运行": "active", "正常用电": "active", "正常用电客户": "active", "active": "active",
    "暂停": "paused", "报停": "paused", "paused": "paused", "suspended": "paused", "停电": "cut_off", "欠费停电": "cut_off",
    "cutoff": "cut_off", "disconnected": "cut_off", "临时": "temporary", "临时用电": "temporary", "temporary": "temporary",
    "空户": "vacant", "空置": "vacant", "vacant": "vacant", "销户": "closed", "已销户": "closed", "注销": "closed",
    "closed": "closed", "terminated": "closed", "cut_off": "cut_off",
}  # fmt: skip
_ROLE_WORDS = {
    "结算": "settlement", "settlement": "settlement", "billing": "settlement", "考核": "check", "check": "check", "线损": "check",
    "发电": "generation", "上网": "generation", "generation": "generation", "光伏": "generation", "台区考核": "check",
}  # fmt: skip
_DATUM_WORDS = {
    "wgs84": "WGS-84", "gps": "WGS-84", "4326": "WGS-84", "epsg4326": "WGS-84", "cgcs2000": "WGS-84", "2000": "WGS-84",
    "gcj02": "GCJ-02", "gcj": "GCJ-02", "高德": "GCJ-02", "腾讯": "GCJ-02", "火星": "GCJ-02", "火星坐标": "GCJ-02",
    "amap": "GCJ-02",
    "bd09": "BD-09", "百度": "BD-09", "baidu": "BD-09", "bd09ll": "BD-09",
}  # fmt: skip
_BILLED_WORDS = {
    "月初冻结": "month_start", "月初零点": "month_start", "冻结": "month_start", "零点冻结": "month_start",
    "frozen": "month_start", "monthstart": "month_start",
    "抄见": "reading", "抄见示数": "reading", "抄表": "reading", "抄表时": "reading", "reading": "reading",
}  # fmt: skip
_FREQUENCY_WORDS = {
    "每月": "monthly", "月": "monthly", "单月一次": "monthly", "每月一次": "monthly", "一月一抄": "monthly", "monthly": "monthly",
    "1": "monthly", "单月": "odd", "奇数月": "odd", "odd": "odd", "oddmonths": "odd",
    "双月": "even", "偶数月": "even", "even": "even",
    "evenmonths": "even", "多次": "several", "一月多抄": "several", "每月多次": "several", "several": "several",
}  # fmt: skip
_PHASE_WORDS = {
    "单相": "1", "1": "1", "单相二线": "1", "singlephase": "1", "single": "1", "1p": "1", "三相": "3", "3": "3", "三相四线": "3",
    "三相三线": "3", "threephase": "3", "three": "3", "3p": "3", "4": "3",
}  # fmt: skip
_phases = cells.choice(_PHASE_WORDS)


def _register(text: str) -> Value | Bad:
    """A register's code."""
    found = register_codes.find(text)
    return Bad("unknown_register") if found is None else found.code


def _register_set(text: str) -> Value | Bad:
    """A meter's registers' codes in the order of its display, as "total,peak,valley"."""
    found = register_codes.find_set(text)
    return Bad("unknown_register") if found is None else ",".join(found)


_DIAL = re.compile(r"([1-9])(?:[.,+位]([0-4])位?|位)?|(0{1,9})(?:[.](0{1,4}))?", re.ASCII)


def _dial(text: str) -> Value | Bad:
    """A dial's digits and decimals: "6.2", "6", "000000.00" → "6.2"."""
    match = _DIAL.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if match is None:
        return cells.destroyed(text) or Bad("not_a_dial")
    return f"{match[1]}.{match[2] or 0}" if match[1] else f"{len(match[3])}.{len(match[4] or '')}"


_SUCCESS = frozenset({"成功", "正常", "采集成功", "ok", "success", "0", "00", "0000"})


def _failure(text: str) -> Value | Bad:
    """A failure's code or words; nothing for what means success."""
    return None if text.lower() in _SUCCESS else cells.free_text(40)(text)


def _rated(text: str) -> Value | Bad:
    """The largest of a plate's currents, "5(60)A" → 60, or the first of its voltages, "3×220/380V" → 220."""
    plain = re.sub(r"^[13]\s*[x×*]\s*", "", unicodedata.normalize("NFKC", text).lower())
    bracketed = re.search(r"[(]([0-9.]+)[)]", plain)
    return cells.e4(bracketed[1] if bracketed is not None else plain.split("/")[0])


BRANCH = _field(
    "branch", "供电所", "Branch", cells.free_text(120), "东河供电所",
    others=(
        "供电单位|所属单位|管理单位|供电站|营业所|营业站|供电所名称|供电所编码|单位名称|单位编码|单位|branch code|office|"
        "depot|district|unit"
    ),
)  # fmt: skip
LINE = _field(
    "line", "线路编号", "Line number", _number, "10-031",
    others="线路编码|线路号|line no|feeder|feeder number",
)  # fmt: skip
LINE_NAME = _field(
    "line_name", "线路名称", "Line name", cells.free_text(120), "10kV东河线",
    others="线路|feeder name",
)  # fmt: skip
AREA = _field(
    "area", "台区编号", "Transformer area", _number, "T-0101",
    others=(
        "台区编码|台区号|变台编号|公变编号|台区标识|area number|area no|transformer|transformer number|"
        "transformer area number|dtr"
    ),
)  # fmt: skip
AREA_NAME = _field(
    "area_name", "台区名称", "Area name", cells.free_text(120), "东河一台区",
    others="台区|变台名称|transformer name|area",
)  # fmt: skip
AREA_FROM = _field(
    "area_from", "台区生效日期", "Area from", cells.date, "2020-01-01",
    others="供电关系生效日期|生效日期|effective date|since",
)  # fmt: skip

ACCOUNT = _field(
    "account", "户号", "Account", _number, "3100000001",
    others=(
        "用户编号|用电户号|客户编号|用户号|户编号|总户号|客户号|营销户号|用电客户编号|account number|account no|"
        "customer number|customer no|consumer number|consumer no|contract account|customer id|account id|发电户号"
    ),
)  # fmt: skip
ACCOUNT_NAME = _field(
    "account_name", "户名", "Customer name", cells.free_text(200), "供电用户0001",
    others="用户名称|客户名称|用电户名|用户名|客户名|用电客户名称|name|customer|consumer name|account name",
)  # fmt: skip
ACCOUNT_ADDRESS = _field(
    "account_address", "用电地址", "Address", cells.free_text(400), "东河村1组1号",
    others="客户地址|用户地址|地址|住址|通讯地址|customer address|premises|premise address",
)  # fmt: skip
CUSTOMER_CLASS = _field(
    "customer_class", "用电类别", "Class", cells.customer_class, "居民生活",
    others=(
        "客户类别|用户类别|用户分类|用电性质|用电分类|customer class|tariff class|rate category|category|"
        "consumer category"
    ),
)  # fmt: skip
STATUS = _field(
    "status", "用户状态", "Status", cells.choice(_STATUS_WORDS), "正常",
    others="客户状态|用电状态|状态|account status|customer status",
)  # fmt: skip
STATUS_FROM = _field(
    "status_from", "状态日期", "Status from", cells.date, "2024-03-01",
    others="状态起始日期|状态变更日期|变更日期|status date|status since",
)  # fmt: skip
OPENED_ON = _field(
    "opened_on", "立户日期", "Opened on", cells.date, "2018-05-01",
    others="开户日期|立户时间|opened|open date|start date",
)  # fmt: skip
CLOSED_ON = _field(
    "closed_on", "销户日期", "Closed on", cells.date, "2025-08-31",
    others="注销日期|销户时间|closed|close date|end date",
)  # fmt: skip

POINT = _field(
    "point", "计量点编号", "Metering point", _number, "P-3100000001-1",
    others=(
        "计量点|计量点号|计量点标识|测量点|测量点编号|用电点|用电点编号|服务点|服务点编号|metering point number|"
        "metering point id|service point|service point id|sp|sp id|usage point|usage point id|supply point|delivery point|"
        "pod|mpid"
    ),
)  # fmt: skip
ROLE = _field(
    "role", "计量点性质", "Role", cells.choice(_ROLE_WORDS), "结算",
    others="计量点类型|计量点用途|计量点分类|用途|point role|point type",
)  # fmt: skip
PARENT = _field(
    "parent", "上级计量点", "Parent point", _number, "",
    others="上级计量点编号|总表计量点|主计量点|父计量点|parent|main meter point",
)  # fmt: skip
VOLTAGE = _field(
    "voltage", "电压等级", "Voltage", cells.free_text(20), "交流220V",
    others="供电电压|电压|voltage level|supply voltage",
)  # fmt: skip
CAPACITY = _field(
    "capacity", "合同容量", "Contract capacity (kVA)", cells.e4, "8",
    others="报装容量|运行容量|装见容量|容量|contract capacity|capacity|sanctioned load|kva",
)  # fmt: skip
POINT_ADDRESS = _field(
    "address", "装表地址", "Point address", cells.free_text(400), "东河村1组1号",
    others=(
        "计量点地址|安装地址|安装位置|装表位置|表计位置|用电地址|地址|installation address|location|service address|"
        "address"
    ),
)  # fmt: skip
HINT = _field(
    "hint", "位置说明", "How to find it", cells.free_text(200), "后院门内",
    others="抄表提示|备注|说明|hint|remark|remarks|note",
)  # fmt: skip
LAT = _field(
    "lat", "纬度", "Latitude", cells.degrees(90), "36.1052",
    others="y坐标|lat|gps纬度|坐标y",
)  # fmt: skip
LON = _field(
    "lon", "经度", "Longitude", cells.degrees(180), "113.2107",
    others="x坐标|lon|lng|long|gps经度|坐标x",
)  # fmt: skip
DATUM = _field(
    "datum", "坐标系", "Datum", cells.choice(_DATUM_WORDS), "GCJ-02",
    others="坐标系统|地图坐标系|坐标类型|map datum|crs|srid",
)  # fmt: skip
BILLED_AT = _field(
    "billed_at", "结算时点", "Billed by", cells.choice(_BILLED_WORDS), "月初冻结",
    others="结算方式|示数取值|billing moment|billed at",
)  # fmt: skip
UNMETERED = _field(
    "unmetered", "定量", "Unmetered", cells.yes_no, "否",
    others="是否定量|无表|是否无表|定量户|flat rate",
)  # fmt: skip
POINT_FROM = _field(
    "point_from", "投运日期", "Point from", cells.date, "2018-05-01",
    others="计量点投运日期|启用日期|in service from|commissioned",
)  # fmt: skip
POINT_TO = _field(
    "point_to", "停用日期", "Point to", cells.date, "",
    others="计量点停用日期|撤销日期|in service to|decommissioned",
)  # fmt: skip

BOX = _field(
    "box", "计量箱条码", "Box barcode", _number, "X0001001",
    others=(
        "计量箱编号|计量箱资产号|计量箱|表箱条码|表箱编号|表箱号|表箱资产号|表箱|箱号|箱条码|box|box number|box no|"
        "cabinet|enclosure"
    ),
)  # fmt: skip
BOX_ADDRESS = _field(
    "box_address", "计量箱地址", "Box address", cells.free_text(400), "3号楼1单元",
    others="表箱地址|表箱位置|箱地址|box location",
)  # fmt: skip
KEY_NUMBER = _field(
    "key_number", "钥匙号", "Key", cells.identifier(40), "K12",
    others="钥匙编号|箱钥匙|key number|key no",
)  # fmt: skip
BOX_ROWS = _field(
    "rows", "行数", "Rows", cells.whole(1, 40), "2",
    others="表箱行数|箱行数|box rows",
)  # fmt: skip
BOX_COLUMNS = _field(
    "columns", "列数", "Columns", cells.whole(1, 40), "3",
    others="表箱列数|箱列数|box columns",
)  # fmt: skip
FLOOR = _field(
    "floor", "楼层", "Floor", cells.free_text(20), "1",
    others="层|所在楼层|level",
)  # fmt: skip
BOX_ROW = _field(
    "row", "箱内行", "Row", cells.whole(1, 40), "1",
    others="行|行号|所在行|表位行|box row",
)  # fmt: skip
BOX_COLUMN = _field(
    "column", "箱内列", "Column", cells.whole(1, 40), "2",
    others="列|列号|所在列|表位列|表位|表位号|box column|position in box",
)  # fmt: skip

ASSET = _field(
    "asset", "资产编号", "Asset number", cells.identifier(22), "0134000000000000001001",
    others=(
        "电能表资产编号|电表资产编号|电能表资产号|表计资产编号|表资产号|资产号|条形码|条码|表计条码|电能表条码|电能表编号|"
        "电表号|电表编号|表号|表计编号|meter asset number|asset no|asset|barcode|meter|meter number|meter no|meter id|"
        "badge number|device|new meter|新表资产编号|新表号"
    ),
)  # fmt: skip
OLD_ASSET = _field(
    "old_asset", "旧表资产编号", "Old meter", cells.identifier(22), "",
    others=(
        "旧表号|原表号|原表资产编号|拆除表资产编号|拆除表号|拆回表号|换前表号|old asset number|old meter number|"
        "removed meter|replaced meter"
    ),
)  # fmt: skip
SERIAL = _field(
    "serial", "出厂编号", "Serial number", _number, "2019031001",
    others="制造编号|厂号|出厂号|serial no|serial|manufacturer number",
)  # fmt: skip
COMM = _field(
    "comm", "通信地址", "Communication address", _number, "000031001001",
    others="通讯地址|表地址|逻辑地址|表通信地址|comm address|logical address",
)  # fmt: skip
MODEL = _field(
    "model", "型号", "Model", cells.free_text(60), "DDZY-1",
    others="电表型号|电能表型号|表型号|表型|meter model|type|meter type",
)  # fmt: skip
PHASES = _field(
    "phases", "相别", "Phases", _phases, "单相",
    others="相数|接线方式|相线|wiring|phase",
)  # fmt: skip
RATED_CURRENT = _field(
    "rated_current", "标定电流", "Rated current", _rated, "5(60)A",
    others="额定电流|最大电流|电流规格|电流|max current|current rating",
)  # fmt: skip
RATED_VOLTAGE = _field(
    "rated_voltage", "额定电压", "Rated voltage", _rated, "220V",
    others="参比电压|电压规格|voltage rating",
)  # fmt: skip
REGISTER_SET = _field(
    "register_set", "费率类型", "Registers", _register_set, "分时",
    others="分时标志|是否分时|示数类型|费率|registers|register set|rate type",
)  # fmt: skip
DIGITS = _field(
    "digits", "整数位", "Digits", cells.whole(1, 9), "6",
    others="整数位数|示数整数位|表码整数位|integer digits|dial digits",
)  # fmt: skip
DECIMALS = _field(
    "decimals", "小数位", "Decimals", cells.whole(0, 4), "2",
    others="小数位数|示数小数位|表码小数位|decimal places",
)  # fmt: skip
DIAL = _field(
    "dial", "示数位数", "Dial", _dial, "6.2",
    others="表码位数|示数格式|位数|dial format",
)  # fmt: skip

REGISTER = _field(
    "register", "示数类型", "Register", _register, "峰",
    others="示数类别|费率时段|时段|register code|obis|tariff|channel|dial",
)  # fmt: skip
POSITION = _field(
    "position", "显示顺序", "Display order", cells.whole(1, 99), "1",
    others="显示序号|轮显顺序|order|display position",
)  # fmt: skip
UNIT = _field(
    "unit", "单位", "Unit", cells.free_text(8), "kWh",
    others="计量单位|unit of measure|uom",
)  # fmt: skip

INSTALLED_ON = _field(
    "installed_on", "装表日期", "Installed on", cells.date, "2019-06-12",
    others="安装日期|装表时间|换表日期|装换日期|installation date|installed|exchange date|date",
)  # fmt: skip
REMOVED_ON = _field(
    "removed_on", "拆表日期", "Removed on", cells.date, "",
    others="拆除日期|拆表时间|removal date|removed",
)  # fmt: skip
MULTIPLIER = _field(
    "multiplier", "综合倍率", "Multiplier", cells.positive_e4, "1",
    others="倍率|乘率|计费倍率|meter multiplier|factor|constant",
)  # fmt: skip
CT = _field(
    "ct", "CT变比", "CT ratio", cells.ratio_e4, "150/5",
    others="电流互感器变比|电流变比|电流互感器倍率|ct倍率|ct",
)  # fmt: skip
PT = _field(
    "pt", "PT变比", "PT ratio", cells.ratio_e4, "1",
    others="电压互感器变比|电压变比|电压互感器倍率|pt倍率|pt|vt ratio|vt",
)  # fmt: skip
MULTIPLIER_FROM = _field(
    "multiplier_from", "倍率生效日期", "Multiplier from", cells.date, "",
    others="倍率日期|multiplier date",
)  # fmt: skip
INITIAL = _field(
    "initial", "起码", "Initial value", cells.e4, "0",
    others=(
        "装表示数|装表起码|装表止码|初始示数|起始示数|起度|底度|表底|新表示数|新表起码|initial reading|initial|"
        "start reading|installed reading"
    ), banded=True,
)  # fmt: skip
FINAL = _field(
    "final", "止码", "Final value", cells.e4, "",
    others="拆表示数|拆表止码|拆回示数|终止示数|旧表示数|旧表止码|final reading|final|end reading|removed reading", banded=True,
)  # fmt: skip

ROUTE = _field(
    "route", "抄表段编号", "Route", _number, "R01",
    others=(
        "抄表段|抄表段号|抄表段编码|抄表册|抄表册号|抄表册编号|抄表本|抄表本号|抄表本编号|册号|册本号|本号|段号|路线|"
        "抄表路线|route code|route number|mru|meter reading unit|portion|walk|book|book number|book no|cycle book|round"
    ),
)  # fmt: skip
ROUTE_NAME = _field(
    "route_name", "抄表段名称", "Route name", cells.free_text(120), "东河一段",
    others="抄表册名称|抄表本名称|册名|段名|路线名称|book name|walk name|mru description|portion name",
)  # fmt: skip
READING_DAY = _field(
    "reading_day", "抄表例日", "Reading day", cells.whole(1, 31), "15",
    others="例日|抄表日|固定抄表日|scheduled reading day|scheduled day",
)  # fmt: skip
FREQUENCY = _field(
    "frequency", "抄表周期", "Frequency", cells.choice(_FREQUENCY_WORDS), "每月",
    others="抄表频度|抄表频率|周期|reading frequency|cycle",
)  # fmt: skip
WALKS = _field(
    "walks", "每月抄表次数", "Walks a period", cells.whole(1, 9), "1",
    others="抄表次数|walks|readings per period",
)  # fmt: skip
SEQUENCE = _field(
    "sequence", "抄表序号", "Sequence", cells.whole(0, 999_999_999), "1",
    others=(
        "抄表顺序|抄表顺序号|顺序号|抄表次序|册内序号|段内序号|walk sequence|walking order|reading sequence|seq|"
        "sequence number|order|序号"
    ),
)  # fmt: skip
STOP_FROM = _field(
    "stop_from", "入段日期", "In route from", cells.date, "",
    others="生效日期|入册日期|route from|effective date",
)  # fmt: skip

VALUE = _field(
    "value", "示数", "Value", cells.e4, "4821.6",
    others=(
        "本月示数|本次示数|本期示数|抄见示数|抄表示数|本次抄见|本月止码|止码|止度|读数|表码|抄码|reading|register reading|"
        "meter reading|index|kwh|current reading|present reading"
    ), banded=True,
)  # fmt: skip
READ_AT = _field(
    "read_at", "抄表日期", "Read on", cells.moment, "2026-10-25",
    others=(
        "抄表时间|示数日期|示数时间|抄见日期|本次抄表日期|日期|read date|reading date|read at|value at|date|timestamp|"
        "time"
    ),
)  # fmt: skip
VALUE_AT = _field(
    "value_at", "数据时间", "Value at", cells.moment, "2026-11-01 00:00:00",
    others="冻结时间|冻结日期|采集时间|采集日期|数据日期|示数时间|抄表时间|日期|时间|valueat|read at|timestamp|date|time",
)  # fmt: skip
PERIOD = _field(
    "period", "电费年月", "Period", cells.period, "2026-10",
    others="年月|账期|电费月份|月份|billing period|billing month|month",
)  # fmt: skip
FAILURE = _field(
    "failure", "失败原因", "Failure", _failure, "",
    others="失败代码|采集失败原因|采集状态|failure code|error|error code|status code",
)  # fmt: skip
