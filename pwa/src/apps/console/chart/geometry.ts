/**
 * Where the marks of a history chart stand. Values in (kWh or whatever the caller measures), SVG units out.
 * A value far beyond the usual must not flatten two years into a line: the scale ends somewhat above what is usual,
 * and what lies beyond is drawn at the edge and marked as such.
 */

export interface Month {
  /** "2026-10" */
  period: string;
  /** Advance of the month; null where nothing is known. */
  value: number | null;
  estimated: boolean;
  lo: number | null;
  hi: number | null;
}

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Mark {
  x: number;
  y: number;
  value: number;
  /** The true value lies above or below the drawn scale. */
  beyond: "above" | "below" | null;
}

export interface Drawn {
  /** One path a gapless stretch of months. */
  lines: string[];
  /** One closed path a gapless stretch of months with a band. */
  bands: string[];
  dots: (Mark & { index: number; estimated: boolean })[];
  /** x of every month, the doubtful one included as the last when there is one. */
  columns: number[];
  now: Mark | null;
  candidate: Mark | null;
  ticks: { y: number; value: number }[];
  years: { x: number; label: string }[];
  zero: number;
}

/** How far above the usual maximum the scale may reach. */
const HEADROOM = 5;

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is at least `rough`. */
export function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= rough * 0.999999) return factor * power;
  return 10 * power;
}

interface Span {
  low: number;
  high: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** From where to where the scale reaches. A single month that is far from all others (a first reading after years) doesn't count. */
export function span(months: readonly Month[], extra: readonly number[]): Span {
  const all = months.flatMap((month) => [month.value, month.lo, month.hi]).filter((value): value is number => value !== null);
  const typical = median(all.map(Math.abs).filter((value) => value > 0));
  const usual = typical > 0 ? all.filter((value) => Math.abs(value) <= typical * HEADROOM * 2) : all;
  const usualHigh = Math.max(0, ...usual);
  const usualLow = Math.min(0, ...usual);
  const limit = (usualHigh - usualLow || Math.max(...extra.map(Math.abs), 1)) * HEADROOM;
  const high = Math.min(Math.max(usualHigh, ...extra), Math.max(limit, usualHigh));
  const low = Math.max(Math.min(usualLow, ...extra), Math.min(-limit / 2, usualLow));
  return high === low ? { low, high: low + 1 } : { low, high };
}

export function draw(months: readonly Month[], now: number | null, candidate: number | null, box: Box): Drawn {
  const extra = [now, candidate].filter((value): value is number => value !== null);
  const { low, high } = span(months, extra);
  const step = niceStep((high - low) / 3);
  const ceiling = Math.ceil(high / step - 1e-9) * step || step;
  const floor = Math.floor(low / step + 1e-9) * step;
  const innerWidth = box.width - box.left - box.right;
  const innerHeight = box.height - box.top - box.bottom;
  const slots = Math.max(months.length - 1, 1);
  const x = (index: number): number => round(box.left + (innerWidth * index) / slots);
  const place = (value: number): number => round(box.top + innerHeight * (1 - (value - floor) / (ceiling - floor)));
  const mark = (index: number, value: number): Mark => {
    const beyond = value > ceiling ? "above" : value < floor ? "below" : null;
    return { x: x(index), y: place(Math.min(Math.max(value, floor), ceiling)), value, beyond };
  };

  const last = months.length - 1;
  const known = now === null ? months : months.slice(0, last);
  const lines = stretches(known, (month) => month.value !== null).map((run) =>
    run.map(({ item, index }, at) => `${at ? "L" : "M"}${x(index)} ${mark(index, item.value ?? 0).y}`).join(" "),
  );
  const bands = stretches(months, (month) => month.lo !== null && month.hi !== null).map((run) => {
    // A single month's band still needs a width to be seen.
    const half = run.length === 1 ? innerWidth / slots / 3 : 0;
    const over = run.map(({ item, index }) => [x(index), mark(index, item.hi ?? 0).y] as const);
    const under = run.map(({ item, index }) => [x(index), mark(index, item.lo ?? 0).y] as const).reverse();
    const spread = half
      ? [over[0], over[0], under[0], under[0]].map((point, at) => [
          round((point?.[0] ?? 0) + (at === 0 || at === 3 ? -half : half)),
          point?.[1] ?? 0,
        ])
      : [...over, ...under];
    return `M${spread.map(([px, py]) => `${px} ${py}`).join("L")}Z`;
  });
  const dots = known.flatMap((month, index) =>
    month.value === null ? [] : [{ ...mark(index, month.value), index, estimated: month.estimated }],
  );
  const ticks: Drawn["ticks"] = [];
  for (let value = floor; value <= ceiling + step * 1e-6; value += step) ticks.push({ y: place(value), value: tidy(value) });
  const years = months.flatMap((month, index) =>
    index > 0 && month.period.endsWith("-01") ? [{ x: x(index), label: month.period.slice(0, 4) }] : [],
  );
  return {
    lines,
    bands,
    dots,
    columns: months.map((_, index) => x(index)),
    now: now === null || last < 0 ? null : mark(last, now),
    candidate: candidate === null || last < 0 ? null : mark(last, candidate),
    ticks,
    years,
    zero: place(0),
  };
}

/** Runs of neighbours that satisfy `has`, with their index. */
function stretches<T>(items: readonly T[], has: (item: T) => boolean): { item: T; index: number }[][] {
  const runs: { item: T; index: number }[][] = [];
  let open: { item: T; index: number }[] | null = null;
  for (const [index, item] of items.entries()) {
    if (!has(item)) {
      open = null;
      continue;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    open.push({ item, index });
  }
  return runs;
}

/** Index of the column nearest to x. */
export function nearest(columns: readonly number[], x: number): number {
  let best = 0;
  for (const [index, column] of columns.entries()) if (Math.abs(column - x) < Math.abs((columns[best] ?? 0) - x)) best = index;
  return best;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const tidy = (value: number): number => Number(value.toPrecision(12));
