/** Dates, times and numbers in the reader's language and the utility's time zone. */
import { language } from "./texts.ts";

let zone = "Asia/Shanghai";
/** The server names the business time zone; until it does, the default holds. */
export function setTimeZone(name: string): void {
  zone = name;
}

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value}|${zone}|${kind}`;
  let found = cache.get(key);
  if (!found) {
    // English dates in the order day month year, the month in letters: 11/12 would be read as either.
    found = new Intl.DateTimeFormat(language.value === "en" ? "en-GB" : language.value, { timeZone: zone, ...options });
    cache.set(key, found);
  }
  return found;
}

type When = string | number | Date;
const at = (when: When): Date => (when instanceof Date ? when : new Date(when));

const dayAndMonth = (): Intl.DateTimeFormatOptions =>
  language.value === "en" ? { month: "short", day: "numeric" } : { month: "2-digit", day: "2-digit" };

export const clockTime = (when: When): string =>
  formatter("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at(when));
export const shortDate = (when: When): string => formatter("date", dayAndMonth()).format(at(when));
export const fullDate = (when: When): string => formatter("full", { year: "numeric", ...dayAndMonth() }).format(at(when));
export const dateTime = (when: When): string => `${fullDate(when)} ${clockTime(when)}`;

/** Today's business date, YYYY-MM-DD. */
export function businessDate(when: When = Date.now()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at(when));
}

export const count = (n: number): string => new Intl.NumberFormat(language.value).format(n);

export function megabytes(bytes: number): string {
  const shown = bytes / 1_048_576;
  if (bytes > 0 && shown < 0.1) return `${new Intl.NumberFormat(language.value).format(Math.max(1, Math.round(bytes / 1024)))} KB`;
  return `${new Intl.NumberFormat(language.value, { maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown)} MB`;
}
