/**
 * Which meter or box of the round does a text belong to? Scanned texts, typed tails and search all ask here.
 * One code may hold a serial number and a date ("9182657 02/18"), so every token of a text is tried.
 */
export interface Identified {
  readonly task_id: string;
  /** Every number that stands for this task's meter or point. */
  readonly numbers: readonly (string | null | undefined)[];
  readonly box: { readonly id: string; readonly barcode: string } | null;
}

export type Hit =
  | { readonly kind: "meter"; readonly task_ids: readonly string[]; readonly number: string }
  | { readonly kind: "box"; readonly box_id: string; readonly number: string };

/** Numbers are compared without spaces and hyphens, upper case. */
export const plain = (text: string): string => text.toUpperCase().replace(/[\s\-–_]+/g, "");

const SHORTEST_CODE = 4;
const SHORTEST_INSIDE = 8;

export class Identifiers {
  private readonly meters = new Map<string, string[]>();
  private readonly boxes = new Map<string, string>();

  constructor(items: Iterable<Identified>) {
    for (const item of items) {
      for (const number of item.numbers) {
        if (!number) continue;
        const key = plain(number);
        const known = this.meters.get(key);
        if (!known) this.meters.set(key, [item.task_id]);
        else if (!known.includes(item.task_id)) known.push(item.task_id);
      }
      if (item.box) this.boxes.set(plain(item.box.barcode), item.box.id);
    }
  }

  private exact(key: string): Hit | null {
    const task_ids = this.meters.get(key);
    if (task_ids) return { kind: "meter", task_ids, number: key };
    const box_id = this.boxes.get(key);
    return box_id ? { kind: "box", box_id, number: key } : null;
  }

  /** What a scanned text names, or null when the round doesn't know it. */
  scanned(text: string): Hit | null {
    const whole = plain(text);
    if (whole.length < SHORTEST_CODE) return null;
    const hit = this.exact(whole);
    if (hit) return hit;
    for (const token of text.toUpperCase().split(/[^0-9A-Z]+/)) {
      const found = token.length >= SHORTEST_CODE ? this.exact(token) : null;
      if (found) return found;
    }
    // QR codes often wrap the number in an address or a longer record.
    for (const key of this.meters.keys()) if (key.length >= SHORTEST_INSIDE && whole.includes(key)) return this.exact(key);
    for (const key of this.boxes.keys()) if (key.length >= SHORTEST_INSIDE && whole.includes(key)) return this.exact(key);
    return null;
  }

  /** Tasks any of whose numbers ends with the typed digits; the caller asks for more digits while there is more than one. */
  tail(typed: string): readonly string[] {
    const end = plain(typed);
    if (!end) return [];
    const found = new Set<string>();
    for (const [key, tasks] of this.meters) if (key.endsWith(end)) for (const task of tasks) found.add(task);
    return [...found];
  }
}
