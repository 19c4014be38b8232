/** 练习用电表，中文。 */
import type { PracticeTexts } from "./practice.en.ts";

export const texts: PracticeTexts = {
  "page.title": "练习用电表",
  "page.what": "演示用的虚构电表。选一条抄表段，用手机以该段抄表员登录，就能对着屏幕或打印件练习抄表。",
  "page.none": "本服务器不是演示环境，没有练习用电表。",
  "page.route": "抄表段",
  "page.choose": "请选择抄表段",
  "page.find": "按尾号找电表",
  "page.print": "打印",
  "page.meters": "{n} 块表",
  "page.no_match": "本段没有尾号 {text} 的电表。",
  "page.reader": "抄表员页面",
  "page.office": "办公室",
  "face.next": "下一屏",
  "face.kind.1": "单相电能表",
  "face.kind.3": "三相电能表",
  "face.serial": "出厂编号",
  "face.shows": "{register} 显示 {value} {unit}",
  "face.barcode": "条码 {text}",
  "box.title": "计量箱",
  "box.empty": "空位",
};
