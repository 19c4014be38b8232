"""The catalogue of problems: every answer that isn't a success has a code from here, and the HTTP status follows from it.

The code is also the key of the screens' translations. Each room appends its codes in its own section; a code never changes
its meaning. Titles say what is wrong, `do` says what the person can do about it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Kind:
    """One entry of the catalogue. `alarm` means somebody who runs the server must hear of it; the others log quietly."""

    status: int
    en: str
    zh: str
    do_en: str
    do_zh: str
    alarm: bool = False

    def title(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def what_to_do(self, language: Language) -> str:
        return self.do_zh if language == "zh" else self.do_en


CATALOGUE: dict[str, Kind] = {
    # kernel: the request itself
    "malformed": Kind(400, "The request can't be read", "请求无法解析", "Update the app and try again.", "请更新应用后重试。"),
    "invalid": Kind(422, "A value isn't right", "填写的内容有误", "Correct the marked field.", "请更正标出的内容。"),
    "unknown_parameter": Kind(
        422,
        "This address has no such parameter",
        "没有这个参数",
        "Correct its name, or leave it out.",
        "请更正参数名称，或去掉它。",
    ),
    "not_found": Kind(404, "There is no such thing here", "没有找到", "Check the address, or go back.", "请检查地址或返回。"),
    "method_not_allowed": Kind(405, "This address can't be used that way", "不支持此操作", "Update the app.", "请更新应用。"),
    "not_acceptable": Kind(406, "No such format", "没有这种格式", "Ask for JSON.", "请使用 JSON 格式。"),
    "too_large": Kind(413, "That is too much at once", "内容过大", "Send less at a time.", "请分批发送。"),
    "wrong_media_type": Kind(415, "Not this kind of content", "内容类型不对", "Send JSON.", "请发送 JSON。"),
    "conflict": Kind(409, "Somebody was quicker", "已被他人修改", "Load it again and repeat.", "请刷新后重试。"),
    "too_many_requests": Kind(429, "Too many requests", "请求过于频繁", "Wait a moment.", "请稍候再试。"),
    "unexpected": Kind(
        500,
        "Something went wrong here",
        "服务器出错",
        "Try again; if it stays, tell the office.",
        "请重试，仍不行请联系供电所。",
        alarm=True,
    ),
    "storage_full": Kind(
        507,
        "The server's disk is full",
        "服务器存储已满",
        "Nothing is lost: it stays on the phone. Tell the office.",
        "数据仍在手机上，没有丢失。请告知供电所。",
        alarm=True,
    ),
    "unavailable": Kind(
        503, "The server is busy or starting", "服务暂时不可用", "It is tried again by itself.", "系统会自动重试。", alarm=True
    ),
    "cross_site": Kind(
        403,
        "This request didn't come from the app's own page",
        "请求来源不正确",
        "Open the app and try again.",
        "请从应用页面内操作。",
    ),
    # identity
    "signed_out": Kind(401, "Not signed in", "尚未登录", "Sign in.", "请登录。"),
    "sign_in_failed": Kind(401, "Login or password is wrong", "账号或密码错误", "Check both and try again.", "请核对后重试。"),
    "sign_in_slowed": Kind(
        429, "Too many failed sign-ins", "登录失败次数过多", "Wait as long as it says, then try again.", "请按提示等待后再试。"
    ),
    "forbidden": Kind(403, "You may not do this", "没有权限", "Ask your supervisor.", "请联系班长。"),
    "device_unknown": Kind(401, "This phone isn't enrolled", "手机未注册", "Sign in again on this phone.", "请在本机重新登录。"),
    "device_suspended": Kind(
        403,
        "This phone is suspended",
        "手机已停用",
        "Ask the office; what is unsent stays safe.",
        "请联系供电所，未上传数据不会丢失。",
    ),
    "invitation_invalid": Kind(
        401, "This link has expired or was used up", "链接已失效", "Ask for a new one.", "请联系供电所重新获取。"
    ),
    "login_taken": Kind(409, "This login exists", "账号已存在", "Choose another.", "请换一个账号。"),
    # evidence
    "photo_kind": Kind(
        415,
        "Only JPEG, PNG and WebP pictures are taken",
        "只接受 JPEG、PNG、WebP 图片",
        "Take the photo with the app.",
        "请用本应用拍照。",
    ),
    "photo_differs": Kind(
        460, "The photo didn't arrive as it was taken", "照片传输有误", "It is sent again by itself.", "系统会自动重传。"
    ),
    "photo_unusable": Kind(
        422, "This file is no picture that can be shown", "文件不是可用的图片", "Take the photo again.", "请重新拍照。"
    ),
    "photo_owed": Kind(
        409,
        "The photo isn't here yet",
        "照片尚未上传完成",
        "It comes with the phone's next contact.",
        "手机下次联网时会继续上传。",
    ),
    "range_impossible": Kind(416, "There are no such bytes", "请求范围无效", "Ask for the whole.", "请下载整个文件。"),
    "tus_version": Kind(412, "Not this version of tus", "不支持的 tus 版本", "Send Tus-Resumable: 1.0.0.", "请使用 tus 1.0.0。"),
    "tus_checksum": Kind(460, "A part arrived damaged", "分段校验不符", "Send the part again.", "请重传该分段。"),
    "tus_offset": Kind(409, "The upload stands elsewhere", "断点位置不符", "Ask for its offset and go on.", "请查询断点后续传。"),
    "photo_removed": Kind(
        410,
        "The photo's time to be kept is over",
        "照片已过保存期",
        "What was read in it, its hash and the day of its removal stay.",
        "识别结果、哈希值和删除日期仍保留。",
    ),
    "photo_lost": Kind(
        410,
        "The photo is missing since {day}",
        "照片自 {day} 起缺失",
        "It was here; “evidence audit” names it, a backup may hold it. Tell the administrator.",
        "照片曾经收到；“evidence audit” 会列出，可从备份恢复。请告知管理员。",
    ),
    "photo_not_named": Kind(
        409,
        "This visit is here and names no such photo",
        "该抄表记录已收到，其中没有这张照片",
        "Nothing was stored. Photos go with the visit that names them.",
        "照片未保存。照片须与列明它的抄表记录一起上传。",
    ),
    "uploads_open": Kind(
        429,
        "{open} uploads of this phone are begun and not finished",
        "本机有 {open} 个未完成的上传",
        "Finish them, or wait until they expire.",
        "请先完成，或等其过期。",
    ),
    "uploads_day": Kind(
        429,
        "This phone has sent {mb} MB of photos within a day",
        "本机一天内已上传 {mb} MB 照片",
        "Nothing is lost: it goes on tomorrow. The administrator may set more.",
        "数据仍在手机上，明天继续上传。管理员可调高上限。",
    ),
    "backdated": Kind(
        422,
        "This can't count from a day before today",
        "生效日期不能早于今天",
        "Choose today or a later day.",
        "请选择今天或以后的日期。",
    ),
    "threshold_bounds": Kind(
        422,
        "This threshold may be from {least} to {most}",
        "该阈值应在 {least} 到 {most} 之间",
        "Set a number from {least} to {most}.",
        "请填写 {least} 到 {most} 之间的数值。",
    ),
    "threshold_order": Kind(
        422,
        "This threshold must be {least} or more: another one of this rule is {least}",
        "该阈值不得小于 {least}：本规则的另一阈值为 {least}",
        "Set {least} or more, or lower the other one first.",
        "请填写不小于 {least} 的数值，或先调低另一阈值。",
    ),
    "threshold_day": Kind(
        422,
        "Thresholds can count from today on, or from a later day up to {most}",
        "阈值的生效日期应在今天至 {most} 之间",
        "Choose such a day. The trial shows what they would have done before.",
        "请选择该范围内的日期。要看以前会怎样，请用试算。",
    ),
    "upload_gone": Kind(410, "This upload is over", "上传已失效", "Start the photo's upload again.", "请重新开始上传。"),
    # fieldwork
    "period_closed": Kind(409, "This period is closed", "该电费年月已关闭", "Choose an open one.", "请选择未关闭的月份。"),
    "period_far": Kind(
        422,
        "{period} is too far from this month to be opened",
        "{period} 离本月太远，不能开账",
        "Open one from three months back to two ahead.",
        "可以开账的是前三个月到后两个月。",
    ),
    "holder_unknown": Kind(
        422, "This person can't walk this round", "该人员不能承接此任务", "Choose a reader of the branch.", "请选择本所抄表员。"
    ),
    "task_done": Kind(409, "This task needs no reading any more", "该任务已完成", "Load it again.", "请刷新。"),
    # cases, readings and supervision
    "case_closed": Kind(409, "This case is decided already", "该工单已处理", "Load it again.", "请刷新。"),
    "case_open": Kind(409, "This case is still open", "该工单尚未处理", "Decide it.", "请处理。"),
    "case_claimed": Kind(
        409,
        "A colleague has this case in hand",
        "该工单已由同事领取",
        "Ask them, or take it over.",
        "请与同事沟通，或改由自己处理。",
    ),
    "decision_not_allowed": Kind(
        422, "This can't be decided here", "此工单不能这样处理", "Choose another decision.", "请选择其他处理方式。"
    ),
    "look_first": Kind(
        422, "This case wants to be looked at by itself", "此工单需单独查看", "Open it and decide.", "请打开后处理。"
    ),
    "no_estimate": Kind(
        422, "There is nothing to estimate from", "没有可供估算的依据", "Enter the value yourself.", "请手工填写估算值。"
    ),
    "too_many_estimates": Kind(
        409,
        "It was estimated too often in a row",
        "连续估算次数已达上限",
        "Send somebody: order a re-read or a field check.",
        "请派人现场：复抄或现场核抄。",
    ),
    "released_already": Kind(
        409,
        "This point was handed over to billing",
        "该计量点已发送核算",
        "Correct it instead: the difference becomes an adjustment.",
        "请改用更正，差额将作为退补。",
    ),
    "profile_unknown": Kind(
        404, "There is no such column profile", "没有该列模板", "Choose one of the list.", "请从列表中选择。"
    ),
    "column_unknown": Kind(422, "There is no such column", "没有该列", "Choose columns of the list.", "请从列清单中选择。"),
    # sync
    "malformed_push": Kind(
        400,
        "The phone's parcel can't be read",
        "上传内容无法解析",
        "Nothing is lost: it stays on the phone. Update the app.",
        "数据仍在手机上，没有丢失。请更新应用。",
        alarm=True,
    ),
    "courier_empty": Kind(
        422,
        "This file is empty",
        "该文件是空的",
        "It is no carried file. Have your colleague export it again; nothing is lost on their phone.",
        "这不是捎带文件。请同事重新导出，数据仍在其手机上，没有丢失。",
    ),
    "courier_unknown": Kind(
        422,
        "This isn't a file that a reader's phone made",
        "这不是抄表手机导出的文件",
        "Choose the file that was handed over; its name ends with .mrc.",
        "请选择同事交来的文件，文件名以 .mrc 结尾。",
    ),
    "courier_newer": Kind(
        422,
        "This file was made by a newer app",
        "该文件由更新版本的应用生成",
        "Keep it, and try again when the server has been updated.",
        "请保留文件，待服务器升级后再试。",
    ),
    "courier_foreign": Kind(
        422,
        "This file is sealed for another server",
        "该文件不是为本服务器加密的",
        "Bring it to the utility whose phone it is from, or have it made again.",
        "请交给手机所属的供电公司，或请同事重新导出。",
    ),
    "courier_damaged": Kind(
        422,
        "This file is damaged",
        "文件已损坏",
        "Have your colleague hand it over again; nothing is lost on their phone.",
        "请同事重新传一次，数据仍在其手机上，没有丢失。",
    ),
    "courier_device_unknown": Kind(
        422,
        "The phone that made this file isn't enrolled here",
        "生成该文件的手机未在此登记",
        "Its owner signs in on it once with a network.",
        "请手机主人联网登录一次。",
    ),
    "courier_not_signed": Kind(
        422,
        "It can't be shown that this file is from the phone it names",
        "无法确认该文件出自所称的手机",
        "Its owner connects once to a network; then have it made again.",
        "请手机主人联网一次，再重新导出。",
    ),
    "entry_too_large": Kind(
        413, "One entry is too large", "单条记录过大", "It stays on the phone. Shorten its note.", "记录仍在手机上，请缩短备注。"
    ),
}

# Which problem a broken constraint means, by the constraint's name. One that isn't here is a mistake of ours: an alarm.
CONSTRAINTS: dict[str, str] = {
    "uq_person_login": "login_taken",
    "ux_case_open_subject": "case_open",
    # Somebody has corrected the reading meanwhile.
    "ux_reading_corrects": "conflict",
}


def _told(sentence: str, params: Mapping[str, Any]) -> str:
    """A sentence of the catalogue with its numbers and names put in; one that isn't given stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: str(params.get(found[1], found[0])), sentence)


class Problem(Exception):  # noqa: N818  a problem is what the catalogue calls it
    """An expected failure: a code of the catalogue, the field it is about, and numbers or names for its sentence.

    `params` must hold nothing personal: they are logged. `retry_after` is in seconds.
    """

    def __init__(self, code: str, *, field: str | None = None, retry_after: int | None = None, **params: Any) -> None:
        super().__init__(code)
        self.kind = CATALOGUE[code]
        self.code = code
        self.field = field
        self.retry_after = retry_after
        self.params = params

    @property
    def status(self) -> int:
        return self.kind.status

    def body(self, language: Language) -> Mapping[str, Any]:
        """The members of problem+json (RFC 9457) in a language."""
        title = _told(self.kind.title(language), self.params)
        body: dict[str, Any] = {
            "type": f"/api/docs#problem-{self.code}",
            "title": title,
            "status": self.kind.status,
            "code": self.code,
            "detail": title,
            "what_to_do": _told(self.kind.what_to_do(language), self.params),
            "params": self.params,
        }
        if self.field is not None:
            body["field"] = self.field
        return body
