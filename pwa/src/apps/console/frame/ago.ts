/** How long ago something was, as one says it. */
import { dateTime } from "../../../i18n/format.ts";
import { language } from "../../../i18n/texts.ts";

const STEPS: readonly [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [30 * 86_400, 86_400, "day"],
];

/** "14 min. ago"; older than a month the date itself; what the clocks put into the future is "now". */
export function ago(when: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(when)) / 1000);
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: "auto", style: "short" });
  if (seconds < 60) return format.format(0, "minute");
  for (const [limit, size, unit] of STEPS) if (seconds < limit) return format.format(-Math.floor(seconds / size), unit);
  return dateTime(when);
}
