/** The list of stops: filters, search, order and what comes next. */
import { plain } from "./identify.ts";
import type { HoldingState } from "./types.ts";

export type Filter = "all" | "open" | "done" | "skipped" | "returned";
export const FILTERS: readonly Filter[] = ["open", "done", "skipped", "returned", "all"];

export interface Listed {
  readonly id: string;
  readonly run_id: string;
  readonly sequence: number;
  readonly holding: HoldingState;
  /** Lower-case text that a search looks into. */
  readonly haystack: string;
}

/** Which filter a state stands under. What left this reader's hands shows under "returned" with the reason beside it. */
export function filterOf(state: HoldingState): Exclude<Filter, "all"> {
  switch (state) {
    case "open":
      return "open";
    case "read":
    case "contested":
    case "closed_elsewhere":
      return "done";
    case "skipped":
      return "skipped";
    default:
      return "returned";
  }
}

export function choose<T extends Listed>(stops: readonly T[], how: { filter: Filter; search: string; reverse: boolean }): T[] {
  const wanted = how.search.trim().toLowerCase();
  const number = plain(wanted).toLowerCase();
  const found = stops.filter(
    (stop) =>
      (how.filter === "all" || filterOf(stop.holding) === how.filter) &&
      (!wanted || stop.haystack.includes(wanted) || (number.length > 2 && stop.haystack.includes(number))),
  );
  return how.reverse ? found.reverse() : found;
}

/** The next open stop after `id` in walking order, going round once. */
export function nextOpen<T extends Listed>(stops: readonly T[], id: string, reverse: boolean): T | null {
  const order = reverse ? [...stops].reverse() : stops;
  const at = order.findIndex((stop) => stop.id === id);
  for (let step = 1; step < order.length; step += 1) {
    const stop = order[(at + step) % order.length];
    if (stop && stop.holding === "open" && stop.id !== id) return stop;
  }
  return null;
}
