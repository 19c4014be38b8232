"""The code lists a reader chooses from, in both languages: skip 未抄原因, trouble 表计异常, return 退回原因, typed 手输原因."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """One choice. `photo`: the choice must be proved by a photo."""

    code: str
    en: str
    zh: str
    photo: bool = False


SKIP = (
    Code("no_access", "Door closed", "门闭", photo=True),
    Code("refused", "Reading refused", "拒抄"),
    Code("dog", "Dog", "有狗"),
    Code("flooded", "Flooded", "进水", photo=True),
    Code("blocked", "Blocked", "被遮挡", photo=True),
    Code("not_found", "Meter not found", "找不到表"),
    Code("dead_display", "Display dead", "黑屏", photo=True),
    Code("unsafe", "Unsafe", "不安全"),
    Code("other", "Other", "其他"),
)

TROUBLE = (
    Code("broken_glass", "Glass broken", "表盘破损", photo=True),
    Code("seal_missing", "Seal missing", "封印缺失", photo=True),
    Code("burnt", "Burnt", "烧表", photo=True),
    Code("stopped", "Stopped", "停走"),
    Code("fast", "Runs fast", "走快"),
    Code("display_fault", "Display fault", "显示故障", photo=True),
    Code("wiring", "Wiring fault", "接线异常", photo=True),
    Code("tamper", "Suspected tampering", "窃电嫌疑", photo=True),
    Code("box_damaged", "Box damaged", "表箱损坏", photo=True),
    Code("clock_wrong", "Clock wrong", "时钟超差"),
    Code("battery_low", "Battery low", "电池欠压"),
)

RETURN = (
    Code("wrong_route", "Not on my route", "不属本段"),
    Code("too_far", "Can't be reached today", "当日无法到达"),
    Code("ill", "Taken ill", "身体不适"),
    Code("equipment", "Equipment failed", "设备故障"),
    Code("other", "Other", "其他"),
)

TYPED = (
    Code("no_barcode", "No barcode", "无条码"),
    Code("barcode_worn", "Barcode worn", "条码磨损"),
    Code("no_camera", "Camera doesn't work", "相机不可用"),
    Code("out_of_reach", "Out of the camera's reach", "无法对准"),
    Code("other", "Other", "其他"),
)

LISTS: dict[str, tuple[Code, ...]] = {"skip": SKIP, "trouble": TROUBLE, "return": RETURN, "typed_reason": TYPED}

SKIP_CODES = frozenset(code.code for code in SKIP)
TROUBLE_CODES = frozenset(code.code for code in TROUBLE)
RETURN_CODES = frozenset(code.code for code in RETURN)
