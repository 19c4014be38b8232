/** 环比 and 同比: a month against the one before and against the same month a year earlier. */
import type { Month } from "./geometry.ts";

/** "2026-01" minus 1 → "2025-12". */
export function shiftPeriod(period: string, months: number): string {
  const [year = 0, month = 1] = period.split("-").map(Number);
  const count = year * 12 + (month - 1) + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** The months from–to, both included. */
export function periodsBetween(from: string, to: string): string[] {
  const periods: string[] = [];
  for (let period = from; period <= to && periods.length < 600; period = shiftPeriod(period, 1)) periods.push(period);
  return periods;
}

export interface Comparison {
  /** Relative change, 3.38 for +338 %; null where there is nothing to compare with. */
  monthOnMonth: number | null;
  yearOnYear: number | null;
}

/** Compares `value` of `period` with the history; months without a value, with zero or going backward can't be compared. */
export function compare(history: readonly Month[], period: string, value: number): Comparison {
  const against = (other: string): number | null => {
    const base = history.find((month) => month.period === other)?.value;
    return base && base > 0 && value >= 0 ? value / base - 1 : null;
  };
  return { monthOnMonth: against(shiftPeriod(period, -1)), yearOnYear: against(shiftPeriod(period, -12)) };
}

/** Fills the months that are missing between the first and `last`, so that the axis is true to time. */
export function gapless(history: readonly Month[], last: string): Month[] {
  const first = history[0]?.period;
  if (first === undefined) return [];
  const byPeriod = new Map(history.map((month) => [month.period, month]));
  return periodsBetween(first, last).map((period) => byPeriod.get(period) ?? { period, value: null, estimated: false, lo: null, hi: null });
}

/** "+338 %", "−12 %", "±0 %". From ten times on a factor reads better: "×66". */
export function changeText(change: number): string {
  if (change >= 9) return `×${Math.round(change + 1)}`;
  const percent = Math.round(change * 100);
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %`;
}
