import type { Code, Codes, Task } from "../../domain/types.ts";
import type { CommonKeys } from "../../i18n/common.en.ts";
import type { ReaderKeys } from "../../i18n/reader.en.ts";
import { language, translator } from "../../i18n/texts.ts";
import type { WalkKeys } from "../../i18n/walk.en.ts";

/** For screens that are loaded with the words of the walk; what is there before them takes its words from first-words.ts. */
export const t = translator<CommonKeys & ReaderKeys & WalkKeys>();

/** A code of the server's lists in the reader's language. */
export const codeText = (code: Code): string => (language.value === "zh-CN" ? code.zh : code.en);

export function textOfCode(codes: readonly Code[] | undefined, code: string): string {
  const found = codes?.find((one) => one.code === code);
  return found ? codeText(found) : code;
}

export const NO_CODES: Codes = { skip: [], trouble: [], return: [], typed_reason: [] };

/** The last six figures of the asset number: what people say and compare at the meter. */
export const tailOf = (task: Task): string => `…${task.meter.asset_number.slice(-6)}`;

/** Address first; a metering point without one is named by its number. */
export const titleOf = (task: Task): string => task.point.address || task.point.number;

export function boxPlace(task: Task): string {
  const { box } = task;
  if (!box) return "";
  const floor = box.floor === null || box.floor === "" ? "" : `${t("stop.floor", { floor: box.floor })} `;
  if (box.row !== null && box.col !== null) return `${floor}${t("stop.box_place", { row: box.row, col: box.col })}`;
  return `${floor}${t("stop.in_box")}`;
}
