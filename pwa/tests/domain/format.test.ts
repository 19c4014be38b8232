/** Dates as each language writes them. */
import { afterEach, expect, test } from "vitest";
import { dateTime, fullDate, shortDate } from "../../src/i18n/format.ts";
import { language } from "../../src/i18n/texts.ts";

const AT = "2026-11-04T02:05:00Z";
const before = language.value;

afterEach(() => {
  language.value = before;
});

test("English dates are day month year, the month in letters", () => {
  language.value = "en";
  expect([fullDate(AT), shortDate(AT), dateTime(AT)]).toEqual(["4 Nov 2026", "4 Nov", "4 Nov 2026 10:05"]);
});

test("Chinese dates are in figures, year first", () => {
  language.value = "zh-CN";
  expect([fullDate(AT), shortDate(AT)]).toEqual(["2026/11/04", "11/04"]);
});
