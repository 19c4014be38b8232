"""The county as the files that a utility would send: Chinese headings, title rows, two-row headers."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from random import Random

from backend.imports.demo.county import BRANCHES, DEMAND, HISTORY_MONTHS, SEED, County, Fitted, Site
from backend.imports.demo.dials import Past, pasts
from backend.imports.demo.places import line_of, reading_day, route_code

# What a history file has a column for, under 本月示数.
_SHOWN = (
    ("total", "总"), ("sharp", "尖"), ("peak", "峰"), ("flat", "平"), ("valley", "谷"), ("reverse_total", "反向总"),
    ("demand", "最大需量"),
)  # fmt: skip
_CHINESE = "一二三四五六七八九十"


def _text(rows: Iterable[Sequence[object]]) -> str:
    into = io.StringIO()
    csv.writer(into, lineterminator="\n").writerows(rows)
    return into.getvalue()


def _shown(code: str, steps: int, decimals: int) -> str:
    places = 4 if code == "demand" else decimals
    return f"{steps / 10**places:.{places}f}"


def boxes(county: County) -> str:
    """计量箱."""
    rows: list[Sequence[object]] = [["供电所", "计量箱条码", "计量箱地址", "行数", "列数"]]
    rows += [[BRANCHES[box.branch].code, box.barcode, box.address, box.rows, box.columns] for box in county.boxes]
    return _text(rows)


_WIDE = (
    "供电所", "抄表段编号", "抄表段名称", "抄表例日", "抄表序号", "户号", "户名", "用电地址", "用电类别", "用户状态",
    "立户日期", "销户日期", "计量点编号", "计量点性质", "合同容量", "装表地址", "位置说明", "纬度", "经度", "坐标系",
    "线路编号", "线路名称", "台区编号", "台区名称", "资产编号", "出厂编号", "通信地址", "型号", "相别", "标定电流",
    "额定电压", "费率类型", "示数位数", "CT变比", "综合倍率", "计量箱条码", "楼层", "箱内行", "箱内列", "装表日期",
)  # fmt: skip


def wide(county: County) -> str:
    """One row a metering point, with the meter that hung there first."""
    rows: list[Sequence[object]] = [["抄表册（演示数据）"], _WIDE]
    rows += [_wide(county, site) for site in county.sites]
    rows.append(["合计", f"{len(county.sites)} 户"])
    return _text(rows)


def _wide(county: County, site: Site) -> Sequence[object]:
    branch, meter = BRANCHES[site.branch], site.meters[0]
    routed = site.route is not None
    route = site.route or 0
    line_number, line_name = line_of(site.branch, site.area)
    registers = "分时" if meter.dial is DEMAND else meter.dial.registers
    return [
        branch.code, route_code(site.branch, route) if routed else "", branch.routes[route] + "抄表段" if routed else "",
        reading_day(county.today, route) if routed else "", site.sequence if routed else "", site.account, site.name,
        site.address, site.customer_class, site.status, site.opened, site.closed or "", site.point, site.role, site.capacity,
        site.address, site.hint, site.lat, site.lon, "GCJ-02", line_number, line_name, f"TQ{site.area + 1:04}",
        f"{branch.place}{_CHINESE[site.area % 4]}台区", meter.asset, meter.serial, meter.comm, meter.dial.model,
        meter.dial.phases, meter.dial.current, meter.dial.voltage, registers, f"{meter.dial.digits}.{meter.dial.decimals}",
        site.ratio, "" if site.ratio else site.multiplier, site.box, site.floor, site.row or "", site.column or "", meter.since,
    ]  # fmt: skip


def _every_meter(county: County) -> Iterable[tuple[Site, Fitted]]:
    return ((site, meter) for site in county.sites for meter in site.meters)


def demand_registers(county: County) -> str:
    """最大需量, which has a dial of its own."""
    rows: list[Sequence[object]] = [["资产编号", "示数类型", "示数位数"]]
    rows += [[meter.asset, "最大需量", "2.4"] for _, meter in _every_meter(county) if meter.dial is DEMAND]
    return _text(rows)


def exchanged_meters(county: County) -> str:
    """The meters that came later."""
    rows: list[Sequence[object]] = [
        ["供电所", "资产编号", "出厂编号", "通信地址", "型号", "相别", "标定电流", "额定电压", "费率类型", "示数位数"]
    ]
    rows += [
        [
            BRANCHES[site.branch].code, meter.asset, meter.serial, meter.comm, meter.dial.model, meter.dial.phases,
            meter.dial.current, meter.dial.voltage, meter.dial.registers, f"{meter.dial.digits}.{meter.dial.decimals}",
        ]
        for site in county.sites for meter in site.meters[1:]
    ]  # fmt: skip
    return _text(rows)


def histories(county: County) -> dict[str, list[Past]]:
    """Point → the histories of its meters. The same dice for the same county."""
    random = Random(SEED + 1)  # noqa: S311  a demo's dice
    return {
        site.point: list(pasts(site, reading_days(county, site.route or 0), county.history_from, random)) for site in county.sites
    }


def reading_days(county: County, route: int) -> list[dt.date]:
    """The route's reading days of the months before this one, oldest first."""
    months = []
    first = county.today.replace(day=1)
    for _ in range(HISTORY_MONTHS):
        last = first - dt.timedelta(days=1)
        first = last.replace(day=1)
        months.append(first.replace(day=min(reading_day(county.today, route), last.day)))
    return sorted(months)


def exchanges(county: County, past: dict[str, list[Past]]) -> str:
    """换表 and 拆表, with the last values of the old meter and the first ones of the new."""
    bands = [(code, zh) for code, zh in _SHOWN if code != "demand"]
    upper = [
        "计量点编号",
        "旧表资产编号",
        "资产编号",
        "装表日期",
        "拆表日期",
        "起码",
        *[""] * (len(bands) - 1),
        "止码",
        *[""] * (len(bands) - 1),
    ]
    lower = [""] * 5 + [zh for _, zh in bands] * 2
    rows: list[Sequence[object]] = [["电能表装拆清单"], upper, lower]
    for site in county.sites:
        for old, new in zip(past[site.point], past[site.point][1:], strict=False):
            values = old.last.values if old.last is not None else {}
            final = [_shown(code, values[code], old.meter.dial.decimals) if code in values else "" for code, _ in bands]
            initial = ["0" if code in values else "" for code, _ in bands]
            rows.append([site.point, old.meter.asset, new.meter.asset, new.meter.since, "", *initial, *final])
        last = past[site.point][-1]
        if last.last is not None:
            values, decimals = last.last.values, last.meter.dial.decimals
            final = [_shown(code, values[code], decimals) if code in values else "" for code, _ in bands]
            rows.append([site.point, "", last.meter.asset, "", last.meter.until, *[""] * len(bands), *final])
    return _text(rows)


def history(county: County, past: dict[str, list[Past]]) -> str:
    """历史示数: a row a meter and month, a column a register."""
    rows: list[Sequence[object]] = [
        ["历史抄表示数（演示数据）"],
        ["计量点编号", "资产编号", "抄表日期", "本月示数", *[""] * (len(_SHOWN) - 1)],
        ["", "", "", *(zh for _, zh in _SHOWN)],
    ]
    for site in county.sites:
        for each in past[site.point]:
            decimals = each.meter.dial.decimals
            rows += [
                [
                    site.point, each.meter.asset, f"{shown.day} {8 + site.sequence % 9:02}:{site.sequence * 7 % 60:02}:00",
                    *(_shown(code, shown.values[code], decimals) if code in shown.values else "" for code, _ in _SHOWN),
                ]
                for shown in each.readings
            ]  # fmt: skip
    return _text(rows)
