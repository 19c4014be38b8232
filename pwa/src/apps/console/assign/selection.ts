/** Which stops of a run a supervisor means: typed ranges, a box, or a word. Pure. */

export interface Stop {
  id: string;
  sequence: number;
  state: string;
  pointNumber: string;
  address: string;
  accountName: string;
  assetNumber: string;
  box: string;
}

export type Ranges = { ok: true; has: (sequence: number) => boolean; count: number } | { ok: false; part: string };

/** Parses "12-20, 25 30–" (commas, spaces or 、 between; any dash; an open end). */
export function parseRanges(text: string, last: number): Ranges {
  const spans: [number, number][] = [];
  const parts = text
    .replace(/\s*[-–—~～至到]\s*/g, "-")
    .split(/[\s,，、;；]+/)
    .filter(Boolean);
  for (const part of parts) {
    const found = /^(\d+)(-(\d*))?$/.exec(part);
    const from = Number(found?.[1]);
    const to = found?.[2] === undefined ? from : found[3] ? Number(found[3]) : last;
    if (!found || to < from) return { ok: false, part };
    spans.push([from, to]);
  }
  const has = (sequence: number): boolean => spans.some(([from, to]) => sequence >= from && sequence <= to);
  return { ok: true, has, count: spans.length };
}

/** Whether a stop carries every word of the search, in any of its numbers, its address or its customer's name. */
export function matches(stop: Stop, search: string): boolean {
  const hay = `${stop.sequence} ${stop.pointNumber} ${stop.address} ${stop.accountName} ${stop.assetNumber} ${stop.box}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** Adds all when one is missing, else removes all: what a header's check box does. */
export function toggleAll(selected: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  const all = ids.every((id) => selected.has(id));
  const next = new Set(selected);
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** From the last touched to this one, as with Shift in every list. */
export function between(order: readonly string[], from: string, to: string): string[] {
  const a = order.indexOf(from);
  const b = order.indexOf(to);
  if (a < 0 || b < 0) return [to];
  return order.slice(Math.min(a, b), Math.max(a, b) + 1);
}
