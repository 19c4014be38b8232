/** A register's history from the wire as months of a chart. */
import { drawable } from "../frame/quantity.ts";
import type { HistoryMonth } from "../wire.ts";
import type { Month } from "./geometry.ts";

export const times = (text: string | null, factor: number): number | null => {
  const value = drawable(text);
  return value === null ? null : value * factor;
};

/** Energy a month; the band comes as advances of the dial that hangs there now and is brought to the same scale. */
export function monthsOf(history: readonly HistoryMonth[], registerId: string | undefined, multiplier: number): Month[] {
  return history
    .filter((month) => month.register_id === registerId)
    .map((month) => ({
      period: month.period,
      value: drawable(month.kwh) ?? times(month.advance, multiplier),
      estimated: month.estimated,
      lo: times(month.lo, multiplier),
      hi: times(month.hi, multiplier),
    }));
}
